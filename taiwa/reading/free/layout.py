"""The parts of a text in which a stop may stand without a space behind it: title, headings, labelled paragraphs, items, sentences.

Owns the same as `sections`, for scripts in which official texts number by letters of their own, open a list's items in
small letters, put initials before names and lose the space behind a stop when they are copied. Words (abbreviations that
a stop doesn't close, formulas, marks) live in the lexicon. All places count in the working text.
"""  # noqa: E501

from __future__ import annotations

import re

from taiwa.lexicon import Lexicon
from taiwa.lexicon.incipits import Incipits, incipits
from taiwa.reading.nouns import Unit
from taiwa.text import Paragraph, Working

_LABEL = re.compile(
    r"(?P<bullet>[-•●○▪◦–—*](?=\s))\s+|(?P<paren>\((?:\d{1,2}|[^\W\d_]|[ivx]{1,4})\))\s*(?=\S)"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2})+[.)]?)\s+(?=\S)|(?P<digit>\d{1,3}(?:\.(?!\d)|\\\.))\s*(?=\S)|(?P<half>\d{1,2}\))\s*(?=\S)"
    r"|(?P<roman>[IVX]{1,5}\.)\s+|(?P<alpha>[^\W\d_]\))\s*(?=\S)|(?P<capital>[^\W\d_]\.)\s+(?=[^\W\d_]{2})"
)
# A stop, closing marks behind it, and what opens the next sentence: with a space, or glued to it.
_STOP = re.compile(
    r"(?P<gap>\s{3,}(?=\d{1,2}\.\s)|(?<=[^\W\d_])(?=\d{1,2}\.\s?[^\W\d_]))|(?:\.{3}|[.!?])[»”\")\]]*(?=\s|$|[«“]?[^\W\d_]|\d{1,2}\.\s?[^\W\d_])"
)
_INLINE = re.compile(r"(?<=[\s:;])(?:\((?:[^\W\d_]|\d{1,2})\)|[^\W\d_]\)|\d{1,2}\))\s*(?=\S)")
_DASHED = re.compile(r"(?<=[:;]\s)[–—]\s")
_OPEN, _CLOSE = "«(“[", "»)”]"
_CLOSED = (".", ";", ":", ",", "!", "?", ")", "»", "”")
# Of so many lines longer than this (characters) this share must be closed by a mark before each line is a paragraph.
# Measured: 0.9 and more where a line is a paragraph, under 0.5 in hard-wrapped texts.
ENOUGH, LONG_LINE, MOSTLY = 4, 60, 0.8
# A heading longer than this is a sentence that lost its stop (characters of the working text).
LONGEST_HEADING = 140
# A line so short that opens with a kind of text is a title even with a comma behind it.
SHORT_TITLE = 40
# A title line may be longer: it names those whose text it is.
LONGEST_TITLE = 400


def sentences_in(text: str, start: int, end: int, shapes: Incipits) -> list[tuple[int, int]]:
    """[start, end) of each sentence, its stop included; a stop of an abbreviation, of initials, in quotation marks or
    brackets ends none. A stop glued to a capital with small letters behind it ends one."""
    out, at = [], start
    for found in _STOP.finditer(text, start, end):
        stop = found.end()
        if stop >= end or (found["gap"] is None and not _closes(text, at, found, end, shapes)):
            continue
        out.append((at, stop if found["gap"] is None else found.start()))
        at = stop
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        out.append((at, end))
    return out


def _closes(text: str, at: int, found: re.Match[str], end: int, shapes: Incipits) -> bool:
    stop = found.end()
    glued = not text[stop].isspace()
    after = text[stop:end].lstrip()
    opening = after.lstrip('«“("–—- ')[:2]
    if not opening or not (opening[0].isupper() or opening[0].isdigit()):
        return False
    if glued and (found.start() == at or not _glued(text, found, after)):
        return False
    piece = text[at:stop]
    if piece[:-1].isdigit():
        return False
    if any(piece.count(o) > piece.count(c) for o, c in zip(_OPEN, _CLOSE, strict=True)):
        return False
    return text[found.start()] != "." or not shapes.abbreviated(text, at, found.start())


def _glued(text: str, found: re.Match[str], after: str) -> bool:
    """Whether a stop without a space behind it ends a sentence: a word in front, a word with a capital (or a number) behind."""  # noqa: E501
    before = text[found.start() - 1]
    if not (before.islower() or before.isdigit() or before in "»)"):
        return before.isupper() and text[found.start() - 2].isupper() and after[:1].isupper() and after[1:2].islower()
    word = after.lstrip("«“")
    if word[:1].isdigit():
        return not before.isdigit()
    return word[1:2].islower() or word[1:2] == " " or (word[1:3].isupper() and not before.isdigit())


def layout(work: Working, lex: Lexicon) -> tuple[Unit, ...]:
    """Every unit of the text in order; together they hold every character that is not space."""
    return tuple(_Layout(work, incipits(lex)).run())


def _parted(work: Working) -> tuple[Paragraph, ...]:
    """The paragraphs, parted again at line ends where the source writes each paragraph on a line of its own."""
    lines = [line.rstrip() for line in work.source.split("\n") if len(line.strip()) > LONG_LINE]
    closed = sum(line.endswith(_CLOSED) for line in lines)
    if len(lines) < ENOUGH or closed < MOSTLY * len(lines):
        return work.paragraphs
    out: list[Paragraph] = []
    for p in work.paragraphs:
        at = p.start
        for i in range(p.start, p.end) if not p.kind else ():
            if work.text[i] == " " and "\n" in work.source[work.starts[i] : work.ends[i]] and _begins(work.text, at, i):
                out.append(p._replace(start=at, end=i))
                at = i + 1
        out.append(p._replace(start=at))
    return tuple(out)


def _begins(text: str, start: int, joint: int) -> bool:
    """Whether a paragraph begins behind a line end: not where an open line goes on in small letters, as titles do."""
    return text[start:joint].rstrip().endswith(_CLOSED) or not text[joint + 1].islower()


class _Layout:
    """One walk over the paragraphs; holds the labels above and the lead-ins that items belong to."""

    def __init__(self, work: Working, shapes: Incipits) -> None:
        self.work, self.shapes, self.text = work, shapes, work.text
        self.units: list[Unit] = []
        self.heading = ""
        self.levels: list[tuple[str, str]] = []
        self.leads: list[tuple[int, str]] = []  # (index of the lead-in, family of its items; "" while none is seen)
        self.in_body = False

    def run(self) -> list[Unit]:
        paragraphs = _parted(self.work)
        for i, p in enumerate(paragraphs):
            self.paragraph(i, p, paragraphs[i + 1] if i + 1 < len(paragraphs) else None)
        return self.units

    def add(
        self, kind: str, start: int, end: int, i: int, label: tuple[int, int] | None = None, leadin: int = -1
    ) -> None:
        if end > start:
            closed = self.text[start:end].rstrip(" *_)»”").endswith((".", ";", "!", "?"))
            self.units.append(Unit(kind, start, end, self.path(), label, leadin, i, closed))

    def path(self) -> tuple[str, ...]:
        return tuple(part for part in (self.heading, *(name for _, name in self.levels)) if part)

    def paragraph(self, i: int, p: Paragraph, below: Paragraph | None) -> None:
        line = self.text[p.start : p.end].strip()
        if not self.in_body and (cut := self.shapes.title_tail(line)):
            # Title, mark and dateline that a wrap made one paragraph.
            self.paragraph(i, p._replace(end=p.start + cut), below)
            self.paragraph(i, p._replace(start=p.start + cut), below)
        elif p.kind == "footnote" or (self.in_body and self.shapes.note.match(line)):
            self.add("footnote", p.start, p.end, i)
        elif self.is_mark(line) or (self.in_body and (self.shapes.dateline.fullmatch(line) or self.is_signature(line))):
            self.add("mark", p.start, p.end, i)
        elif self.shapes.section.fullmatch(line) and below is not None:
            self.head(p, line, i)
        elif not self.in_body and self.is_title(p, line, below):
            self.add("title", p.start, p.end, i)
        elif self.shapes.numbered_heading.match(line) and self.is_short(line):
            self.head(p, line, i)
        elif found := self.label_of(p, line):
            self.labelled(i, p, below, found)
        else:
            self.unlabelled(i, p, below, line)

    def is_mark(self, line: str) -> bool:
        return not any(c.isalnum() for c in line) or self.shapes.mark.fullmatch(line) is not None

    def is_signature(self, line: str) -> bool:
        """Whether a line says for whom somebody signs, or is the name below such a line."""
        if self.shapes.signature.fullmatch(line):
            return True
        return self.units[-1].kind == "mark" and self.shapes.signer.fullmatch(line) is not None

    def is_short(self, line: str) -> bool:
        return len(line) <= LONGEST_HEADING and not line.endswith((".", ";", ":", ","))

    def label_of(self, p: Paragraph, line: str) -> re.Match[str] | None:
        """The number, letter or bullet in front of a paragraph with text behind it."""
        article = self.shapes.article.match(self.text, p.start, p.end)
        found = article or _LABEL.match(self.text, p.start, p.end)
        if found is None or found.end() >= p.end:
            return None
        return found if article or self.labels(found, line) else None

    def labels(self, found: re.Match[str], line: str) -> bool:
        """Whether what looks like a label is one: not the day of a date, not a person's initial."""
        return not self.shapes.dated(line) and not (found.lastgroup == "capital" and self.shapes.initials.match(line))

    def is_title(self, p: Paragraph, line: str, below: Paragraph | None) -> bool:
        """Whether a line in front of the body belongs to the title: no stop closes it, or it holds place and date."""
        if p.kind in ("title", "heading") or self.shapes.dateline.fullmatch(line):
            return True
        if below is None or len(line) > LONGEST_TITLE or _LABEL.match(line):
            return False
        bare = line.rstrip(" *_")
        if len(bare) < SHORT_TITLE and bare.endswith(",") and self.shapes.titled.match(bare):
            return True
        if bare.endswith((":", ",", ";")) or (bare.endswith(".") and not self.shapes.ends_short(bare)):
            return False
        if bare.endswith(".") and self.shapes.pattern("fact.held").search(bare):
            return False  # "the ministers met on 3 March 2029 г." is a sentence, though its stop is a shortened word's
        if self.shapes.ends_joined(bare) and self.text[below.start : below.end].rstrip().endswith((",", ":")):
            return False  # a list of those who speak that a wrap parts
        return not line[:1].islower() or bool(self.units)

    def head(self, p: Paragraph, line: str, i: int) -> None:
        """A heading without a label in front."""
        self.in_body, self.leads, self.levels = True, [], []
        self.heading = line.strip(" *_#")
        self.add("heading", p.start, p.end, i)

    def unlabelled(self, i: int, p: Paragraph, below: Paragraph | None, line: str) -> None:
        self.in_body = True
        if self.leads and self.goes_on(line):
            self.item(i, p.start, p.end, None, below)
        elif p.kind == "heading" or self.is_heading(line, below):
            self.head(p, line, i)
        else:
            self.levels = [] if not self.leads or self.heading else self.levels
            self.leads = []
            self.body(i, p.start, p.end, None, below)

    def is_heading(self, line: str, below: Paragraph | None) -> bool:
        bare = line.strip(" *_#")
        if below is None or not bare or bare[0].islower() or bare.endswith(("...", "-", "–")):
            return False
        if self.shapes.ends_joined(bare):
            return False
        return self.is_short(bare) and not self.shapes.dateline.fullmatch(bare)

    def goes_on(self, line: str) -> bool:
        """Whether a line without a label is an item: it opens in a small letter and the one above it is open."""
        last = self.units[-1]
        closed = self.text[last.start : last.end].rstrip().endswith((".", "!", "?"))
        return not closed and (line[:1].islower() or line.endswith(";") or last.kind == "item")

    def labelled(self, i: int, p: Paragraph, below: Paragraph | None, found: re.Match[str]) -> None:
        self.in_body = True
        family = found.lastgroup or "bullet"
        label = (p.start, p.start + len(found[0].rstrip()))
        self.open(family, self.text[label[0] : label[1]].strip("().,- •*–—\\"))
        line = self.text[found.end() : p.end].strip()
        if family in ("digit", "roman", "decimal", "capital") and self.heads(line, below):
            self.leads, self.heading = [], line.strip(" *_")
            self.add("heading", found.end(), p.end, i, label)
        elif self.leads:
            self.item(i, found.end(), p.end, label, below)
        else:
            self.body(i, found.end(), p.end, label, below)

    def heads(self, line: str, below: Paragraph | None) -> bool:
        if not self.is_short(line) or line[:1].islower() or below is None or self.leads:
            return False
        under = _LABEL.match(self.text, below.start, below.end)
        return under is None or under.lastgroup != self.levels[-1][0]

    def open(self, family: str, name: str) -> None:
        """Enters the level of a label; a lead-in ends where a label of its own level or of one above it comes."""
        depth = next((n for n, (known, _) in enumerate(self.levels) if known == family), len(self.levels))
        self.levels = [*self.levels[:depth], (family, name)]
        while self.leads and self.leads[-1][1] not in ("", family):
            self.leads.pop()
        if self.leads and self.leads[-1][1] == "":
            self.leads[-1] = (self.leads[-1][0], family)
        above = [known for known, _ in self.levels[:-1]]
        if self.leads and self.heading_of(self.leads[-1][0]) == family and family not in above:
            self.leads.pop()

    def heading_of(self, lead: int) -> str:
        """The family of the label under which a lead-in itself stands, "" for none."""
        label = self.units[lead].label
        found = _LABEL.match(self.text, label[0], self.units[lead].end) if label else None
        return (found.lastgroup or "") if found else ""

    def item(self, i: int, start: int, end: int, label: tuple[int, int] | None, below: Paragraph | None) -> None:
        """An item under a lead-in: its first sentence; what follows are sentences of their own."""
        lead = self.leads[-1][0]
        spans = sentences_in(self.text, start, end, self.shapes)
        for n, (s, e) in enumerate(spans):
            here = label if n == 0 else None
            if n == len(spans) - 1 and self.announces(s, e, below):
                self.leads.append((len(self.units), ""))
                self.add("leadin", s, e, i, here, lead)
            else:
                self.add("item" if n == 0 else "sentence", s, e, i, here, lead if n == 0 else -1)
        if label is None and self.units[-1].closed and not self.text[start:end].rstrip().endswith(";"):
            self.leads.pop()

    def body(self, i: int, start: int, end: int, label: tuple[int, int] | None, below: Paragraph | None) -> None:
        """Sentences of a paragraph; the last one is a lead-in where a list follows from it."""
        spans = sentences_in(self.text, start, end, self.shapes)
        for n, (s, e) in enumerate(spans):
            here, at = (label, s) if n == 0 else self.inner_label(s, e)
            if n == len(spans) - 1 and self.announces(at, e, below):
                self.leads.append((len(self.units), ""))
                self.add("leadin", at, e, i, here)
            elif n and here is None and self.is_attribute(at, e):
                self.attribute(i, at, e)
            else:
                self.inline(i, at, e, here)

    def is_attribute(self, start: int, end: int) -> bool:
        """Whether a sentence behind another says who leads or by when."""
        last = self.units[-1].kind
        return last in ("sentence", "attribute") and self.shapes.attribute.match(self.text, start, end) is not None

    def attribute(self, i: int, start: int, end: int) -> None:
        """A sentence that says who leads or by when: with others of its kind one unit, of the sentence above them."""
        last = self.units[-1]
        if last.kind == "attribute":
            self.units[-1] = last._replace(end=end)
        else:
            self.add("attribute", start, end, i, None, len(self.units) - 1)

    def inner_label(self, start: int, end: int) -> tuple[tuple[int, int] | None, int]:
        """The number of a paragraph that was glued to the one before it, and where its sentence begins."""
        found = _LABEL.match(self.text, start, end)
        if found is None or found.lastgroup != "digit" or found.end() >= end or self.shapes.dated(self.text[start:end]):
            return None, start
        self.open("digit", found[0].strip(" ."))
        return (start, start + len(found[0].rstrip())), found.end()

    def inline(self, i: int, start: int, end: int, label: tuple[int, int] | None) -> None:
        """A sentence; one that holds its list in itself ("agreed to: a) ...; b) ...") is parted into lead-in and items."""  # noqa: E501
        piece = self.text[start:end]
        colon = piece.find(":")
        marks = [m for pattern in (_INLINE, _DASHED) for m in pattern.finditer(piece) if 0 <= colon < m.start()]
        marks.sort(key=lambda m: m.start())
        # a mark right behind another is text
        marks = [m for n, m in enumerate(marks) if not n or piece[marks[n - 1].end() : m.start()].strip()]
        if len(marks) < 2 or piece[colon + 1 : marks[0].start()].strip() or self.shapes.formula.search(piece[:colon]):
            self.add("sentence", start, end, i, label)
            return
        lead = len(self.units)
        self.add("leadin", start, start + marks[0].start(), i, label)
        for n, mark in enumerate(marks):
            stop = start + marks[n + 1].start() if n + 1 < len(marks) else end
            begin = start + mark.start()
            self.add("item", start + mark.end(), stop, i, (begin, begin + len(mark[0].rstrip())), lead)

    def announces(self, start: int, end: int, below: Paragraph | None) -> bool:
        """Whether a sentence announces the list below: it ends in a colon, items follow, and it isn't the opening formula."""  # noqa: E501
        sentence = self.text[start:end].rstrip(" *_")
        if below is None or not sentence.endswith((":", ": –", ": -")):
            return False
        found = _LABEL.match(self.text, below.start, below.end)
        first = self.text[below.start]
        items = found is not None or first.islower() or self.text[below.start : below.end].rstrip().endswith(";")
        numbered = found is not None and found.lastgroup in ("digit", "decimal", "roman")
        return items and not (numbered and self.shapes.formula.search(sentence))
