"""A web page as a browser shows it: lines, blanks, lists and tables.

Owns what a block is and how blanks fall together. The signs of lists are in `listing`; what belongs to the text at all
was decided in `article`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taiwa.intake.article import Article, words_of
from taiwa.intake.listing import Listing, labelled, listing
from taiwa.intake.manuscript import Manuscript

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = (
    frozenset(
        ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div")
    )
    | frozenset(
        ("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li")
    )
    | frozenset(("main", "nav", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr"))
    | _LISTS
    | _CELLS
    | frozenset(_HEADINGS)
)
# Signs of our own for what must not fall together: a line break and the blanks of preformatted text.
_BREAK, _FIXED = "\x01", "\x02"
_BLANKS = re.compile("[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(f"[ ]*{_BREAK}[ ]*")
_WIDE = re.compile(r"[　-ヿ㐀-鿿豈-﫿！-｠￠-￦]")
_KANA = re.compile(r"[ぁ-ヿ]")
_EDGES = " \t\n\xa0"
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)", re.I)
_BACK_LINKS = frozenset("↩↑⤴⏎^")


class Rendering:
    """The blocks of an article, with counts of characters in links and outside them, and of what was left out."""

    def __init__(self, article: Article) -> None:
        from lxml import etree

        self.manuscript = Manuscript()
        self.plain = self.linked = self.longest = 0
        self.furniture = self.note_marks = 0
        self._pieces: list[str] = []
        self._links: list[str] = []
        self._block_plain = self._block_linked = self._block_inner = 0
        self._heading = self._preformatted = self._notes = 0
        self._lists: list[Listing] = []
        self._tables: list[bool] = []
        self._cells = 0
        self._label: str | None = None
        self._bullet = "・" if _KANA.search(words_of(article.element)) else "• "
        self.manuscript.add(article.heading, "heading", 1)
        walk = etree.iterwalk(article.element, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._is_mark(element):
                    walk.skip_subtree()
                    continue
                self._enter(element)
                self._write(element.text)
            else:
                self._leave(element)
                if element is not article.element:
                    self._write(element.tail)
        self._end_block()

    def _enter(self, element: _Element) -> None:
        tag = str(element.tag)
        if tag == "br":
            self._pieces.append(_BREAK)
        elif tag == "a" and (target := element.get("href")) is not None:
            self._links.append(target.strip())
        if tag not in _BLOCKS:
            return
        self._end_block()
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in _LISTS:
            self._lists.append(listing(element, self._bullet))
        elif tag == "li":
            self._label = self._lists[-1].label(element) if self._lists else self._bullet
        elif tag == "table":
            self._tables.append(_is_layout(element))
        elif tag in _CELLS:
            self._cells += bool(self._tables) and not self._tables[-1]
        self._preformatted += tag == "pre"
        self._notes += _is_notes(element)

    def _leave(self, element: _Element) -> None:
        tag = str(element.tag)
        if tag == "a" and element.get("href") is not None and self._links:
            self._links.pop()
        if tag not in _BLOCKS:
            return
        self._end_block()
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._label = None
        elif tag == "table":
            self._tables.pop()
        elif tag in _CELLS:
            self._cells -= bool(self._tables) and not self._tables[-1]
        self._preformatted -= tag == "pre"
        self._notes -= _is_notes(element)

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if self._preformatted:
            self._pieces.append(text.replace("\n", _BREAK).replace(" ", _FIXED).replace("\t", _FIXED))
        else:
            self._pieces.append(text)
        shown = len("".join(text.split()))
        if self._links:
            self._block_linked += shown
            self._block_inner += shown if self._links[-1].startswith("#") else 0
        else:
            self._block_plain += shown

    def _end_block(self) -> None:
        if not self._pieces:
            return
        text = collapse("".join(self._pieces))
        plain, linked, inner = self._block_plain, self._block_linked, self._block_inner
        self._pieces = []
        self._block_plain = self._block_linked = self._block_inner = 0
        if not text.strip():
            return
        # A line that is one link to another place of the page leads back to the top or down to a heading.
        if not self._heading and ((inner and inner == linked and not plain) or _COPYRIGHT.match(text)):
            self.furniture += 1
            return
        self.plain += plain
        self.linked += linked
        self.longest = max(self.longest, plain)
        self._put(text)

    def _put(self, text: str) -> None:
        label, self._label = self._label, None
        if self._heading:
            self.manuscript.add(text, "heading", self._heading)
        elif self._notes:
            self.manuscript.add(labelled(label, text), "footnote")
        elif label is not None:
            self.manuscript.add(labelled(label, text), "item", max(0, len(self._lists) - 1))
        else:
            self.manuscript.add(text, "cell" if self._cells else "paragraph")

    def _is_mark(self, element: _Element) -> bool:
        """Whether this is the raised mark of a note, or the arrow back to it: neither is part of a sentence."""
        if element.tag == "a" and words_of(element) in _BACK_LINKS:
            return True
        role = (element.get("role") or "").strip().lower()
        if role in {"doc-noteref", "doc-backlink"} or (element.tag == "sup" and _is_one_inner_link(element)):
            self.note_marks += role != "doc-backlink"
            return True
        return False


def collapse(text: str) -> str:
    """Blanks fall together as in a browser; a line end between two Japanese characters leaves none at all."""

    def blank(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if "\n" in match.group() and _WIDE.match(before) and _WIDE.match(after):
            return ""
        return " "

    collapsed = _AROUND_BREAK.sub(_BREAK, _BLANKS.sub(blank, text))
    return collapsed.replace(_BREAK, "\n").replace(_FIXED, " ").strip(_EDGES)


def _is_layout(table: _Element) -> bool:
    """Whether a table only arranges the page: it says so, has one cell, or holds headings or tables."""
    if (table.get("role") or "").strip().lower() in {"presentation", "none"}:
        return True
    if any(inner is not table for inner in table.iter("table", *_HEADINGS)):
        return True
    cells = table.iter(*_CELLS)
    return next(cells, None) is None or next(cells, None) is None


def _is_notes(element: _Element) -> bool:
    role = (element.get("role") or "").strip().lower()
    names = re.sub(r"[^a-z ]", "", f"{element.get('class') or ''} {element.get('id') or ''}".lower()).split()
    return role in {"doc-footnote", "doc-endnote", "doc-endnotes"} or any(
        re.fullmatch(r"(?:foot|end)notes?", name) for name in names
    )


def _is_one_inner_link(element: _Element) -> bool:
    links = [child for child in element if child.tag == "a"]
    shown = len(words_of(element).replace(" ", ""))
    linked = sum(len(words_of(link).replace(" ", "")) for link in links)
    return bool(links) and shown == linked and all((link.get("href") or "").startswith("#") for link in links)
