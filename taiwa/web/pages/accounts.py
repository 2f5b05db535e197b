"""The administrator's pages: accounts, their roles by forum, the audit. Without accounts, the first is made here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from taiwa.errors import AlreadyInRecord, NotInRecord, TaiwaError, WrongValue
from taiwa.model.access import EVERYWHERE, ROLES
from taiwa.record.accounts import Accounts
from taiwa.record.passwords import SHORTEST
from taiwa.web.desk import Desk, address
from taiwa.web.faults import STATUS
from taiwa.web.visitors import address_of

router = APIRouter(include_in_schema=False)
One = Annotated[str, Form()]
WRONG = (WrongValue, NotInRecord, AlreadyInRecord)
# So many lines of the audit stand on a page; the largest number that both databases know.
PAGE, LAST = 100, 2**31 - 1


@router.get("/accounts")
def accounts(request: Request) -> Response:
    """The accounts, and a form for one more."""
    return _list(Desk(request))


@router.post("/accounts")
def add(request: Request, account: One = "", name: One = "", password: One = "", administrator: One = "") -> Response:
    """Adds an account, and leads to it; without a password it is one that the provider lets in."""
    desk = Desk(request)
    try:
        made = desk.door.accounts.add(
            account, name, password or None, administrator=bool(administrator), **_by(request)
        )
    except WRONG as error:
        return _list(desk, error)
    return RedirectResponse(address("accounts", made.id), 303)


@router.get("/accounts/{id}")
def one(request: Request, id: str) -> Response:
    """An account: its roles, what it is signed in by, and what can be changed."""
    return _one(Desk(request), id)


@router.post("/accounts/{id}/grant")
def grant(request: Request, id: str, forum: One = "", role: One = "", party: One = "") -> Response:
    """Gives a role."""
    return _changed(request, id, lambda them: them.grant(id, forum, role, party.strip() or None, **_by(request)))


@router.post("/accounts/{id}/revoke")
def revoke(request: Request, id: str, forum: One = "") -> Response:
    """Takes a role back."""
    return _changed(request, id, lambda them: them.revoke(id, forum, **_by(request)))


@router.post("/accounts/{id}/password")
def password(request: Request, id: str, new: One = "") -> Response:
    """Gives an account a new password; what it is signed in by ends."""
    return _changed(request, id, lambda them: them.set_password(id, new, **_by(request)))


@router.post("/accounts/{id}/active")
def active(request: Request, id: str, active: One = "") -> Response:
    """Deactivates an account, or activates it again."""
    return _changed(request, id, lambda them: (them.activate if active else them.deactivate)(id, **_by(request)))


@router.get("/audit")
def audit(request: Request, before: Annotated[int | None, Query(ge=1, le=LAST)] = None) -> Response:
    """What happened, the youngest first, a page at a time."""
    desk = Desk(request)
    lines = desk.door.accounts.audit(before, PAGE)
    older = lines[-1].number if lines and lines[-1].number > 1 else None
    return desk.page("audit.html", lines=lines, older=older)


def _changed(request: Request, id: str, change: Callable[[Accounts], object]) -> Response:
    """Changes an account and leads back to it; what can't be is said on its page."""
    desk = Desk(request)
    try:
        change(desk.door.accounts)
    except WRONG as error:
        return _one(desk, id, error)
    return RedirectResponse(address("accounts", id), 303)


def _by(request: Request) -> dict[str, str]:
    desk = Desk(request)
    return {"by": desk.asker.id, "address": address_of(request)}


def _list(desk: Desk, error: TaiwaError | None = None) -> Response:
    status = STATUS[error.reason] if error else 200
    return desk.page("accounts.html", status, accounts=desk.door.accounts.all(), error=error, shortest=SHORTEST)


def _one(desk: Desk, id: str, error: TaiwaError | None = None) -> Response:
    account, grants = desk.door.accounts.one(id)
    with desk.record.read() as asking:
        forums = asking.view.forums()
    held = {kind: desk.door.signing.held(id, kind) for kind in ("session", "token")}
    status = STATUS[error.reason] if error else 200
    given = {"held": held, "forums": forums, "roles": ROLES, "everywhere": EVERYWHERE, "shortest": SHORTEST}
    return desk.page("accounts_one.html", status, account=account, grants=grants, error=error, **given)
