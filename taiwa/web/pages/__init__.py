"""The pages, a router for each part of the application."""

from taiwa.web.pages import (
    account,
    accounts,
    adding,
    comparing,
    deciding,
    describing,
    finding,
    forum,
    history,
    leaves,
    lineage,
    linking,
    missing,
    parity,
    preferences,
    room,
    signin,
    start,
    texts,
)

routers = tuple(
    each.router
    for each in (
        *(start, describing, forum, texts, leaves, room, deciding, missing, linking, finding, comparing, parity),
        *(lineage, adding, history, signin, account, accounts, preferences),
    )
)
