"""Accounts for tests of the application: people with roles, their browsers and their programs."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.testclient import TestClient
from places import HERE, token_of

from taiwa.web.visitors import Door

PASSWORD = "seven quiet herons"


class Staffed:
    """An application whose record has accounts: `mori` administers it."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.door: Door = app.state.door
        self.door.accounts.add("mori", "Mori A.", PASSWORD, administrator=True, by="tester")

    def add(self, id: str, *roles: tuple[str, str]) -> str:
        """An account with roles by forum; its identifier."""
        self.door.accounts.add(id, id.title(), PASSWORD, by="mori")
        for forum, role in roles:
            self.door.accounts.grant(id, forum, role, "XA" if role == "delegation" else None, by="mori")
        return id

    def client(self) -> TestClient:
        """A browser that nobody has signed in with."""
        return TestClient(self.app, base_url=HERE, follow_redirects=False)

    def token(self, id: str, *scopes: str) -> str:
        """A token of an account."""
        return self.door.signing.make_token(id, "test", scopes, by=id)[0]


def signed_in(staffed: Staffed, id: str) -> TestClient:
    """A browser in which an account has signed in."""
    client = staffed.client()
    form = {"token": token_of(client, "/signin"), "account": id, "password": PASSWORD}
    assert client.post("/signin", data=form).status_code == 303
    return client
