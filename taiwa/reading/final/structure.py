"""The parts of a text: title, marks, headings, labelled paragraphs, list items under their lead-in, sentences.

Owns where a unit begins and ends and what it stands under. What a sentence says is for later passes. All places count
in the working text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from taiwa.lexicon import Lexicon
from taiwa.reading.nouns import Unit
from taiwa.text import Paragraph, Working, marker

_OPEN = {"（": "）", "「": "」", "『": "』", "(": ")", "〔": "〕", "[": "]", "【": "】"}
_CLOSE = set(_OPEN.values())
_STOPS = "。！？!?"
_DEPTH = re.compile(r"[（「『(〔\[【）」』)〕\]】。！？!?]")
# A heading longer than this is a sentence that lost its stop (characters of the working text).
LONGEST_HEADING = 60


class _Level(NamedTuple):
    """An open level of numbering: its family, the label shown, whether it is a heading, whether items stand here."""

    family: str
    name: str
    heading: bool


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """[start, end) of each sentence, its stop included; a stop inside brackets or quotation marks ends none."""
    out, depth, at = [], 0, start
    for found in _DEPTH.finditer(text, start, end):
        char = found[0]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            out.append((at, found.end()))
            at = found.end()
            while at < end and text[at] == " ":
                at += 1
    if at < end:
        out.append((at, end))
    return out


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether some sentence of the paragraph is closed by a stop that no bracket holds."""
    return any(text[e - 1] in _STOPS for _, e in sentences(text, start, end))


def parts(work: Working, lex: Lexicon) -> tuple[Unit, ...]:
    """Every unit of the text in order; together they hold every character that is not space."""
    return tuple(_Parts(work, lex).run())


class _Parts:
    """One walk over the paragraphs; holds the open levels of numbering and the lead-in that items belong to."""

    def __init__(self, work: Working, lex: Lexicon) -> None:
        self.work, self.lex, self.text = work, lex, work.text
        self.units: list[Unit] = []
        self.levels: list[_Level] = []
        self.leadin: tuple[int, int] | None = None  # (index of its unit, depth of levels where it stands)
        self.in_body = False
        self.items_at: set[tuple[int, str]] = set()  # (depth, family) under which leaf items were seen

    def run(self) -> list[Unit]:
        paragraphs = self.work.paragraphs
        below: list[Paragraph | None] = [None] * len(paragraphs)
        for i in range(len(paragraphs) - 2, -1, -1):
            below[i] = below[i + 1] if self.is_attribute(paragraphs[i + 1]) else paragraphs[i + 1]
        for i, paragraph in enumerate(paragraphs):
            self.paragraph(i, paragraph, below[i])
        return self.units

    def add(self, unit: Unit) -> None:
        self.units.append(unit)

    def paragraph(self, i: int, p: Paragraph, below: Paragraph | None) -> None:
        text = self.text
        if p.kind == "footnote" or self.lex.is_note(text[p.start : p.end]):
            self.add(Unit("footnote", p.start, p.end, paragraph=i))
        elif self.lex.is_mark(text[p.start : p.end]):
            self.add(Unit("mark", p.start, p.end, paragraph=i))
        elif self.is_attribute(p) and self.units and self.units[-1].kind in ("item", "attribute"):
            self.add(Unit("attribute", p.start, p.end, self.path(), leadin=self.last_item(), paragraph=i))
        else:
            found = self.marker(p)
            if found and found[0] < p.end:
                self.labelled(i, p, below, *found)
            else:
                self.unlabelled(i, p, below)

    def is_attribute(self, p: Paragraph) -> bool:
        """Whether a line only names who leads the item above it, or by when."""
        return self.lex.is_attribute(self.text, p.start, p.end)

    def last_item(self) -> int:
        return next(i for i in range(len(self.units) - 1, -1, -1) if self.units[i].kind == "item")

    def unlabelled(self, i: int, p: Paragraph, below: Paragraph | None) -> None:
        text = self.text
        if text[p.start] == "【" and "】" in text[p.start : p.end]:
            close = text.index("】", p.start, p.end) + 1
            self.in_body = True
            self.open("【", text[p.start + 1 : close - 1].strip(), heading=True)
            self.add(Unit("heading", p.start, close, self.path(), paragraph=i))
            if close < p.end:
                self.body(i, close, p.end, None)
        elif _is_sentence(text, p.start, p.end) or p.end - p.start > LONGEST_HEADING:
            self.in_body = True
            self.body(i, p.start, p.end, None, p.kind)
        elif not self.in_body and not self.lex.is_section(text[p.start : p.end]):
            self.add(Unit("title", p.start, p.end, paragraph=i))
        elif (
            self.leadin is not None and self.units[-1].kind in ("leadin", "item") and p.kind not in ("heading", "title")
        ):
            self.add(Unit("item", p.start, p.end, self.path(), leadin=self.leadin[0], paragraph=i, closed=False))
        elif self.is_bare_item(p, below):
            lead = self.leadin[0] if self.leadin else -1
            self.add(Unit("item", p.start, p.end, self.path(), leadin=lead, paragraph=i, closed=False))
        elif below is None:
            self.add(Unit("sentence", p.start, p.end, self.path(), paragraph=i, closed=False))
        else:
            self.open("", text[p.start : p.end], heading=True)
            self.add(Unit("heading", p.start, p.end, self.path(), paragraph=i))

    def is_bare_item(self, p: Paragraph, below: Paragraph | None) -> bool:
        """Whether a line without label or stop is an item of a list without bullets: an action among its like."""
        if p.kind in ("heading", "title") or not self.names_action(p.start, p.end):
            return False
        if self.units[-1].kind == "item" and self.units[-1].label is None:
            return (
                below is None or self.marker(below) is not None or not _is_sentence(self.text, below.start, below.end)
            )
        return (
            below is not None
            and not _is_sentence(self.text, below.start, below.end)
            and self.names_action(below.start, below.end)
            and self.marker(below) is None
        )

    def labelled(self, i: int, p: Paragraph, below: Paragraph | None, at: int, family: str) -> None:
        text = self.text
        label = (p.start, p.start + len(text[p.start : at].rstrip()))
        self.in_body = True
        name = text[p.start : at].strip()
        if _is_sentence(text, at, p.end) or p.end - at > 2 * LONGEST_HEADING:
            self.open(family, name)
            self.body(i, at, p.end, label, p.kind)
        elif self.heads(family, at, i, below):
            self.open(family, name, heading=True, title=text[at : p.end])
            self.add(Unit("heading", at, p.end, self.path(), label, paragraph=i))
        else:
            self.open(family, name)
            self.items_at.add((len(self.levels), family))
            lead = self.leadin[0] if self.leadin else -1
            self.add(Unit("item", at, p.end, self.path(), label, lead, i, closed=False))

    def heads(self, family: str, at: int, i: int, below: Paragraph | None) -> bool:
        """Whether a labelled line without a stop is a heading: something deeper or a plain paragraph is below it."""
        if below is None:
            return False
        p = self.work.paragraphs[i]
        depth = self.depth_of(family)
        if (depth + 1, family) in self.items_at:
            return False
        if p.kind == "heading":
            return True
        found = self.marker(below)
        if found is None:
            return _is_sentence(self.text, below.start, below.end) or not self.names_action(at, p.end)
        known = [level.family for level in self.levels[:depth] if level.family]
        deeper = found[1] != family and found[1] not in known
        return deeper and not (self.names_action(at, p.end) and self.has_leaf_beside(i, family, known))

    def names_action(self, start: int, end: int) -> bool:
        """Whether a line ends in a noun of action (a closing remark in brackets aside)."""
        stop = self.text.rfind("(", start, end) if self.text[end - 1] == ")" else end
        return self.lex.ends_in_action(self.text, start, stop if stop > start else end)

    def has_leaf_beside(self, i: int, family: str, known: list[str]) -> bool:
        """Whether a later line of the same list has nothing below it: then the list's lines are items, not headings."""
        end = min((self.next_of(f, i) for f in known), default=len(self.families))
        n = self.next_of(family, i)
        while n < end:
            below = self.families[n + 1] if n + 1 < len(self.families) else family
            if below == family or below in known:
                return not _is_sentence(self.text, self.work.paragraphs[n].start, self.work.paragraphs[n].end)
            n = self.next_of(family, n)
        return False

    def next_of(self, family: str, i: int) -> int:
        """The index of the next paragraph behind `i` that a marker of the family opens; their number if none."""
        places = self.places.get(family, [])
        at = bisect_right(places, i)
        return places[at] if at < len(places) else len(self.families)

    def marker(self, p: Paragraph) -> tuple[int, str] | None:
        """The number or bullet that opens a paragraph, as `marker` gives it."""
        return marker(self.text, p.start, p.end)

    @cached_property
    def families(self) -> list[str]:
        """The family of the number or bullet that opens each paragraph; "" where none does."""
        return [(self.marker(p) or (0, ""))[1] for p in self.work.paragraphs]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Indexes of the paragraphs of each family, in order."""
        out: dict[str, list[int]] = {}
        for i, family in enumerate(self.families):
            out.setdefault(family, []).append(i)
        return out

    def depth_of(self, family: str) -> int:
        """How many levels stay open when a label of this family comes."""
        for i, level in enumerate(self.levels):
            if level.family == family:
                return i
        return len(self.levels)

    def open(self, family: str, name: str, *, heading: bool = False, title: str = "") -> None:
        if family == "":  # a heading without a number closes all numbering above it
            depth = next((i for i, level in enumerate(self.levels) if level.family == ""), 0)
        else:
            depth = self.depth_of(family)
        if self.leadin and depth < self.leadin[1]:
            self.leadin = None
        self.items_at = {(d, f) for d, f in self.items_at if d <= depth + 1}
        shown = name.strip("()（）.、。 ") or name
        self.levels = [*self.levels[:depth], _Level(family, shown if not title or shown else title, heading)]

    def path(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels)

    def body(self, i: int, start: int, end: int, label: tuple[int, int] | None, kind: str = "") -> None:
        """Sentences of a paragraph; the last one is a lead-in where a list follows from it."""
        item = self.leadin is not None and label is not None
        if self.leadin is not None and label is None:
            self.leadin = None
        spans = sentences(self.text, start, end)
        for n, (s, e) in enumerate(spans):
            last = n == len(spans) - 1
            if last and self.announces(i, s, e):
                self.leadin = (len(self.units), len(self.levels))
                self.add(Unit("leadin", s, e, self.path(), label if n == 0 else None, paragraph=i))
            else:
                lead = self.leadin[0] if item and self.leadin else -1
                kind_here = "item" if lead >= 0 else "sentence"
                if lead >= 0:
                    self.items_at.add((len(self.levels), self.levels[-1].family))
                self.add(
                    Unit(kind_here, s, e, self.path(), label if n == 0 else None, lead, i, self.text[e - 1] in _STOPS)
                )

    def announces(self, i: int, start: int, end: int) -> bool:
        """Whether the sentence announces the list below: it says so, or ends in a colon, and labelled lines follow."""
        paragraphs = self.work.paragraphs
        if i + 1 >= len(paragraphs):
            return False
        below = paragraphs[i + 1]
        found = self.marker(below)
        colon = self.text[start:end].rstrip("。 ").endswith((":", "："))
        sentence = self.text[start:end]
        if (
            self.lex.says_formula(sentence)
            or self.lex.announces(self.text, start, end)
            or not (colon or self.lex.says_list(sentence))
        ):
            return False
        if found is None:
            return not _is_sentence(self.text, below.start, below.end) and below.end - below.start < LONGEST_HEADING
        if not self.levels:
            # In front of the first heading, what follows is the text itself, not a list.
            after = paragraphs[i + 2] if i + 2 < len(paragraphs) else None
            if self.heads(found[1], found[0], i + 1, after):
                return False
        return self.depth_of(found[1]) >= len(self.levels)
