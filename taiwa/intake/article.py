"""Where on a web page the text is: by the page's own marks, else by where the words are that are no links.

Owns the names that web designers give to what stands around a text. Takes the page apart in place: what is never shown
and what is furniture is emptied. Writes no text; `rendering` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER_SHOWN = frozenset(
    (
        *("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "applet", "audio"),
        *("video", "canvas", "map", "select", "button", "input", "textarea", "datalist", "rt", "rp", "rtc", "noframes"),
    )
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
_HIDDEN_CLASS = re.compile(r"(?:sronly|visuallyhidden|screenreadertext|screenreaderonly)")
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "header", "address"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "doc-toc"})
_FURNITURE_CLASS = re.compile(
    r".*breadcrumbs?.*|crumbs?|topicpath|pankuzu|.*sns|sns.*|social.*|.*share|share.*|sharing|(?:page|goto|back|backto|to){1,3}top"
    r"|.*sidebar.*|side|side(?:nav|menu|area|column)|[a-z]*(?:nav|navi|navigation|menu)|[a-z]{0,6}footer|foot"
    r"|[a-z]{0,6}header|related[a-z]*|pager|pagination|print[a-z]*|skip[a-z]*|cookie[a-z]*|banners?|search[a-z]*"
    r"|lang(?:uage)?s?(?:switch|switcher|select|selector|list)?|toolbar|copyright|toc|tags"
)
_NOTES = re.compile(r"(?:foot|end)notes?")
_ARTICLE = "article"
_MAIN = "main"
# Boxes that hold a text rather than being a part of it.
_HOLDERS = frozenset(
    (
        *("body", "div", "section", "article", "main", "form", "center", "table", "tbody", "tr", "td", "font", "span"),
        *("fieldset", "blockquote"),
    )
)
_MOST_OF_IT = 0.8
_SHORT = 80
_LEAST = 20


@dataclass(frozen=True, slots=True)
class Article:
    """The element that holds the text, the page's heading where that stands outside it, and how much was removed."""

    element: _Element
    heading: str
    removed: int


def find_article(body: _Element, title: str) -> Article:
    """Find the text below `body`, which is changed; `title` is the page's own title."""
    elements = [element for element in body.iter() if isinstance(element.tag, str)]
    _empty(element for element in elements if _never_shown(element))
    headings = [(element, words_of(element)) for element in body.iter("h1")]
    keep = _marked(body)
    removed = _empty_furniture(body, keep)
    weights = Weights(body)
    chosen = _chosen(body, keep, weights)
    inside = set(chosen.iter("h1"))
    outside = [text for element, text in headings if text and element not in inside and title.startswith(text)]
    return Article(chosen, outside[-1] if outside and not any(words_of(h) for h in inside) else "", removed)


def words_of(element: _Element) -> str:
    """All the words below an element, with single blanks between them."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


class Weights:
    """How many characters each element shows, in all and outside of links."""

    def __init__(self, root: _Element) -> None:
        from lxml import etree

        self._all: dict[_Element, int] = {}
        self._linked: dict[_Element, int] = {}
        for _, element in etree.iterwalk(root, events=("end",)):
            own = _visible(element.text) + sum(_visible(child.tail) for child in element)
            in_all = own + sum(self._all.get(child, 0) for child in element)
            linked = sum(self._linked.get(child, 0) for child in element)
            self._all[element] = in_all
            self._linked[element] = in_all if element.tag == "a" and element.get("href") is not None else linked

    def all(self, element: _Element) -> int:
        """Characters shown, blanks aside."""
        return self._all.get(element, 0)

    def plain(self, element: _Element) -> int:
        """Characters shown outside of links."""
        return self._all.get(element, 0) - self._linked.get(element, 0)


def _chosen(body: _Element, keep: list[_Element], weights: Weights) -> _Element:
    mains = [element for element in keep if _is_main(element)]
    articles = [element for element in keep if element.tag == _ARTICLE]
    if mains and weights.plain(main := max(mains, key=weights.plain)) >= _LEAST:
        inner = max((one for one in articles if main in one.iterancestors()), key=weights.plain, default=main)
        return inner if weights.plain(inner) >= _MOST_OF_IT * weights.plain(main) else main
    if articles:
        best = max(articles, key=weights.plain)
        if weights.plain(best) * 2 >= max(weights.plain(body), _LEAST):
            return best
    return _densest(body, weights)


def _densest(body: _Element, weights: Weights) -> _Element:
    """Go down from the body as long as one box alone holds nearly all the words that are no links."""
    at = body
    while True:
        boxes = [child for child in at if child.tag in _HOLDERS]
        best = max(boxes, key=weights.plain, default=None)
        if best is None or not weights.plain(best) or weights.plain(best) < _MOST_OF_IT * weights.plain(at):
            # Between a table and its cells there is no stopping: a table of data is taken whole.
            tables = at.iterancestors("table") if at.tag in {"tbody", "tr"} else iter(())
            return next(tables, at)
        at = best


def _marked(body: _Element) -> list[_Element]:
    """The elements that the page itself calls its main part or an article."""
    return [element for element in body.iter() if element.tag == _ARTICLE or _is_main(element)]


def _is_main(element: _Element) -> bool:
    return element.tag == _MAIN or _role(element) == _MAIN


def _empty_furniture(body: _Element, keep: list[_Element]) -> int:
    """Empty what stands around the text; the number of such parts that showed anything."""
    weights = Weights(body)
    holding = {body, *keep} | {above for element in keep for above in element.iterancestors()}
    inside = {below for element in keep for below in element.iter()}
    total = weights.all(body)
    found = []
    for element in body.iter():
        if not isinstance(element.tag, str) or element in holding:
            continue
        most = 2 * weights.plain(element) > total
        if _is_furniture(element, element in inside) or (
            not most and _is_called_furniture(element, element in inside, weights)
        ):
            found.append(element)
    removed = sum(1 for element in found if weights.all(element))
    _empty(found, tag="hr")
    return removed


def _is_furniture(element: _Element, inside: bool) -> bool:
    """Whether the page's own marks say so. The header of an article is a part of it."""
    role = _role(element)
    if _is_note(element):
        return False
    if element.tag == "header" or role == "banner":
        return not inside
    return element.tag in _FURNITURE_TAGS or role in _FURNITURE_ROLES


def _is_called_furniture(element: _Element, inside: bool, weights: Weights) -> bool:
    """Whether its name says so. That is no proof: a text with few links is text, whatever its class is called."""
    if element.tag in {"a", "span", "h1"} or _is_note(element):
        return False
    if not any(_FURNITURE_CLASS.fullmatch(name) for name in _names(element)):
        return False
    linked = weights.all(element) - weights.plain(element)
    short = weights.all(element) < _SHORT and next(element.iter("h1", "h2"), None) is None
    return 2 * linked > weights.all(element) or (short and (linked > 0 or not inside))


def _is_note(element: _Element) -> bool:
    role = _role(element)
    return (role.startswith("doc-") and role != "doc-toc") or any(_NOTES.fullmatch(name) for name in _names(element))


def _role(element: _Element) -> str:
    return (element.get("role") or "").strip().lower()


def _names(element: _Element) -> Iterator[str]:
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split():
        yield re.sub(r"[^a-z]", "", name[:80].lower())


def _never_shown(element: _Element) -> bool:
    if element.tag in _NEVER_SHOWN or element.get("hidden") is not None:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return any(_HIDDEN_CLASS.fullmatch(name) for name in _names(element))


def _empty(elements: Iterator[_Element] | list[_Element], tag: str = "template") -> None:
    for element in elements:
        tail = element.tail
        element.clear()
        element.tag, element.tail = tag, tail


def _visible(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
