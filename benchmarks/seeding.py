"""Discrepancies of known kind, put into one version of a text that agrees with the others: the truth of flags.

Owns the edits, word by word for each language; which places they are made at is drawn with a seed. An edit is made
where the words stand, whatever the reader made of them, and each is a difference that a careful reader would report.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from taiwa.model import Reading, Span

# Verb -> one of another class, in the same form.
FORCE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "The Ministers welcomed": "The Ministers noted",
        "reaffirmed that": "recalled that",
        "stressed that": "noted that",
        "pledged to": "expressed their intention to",
        "decided to": "expressed their interest in a decision to",
        "agreed to": "expressed their readiness to",
        "condemned": "noted",
        "urged": "thanked",
        "demanded that": "noted that",
        "expressed serious concern that": "noted that",
        "took note of": "supported",
        "highly appreciated": "deplored",
        "shared the concern about": "took note of",
    },
    "ja": {
        "を歓迎した": "に留意した",
        "を歓迎し、": "に留意し、",
        "を再確認した": "に留意した",
        "を改めて強調し": "に留意し",
        "することを決定した": "することに関心を表明した",
        "することで一致した": "することに関心を表明した",
        "に深刻な懸念を表明した": "に留意した",
        "に注目した": "を支持した",
        "を促した": "に感謝した",
        "を最も強い言葉で非難し": "を支持し",
        "することを約束した": "する意向を表明した",
        "していくことを約束した": "していくことに関心を表明した",
    },
    "ru": {
        "Министры приветствовали": "Министры отметили",
        "вновь подтвердили, что": "напомнили, что",
        "вновь подчеркнули, что": "отметили, что",
        "приняли решение": "выразили заинтересованность",
        "договорились": "выразили готовность",
        "обязались": "выразили намерение",
        "осудили": "приняли к сведению",
        "выразили серьёзную обеспокоенность тем, что": "отметили, что",
        "настоятельно призвали": "поблагодарили",
        "обратили внимание на": "поддержали",
        "высоко оценили то, что": "приняли к сведению, что",
    },
}
# A promise -> an importance, which nobody follows up.
FOLLOWUP: Mapping[str, Mapping[str, str]] = {
    "en": {
        "decided to": "agreed that it is important to",
        "agreed to": "agreed on the importance of efforts to",
        "pledged to": "stressed that it is important to",
    },
    "ja": {
        "することを決定した": "することが重要であるとの認識で一致した",
        "することで一致した": "することが重要であるとの認識で一致した",
        "していくことを約束した": "していくことが重要であるとの認識で一致した",
        "していくことを確認し": "していくことの重要性を確認し",
    },
    "ru": {
        "приняли решение": "согласились, что важно",
        "договорились": "согласились, что важно",
        "обязались": "подчеркнули, что важно",
    },
}
# Everybody -> one of them.
SPEAKER: Mapping[str, tuple[str, str]] = {
    "en": (
        r"(?<=[.\n] )The (?:Ministers|Leaders)(?= (?!of)\w)|(?<=\n)The Ministers(?= (?!of)\w)",
        "The Minister of {party}",
    ),
    "ja": (r"(?<=[。　\n])(?:閣僚|首脳)は、", "{party}の閣僚は、"),
    "ru": (r"(?<=[.\n] )(?:Министры|Лидеры)(?= [а-я])|(?<=\n)Министры(?= [а-я])", "Представители {party}"),
}
_NUMBER = re.compile(r"(?<![\d０-９.,，第])(\d{2,3}|[０-９]{2,3}|20[2-4]\d|２０[２-４][０-９])(?![\d０-９.,，])")
_SENTENCE = {"ja": "。", "en": ". ", "ru": ". "}
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Seed:
    """One discrepancy: its kind, the edited text, where it is there, and for what was dropped where it was before."""

    kind: str
    text: str
    place: Span
    dropped: Span | None = None


def seeds(reading: Reading, kind: str, number: int, chance: random.Random) -> Iterator[Seed]:
    """Up to `number` discrepancies of a kind in a version, each by itself."""
    makers = {
        "force": lambda: _replacing(reading, "force", FORCE),
        "followup": lambda: _replacing(reading, "followup", FOLLOWUP),
        "number": lambda: _numbers(reading, chance),
        "party": lambda: _parties(reading, chance),
        "party-dropped": lambda: _fewer(reading),
        "speaker": lambda: _speakers(reading, chance),
        "missing": lambda: _sentences(reading),
        "clause": lambda: _clauses(reading),
    }
    found = list(makers[kind]())
    chance.shuffle(found)
    yield from found[:number]


KINDS = ("force", "followup", "number", "party", "party-dropped", "speaker", "missing", "clause")


def _edited(reading: Reading, kind: str, start: int, end: int, words: str) -> Seed:
    text = reading.source.text
    return Seed(kind, text[:start] + words + text[end:], Span(start, start + max(len(words), 1)))


def _body(reading: Reading) -> int:
    """Where the first provision begins: the opening holds facts, not provisions."""
    return min(span.start for p in reading.provisions for span in p.extent)


def _places(reading: Reading, words: str) -> Iterator[tuple[int, int]]:
    """Places of words, a wrap allowed wherever the language breaks lines."""
    gap = r"\s*" if reading.language == "ja" else r"\s+"
    parts = list(words) if reading.language == "ja" else words.split()
    for found in re.finditer(gap.join(map(re.escape, parts)), reading.source.text):
        if found.start() >= _body(reading):
            yield found.span()


def _replacing(reading: Reading, kind: str, table: Mapping[str, Mapping[str, str]]) -> Iterator[Seed]:
    for words, other in table[reading.language].items():
        for start, end in _places(reading, words):
            yield _edited(reading, kind, start, end, other)


def _numbers(reading: Reading, chance: random.Random) -> Iterator[Seed]:
    provided = [span for p in reading.provisions for span in p.extent]
    for found in _NUMBER.finditer(reading.source.text):
        if any(span.start <= found.start() < span.end for span in provided):
            value = str(int(found[0]) + chance.choice((1, 2, 3, 5)))
            wide = found[0][0] in "０１２３４５６７８９"
            yield _edited(reading, "number", *found.span(), value.translate(_WIDE) if wide else value)


def _named(reading: Reading) -> list[tuple[int, int, str]]:
    """(start, end, party) of full names of parties in provisions."""
    out = []
    for party in reading.statement.parties:
        stem = party if reading.language != "ru" else _declined(party)
        out += [
            (s, e, party) for s, e in (_places(reading, stem) if reading.language != "ru" else _found(reading, stem))
        ]
    return out


def _declined(party: str) -> str:
    return (
        r"\s+".join(re.escape(word[:-2]) + r"\w{0,3}" for word in party.split()[:1])
        + r"\s+"
        + re.escape(party.split()[-1][:-1] if party.split()[-1][-1] in "аеио" else party.split()[-1])
        + r"\w?"
    )


def _found(reading: Reading, pattern: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(pattern, reading.source.text):
        if found.start() >= _body(reading):
            yield found.span()


def _genitive(party: str) -> str:
    """A Russian party in the genitive, which stands for most of the places where texts name it."""
    head, *rest = party.split()
    ends = {"а": "и", "я": "и", "о": "а", "е": "а"}
    return " ".join([head[:-1] + ends.get(head[-1], head[-1]), *rest])


def _parties(reading: Reading, chance: random.Random) -> Iterator[Seed]:
    """One party instead of another."""
    everyone = list(reading.statement.parties)
    for start, end, party in _named(reading):
        other = chance.choice([each for each in everyone if each != party])
        words = _genitive(other) if reading.language == "ru" else other
        yield _edited(reading, "party", start, end, words)


def _fewer(reading: Reading) -> Iterator[Seed]:
    """One of two parties less: `A and B` becomes `B`."""
    joints = {"en": r"\s+and\s+(?:the\s+)?", "ja": r"及び", "ru": r"\s+и\s+"}
    named = _named(reading)
    for start, end, _ in named:
        for next_start, _, _ in named:
            between = reading.source.text[end:next_start] if end < next_start else ""
            if re.fullmatch(joints[reading.language], between):
                yield _edited(reading, "party-dropped", start, next_start, "")


def _speakers(reading: Reading, chance: random.Random) -> Iterator[Seed]:
    pattern, template = SPEAKER[reading.language]
    for found in re.finditer(pattern, reading.source.text):
        if found.start() >= _body(reading) + 1:
            party = chance.choice(list(reading.statement.parties))
            name = _genitive(party) if reading.language == "ru" else party
            name = f"the {name}" if reading.language == "en" else name
            yield _edited(reading, "speaker", *found.span(), template.format(party=name))


def _sentences(reading: Reading) -> Iterator[Seed]:
    """A sentence of a single provision less."""
    text = reading.source.text
    by_sentence: dict[str, list[Span]] = {}
    for p in reading.provisions:
        by_sentence.setdefault(f"{p.paragraph}{p.text}", []).extend(p.extent)
    for spans in by_sentence.values():
        start, end = min(spans).start, max(span.end for span in spans)
        if len(spans) == 1:
            yield Seed("missing", text[:start] + text[end:], Span(start, start + 1), Span(start, end))


def _clauses(reading: Reading) -> Iterator[Seed]:
    """The last of two coordinated provisions less."""
    text, provisions = reading.source.text, reading.provisions
    for one, other in pairwise(provisions):
        if one.text != other.text or len(other.extent) != 1 or reading.language == "ja":
            continue
        start, end = other.extent[0]
        # Without its last clause a sentence must still have its speaker and a finite verb.
        if one.speaker_span is None or one.speaker_span.start > one.anchor.start:
            continue
        if text[end - 1 : end] != "." or any(p.text == one.text and p not in (one, other) for p in provisions):
            continue
        joint = re.search(r",?\s+(?:and|и)\s+$|[,;]\s*$|\s+$", text[:start])
        cut = joint.start() if joint else start
        words = re.match(r"(?:,?\s*(?:and|и)\s+)?", text[start:end])
        if cut and words is not None:
            yield Seed("clause", text[:cut].rstrip(",; ") + "." + text[end:], Span(cut - 1, cut + 1), Span(start, end))
