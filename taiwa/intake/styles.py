"""Word's paragraph and character styles: what a style says of headings, numbering and hidden text.

Owns inheritance between styles and the names that Word gives its headings in several languages.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taiwa.intake.numerals import whole
from taiwa.intake.package import w

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(
    r"(?:heading|見出し|заголовок|überschrift|titre|título|titolo|标题|標題|제목|rubrik|kop|nagłówek)\s*([1-9])"
)
_TITLES = frozenset(
    {"title", "subtitle", "表題", "副題", "タイトル", "サブタイトル", "название", "подзаголовок", "titel", "untertitel"}
    | {"标题", "副标题", "標題", "副標題", "제목", "부제", "titre", "sous-titre", "título", "subtítulo", "titolo"}
)
_CONTENTS = re.compile(r"(?:toc|目次|оглавление)\s*[1-9]|(?:toc|table of contents) heading")
_BODY_OUTLINE = 9


@dataclass(frozen=True, slots=True)
class Style:
    """One style, or what a paragraph's own properties say; None where it says nothing. `numbering` is Word's numId."""

    id: str = ""
    name: str = ""
    outline: int | None = None
    numbering: str | None = None
    level: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a paragraph is once its styles are resolved; `numbering_style` is the style that the numbering came from."""

    kind: str
    level: int
    numbering: str | None
    numbering_level: int | None
    numbering_style: str | None
    hidden: bool


class Styles:
    """The styles of one document."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._based_on: dict[str, str] = {}
        self._default = ""
        for element in root.iter(w("style")) if root is not None else ():
            self._take(element)

    def form(self, properties: _Element | None) -> Form:
        """Resolve the properties (`w:pPr`) of a paragraph."""
        own = read_style(properties)
        chain = self._chain(attribute(properties, "pStyle") or self._default)
        numbered = next((style for style in chain if style.numbering is not None), Style())
        numbering = own.numbering if own.numbering is not None else numbered.numbering
        outline = next((style.outline for style in (own, *chain) if style.outline is not None), None)
        kind, level = _kind([style.name for style in chain], outline)
        return Form(
            kind=kind,
            level=level,
            numbering=None if numbering == "0" else numbering,
            numbering_level=own.level if own.level is not None else numbered.level,
            numbering_style=numbered.id if own.numbering is None else None,
            hidden=next((style.hidden for style in chain if style.hidden is not None), False),
        )

    def hides(self, properties: _Element | None, paragraph: bool) -> bool:
        """Whether a run with these properties (`w:rPr`) is hidden, in a paragraph that is hidden by style or not."""
        own = _hidden(properties)
        if own is not None:
            return own
        chain = self._chain(attribute(properties, "rStyle") or "")
        return next((style.hidden for style in chain if style.hidden is not None), paragraph)

    def _take(self, element: _Element) -> None:
        identity = element.get(w("styleId")) or ""
        said = read_style(element.find(w("pPr")))
        self._styles[identity] = Style(
            id=identity,
            name=_folded(attribute(element, "name") or identity),
            outline=said.outline,
            numbering=said.numbering,
            level=said.level,
            hidden=_hidden(element.find(w("rPr"))),
        )
        if (base := attribute(element, "basedOn")) is not None:
            self._based_on[identity] = base
        if element.get(w("type")) == "paragraph" and element.get(w("default")) in {"1", "true", "on"}:
            self._default = identity

    def _chain(self, identity: str) -> tuple[Style, ...]:
        """A style and those it is based on, nearest first; a style that nobody defined counts by its name."""
        if identity and identity not in self._styles:
            return (Style(id=identity, name=_folded(identity)),)
        chain: dict[str, Style] = {}
        while identity in self._styles and identity not in chain:
            chain[identity] = self._styles[identity]
            identity = self._based_on.get(identity, "")
        return tuple(chain.values())


def read_style(properties: _Element | None) -> Style:
    """What a `w:pPr` itself says."""
    numbers = properties.find(w("numPr")) if properties is not None else None
    return Style(
        outline=whole(attribute(properties, "outlineLvl")),
        numbering=attribute(numbers, "numId"),
        level=whole(attribute(numbers, "ilvl")),
    )


def attribute(element: _Element | None, child: str, name: str = "val") -> str | None:
    """The attribute `name` of a child of `element`, where both are there."""
    found = element.find(w(child)) if element is not None else None
    return found.get(w(name)) if found is not None else None


def switched_on(element: _Element | None) -> bool | None:
    """The state of an on/off element; None where it is absent."""
    if element is None:
        return None
    return element.get(w("val")) not in {"0", "false", "off"}


def _hidden(properties: _Element | None) -> bool | None:
    return switched_on(properties.find(w("vanish"))) if properties is not None else None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _kind(names: list[str], outline: int | None) -> tuple[str, int]:
    for name in names:
        if name in _TITLES:
            return "title", 0
        if _CONTENTS.fullmatch(name):
            return "furniture", 0
    if outline is not None:
        return ("heading", outline + 1) if 0 <= outline < _BODY_OUTLINE else ("paragraph", 0)
    for name in names:
        if (found := _HEADING.fullmatch(name)) is not None:
            return "heading", int(found.group(1))
    return "paragraph", 0
