"""The pages, a router for each part of the application."""

from taiwa.web.pages import (
    account,
    accounts,
    adding,
    deciding,
    finding,
    forum,
    history,
    leaves,
    linking,
    missing,
    preferences,
    room,
    signin,
    start,
    texts,
)

routers = tuple(
    each.router
    for each in (
        *(start, forum, texts, leaves, room, deciding, missing, linking, finding, adding, history),
        *(signin, account, accounts, preferences),
    )
)
