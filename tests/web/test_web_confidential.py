"""To those outside a confidential forum, every page and every answer is what it would be had that forum never been.

Two applications: one over a record with a confidential forum, one over the same record before it was put in. Whoever
has no role in it walks through both, by links and by the table of routes, and asks both for what is secret.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from people import Staffed
from places import HERE
from sealed import MARK, Place, place_in, seal
from test_web_matrix import ASKED, OF_TEMPLATE
from test_web_rules import ROUTES

from taiwa.record import passwords
from taiwa.web import create_app

OUTSIDE = {
    "nobody": (),
    "secretariat-everywhere": (("*", "secretariat"),),
    "secretariat-of-the-other": (("kitanagi", "secretariat"),),
}
# So many pages are walked through, so many of one path that differ in what they ask.
PAGES, ALIKE = 120, 4
TOKEN = re.compile(r'name="token" value="[0-9a-f]*"')
WORDS = (
    MARK, f'"{MARK} survey"', "resolution 2593", "Quixotium Mine Programme", "veil", "fishing", "importance",
    "the Ministers decided to establish a programme", "forum:veil", "speaker:XB",
    "entity:quixotium-mine", "meeting:veil/ministers-1",
)  # fmt: skip


class Twins:
    """The application with the confidential forum, and the one without; a person's program in both."""

    def __init__(self, sample: Path, folder: Path) -> None:
        base, self.places = folder / "base.sqlite3", [folder / "with.sqlite3", folder / "without.sqlite3"]
        shutil.copy(sample, base)
        app = create_app(str(base), "tester")
        staffed = Staffed(app)
        self.secrets = {
            name: staffed.token(staffed.add(name, *roles), "describe", "add", "decide")
            for name, roles in OUTSIDE.items()
        }
        self.insider = staffed.token("mori", "read")
        app.state.record.close()
        for place in self.places:
            shutil.copy(base, place)
        self.apps = [create_app(str(place), "tester") for place in self.places]
        self.sealed = seal(self.apps[0].state.record)

    def clients(self, who: str) -> tuple[TestClient, TestClient]:
        made = [TestClient(app, base_url=HERE, follow_redirects=False) for app in self.apps]
        for client in made:
            client.headers["authorization"] = f"Bearer {self.secrets[who]}"
        return made[0], made[1]


@pytest.fixture(scope="module")
def twins(sample_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))
        made = Twins(sample_record, tmp_path_factory.mktemp("twins"))
        yield made
        for app in made.apps:
            app.state.record.close()


def said(answer: Any) -> tuple[int, str, str]:
    """What an answer says, without the token of its visit."""
    return answer.status_code, answer.headers.get("location", ""), TOKEN.sub("", answer.text)


def alike(clients: tuple[TestClient, TestClient], path: str, **given: Any) -> Any:
    """Asks both; fails where they differ."""
    with_it, without = (client.get(path, **given) for client in clients)
    assert said(with_it) == said(without), path
    return with_it


def links_in(page: str) -> Iterator[str]:
    for link in re.findall(r'(?:href|action|src)="([^"]+)"', page):
        parts = urlsplit(unescape(link))
        if (
            not parts.netloc
            and parts.path.startswith("/")
            and not parts.path.startswith(("/static/", "/interface/", "/look/"))
        ):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_walk_by_links_is_the_same(twins: Twins, who: str) -> None:
    clients = twins.clients(who)
    waiting, seen, paths = deque(["/", "/entities?page=2", "/search?q=the"]), set[str](), Counter[str]()
    while waiting and len(seen) < PAGES:
        path = waiting.popleft()
        bare = path.partition("?")[0]
        kind = bare if bare.count("/") < 2 else "/".join(bare.split("/")[:2])
        if path in seen or paths[bare] >= ALIKE or paths[f"kind {kind}"] >= 5 * ALIKE:
            continue
        seen.add(path)
        paths.update((bare, f"kind {kind}"))
        answer = alike(clients, path)
        assert MARK not in answer.text.casefold(), path
        assert "veil/" not in answer.text, path
        if answer.headers.get("content-type", "").startswith("text/html"):
            waiting.extend(links_in(answer.text))
    assert len(seen) > 60


@pytest.mark.parametrize("who", OUTSIDE)
def test_every_route_says_the_same_of_what_is_secret_and_of_what_is_not(twins: Twins, who: str) -> None:
    clients = twins.clients(who)
    record = twins.apps[1].state.record
    open_ = place_in(
        record, "kitanagi", "kitanagi/foreign-ministers-3", "kitanagi/foreign-ministers-3/joint-statement/en", "XA"
    )
    asked = 0
    for method, template in ROUTES:
        if method != "GET" or template.startswith("/signin"):
            continue
        for place in (twins.sealed, open_):
            path = re.sub(r"\{[^}]+\}", identifier(template, place), template)
            params = ASKED[template](place) if template in ASKED else {}
            alike(clients, path, params=params)
            answer = alike(clients, path)
            asked += 1
            if answer.status_code == 200:
                assert MARK not in answer.text.casefold() or place is twins.sealed, path
    assert asked > 100


@pytest.mark.parametrize("who", OUTSIDE)
def test_every_search_finds_the_same(twins: Twins, who: str) -> None:
    clients = twins.clients(who)
    counts = ["forum", "speaker", "entity", "field", "act", "language", "kind", "meeting"]
    for words in WORDS:
        for path in ("/search", "/search.csv", "/search.json", "/precedents", "/api/v1/search", "/api/v1/precedents"):
            alike(clients, path, params={"q": words, "count": counts} if "api/v1/search" in path else {"q": words})
        alike(clients, "/search", params={"q": words, "part": "1"})
    for facets in ({"forum": "veil"}, {"meeting": "veil/ministers-1"}, {"speaker": "XB"}, {"entity": "quixotium-mine"}):
        for path in ("/search", "/api/v1/search", "/search.json"):
            alike(clients, path, params={**facets, "count": counts})


@pytest.mark.parametrize("who", OUTSIDE)
def test_lists_have_the_same_pages(twins: Twins, who: str) -> None:
    clients = twins.clients(who)
    for name in ("forums", "meetings", "texts", "versions", "entities", "history", "links"):
        for limit, offset in ((3, 0), (3, 3), (1000, 0), (5, 100_000)):
            alike(clients, f"/api/v1/{name}", params={"limit": limit, "offset": offset})
    for before in (1, 10, 560, 580, 600, 100_000):
        alike(clients, "/history", params={"before": before})


@pytest.mark.parametrize("who", OUTSIDE)
def test_what_is_sent_says_the_same(twins: Twins, who: str) -> None:
    """Corrections, links, facts: refused in the same words. What would be made anew is asked of the one that has it."""
    clients, at = twins.clients(who), twins.sealed
    sent: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "/api/v1/corrections", {"json": {"ref": at.ref, "values": {"act": "state"}, "why": "x"}}),
        ("POST", "/api/v1/links", {"json": {"ref": at.ref, "written": "x", "entity": "XA", "why": "x"}}),
        ("POST", "/api/v1/kept", {"json": {"version": at.version, "why": "x"}}),
        ("DELETE", f"/api/v1/corrections/{at.version}", {"params": {"number": "1", "why": "x"}}),
        ("PATCH", f"/api/v1/meetings/{at.meeting}", {"json": {"note": "x"}}),
        ("PATCH", f"/api/v1/texts/{at.text}", {"json": {"title": "x"}, "params": {"why": "x"}}),
        ("PUT", f"/api/v1/meetings/{at.forum}/m-9", {"json": {"forum": at.forum, "level": "ministers"}}),
        ("PUT", f"/api/v1/meetings/{at.meeting}", {"json": {"forum": at.forum, "level": "ministers"}}),
    ]
    for method, path, given in sent:
        with_it, without = (client.request(method, path, **given) for client in clients)
        assert said(with_it) == said(without), path
        assert with_it.status_code in (403, 404), path


def test_insiders_see_it(twins: Twins) -> None:
    """Else all of the above would be true of an empty page."""
    client = twins.clients("nobody")[0]
    client.headers["authorization"] = f"Bearer {twins.insider}"
    for path in (
        "/",
        "/forum/veil",
        f"/read/{twins.sealed.version}",
        f"/search?q={MARK}",
        "/history",
        "/api/v1/forums",
    ):
        assert MARK in client.get(path).text.casefold(), path


def identifier(template: str, place: Place) -> str:
    return next(of(place) for pattern, of in OF_TEMPLATE if re.search(pattern, template))
