"""Working text: the document's own text with widths folded and wraps healed, and the way back to the source.

Owns normalisation, the healing of hard wraps and the setting aside of page furniture. Knows no words: what a line
says is never looked at, only its characters' classes, its width and its neighbours. Language-neutral but for one
thing: scripts written without spaces are joined without one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from taiwa.model import Block, Source, Span

# How many columns short of the full width a wrapped line may fall: three full-width characters for line-breaking
# rules and one for proportional punctuation. Measured on PDF text of official pages, whose lines differ by up to 3.
RAGGED = 8
# Wider lines than this are paragraphs, not wraps (columns; a full-width character takes two).
WIDEST_WRAP = 170

_OPEN, _CLOSE = "（「『(〔［[", "）」』)〕］]"
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
# What ends a paragraph at the end of a line, and what goes on below.
_ENDS, _GOES_ON = frozenset("。！？!?】"), frozenset("、，・")
_BULLETS = "・•●○◯〇◎■□◆◇▲△▼※＊*▪‣"
_PAGE_NUMBER = re.compile(
    r"(?:[-‐–—―ー~〜]\s*)?(?:p\.?\s*|page\s+)?\d{1,4}(?:\s*[-‐–—―ー~〜]|\s*(?:/|of|ページ|頁)\s*\d{0,4})?", re.I
)
# What a number that stands right before it counts: no label then.
_COUNTED = (
    "[年月日回つ者国億万周名人件度点次本種極州県市省社割倍隻歳台側分時]|[かカヶ][国年月所]|世紀|項目|分野|段階|地域|都市|機関"
    "|外相|首脳|大臣|閣僚|大統領|首相|長官|政府|代表|当事国|議長|外務|防衛"
)
# Markers of headings, paragraphs and items by family; the family tells one level of a list from another.
_FAMILIES = (
    ("bullet", rf"(?P<b>[{re.escape(_BULLETS)}‐–—-])\s*"),
    ("circled", r"[①-⑳㊀-㊉❶-❿]\s*"),
    ("part", r"第\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:章|節|条|部|項|編)?(?:[ 、.:]+)"),
    ("paren-digit", r"\(\d{1,2}\)[ 、.]*"),
    ("paren-kana", r"\([ア-ンイロハニホヘト]\)[ 、.]*"),
    ("paren-roman", r"\([ivxIVX]{1,5}\)[ 、.]*"),
    ("paren-alpha", r"\([a-zA-Z]\)[ 、.]*"),
    ("paren-kanji", r"\([一二三四五六七八九十]{1,3}\)[ 、.]*"),
    ("decimal", r"\d{1,2}(?:[.\-]\d{1,2})+[.)]?[ 、]+"),
    ("digit", r"\d{1,3}(?:[.)、:](?!\d)\s*|\s+(?!\d{0,3}年))"),
    (
        "digit",
        rf"\d{{1,2}}(?=[\u30a0-\u30ff\u4e00-\u9fff])(?!{_COUNTED})",
    ),
    ("roman", r"[Ⅰ-Ⅻⅰ-ⅻ][ 、.]*|[IVX]{1,4}[.、 ]\s*"),
    ("alpha", r"[A-Za-z][.)]\s+"),
    ("kana", r"[ア-ン](?:[.)、]\s*|\s+)"),
    ("kanji", r"[一二三四五六七八九十]{1,3}(?:[.)、]\s*|\s+)"),
)
# One pattern; a group's name is its family, a letter after it tells families with two patterns apart.
_GROUPS = tuple(f"g{i}" for i in range(len(_FAMILIES)))
_MARKERS = re.compile("|".join(f"(?P<{g}>{pattern})" for g, (_, pattern) in zip(_GROUPS, _FAMILIES, strict=True)))
_FAMILY_OF = {g: family for g, (family, _) in zip(_GROUPS, _FAMILIES, strict=True)}


_ODD = re.compile(r"[\u3200-\u33ff\uff61-\uff9f\ufb00-\ufb06\u2026\u00aa\u00ba\u00bc-\u00be\u0300-\u036f\u3099\u309a]")
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def marker(text: str, at: int = 0, end: int | None = None) -> tuple[int, str] | None:
    """(end, family) of the number or bullet that opens folded text[at:end], or None; a bullet is in its family."""
    first = text[at : at + 1]
    if first.isalpha() and first not in _MARKER_LETTERS and first < "\u4e00":
        return None
    found = _MARKERS.match(text, at, len(text) if end is None else end)
    if found is None:
        return None
    family = _FAMILY_OF[found.lastgroup or ""]
    return found.end(), f"{family}:{found['b']}" if family == "bullet" else family


_MARKER_LETTERS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + "".join(map(chr, range(0x30A1, 0x30F7)))
)


class Line(NamedTuple):
    """One line of the source without its line end: `start` in the source, `kind` and `level` from the container.

    `folded` is `text` with each character folded by itself.
    """

    start: int
    end: int
    text: str
    folded: str
    kind: str = ""
    level: int = 0
    page_break: bool = False
    gap: bool = False  # an empty line stands above it


class Paragraph(NamedTuple):
    """A healed paragraph: `start` and `end` in the working text, container's kind or "" where it gives none."""

    start: int
    end: int
    kind: str = ""
    level: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Working:
    """Healed text. `starts[i]`, `ends[i]` bound the source characters of character i; paragraphs end in a newline."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]
    furniture: tuple[Span, ...]
    source: str = ""

    def original(self, i: int) -> str:
        """The source characters behind working character i ("" where it repeats the one before)."""
        if i and self.starts[i] == self.starts[i - 1] and self.ends[i] == self.ends[i - 1]:
            return ""
        return self.source[self.starts[i] : self.ends[i]]

    def written(self, start: int, end: int) -> str:
        """A stretch as the source writes it (widths kept), with wraps healed."""
        if start >= end:
            return ""
        first, last = self.starts[start], self.ends[end - 1]
        if last - first == end - start:
            return self.source[first:last]
        return "".join(self.original(i) for i in range(start, end))

    def source_span(self, start: int, end: int) -> Span:
        """The one source span from the first to the last character of working [start, end)."""
        return Span(self.starts[start], self.ends[end - 1])

    def source_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The source pieces of working [start, end), cut where page furniture stands between; never empty ones."""
        if end <= start:
            return ()
        whole = self.source_span(start, end)
        cuts = self._furniture_in(whole) if self.furniture else ()
        if not cuts:
            return (whole,)
        pieces, at = [], start
        for cut in cuts:
            here = bisect_right(self.starts, cut.start, at, end)
            if here > at:
                pieces.append(self.source_span(at, here))
            at = here
        if at < end:
            pieces.append(self.source_span(at, end))
        return tuple(pieces)

    def _furniture_in(self, whole: Span) -> list[Span]:
        """Furniture that stands inside a source span, none of it at its ends."""
        out = []
        for span in islice(self.furniture, bisect_right(self.furniture, Span(whole.start + 1, 0)), None):
            if span.end >= whole.end:
                break
            out.append(span)
        return out


@cache
def _folding() -> dict[int, str]:
    """One-to-one compatibility folding (NFKC) of the characters that official texts use, by code point."""
    table: dict[int, str] = {}
    for first, last in (
        (0xFF01, 0xFF5F),
        (0xFFE0, 0xFFE7),
        (0x2F00, 0x2FD6),
        (0x2E80, 0x2F00),
        (0xF900, 0xFAFF),
        (0x2000, 0x200B),
    ):
        for point in range(first, last):
            folded = unicodedata.normalize("NFKC", chr(point))
            if len(folded) == 1 and folded != chr(point):
                table[point] = folded
    halves = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # of pairs: no matcher takes them
    return (
        table
        | halves
        | {
            0x3000: " ",
            0xA0: " ",
            0x202F: " ",
            0xFEFF: " ",
            0xAD: " ",
            0x200B: " ",
            0x301C: "~",
            0x2010: "-",
            0x2011: "-",
            0x2212: "-",
        }
    )


_LONE_COMMA = re.compile(r"(?<!\d),(?! )|(?<=\d),(?!\d| )")
_LONE_STOP = re.compile(r"(?<=[\u3040-\u9fff])\.(?=$|[\u3000-\u9fff」』）)])")


def fold(text: str) -> str:
    """Folds widths one to one: the result has the length of `text`. Without spaces, , and . become 、 and 。"""
    return _mend_marks(text.translate(_folding()))


def _mend_marks(folded: str) -> str:
    """Commas and full stops of folded text as its script writes them."""
    if "," in folded and _UNSPACED.search(folded):
        folded = _LONE_COMMA.sub("、", folded)
    if "." in folded:
        folded = _LONE_STOP.sub("。", folded)
    return folded


def _absorbed(letter: str, mark: str) -> bool:
    """Whether a combining or half-width mark becomes one with the letter before it."""
    if not unicodedata.combining(mark) and mark not in "\uff9e\uff9f":
        return False
    return len(unicodedata.normalize("NFKC", letter + mark)) == len(unicodedata.normalize("NFKC", letter))


def _fold_line(line: Line) -> tuple[str, list[int], list[int]]:
    """Folded text of a stripped line with source starts and ends of each character; one to many where NFKC needs it."""
    raw = line.text
    lead = len(raw) - len(raw.lstrip())
    raw = raw.strip()
    at = line.start + lead
    if not _ODD.search(raw):
        points = list(range(at, at + len(raw) + 1))
        return _mend_marks(line.folded[lead : lead + len(raw)]), points[:-1], points[1:]
    text, starts, ends = [], [], []
    i = 0
    while i < len(raw):
        j = i + 1
        while j < len(raw) and _absorbed(raw[i:j], raw[j]):
            j += 1
        piece = unicodedata.normalize("NFKC", raw[i:j]).replace("\u3000", " ")
        text.append(piece)
        starts += [at + i] * len(piece)
        ends += [at + j] * len(piece)
        i = j
    return fold("".join(text)), starts, ends


_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_LINE_OR_PAGE = re.compile(_LINE.pattern + r"|\f")


def _lines(source: Source) -> list[Line]:
    """Lines of the source in order, with the container's kind where it gives one; blank lines left out."""
    folded = source.text.translate(_folding())
    if source.blocks:
        return [line for block in source.blocks for line in _block_lines(source.text, folded, block)]
    out, broken = [], False
    above = 0
    for found in _LINE_OR_PAGE.finditer(source.text):
        text, (start, end) = found[0], found.span()
        if text == "\f":
            broken = True
        elif text.strip():
            gap = source.text.count("\n", above, start) > 1 or source.text.count("\r", above, start) > 2
            out.append(Line(start, end, text, folded[start:end], page_break=broken, gap=gap))
            broken, above = False, end
    return out


def _block_lines(text: str, folded: str, block: Block) -> list[Line]:
    """The lines of one block; line breaks inside it are the author's or a wrap's, so only the first is marked."""
    out: list[Line] = []
    for found in _LINE.finditer(text, block.span.start, block.span.end):
        if found[0].strip():
            start, end = found.span()
            out.append(Line(start, end, found[0], folded[start:end], block.kind if not out else "+", block.level))
    return out


def _width(text: str) -> float:
    """Columns: two for a full-width character, one for a half-width one (by the length in UTF-8)."""
    text = text.rstrip()
    return len(text) + (len(text.encode("utf-8", "surrogatepass")) - len(text)) / 2


def _furniture(lines: list[Line]) -> set[int]:
    """Indexes of lines that are page numbers or running heads (the same short line at several page edges)."""
    numbers = {
        i for i, line in enumerate(lines) if line.kind == "furniture" or (not line.kind and _is_page_number(lines, i))
    }
    times = Counter(line.text.strip() for line in lines)
    edges = {i for i, line in enumerate(lines) if line.page_break or (i + 1 < len(lines) and lines[i + 1].page_break)}
    edges |= {j for i in numbers for j in (i - 1, i + 1)}
    heads = set()
    for i, line in enumerate(lines):
        if i in edges and i > 0:
            text = line.text.strip()
            if times[text] > 1 and len(text) < 60 and not text.endswith(("。", ".")):
                heads.add(i)
    return numbers | heads | _front_matter(lines)


def _front_matter(lines: list[Line]) -> set[int]:
    """Indexes of the lines between two rules that open a file and hold what a publisher noted about it."""
    if not lines or lines[0].text.strip() != "---" or lines[0].kind:
        return set()
    close = next((i for i, line in enumerate(lines[1:40], 1) if line.text.strip() == "---"), None)
    return set(range(close + 1)) if close else set()


def _is_page_number(lines: list[Line], i: int) -> bool:
    """A line of digits alone, unless it numbers the paragraph below it (then it is followed by its text at once)."""
    line = lines[i]
    raw = line.text.strip()
    lead = len(line.text) - len(line.text.lstrip())
    text = line.folded[lead : lead + len(raw)]
    if not _PAGE_NUMBER.fullmatch(text) or not any(c.isdigit() for c in text):
        return False
    return not text.isdigit() or len(text) <= 3


def _full_width(lines: list[Line], aside: set[int]) -> float:
    """The width at which the text is hard-wrapped, in columns; 0 where it isn't.

    A wrapped text has a sharp edge: several lines end near the same width without ending a sentence. In an
    unwrapped one, the long lines are paragraphs and end in a stop, or differ widely in length.
    """
    kept = [(_width(line.text), line.text.strip()) for i, line in enumerate(lines) if i not in aside]
    if len(kept) < 4:
        return 0
    ordered = sorted(w for w, _ in kept)
    edge = ordered[-1 - len(ordered) // 40]
    if edge > WIDEST_WRAP or edge < 24:
        return 0
    near = [text for w, text in kept if edge - RAGGED <= w <= edge + RAGGED]
    open_ended = [text for text in near if not text.endswith(("。", ".", "！", "？", ":", ";"))]
    beyond = sum(1 for w, _ in kept if w > edge + RAGGED)
    if beyond > len(kept) * 0.1:
        return 0
    long_lines = [w for w, _ in kept if w > edge / 2]
    return (
        edge
        if len(open_ended) >= 3 and len(near) >= 0.45 * len(long_lines) and len(open_ended) >= 0.6 * len(near)
        else 0
    )


def _continues(above: _Above, line: Line, below: Line, edge: float) -> bool:
    """Whether the line below belongs to the paragraph above, whose last line is `line`."""
    if below.kind and below.kind != "+":
        return False
    if not line.kind and not below.kind and not _UNSPACED.search(line.text + below.text):
        return _runs_on(above, line, below, edge)
    if above.depth > 0 and above.length - above.opened < 400:
        return True
    if above.closing in _ENDS:
        return False
    if above.closing in _GOES_ON:
        return bool(edge) or not _starts_item(below)
    if not edge or (line.kind and line.kind != "+"):
        return below.kind == "+" and bool(edge)
    if _UNSPACED.search(line.text):
        # Digits that somebody folded after the wrap took two columns before.
        digits = sum("0" <= c <= "9" for c in line.text)
        full = _width(line.text) + digits >= edge - RAGGED
    else:
        full = _width(line.text) + 1 + len(below.text.split()[0]) > edge
    return full and not (below.text.strip()[0] in _BULLETS + "【(（" and _starts_item(below))


def _starts_item(line: Line) -> bool:
    """Whether a line opens with a number or bullet."""
    return marker(line.text.strip().translate(_folding())) is not None


# How a line may open that begins a paragraph of its own though no empty line parts it from the one above.
_OPENS = re.compile(
    r"(?:[-•●–—*]\s|\((?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\)\s|(?!\d{1,2}, \d{4}\b)\d{1,3}[.,)]\s"
    r"|[IVX]{1,5}\.\s|[A-Za-z][.)]\s|\*\*\S|#|\[[A-Z])"
)
# A stop that ends no sentence, and a dash that opens no item but a remark.
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+[A-Z]\.$|\b(?:Mrs?|Ms|Dr|St|Nos?)\.$")
_DASH = re.compile(r"[–—]\s[a-z]")
# A line at least this wide, as a share of the widest, may be a wrapped one.
WIDE = 0.86
# An empty line may stand in the middle of a sentence that has so many characters already.
SHORTEST_BROKEN = 45
# Behind the titles, which stand in so many characters, a shorter line may be one too.
TITLES, NARROW = 400, 0.6


def _runs_on(above: _Above, line: Line, below: Line, edge: float) -> bool:
    """Whether a line in a script with spaces goes on: by empty lines, by its width, by how it ends and the next begins."""  # noqa: E501
    end, start = line.text.rstrip(), below.text.lstrip()
    closed = end.endswith((".", ":", ";", "!", "?", ".”", ".**", ",*")) or end.endswith(("**", "__"))
    closed = closed and not _ABBREVIATED.search(end)
    if below.gap:
        return not closed and not end.endswith(",") and start[0].islower() and above.length > SHORTEST_BROKEN
    if _OPENS.match(start) and not (_DASH.match(start) and not closed and not end.endswith(",")):
        return False
    if edge:
        full = _width(end) + 1 + len(start.split()[0]) > edge
        return full or (
            not closed and (start[0].islower() or _width(end) > (WIDE if line.start < TITLES else NARROW) * edge)
        )
    if (start[0].islower() or start[0].isdigit()) and not end.endswith((".", ";", ":")):
        return True
    return not closed and not end.endswith(",") and _width(end) >= 40 and above.length > 40 and not end.isupper()


def _spaced(above: _Above, left: str, right: str) -> bool:
    """Whether a space belongs where a wrap parted `left` from `right` (source characters) of the paragraph `above`."""
    if left in "-‐‑" or _UNSPACED.search(left + right):
        return False
    return not (left.isdigit() and right.isdigit() and above.unspaced)


class _Above:
    """What the next line must know of the paragraph above it: kept as it grows, since it may grow long.

    `depth` counts brackets still open, `opened` is where the last one opened (-1 for none), `closing` the last
    character that is no space, `unspaced` whether a letter of a script without spaces is in it.
    """

    __slots__ = ("closing", "depth", "length", "opened", "unspaced")

    def __init__(self) -> None:
        self.length, self.depth, self.opened, self.closing, self.unspaced = 0, 0, -1, "", False

    def add(self, text: str) -> None:
        """Takes in the next line."""
        for found in _BRACKET.finditer(text):
            if found[0] in _OPEN:
                self.depth += 1
                self.opened = self.length + found.start()
            else:
                self.depth -= 1
        self.length += len(text)
        self.closing = text.rstrip()[-1:] or self.closing
        self.unspaced = self.unspaced or _UNSPACED.search(text) is not None


def heal(source: Source) -> Working:
    """Builds the working text of a source: furniture aside, wraps joined, widths folded, one paragraph a line."""
    lines = _lines(source)
    aside = _furniture(lines)
    edge = _full_width(lines, aside)
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraphs: list[Paragraph] = []
    at = 0  # length of the working text so far
    begin = 0  # where the open paragraph begins
    first: Line | None = None
    last: Line | None = None
    above = _Above()

    def close() -> None:
        nonlocal at, first, above
        if first is not None:
            indent = len(first.text) - len(first.text.lstrip())
            paragraphs.append(Paragraph(begin, at, "" if first.kind == "+" else first.kind, first.level, indent))
            text.append("\n")
            starts.append(ends[-1])
            ends.append(ends[-1])
            at += 1
        first, above = None, _Above()

    for i, line in enumerate(lines):
        if i in aside:
            continue
        folded, s, e = _fold_line(line)
        if not folded:
            continue
        if last is not None and first is not None and _continues(above, last, line, edge):
            if _spaced(above, last.text.rstrip()[-1], line.text.lstrip()[0]):
                text.append(" ")
                starts.append(ends[-1])
                ends.append(s[0])
                at += 1
                above.add(" ")
        else:
            close()
            first, begin = line, at
        text.append(folded)
        starts += s
        ends += e
        at += len(folded)
        above.add(folded)
        last = line
    close()
    set_aside = tuple(_stripped(lines[i]) for i in sorted(aside))
    return Working("".join(text), tuple(starts), tuple(ends), tuple(paragraphs), set_aside, source.text)


def _stripped(line: Line) -> Span:
    lead = len(line.text) - len(line.text.lstrip())
    return Span(line.start + lead, line.start + len(line.text.rstrip()))
