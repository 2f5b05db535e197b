"""What a page is made with: the record, the words of the visitor's language, the template, the form token.

Owns the choice of interface language and look (a cookie that the visitor sets by a link, else what the browser asks
for). A page is made by `Desk(request).page("name.html", ...)`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from taiwa.errors import NotAllowed
from taiwa.view.labels import INTERFACES, MARKS, Labels, bar, in_a_row, labels_in
from taiwa.view.markup import family
from taiwa.view.prose import heal, healed, safe
from taiwa.web.assets import address_of
from taiwa.web.laid import laid_of
from taiwa.web.naming import Callings, called
from taiwa.web.visitors import VISIT, Asker, Door, asker_of, cookie_name, record_for, set_cookie

if TYPE_CHECKING:
    from taiwa.model import Comparison, Parity, Reading, Thread
    from taiwa.record import Record
    from taiwa.view.pairs import Link

LANGUAGE, LOOK = "taiwa_interface", "taiwa_look"
LOOKS = ("auto", "light", "dark")
AGE = 365 * 24 * 3600
# Stands for the token in a page that is made for anybody. It can't be guessed, so that no text can hold it.
PLACE_OF_TOKEN = f"token-{secrets.token_hex(16)}".encode()


def preferred(accepted: str) -> str:
    """The interface language that an Accept-Language header likes best; English where it likes none of ours."""
    wanted: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, weight = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=(\d(?:\.\d{0,3})?)\s*", weight)
        wanted.append((-float(found[1]) if found else -1.0, tag[:2].lower()))
    # A stable sort: of languages liked alike, the one named first.
    return next((tag for weight, tag in sorted(wanted, key=lambda each: each[0]) if tag in INTERFACES and weight), "en")


class Desk:
    """One request's means."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.labels = self.words_of(request)

    @property
    def record(self) -> Record:
        """The record as who asks may see it."""
        return record_for(self.request)

    @property
    def asker(self) -> Asker:
        """Who asks."""
        return asker_of(self.request)

    def may(self, verb: str, text: str) -> bool:
        """Whether who asks may do something with a text that they see. What they may not isn't offered."""
        with self.record.read() as asking:
            return self.may_in(verb, asking.view.text(text).forum)

    def may_in(self, verb: str, forum: str | None) -> bool:
        """Whether who asks may do something in a forum that they see (None: with what is of none)."""
        rights = self.asker.rights
        if rights.everything or not rights.anywhere(verb):
            return rights.anywhere(verb)
        with self.record.read() as asking:
            return rights.may(verb, forum, forum is not None and asking.view.forum(forum).confidential)

    def is_sealed(self, forum: str | None) -> bool:
        """Whether a forum that who asks sees is confidential."""
        if forum is None:
            return False
        with self.record.read() as asking:
            return asking.view.forum(forum).confidential

    def must(self, verb: str, version: str) -> None:
        """Raises NotAllowed where who asks may not do something with a version that they see."""
        with self.record.read() as asking:
            forum = asking.view.text(asking.view.version(version).text).forum
        self.must_in(verb, forum)

    def must_in(self, verb: str, forum: str | None) -> None:
        """Raises NotAllowed where who asks may not do something in a forum (None: with what is of none)."""
        if not self.may_in(verb, forum):
            raise NotAllowed("your role in this forum does not let you do that")

    @property
    def door(self) -> Door:
        """The accounts, and who signs in."""
        return self.request.app.state.door  # type: ignore[no-any-return]

    def comparison(self, old: str, new: str) -> Comparison:
        """Two versions compared, as the visitor may see them; what was made before is kept."""
        return laid_of(self.request).comparison(self.record, old, new)

    def parity(self, one: str, other: str) -> Parity:
        """Two language versions in parallel, likewise."""
        return laid_of(self.request).parity(self.record, one, other)

    def lineage(self, topic: str, forum: str | None, language: str | None) -> Sequence[Thread]:
        """A topic or a provision through the editions, likewise."""
        return laid_of(self.request).lineage(self.record, topic, forum, language)

    @staticmethod
    def words_of(request: Request) -> Labels:
        """The interface's words for a visitor."""
        chosen = request.cookies.get(LANGUAGE, "")
        return labels_in(chosen if chosen in INTERFACES else preferred(request.headers.get("accept-language", "")))

    @cached_property
    def callings(self) -> Callings:
        """What parties are called in the visitor's language."""
        return Callings(self.labels.language, lambda: self.record)

    def say(self, name: str, **filled: object) -> str:
        """A phrase of the web's words, or of those that all views share."""
        for table in ("web", "accounts"):
            if name in self.labels.tables[table]:
                return self.labels.phrase(table, name, **filled)
        return self.labels.say(name, **filled)

    def page(self, template: str, status: int = 200, **given: Any) -> Response:
        """A page from a template. Sets the visitor's cookie where there is none."""
        later = getattr(self.request.state, "token_later", False)
        html = (
            _environment()
            .get_template(template)
            .render(
                desk=self,
                say=self.say,
                phrase=self.labels.phrase,
                name=self.labels.name,
                language=self.labels.language,
                look=self.look,
                token=PLACE_OF_TOKEN.decode() if later else self._token,
                asker=self.asker,
                here=here(self.request),
                callings=self.callings,
                **given,
            )
        )
        return self.with_visit(HTMLResponse(html, status))

    def with_token(self, response: Response, body: bytes) -> Response:
        """A response with a body that was made for anybody, the visitor's token put in its place."""
        response.body = body.replace(PLACE_OF_TOKEN, self._token.encode())
        response.headers["content-length"] = str(len(response.body))
        return self.with_visit(response)

    def with_visit(self, response: Response) -> Response:
        """A response that sets the visit's cookie where there is none."""
        if self.request.cookies.get(cookie_name(self.request, VISIT)) != self._visit:
            set_cookie(self.request, response, VISIT, self._visit, AGE, "strict")
        return response

    @cached_property
    def _visit(self) -> str:
        return self.request.app.state.tokens.visit(self.request)  # type: ignore[no-any-return]

    @property
    def _token(self) -> str:
        return self.request.app.state.tokens.of(self.request, self._visit)  # type: ignore[no-any-return]

    @property
    def look(self) -> str:
        """The look that the visitor chose."""
        look = self.request.cookies.get(LOOK, "auto")
        return look if look in LOOKS else "auto"

    @property
    def standing(self) -> tuple[Hashable, ...]:
        """All that a page depends on beside the record and its address: two visitors of one standing get the same.
        What one may see and do is in it, who one is, and by what one is known."""
        record, asker = self.record, self.asker
        name = asker.visitor.account.name if asker.visitor else None
        known = (asker.id, name, asker.is_owner, asker.has_session, asker.rights)
        return self.labels.language, self.look, record.user, record.rights, known


def here(request: Request) -> str:
    """The address of a page without its host."""
    return quote(request.url.path) + (f"?{request.url.query}" if request.url.query else "")


def address(place: str, id: str = "", /, **asked: object) -> str:
    """The address of what has an identifier: `address("read", version)`. Values that are None are left out; lists are
    repeated."""
    pairs: list[tuple[str, str]] = []
    for key, value in asked.items():
        several = value if isinstance(value, list | tuple) else [value]
        pairs += [(key, str(each)) for each in several if each is not None]
    path = f"/{place}/{quote(id, safe='/@')}" if id else f"/{place}"
    return f"{path}?{urlencode(pairs)}" if pairs else path


def permanent(version: str, span: Iterable[int]) -> str:
    """The address of a provision by its anchor's characters, which another reading finds again."""
    start, end = span
    return address("read", f"{version}@{start}-{end}")


def links_to(*sides: Reading) -> Link:
    """The permanent addresses of the provisions of readings whose sources are called by their versions."""
    known = [{each.id: permanent(side.source.name, each.anchor) for each in side.provisions} for side in sides]
    return lambda side, name: known[side].get(name, "")


def where_of(item_kind: str, ref: str) -> str:
    """The address of what search found. A passage that is no provision is shown with its version."""
    if item_kind in ("forum", "meeting", "entity"):
        return address(item_kind, ref)
    version, _, place = ref.partition("#")
    return address("read", version, p=place) if item_kind == "provision" else address("read", version)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("taiwa.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Any] = {
        "heal": heal,
        "plain": lambda text: safe(heal(str(text))),
        "spaced": lambda text: safe(healed(str(text), 0, len(str(text)))),
    }
    made.filters |= filters
    made.globals |= {
        "address": address,
        "permanent": permanent,
        "where_of": where_of,
        "called": called,
        "asset": address_of,
        "bar": bar,
        "in_a_row": in_a_row,
        "family": family,
        "marks": MARKS,
        "languages": {"en": "English", "ja": "日本語", "ru": "Русский"},
        "last_part": lambda id: PurePosixPath(id).name,
    }
    return made
