"""Every route and method, asked by everybody, of an open forum and of a confidential one: what each may is what the
table of rules and the roles say, and what somebody doesn't see answers as what isn't there.

The routes are those of the application; a new one is asked too, by what its template says of identifiers.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from people import Staffed, signed_in
from places import VERSION, token_of
from sealed import Place, place_in, seal
from test_web_rules import ROUTES

from taiwa.model.access import EVERYWHERE, ROLES, VERBS
from taiwa.web import create_app
from taiwa.web.rules import rule_of

NOWHERE = Place("nix", "nix/m-1", "nix/m-1/t", "nix/m-1/t/en", "nix/m-1/t/en@99-107", "nix-mine")


@dataclass(frozen=True)
class Somebody:
    """Who asks: the roles by forum (`here` is the confidential one), how they show who they are."""

    roles: tuple[tuple[str, str], ...] = ()
    way: str = "session"
    scopes: tuple[str, ...] = VERBS

    @property
    def is_known(self) -> bool:
        return self.way in ("session", "token")

    def may(self, verb: str, forum: str | None) -> bool:
        """Straight from the roles: the rule as the issue words it, said once more."""
        roles = dict(self.roles)
        if not self.is_known or verb not in self.scopes:
            return False
        if roles.get(EVERYWHERE) == "administrator":
            return True
        mine = [roles[forum]] if forum in roles else []
        # What is of no forum (None) is of the whole, as what isn't confidential.
        if forum != "veil":
            mine += ["reader", *([roles[EVERYWHERE]] if EVERYWHERE in roles else [])]
        return any(verb in ROLES[each] for each in mine)

    def passes(self, rule: str) -> bool:
        """Whether they may do it anywhere."""
        if rule == "open":
            return True
        if rule == "session":
            return self.way == "session"
        if rule == "own":
            return self.is_known
        places = (EVERYWHERE,) if rule == "manage" else ("veil", "kitanagi", EVERYWHERE)
        return any(self.may(rule, each) for each in places)


IN_A_FORUM = ("reader", "delegation", "editor", "secretariat")
PEOPLE: dict[str, Somebody] = {
    **{f"{role} of the forum": Somebody((("veil", role),)) for role in IN_A_FORUM},
    **{f"{role} of the other": Somebody((("kitanagi", role),)) for role in IN_A_FORUM},
    **{f"{role} everywhere": Somebody((("*", role),)) for role in ("reader", "editor", "secretariat")},
    "administrator": Somebody((("*", "administrator"),)),
    "without a role": Somebody(),
    "deactivated": Somebody((("veil", "secretariat"),), "closed"),
    "stranger": Somebody((), "nothing"),
    "token of an administrator, to read": Somebody((("*", "administrator"),), "token", ("read",)),
    "token of a secretariat, to decide": Somebody((("veil", "secretariat"),), "token", ("read", "decide")),
    "token of a secretariat, to describe": Somebody((("veil", "secretariat"),), "token", ("read", "describe")),
    "token of an outsider": Somebody((("kitanagi", "secretariat"),), "token"),
}


# --- requests with real identifiers ---

# What the identifier in a template is of: the first line that fits.
OF_TEMPLATE: tuple[tuple[str, Callable[[Place], str]], ...] = (
    (r"/(api/v1/dialogues|accounts|add|static|interface|look|api/v1/(accounts|tokens))/", lambda at: "no-such-thing"),
    (r"/history/|/forums?/|/new/meeting/", lambda at: at.forum),
    (r"/meetings?/|/delegates?/", lambda at: at.meeting),
    (r"/evidence/", lambda at: f"meeting {at.meeting}"),
    (r"/texts?/", lambda at: at.text),
    (r"/entit(y|ies)/", lambda at: at.entity),
    (r"/provisions/|/missing/|/link/|/unlink/", lambda at: at.ref),
    (r"", lambda at: at.version),
)
# Lists that are asked about something.
ASKED: dict[str, Callable[[Place], dict[str, str]]] = {
    "/search": lambda at: {"q": "fishing", "forum": at.forum},
    "/search.csv": lambda at: {"q": "fishing", "meeting": at.meeting},
    "/search.json": lambda at: {"q": "fishing", "forum": at.forum},
    "/precedents": lambda at: {"q": "the Ministers decided", "forum": at.forum},
    "/api/v1/search": lambda at: {"q": "fishing", "forum": at.forum},
    "/api/v1/precedents": lambda at: {"q": "the Ministers decided", "forum": at.forum},
    "/api/v1/delegates": lambda at: {"meeting": at.meeting},
    "/api/v1/delegates/{meeting:path}": lambda at: {"party": "XB", "person": "Q. Quixotium"},
    "/api/v1/kept": lambda at: {"version": at.version},
    "/api/v1/provisions": lambda at: {"version": at.version},
    "/api/v1/corrections": lambda at: {"version": at.version},
    "/api/v1/corrections/{version:path}": lambda at: {"number": "1", "why": "x"},
    "/api/v1/links": lambda at: {"version": at.version},
    "/api/v1/evidence": lambda at: {"subject": f"meeting {at.meeting}"},
    "/api/v1/evidence/{subject:path}": lambda at: {"field": "date", "source": "quixotium gazette"},
    "/api/v1/history": lambda at: {"subject": at.forum},
    **{
        f"{path}{end}": lambda at: {"old": at.version, "new": at.version}
        for path, ends in (("/compare", ("", ".docx", ".csv", ".json")), ("/api/v1/comparisons", ("",)))
        for end in ends
    },
    **{
        path: lambda at: {"one": at.version, "other": at.version}
        for path in ("/parity", "/parity.csv", "/parity.json", "/api/v1/parities")
    },
    **{
        path: lambda at: {"topic": at.ref} for path in ("/lineage", "/lineage.csv", "/lineage.json", "/api/v1/lineages")
    },
    "/api/v1/sequels": lambda at: {"forum": at.forum},
    "/api/v1/phrases": lambda at: {"text": "The Ministers decided."},
}
PUT_ENTITY = "PUT /api/v1/entities/{id:path}"
NAMES = [{"text": "X", "language": "en"}]
# Bodies of what changes something; a form is a dictionary, an answer of the API JSON.
SENT: dict[str, Callable[[Place], dict[str, Any]]] = {
    "POST /correct/{ref:path}": lambda at: {"data": {"part": "title", "value": "X", "why": "x"}},
    "POST /withdraw/{version:path}": lambda at: {"data": {"number": "77", "why": "x"}},
    "POST /link/{ref:path}": lambda at: {"data": {"written": "none", "entity": "paris-agreement", "why": "x"}},
    "POST /unlink/{ref:path}": lambda at: {"data": {"written": "none", "why": "x"}},
    "POST /missing/{ref:path}": lambda at: {"data": {"predicate": "x", "act": "state", "why": "x"}},
    "POST /api/v1/corrections": lambda at: {"json": {"ref": at.version, "values": {"title": "X"}, "why": "x"}},
    "POST /api/v1/links": lambda at: {"json": {"ref": at.ref, "written": "x", "entity": "XA", "why": "x"}},
    "POST /api/v1/kept": lambda at: {"json": {"version": at.version, "why": "x"}},
    "PUT /api/v1/forums/{id}": lambda at: {"json": {"names": NAMES}},
    "PUT /api/v1/meetings/{id:path}": lambda at: {"json": {"forum": at.forum, "level": "ministers"}},
    "PUT /api/v1/delegates/{meeting:path}": lambda at: {"json": {"office": "x"}},
    "PUT /api/v1/texts/{id:path}": lambda at: {
        "json": {"kind": "joint-statement", "forum": at.forum},
        "params": {"why": "x"},
    },
    "PUT /api/v1/entities/{id:path}": lambda at: {"json": {"kind": "programme", "names": NAMES}},
    "PATCH /api/v1/entities/{id:path}": lambda at: {"json": {"note": "x"}},
    "PUT /api/v1/evidence/{subject:path}": lambda at: {"json": {"certainty": "disputed"}},
    "PATCH /api/v1/forums/{id}": lambda at: {"json": {"note": "x"}},
    "PATCH /api/v1/meetings/{id:path}": lambda at: {"json": {"note": "x"}},
    "PATCH /api/v1/texts/{id:path}": lambda at: {"json": {"title": "X"}, "params": {"why": "x"}},
    "PATCH /api/v1/versions/{id:path}": lambda at: {"json": {"authority": "press"}, "params": {"why": "x"}},
    "DELETE /api/v1/texts/{id:path}": lambda at: {"params": {"why": "x"}},
}
# Routes that end what the others are asked with, or are about sign-in itself: tested where they belong.
APART = {
    "POST /signin", "POST /signout", "POST /account/password", "POST /account/end", "GET /signin/openid/back",
    "DELETE /api/v1/tokens/{token}",
}  # fmt: skip
# What is said of a request before anybody looks at what it is about; and of what must be seen before it is changed.
BEFORE = (405, 410, 412, 415, 422, 428)


@dataclass(frozen=True)
class Wanted:
    """One request."""

    method: str
    template: str
    place: Place

    @property
    def route(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def names_something(self) -> bool:
        """Whether it is about something of the forum."""
        if self.route in SENT or (self.template in ASKED and self.template != "/api/v1/phrases"):
            return True
        return "{" in self.template and self.id != "no-such-thing"

    @property
    def forum(self) -> str | None:
        """The forum whose roles decide; entities are of none, whoever sees them."""
        return None if "/entities/" in self.template else self.place.forum

    @property
    def id(self) -> str:
        return next(of(self.place) for pattern, of in OF_TEMPLATE if re.search(pattern, self.template))

    def ask(self, client: TestClient, token: str) -> Any:
        given: dict[str, Any] = SENT[self.route](self.place) if self.route in SENT else {}
        params = {**(ASKED[self.template](self.place) if self.template in ASKED else {}), **given.pop("params", {})}
        path = re.sub(r"\{[^}]+\}", self.id, self.template)
        headers = {"x-taiwa-token": token} if token else {}
        return client.request(self.method, path, params=params, headers=headers, **given)


# --- who asks ---


class World:
    """The application, and a client for each of the people."""

    def __init__(self, place: Path) -> None:
        self.app = create_app(str(place), "tester")
        self.staffed = Staffed(self.app)
        self.sealed = seal(self.app.state.record)
        self.open = place_in(
            self.app.state.record, "kitanagi", "kitanagi/foreign-ministers-3", VERSION, "kitanagi-action-plan"
        )
        with self.app.state.record.read() as asking:
            known = [
                each.id for each in asking.view.entities() if each.id in {link.entity for link in asking.view.links()}
            ]
        self.open = replace(self.open, entity=next(each for each in known if each != self.sealed.entity))
        self.clients = {name: self.client(f"person-{n}", who) for n, (name, who) in enumerate(PEOPLE.items())}

    def client(self, id: str, who: Somebody) -> tuple[TestClient, str]:
        """Somebody's browser or program, and the token of its forms."""
        if who.way == "nothing":
            return self.staffed.client(), ""
        self.staffed.add(id, *who.roles)
        if who.way == "token":
            client = self.staffed.client()
            client.headers["authorization"] = f"Bearer {self.staffed.token(id, *who.scopes)}"
            return client, ""
        client = signed_in(self.staffed, id)
        token = token_of(client, "/account")
        if who.way == "closed":
            self.staffed.door.accounts.deactivate(id, by="mori")
        return client, token


@pytest.fixture(scope="module")
def world(sample_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    from argon2 import PasswordHasher

    from taiwa.record import passwords

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))
        place = tmp_path_factory.mktemp("matrix") / "record.sqlite3"
        shutil.copy(sample_record, place)
        made = World(place)
        yield made
        made.app.state.record.close()


def reason_of(answer: Any) -> str:
    if answer.headers.get("content-type") == "application/problem+json":
        return str(answer.json()["reason"])
    found = re.search(r'<p class="quiet">\d{3} · ([a-z-]+)</p>', answer.text)
    return found[1] if found else ""


def plain(answer: Any, place: Place) -> tuple[int, str]:
    """An answer without what is another at each request, and without the identifiers that were asked for."""
    text = re.sub(r'name="token" value="[^"]*"', "", answer.text)
    names = sorted({*vars_of(place), f"meeting {place.meeting}"}, key=len, reverse=True)
    for name in names:
        for said in {
            name,
            json.dumps(name)[1:-1],
            name.replace("/", "%2F"),
            name.replace("@", "%40"),
            name.replace("/", "%252F"),
        }:
            text = text.replace(said, "#")
    return answer.status_code, text


def vars_of(place: Place) -> list[str]:
    return [place.forum, place.meeting, place.text, place.version, place.ref, place.entity]


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_may_what_their_roles_say_and_nothing_else(world: World, name: str) -> None:
    who, (client, token) = PEOPLE[name], world.clients[name]
    strict = 0
    for method, template in ROUTES:
        rule = str(rule_of(method, template))
        if f"{method} {template}" in APART:
            continue
        for place in (world.open, world.sealed):
            wanted = Wanted(method, template, place)
            answer = wanted.ask(client, token)
            told = (name, wanted.route, place.forum, answer.status_code, answer.text[:300])
            assert answer.status_code < 500, told
            if rule == "open":
                assert answer.status_code not in (401, 403), told
            elif not who.is_known:
                assert answer.status_code == (401 if template.startswith("/api/") else 303), told
                assert template.startswith("/api/") or answer.headers["location"].startswith("/signin"), told
            elif not who.passes(rule):
                assert (answer.status_code, reason_of(answer)) == (403, "not-allowed"), told
            elif rule in VERBS and wanted.names_something and not who.may("read", place.forum):
                if wanted.route == PUT_ENTITY:
                    # What isn't there would be made; that an identifier is taken can't be hidden from who takes it.
                    assert answer.status_code in (403, 404), told
                    continue
                # As what isn't there, word for word.
                missing = Wanted(method, template, NOWHERE).ask(client, token)
                assert plain(answer, place) == plain(missing, NOWHERE), told
                strict += 1
            elif rule in VERBS and wanted.names_something and not who.may(rule, wanted.forum):
                assert answer.status_code in (403, *BEFORE), told
                strict += answer.status_code == 403
            else:
                assert answer.status_code not in (401, 403), told
                strict += 1
    assert strict > 40 or not who.is_known


def test_the_bodies_reach_what_they_are_about(world: World) -> None:
    """What an administrator sends is understood: else a refusal of others would say nothing."""
    client, token = world.clients["administrator"]
    for route in SENT:
        method, _, template = route.partition(" ")
        answer = Wanted(method, template, world.open).ask(client, token)
        assert answer.status_code in (200, 201, 303, 404, 409, 412, 422, 428), (route, answer.text[:300])
        assert answer.status_code != 422 or reason_of(answer) != "wrong-request", (route, answer.text[:300])
