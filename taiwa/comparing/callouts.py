"""Changes of substance beside strength: speakers, parties, deadlines, dates, amounts, instruments.

Owns which mentions count and how two sides of them are set against each other; the mentions are the reader's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from taiwa.comparing.items import Item
from taiwa.lexicon import grading
from taiwa.model import Callout, Provision, Reading, Span

KINDS = {
    "party": "party",
    "deadline": "deadline",
    "date": "date",
    "period": "date",
    "money": "amount",
    "number": "amount",
    "treaty": "instrument",
    "resolution": "instrument",
    "programme": "instrument",
    "body": "instrument",
}
ORDER = ("speaker", "party", "deadline", "date", "amount", "instrument")

# A number that stands by itself, and the marks between its thousands.
_FIGURE = re.compile(
    r"(?<![A-Za-z\u0400-\u04ff0-9０-９.-])"
    r"(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9０-９]+(?:[.,．，\u00a0\u202f][0-9０-９]+)*)"
    r"(?![A-Za-z\u0400-\u04ff0-9-])"
)
_MARKS = re.compile(r"[,\u00a0\u202f ](?=[0-9]{3}(?![0-9]))")
_YEAR = re.compile("(?:19|20|21)[0-9]{2}")
# What counts a number off is looked for within so many characters in front of it.
_BEFORE = 12

Found = dict[str, dict[str, tuple[str, list[Span]]]]


def callouts(old: Sequence[Item], new: Sequence[Item], readings: tuple[Reading, Reading]) -> tuple[Callout, ...]:
    """What one side of a pair names and the other doesn't."""
    if not all(any(item.provision for item in side) for side in (old, new)):
        return ()  # what was read as no speech act was not asked for what it names
    known = [*_names_of_parties(readings[0]), *_names_of_parties(readings[1])]
    before, after = _named(old, readings[0], known), _named(new, readings[1], known)
    return tuple(_set_against(before, after))


def callouts_of_texts(old: Reading, new: Reading) -> tuple[Callout, ...]:
    """Parties that joined or left the text as a whole."""
    gone, come = (
        tuple(code for code in side.statement.parties if code not in other.statement.parties)
        for side, other in ((old, new), (new, old))
    )
    return (Callout("party", gone, come),) if gone or come else ()


def _set_against(before: Found, after: Found) -> Iterator[Callout]:
    for kind in ORDER:
        a, b = before.get(kind, {}), after.get(kind, {})
        gone = [value for key, value in a.items() if key not in b]
        come = [value for key, value in b.items() if key not in a]
        if gone or come:
            yield Callout(
                kind,
                tuple(shown for shown, _ in gone),
                tuple(shown for shown, _ in come),
                tuple(span for _, spans in gone for span in spans),
                tuple(span for _, spans in come for span in spans),
            )


def _named(side: Sequence[Item], reading: Reading, known: Sequence[tuple[str, str]]) -> Found:
    """kind -> form for comparing -> (as shown, where)."""
    out: Found = {}
    for item in side:
        if item.provision is None:
            continue
        span = item.provision.speaker_span
        for code in item.provision.speaker:
            _note(out, "speaker", code, code, span)
        for mention in item.provision.mentions:
            kind = KINDS.get(mention.kind)
            if kind == "party":
                for code in (
                    (mention.value or mention.name).split(" ")
                    if mention.value in _codes(known)
                    else [mention.value or mention.name]
                ):
                    _note(out, kind, code, code, mention.span)
            elif kind:
                shown = mention.value or mention.name
                _note(out, kind, shown, shown, mention.span)
        for figure, span in _figures(item.provision, reading):
            _note(out, "date" if _YEAR.fullmatch(figure) else "amount", figure, figure, span)
        for piece in item.provision.content:
            text = reading.source.text[piece.start : piece.end]
            for code, name in known:
                at = text.find(name)
                if at >= 0:
                    _note(out, "party", code, code, Span(piece.start + at, piece.start + at + len(name)))
    return out


def _figures(provision: Provision, reading: Reading) -> Iterator[tuple[str, Span]]:
    """Bare numbers of the content that no mention holds ("100 officials", "20 percent"), without marks of thousands;
    those that count something off (Article 5) are none."""
    text, grades = reading.source.text, grading(reading.language)
    for piece in provision.content:
        for found in _FIGURE.finditer(text, piece.start, piece.end):
            span = Span(*found.span())
            before = text[max(span.start - _BEFORE, 0) : span.start].rstrip()
            counted_off = any(hit.end == len(before) for hit in grades.find(before, "number."))
            held = any(each.span.start < span.end and span.start < each.span.end for each in provision.mentions)
            if not held and not counted_off:
                yield _MARKS.sub("", unicodedata.normalize("NFKC", found[0])), span


def _codes(known: Sequence[tuple[str, str]]) -> set[str]:
    return {code for code, _ in known}


def _note(out: Found, kind: str, value: str, shown: str, span: Span | None) -> None:
    _, spans = out.setdefault(kind, {}).setdefault(value.casefold(), (shown, []))
    if span is not None and span not in spans:
        spans.append(span)


def _names_of_parties(reading: Reading) -> Iterator[tuple[str, str]]:
    """(code, name) of the parties as the text writes them, where a name is long enough to be found by itself."""
    for code, names in reading.statement.parties.items():
        for name in (code, *names):
            if len(name) > 3 or not name.isascii():
                yield code, name
