"""The parts of a text in a script with spaces: title, headings, labelled paragraphs, list items under their lead-in, sentences.

Owns the same as `structure`, for languages whose sentences end in a stop and a space, whose headings may be marked by
asterisks, and whose resolutions hang numbered paragraphs on one opening line. All places count in the working text.
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cache

from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.reading.nouns import Unit
from taiwa.text import Paragraph, Working

# A number may stand between marks of layout, its stop behind a backslash ("**12\\.** ").
_LABEL = re.compile(
    r"(?P<bullet>[-•●○▪◦–—*](?=\s))\s+|(?P<paren>\(\w{1,4}\))\s+|(?:\*\*)?(?P<digit>(?:\d{1,3}\\?\.)+\d{0,3}|\d{1,2}[,)])(?:\*\*)?\s+(?=\S)"
    r"|(?P<roman>[IVX]{1,5}\\?\.)\s+|(?P<alpha>[A-Za-z]\\?[.)])\s+"
)
_STOP = re.compile(r"[.!?](?:[”\"')*_]|\[\d+\])*(?=\s|$)")
_NEXT = re.compile(r"\s+(?:[\[(*_“\"'<]|\*\*)*\s*(\S)")
_INITIALS = r"\b[A-Z]|\b(?:[A-Z]\.)+[A-Z]"
_MARKED = re.compile(r"^(?P<m>\*{1,3}|_{1,3}|#{1,6}\s*)(?P<inner>[^*_].*?)(?P=m)?\s*$")
_WRAPPED = re.compile(r"^<(?P<tag>span|u|b|strong|em|h\d)[^>]*>(?P<inner>.*)</(?P=tag)>$")
_LEAD_WORDS = re.compile(
    r"(?:\*\*|__)(?P<head>[^*\n]{2,80}?[:.])\s*(?:\*\*|__)\s*|(?:\*\*|__)(?P<head2>[^*\n]{2,80}?)(?:\*\*|__)\s*:\s+"
)
_INLINE = re.compile(r"(?<=[\s:;])\((?:[a-h]|[ivx]{1,4}|[1-9])\)\s")
_GOES_ON = re.compile(r"(?:\*\*|__)[a-z]")
_COLON, _SEMICOLON = re.compile(r":\s+"), re.compile(r";\s+")
_NOTE = re.compile(r"(?:\d{1,2}|\*)\s+(?=\S)")
# A footnote's number behind the comma that closes a paragraph; a footnote in the middle of the page.
_REFERENCE = re.compile(r"[,;.]\s*\d{1,2}$")
_FOOT = re.compile(r"(?P<number>\d{1,2})\s+[A-Z].*\.$", re.DOTALL)
# A heading longer than this is a sentence that lost its stop (characters of the working text).
LONGEST_HEADING = 140
# Marks of layout may part a lead-in from its list: so many paragraphs.
MARKS = 3


@cache
def abbreviated(lex: SpacedLexicon) -> re.Pattern[str]:
    """What ends in a stop that closes no sentence: abbreviations and initials, at the end of a stretch."""
    words = "|".join(re.escape(word.rstrip(".")) for word in lex.words("fact.abbreviation"))
    return re.compile(rf"(?:\b(?:{words})|{_INITIALS})\.$")


def sentences_of(text: str, start: int, end: int, lex: SpacedLexicon) -> list[tuple[int, int]]:
    """[start, end) of each sentence, its stop included; a stop of an abbreviation or in quotation marks ends none."""
    out, at = [], start
    for found in _STOP.finditer(text, start, end):
        stop = found.end()
        if stop >= end:
            break
        after = _NEXT.match(text, stop, end)
        if after is None or not (after[1].isupper() or after[1].isdigit() or after[1] in "•–-"):
            continue
        if text[found.start()] == "." and abbreviated(lex).search(
            text[max(at, found.start() - 12) : found.start() + 1]
        ):
            continue
        piece = text[at:stop]
        if piece.count("“") > piece.count("”") or piece.count("(") > piece.count(")"):
            continue
        out.append((at, stop))
        at = stop
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        out.append((at, end))
    return out


def sections(work: Working, lex: SpacedLexicon) -> tuple[Unit, ...]:
    """Every unit of the text in order; together they hold every character that is not space."""
    return tuple(_Sections(work, lex).run())


# A line of so many spaces that is a whole document is a sentence, not a title.
SHORTEST_FRAGMENT = 9


class _Sections:
    """One walk over the paragraphs; holds the labels above and the lead-in that items belong to."""

    def __init__(self, work: Working, lex: SpacedLexicon) -> None:
        self.work, self.lex, self.text = work, lex, work.text
        self.units: list[Unit] = []
        self.heading = ""
        self.levels: list[tuple[str, str]] = []
        self.leads: list[tuple[int, str]] = []  # (index of the lead-in, family of the items above which it stands)
        self.in_body = False
        self.ended = False
        self.hangs = False  # the paragraphs hang on the name of an organ

    def run(self) -> list[Unit]:
        paragraphs = self.joined()
        for i, p in enumerate(paragraphs):
            after = paragraphs[i + 1 : i + 1 + MARKS]
            self.paragraph(i, p, next((q for q in after if self.says(q)), after[0] if after else None))
        return self.units

    def says(self, p: Paragraph) -> bool:
        """Whether a paragraph holds a letter or a figure, and no mark of layout alone."""
        return any(c.isalnum() for c in self.text[p.start : p.end])

    def joined(self) -> list[Paragraph]:
        """The paragraphs; one that goes on in a marked small letter ("... a", "**clean** port") is one with it."""
        out: list[Paragraph] = []
        for p in self.work.paragraphs:
            before = self.text[out[-1].start : out[-1].end].rstrip(" *_") if out else ""
            if (
                _GOES_ON.match(self.text, p.start, p.end)
                and before[-1:].isalnum()
                and len(before) > LONGEST_HEADING / 2
            ):
                out[-1] = out[-1]._replace(end=p.end)
            else:
                out.append(p)
        return out

    def add(
        self, kind: str, start: int, end: int, i: int, label: tuple[int, int] | None = None, leadin: int = -1
    ) -> None:
        if end > start:
            closed = self.text[start:end].rstrip(" *_)”").endswith((".", ";", "!", "?"))
            self.units.append(Unit(kind, start, end, self.path(), label, leadin, i, closed))

    def path(self) -> tuple[str, ...]:
        return tuple(part for part in (self.heading, *(name for _, name in self.levels)) if part)

    def paragraph(self, i: int, p: Paragraph, below: Paragraph | None) -> None:
        text = self.text
        line = text[p.start : p.end]
        if self.ended and (
            (re.search(r"\)\.?$", line) and not _NOTE.match(line))
            or (not self.units[-1].closed and self.units[-1].kind == "mark")
        ):
            self.add("mark", p.start, p.end, i)
        elif p.kind == "footnote" or (self.ended and not self.is_mark(line)) or self.is_foot(line):
            self.add("footnote", p.start, p.end, i)
        elif self.is_mark(line):
            self.add("mark", p.start, p.end, i)
        elif self.in_body and self.lex.pattern("fact.vote").match(line) and not line.endswith(":"):
            self.ended = True
            self.add("mark", p.start, p.end, i)
        else:
            found = _LABEL.match(text, p.start, p.end)
            if found and found.end() < p.end and not self.is_marked_heading(line):
                self.labelled(i, p, below, found)
            else:
                self.unlabelled(i, p, below)

    def is_foot(self, line: str) -> bool:
        """Whether a footnote stands here among paragraphs that hang on an organ: its number is not the next one."""
        found = _FOOT.fullmatch(line.strip()) if self.hangs else None
        last = self.levels[0][1] if self.levels else ""
        return found is not None and int(found["number"]) != (int(last) if last.isdigit() else 0) + 1

    def is_mark(self, line: str) -> bool:
        bare = line.strip().strip("\\").strip()
        return (
            (not any(c.isalnum() for c in bare))
            or self.lex.is_mark(line)
            or bool(re.fullmatch(r"\[[\w/.\- ]{3,24}\]|\d{1,3}", bare))
        )

    def is_marked_heading(self, line: str) -> bool:
        found = _MARKED.match(line.strip()) or _WRAPPED.match(line.strip())
        if found is None:
            return False
        inner = found["inner"].rstrip(" *_")
        return not inner.endswith((".", ";", ",")) and len(inner) < 2 * LONGEST_HEADING and "**" not in inner

    def is_heading(self, p: Paragraph, below: Paragraph | None) -> bool:
        line = self.text[p.start : p.end].strip()
        if self.is_marked_heading(line) or p.kind == "heading":
            return True
        if line.endswith((".", ";", ":", ",", "”.")) or len(line) > LONGEST_HEADING or line[:1].islower():
            return False
        if self.hangs and _REFERENCE.search(line):
            return False
        return below is not None and not self.leads

    def unlabelled(self, i: int, p: Paragraph, below: Paragraph | None) -> None:
        line = self.text[p.start : p.end]
        if not self.in_body and self.is_title(p):
            self.add("title", p.start, p.end, i)
        elif self.is_heading(p, below):
            self.in_body = True
            self.leads, self.levels = [], []
            self.heading = line.strip(" *_#")
            self.add("heading", p.start, p.end, i)
        else:
            self.in_body = True
            self.levels = []
            if line[:1] == "[" and self.leads:
                self.add("item", p.start, p.end, i, None, self.leads[0][0])
                return
            self.leads = []
            organ = self.lex.pattern("fact.organ").fullmatch(line.strip(" *_,:"))
            self.hangs = self.hangs or organ is not None
            self.body(i, p.start, p.end, None, below)

    def is_title(self, p: Paragraph) -> bool:
        """Whether a line in front of the body belongs to the title: no sentence, or one that a stop does not close."""
        line = self.text[p.start : p.end].strip()
        if p.kind in ("title", "heading"):
            return True
        if self.lex.pattern("fact.organ").fullmatch(line.strip(" *_")):
            return False
        if self.lex.pattern("fact.adoption").match(line):
            return True
        if len(self.work.paragraphs) == 1 and line.count(" ") >= SHORTEST_FRAGMENT:
            return False  # a sentence somebody cut out, its stop with it
        if self.lex.pattern("fact.we").match(line.lstrip("“\"'…[*_ ")) and line.count(" ") > 2:
            return False
        return (not line.rstrip(" *_").endswith((".", ":", ",", ";")) and (len(line) < 1.6 * LONGEST_HEADING)) or (
            len(line) < 60 and bool(re.search(r"\b(?:1[89]|20)\d\d\b", line)) and not line.rstrip().endswith(",")
        )

    def labelled(self, i: int, p: Paragraph, below: Paragraph | None, found: re.Match[str]) -> None:
        text = self.text
        family = found.lastgroup or "bullet"
        if family == "bullet":
            family += str(p.indent // 2)
        if not self.in_body and family == "digit" and self.is_title(p) and not self.units:
            self.add("title", p.start, p.end, i)
            return
        self.in_body = True
        label = (p.start, len(text[: found.end()].rstrip()))
        name = text[label[0] : label[1]].strip("().,- •*\\")
        at = found.end()
        self.open(family, name)
        line = text[at : p.end].strip()
        closed = line.endswith(("*", "_")) and not line.rstrip("*_ ").endswith(":")
        marked = closed and family in ("digit", "roman", "alpha") and self.is_marked_heading(line)
        if marked or (family in ("digit", "roman", "alpha") and self.heads(line, below)):
            self.leads = []
            self.heading = line.strip(" *_")
            self.add("heading", at, p.end, i, label)
            return
        head = _LEAD_WORDS.match(text, at, p.end)
        if head and head.end() < p.end:
            self.add("heading", at, head.end(), i, label)
            label = None  # type: ignore[assignment]
            at = head.end()
        if self.leads:
            self.item(i, at, p.end, label, below)
        else:
            self.body(i, at, p.end, label, below)

    def heads(self, line: str, below: Paragraph | None) -> bool:
        if line.endswith((".", ";", ":", ",")) or len(line) > LONGEST_HEADING or below is None or self.leads:
            return False
        return self.is_marked_heading(line) or not _LABEL.match(self.text, below.start, below.end)

    def open(self, family: str, name: str) -> None:
        depth = next((n for n, (known, _) in enumerate(self.levels) if known == family), len(self.levels))
        self.levels = [*self.levels[:depth], (family, name)]
        while self.leads and self.leads[-1][1] == family:
            since = self.units[self.leads[-1][0] + 1 :]
            if family.startswith("bullet") and all(unit.kind == "mark" for unit in since):
                self.leads[-1] = (self.leads[-1][0], "")  # what it announces is set at its own depth
                break
            self.leads.pop()
        if self.leads and not any(lead[1] in ("", *[f for f, _ in self.levels[:-1]]) for lead in self.leads):
            self.leads = []

    def item(self, i: int, start: int, end: int, label: tuple[int, int] | None, below: Paragraph | None) -> None:
        """An item under a lead-in: its first sentence; what follows are sentences of their own."""
        spans = sentences_of(self.text, start, end, self.lex)
        lead = self.leads[-1][0]
        for n, (s, e) in enumerate(spans):
            if n == len(spans) - 1 and self.announces(s, e, below) and not self.is_followed(below):
                self.leads.append((len(self.units), self.levels[-1][0] if self.levels else ""))
                self.add("leadin", s, e, i, label if n == 0 else None, lead)
            else:
                self.add("item" if n == 0 else "sentence", s, e, i, label if n == 0 else None, lead if n == 0 else -1)

    def is_followed(self, below: Paragraph | None) -> bool:
        """Whether the paragraph below is the next item of the same list, whatever mark this one ends in."""
        found = _LABEL.match(self.text, below.start, below.end) if below else None
        if found is None or found.lastgroup != "paren" or not self.levels or self.levels[-1][0] != "paren":
            return False
        here, there = self.levels[-1][1], found["paren"].strip("()")
        return len(here) == len(there) == 1 and ord(there) == ord(here) + 1

    def body(self, i: int, start: int, end: int, label: tuple[int, int] | None, below: Paragraph | None) -> None:
        """Sentences of a paragraph; the last one is a lead-in where a list follows from it."""
        head = _LEAD_WORDS.match(self.text, start, end)
        if head and head.end() < end and label is None and (head["head"] or "").endswith(":"):
            self.add("heading", start, head.end(), i)
            start = head.end()
        spans = sentences_of(self.text, start, end, self.lex)
        for n, (s, e) in enumerate(spans):
            if n == len(spans) - 1 and self.announces(s, e, below):
                self.leads.append((len(self.units), self.levels[-1][0] if self.levels and label else ""))
                self.add("leadin", s, e, i, label if n == 0 else None)
            else:
                self.inline(i, s, e, label if n == 0 else None)

    def inline(self, i: int, start: int, end: int, label: tuple[int, int] | None) -> None:
        """A sentence; one that holds its list ("agreed to: (a) ...; (b) ...", "will: build ...; open ...") is parted
        into lead-in and items."""
        marks = [(start + m.start(), start + m.end()) for m in _INLINE.finditer(self.text[start:end])]
        if len(marks) < 2 or ":" not in self.text[start : marks[0][0]][-3:]:
            marks = self.between_semicolons(start, end)
        if len(marks) < 2:
            self.add("sentence", start, end, i, label)
            return
        lead = len(self.units)
        self.add("leadin", start, marks[0][0], i, label)
        for n, (begin, first) in enumerate(marks):
            stop = marks[n + 1][0] if n + 1 < len(marks) else end
            self.add("item", first, stop, i, (begin, first - 1) if first > begin else None, lead)

    def between_semicolons(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where the items of a list begin that stands behind a colon and is parted by semicolons alone."""
        lead = _COLON.search(self.text, start, end)
        if lead is None or ";" not in self.text[lead.end() : end]:
            return []
        before = self.text[start : lead.start()].rstrip(" *_")
        if not re.search(self.lex.alternatives("fact.listlead") + "$", before):
            return []
        starts = [lead.end(), *(m.end() for m in _SEMICOLON.finditer(self.text, lead.end(), end))]
        return [(at, at) for at in starts if at < end]

    def announces(self, start: int, end: int, below: Paragraph | None) -> bool:
        """Whether a sentence announces the list below: it ends in a colon or speaks of what follows, and items follow."""  # noqa: E501
        if below is None:
            return False
        sentence = self.text[start:end].rstrip(" *_")
        label = _LABEL.match(self.text, below.start, below.end)
        if not (label or self.text[below.start] == "[") or self.lex.says_formula(sentence):
            return False
        joined = re.search(r"[;,]\s+\w+$", sentence)  # "; and": the last item but one
        unfinished = label is not None and label.lastgroup == "paren" and sentence[-1:].isalpha() and not joined
        return unfinished or sentence.endswith((":", ": –", "—", "–", ":-"))
