"""Editions made from a text by edits whose truth is known: what became of every provision and sentence, and how.

A base text is edited twice, lightly into the old edition (where what is merged later is still apart) and into the new
one. Every edit says where things land, so that truth never depends on how the editions are read or compared. Words come
from `edits.toml`.
"""

from __future__ import annotations

import random
import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taiwa.comparing.items import items
from taiwa.model import Provision, Reading, Span

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "edits.toml").read_text("utf-8"))
KINDS = ("reword", "split", "merge", "cut", "strengthen", "weaken", "drop", "add", "speaker", "date")
# The share of sentences that are edited, and of paragraphs that move.
EDITED, MOVED = 0.45, 0.3


@dataclass(frozen=True)
class Edit:
    """base[start:end] becomes `text`. `lands` holds (place in base, offset in text) of things that stay, `born` (place
    of the thing in base, offset) of second halves."""

    start: int
    end: int
    text: str
    lands: tuple[tuple[int, int], ...] = ()
    born: tuple[tuple[int, int], ...] = ()


@dataclass
class Edition:
    """A text made from the base, and where the things of the base stand in it."""

    text: str
    places: dict[int, list[int]]
    added: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """Two editions with their truth: place in the base -> verdict, and the kind of edit that was made there."""

    old: Edition
    new: Edition
    verdicts: dict[int, str]
    kinds: dict[int, str]


@dataclass(frozen=True)
class Sentence:
    """Provisions that share a sentence, and its characters."""

    span: Span
    provisions: tuple[Provision, ...]


def sentences(reading: Reading) -> list[Sentence]:
    out: list[list[Provision]] = []
    for provision in sorted(reading.provisions, key=lambda p: p.extent[0].start):
        if out and out[-1][-1].text == provision.text and _follows(out[-1][-1], provision, reading):
            out[-1].append(provision)
        else:
            out.append([provision])
    return [Sentence(Span(row[0].extent[0].start, row[-1].extent[-1].end), tuple(row)) for row in out]


def _follows(one: Provision, other: Provision, reading: Reading) -> bool:
    return not reading.source.text[one.extent[-1].end : other.extent[0].start].strip()


def places(reading: Reading) -> list[int]:
    """Where the things of a text stand: anchors of provisions, beginnings of other sentences."""
    found = [p.anchor.start for p in reading.provisions]
    return sorted({*found, *(a.spans[0].start for a in (*reading.assertions, *reading.residue))})


def make(reading: Reading, donor: Sequence[str], seed: int) -> Case:
    """A pair of editions of one text, the same for the same seed; `donor` has sentences to be added."""
    dice = random.Random(seed)
    base, words = reading.source.text, WORDS[reading.language]
    into_old: list[Edit] = []
    into_new: list[Edit] = []
    verdicts = dict.fromkeys(places(reading), "kept")
    kinds: dict[int, str] = {}
    foreign = list(donor)
    dice.shuffle(foreign)
    for sentence in sentences(reading):
        if dice.random() > EDITED:
            continue
        # What is always possible comes last, most times: the other kinds would be rare.
        always = dice.sample(("drop", "add"), 2)
        rest: list[str] = dice.sample([kind for kind in KINDS if kind not in always], len(KINDS) - 2)
        rest.sort(key=lambda kind: kind not in ("split", "merge"))
        for kind in (always + rest) if dice.random() < 0.2 else (rest + always):
            edit = _edit(kind, sentence, reading, words, dice, foreign)
            if edit is None or "\n" in base[edit[2].start : edit[2].end]:
                continue
            verdict, at, made = edit
            (into_old if kind == "merge" else into_new).append(made)
            for place in at:
                verdicts[place] = verdict
                kinds[place] = kind
            break
    order = _paragraphs(reading, dice)
    old = _apply(base, into_old, [Span(0, len(base))], verdicts)
    new = _apply(base, into_new, order, verdicts)
    return Case(old, new, verdicts, kinds)


Made = tuple[str, list[int], Edit]


def _edit(
    kind: str, sentence: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random, foreign: list[str]
) -> Made | None:
    """(verdict, places in the base that it is true of, edit), or None where the sentence doesn't allow it."""
    base = reading.source.text
    all_places = [p.anchor.start for p in sentence.provisions]
    # An item of a list depends on what stands around it.
    if kind in ("drop", "add", "cut", "split", "merge") and not base[: sentence.span.end].endswith((".", "。")):
        return None
    if kind == "drop":
        return "dropped", all_places, Edit(*sentence.span, "")
    if kind == "add":
        usual = _usual_speaker(reading)
        if not foreign or not usual:
            return None
        gap = "" if reading.language == "ja" else " "
        # The sentence goes behind this one; nothing becomes of those that were there.
        return (
            "kept",
            [],
            Edit(sentence.span.end, sentence.span.end, gap + usual + foreign.pop(), born=((-1, len(gap)),)),
        )
    if kind == "cut":
        return _cut(sentence, base, words)
    provision = dice.choice(sentence.provisions)
    maker = {
        "reword": _reword,
        "split": _halve,
        "merge": _halve,
        "strengthen": _strengthen,
        "weaken": _weaken,
        "speaker": _speaker,
        "date": _date,
    }[kind]
    return maker(provision, sentence, reading, words, dice)


def _usual_speaker(reading: Reading) -> str:
    """The words that most often name a speaker at the beginning of a sentence."""
    base = reading.source.text
    said = Counter(
        base[p.speaker_span.start : p.speaker_span.end]
        for p in reading.provisions
        if p.speaker_span and base[p.speaker_span.start] == base[p.speaker_span.start].upper()
    )
    return said.most_common(1)[0][0] if said else ""


def predications(reading: Reading) -> list[str]:
    """What is said in sentences of one act, without who says it: to be added to other texts."""
    base = reading.source.text
    out = []
    for sentence in sentences(reading):
        p = sentence.provisions[0]
        if len(sentence.provisions) == 1 and p.speaker_span and p.speaker_span.start == sentence.span.start:
            text = " ".join(base[p.speaker_span.end : sentence.span.end].split())
            gap = "" if reading.language == "ja" else " "
            if base[: sentence.span.end].endswith((".", "。")) and p.speaker_span.end <= p.anchor.start:
                out.append(gap + text)
    return out


def _reword(p: Provision, _: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random) -> Made | None:
    base = reading.source.text
    if not p.content:
        return None
    span = p.content[0]
    text, changes = base[span.start : span.end], 0
    for this, that in dice.sample(words["reword"], len(words["reword"])):
        for gone, come in ((this, that), (that, this)):
            if gone in text and changes < 3:
                text = text.replace(gone, come, 1)
                changes += 1
                break
    if not changes or text == base[span.start : span.end]:
        return None
    return "reworded", [p.anchor.start], Edit(span.start, span.end, text)


def _cut(sentence: Sentence, base: str, words: dict[str, Any]) -> Made | None:
    """One sentence of two acts becomes two sentences: nothing is said otherwise."""
    for one, other in zip(sentence.provisions, sentence.provisions[1:], strict=False):
        if one.speaker_span is None or one.speaker != other.speaker or other.speaker_span is not None:
            continue
        speaker = base[one.speaker_span.start : one.speaker_span.end]
        speaker = speaker[:1].upper() + speaker[1:]
        start = other.extent[0].start
        if words["stop"] == "。":
            # The predicate in the middle of a sentence takes its final form.
            if base[start - 2 : start] == "し、":
                text = "した。" + speaker + "は、"
                return "kept", [p.anchor.start for p in sentence.provisions], Edit(start - 2, start, text)
            continue
        before = base[:start].rstrip()
        for joint in words["joint"]:
            if before.endswith(joint.rstrip()) and base[other.anchor.start : other.anchor.start + 1].islower():
                at = len(before) - len(joint.rstrip())
                text = words["stop"] + speaker + " "
                return "kept", [p.anchor.start for p in sentence.provisions], Edit(at, other.anchor.start, text)
    return None


def _halve(p: Provision, sentence: Sentence, reading: Reading, words: dict[str, Any], _: random.Random) -> Made | None:
    """One provision on two things becomes two on one each, in sentences of their own (read backwards: a merger)."""
    base = reading.source.text
    if len(sentence.provisions) != 1 or len(p.content) != 1 or p.speaker_span is None or p.act == "urge":
        return None
    content = p.content[0]
    if content.start < p.speaker_span.end:
        return None
    text = base[content.start : content.end]
    found = [(text.find(joint), joint) for joint in words["and"] if text.count(joint) == 1]
    if not found:
        return None
    at, joint = found[0]
    least = 10 if reading.language == "ja" else 25
    if at < least or len(text) - at - len(joint) < least:
        return None
    second = text[at + len(joint) :]
    if joint.rstrip().endswith("the"):
        second = "the " + second
    head, tail = base[p.speaker_span.start : content.start], base[content.end : sentence.span.end]
    head = head[:1].upper() + head[1:]
    gap = "" if reading.language == "ja" else " "
    new = text[:at] + tail.rstrip() + gap + head + second
    if p.anchor.start < content.start:
        offset = new.index(head, at) + (p.anchor.start - p.speaker_span.start)
    else:
        offset = len(new) + (p.anchor.start - content.end)
        return (
            "reworded",
            [p.anchor.start],
            Edit(
                content.start,
                sentence.span.end,
                new + tail,
                lands=((p.anchor.start, at + p.anchor.start - content.end),),
                born=((p.anchor.start, offset),),
            ),
        )
    return "reworded", [p.anchor.start], Edit(content.start, content.end, new, born=((p.anchor.start, offset),))


def _strengthen(p: Provision, s: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random) -> Made | None:
    return _shift(p, s, reading, words, dice, 1)


def _weaken(p: Provision, s: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random) -> Made | None:
    return _shift(p, s, reading, words, dice, -1)


def _shift(
    p: Provision, s: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random, way: int
) -> Made | None:
    ways = [_hedge, _complement] if way < 0 else [_firm]
    for maker in dice.sample([_predicate, *ways], 1 + len(ways)):
        edit = maker(p, s, reading, words, dice, way)
        if edit is not None:
            return ("strengthened" if way > 0 else "weakened"), [p.anchor.start], edit
    return None


def _predicate(
    p: Provision, _: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random, way: int
) -> Edit | None:
    """Another predicate: with its particle in Japanese, where it must stand at the end of the anchor's stretch."""
    base = reading.source.text
    for weak, strong in dice.sample(words["predicates"], len(words["predicates"])):
        gone, come = (weak, strong) if way > 0 else (strong, weak)
        if reading.language == "ja":
            start = base.find(gone, max(p.anchor.start - 4, 0), p.anchor.end + 1)
            if start < 0 or (p.content and start < p.content[-1].end - 3):
                continue
            return Edit(start, start + len(gone), come, lands=((p.anchor.start, len(come) - 2),))
        if base[p.anchor.start : p.anchor.end] == gone and p.content and p.content[0].start - p.anchor.end <= 1:
            return Edit(p.anchor.start, p.anchor.end, come, lands=((p.anchor.start, 0),))
    return None


def _hedge(
    p: Provision, _: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random, __: int
) -> Edit | None:
    if not p.content or p.act not in ("undertake", "intend", "urge"):
        return None
    at = p.content[0].start if reading.language == "ja" else p.content[-1].end
    return Edit(at, at, dice.choice(words["hedge"]))


def _complement(
    p: Provision, _: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random, __: int
) -> Edit | None:
    if not p.content or p.act not in ("undertake", "intend"):
        return None
    base, content = reading.source.text, p.content[0]
    plain, *weaker = words["seek"]
    text = base[content.start : content.end]
    if any(mark in text for mark in ("目指", "検討", "努め", "seek", "explore", "стрем", "рассм")):
        return None
    if reading.language == "ja":
        if not text.endswith("る" + plain):
            return None
        return Edit(content.end - len(plain), content.end, dice.choice(weaker))
    if plain and text.startswith(plain):
        return Edit(content.start, content.start + len(plain), dice.choice(weaker))
    if reading.language == "ru" and text.split(" ")[0].endswith(("ть", "ться")):
        return Edit(content.start, content.start, dice.choice(weaker))
    return None


def _firm(
    p: Provision, _: Sentence, reading: Reading, words: dict[str, Any], dice: random.Random, __: int
) -> Edit | None:
    base = reading.source.text
    anchor = base[p.anchor.start : p.anchor.end]
    if p.act not in ("urge", "support", "concern", "stress", "affirm") or " " in anchor or p.qualifiers:
        return None
    if any(word.strip() in base[p.extent[0].start : p.anchor.end] for word in words["firm"]):
        return None
    if base[p.anchor.start : p.anchor.start + 1].isupper():
        return None
    return Edit(p.anchor.start, p.anchor.start, dice.choice(words["firm"]))


def _speaker(p: Provision, s: Sentence, reading: Reading, _: dict[str, Any], dice: random.Random) -> Made | None:
    """Somebody else of the same text says it."""
    if p.speaker_span is None or len(s.provisions) != 1 or p.speaker_span.end > p.anchor.start:
        return None
    base = reading.source.text
    gone = base[p.speaker_span.start : p.speaker_span.end]
    others = {
        base[o.speaker_span.start : o.speaker_span.end]
        for o in reading.provisions
        if o.speaker_span
        and len(o.speaker) == 1
        and set(o.speaker) != set(p.speaker)
        and o.speaker_span.end <= o.anchor.start
    }
    fitting = sorted(o for o in others if len(o) > 6 and o[-1:] == gone[-1:] and o.split()[0] not in ("It", "They"))
    if not fitting:
        return None
    come = dice.choice(fitting)
    come = (come[:1].upper() if gone[:1].isupper() else come[:1]) + come[1:]
    return "reworded", [p.anchor.start], Edit(*p.speaker_span, come)


def _date(p: Provision, _: Sentence, reading: Reading, __: dict[str, Any], dice: random.Random) -> Made | None:
    base = reading.source.text
    for mention in p.mentions:
        if mention.kind not in ("deadline", "date"):
            continue
        for start in range(mention.span.start, mention.span.end - 3):
            year = base[start : start + 4]
            if year.isascii() and year.isdigit() and 1900 < int(year) < 2100:
                return "reworded", [p.anchor.start], Edit(start, start + 4, str(int(year) + dice.choice((1, 2, 3))))
    return None


def unwrapped(reading: Reading) -> str:
    """The text with every sentence on one line: an editor who changes a sentence wraps its paragraph anew."""
    text, joint = reading.source.text, "" if reading.language == "ja" else " "
    pieces = [p for item in items(reading) for p in item.pieces]
    out, at = [], 0
    for piece in sorted(pieces):
        for wrap in re.finditer(r"\s*\n\s*", text[piece.start : piece.end].rstrip()):
            if piece.start + wrap.start() >= at:
                out += [text[at : piece.start + wrap.start()], joint]
                at = piece.start + wrap.end()
    return "".join([*out, text[at:]])


def _paragraphs(reading: Reading, dice: random.Random) -> list[Span]:
    """The paragraphs in a new order; the first three, which say who speaks, stay."""
    base = reading.source.text
    named = {
        p.extent[0].start for p in reading.provisions if p.speaker_span and p.speaker_span.start == p.extent[0].start
    }
    spans: list[Span] = []
    for line in re.finditer(r"[^\n]*\n+|[^\n]+\Z", base):
        # What doesn't begin with a speaker belongs to what is in front of it: an item, a sentence about "this".
        first = min((start for start in named if start >= line.start()), default=line.end())
        begins = first < line.end() and not any(map(str.isalpha, base[line.start() : first]))
        if not spans or (begins and base[: line.start()].rstrip().endswith((".", "。"))):
            spans.append(Span(*line.span()))
        else:
            spans[-1] = Span(spans[-1].start, line.end())
    body = list(range(3, len(spans) - 1))
    for _ in range(max(round(MOVED * len(body)), min(len(body) - 1, 1))):
        one = body.pop(dice.randrange(len(body)))
        body.insert(dice.randrange(len(body) + 1), one)
    order = [*range(min(3, len(spans))), *body, *([len(spans) - 1] if len(spans) > 3 else [])]
    return [spans[at] for at in order]


def _apply(base: str, edits: Sequence[Edit], order: Sequence[Span], verdicts: dict[int, str]) -> Edition:
    pieces: list[str] = []
    length = 0
    out = Edition("", {place: [] for place in verdicts})
    by_start = sorted(edits, key=lambda e: e.start)
    for part in order:
        for start, end, edit in _stretches(part, by_start):
            if edit is None:
                text = base[start:end]
                for place in verdicts:
                    if start <= place < end:
                        out.places[place].append(length + place - start)
            else:
                text = edit.text
                for place, offset in edit.lands:
                    out.places[place].append(length + offset)
                for place, offset in edit.born:
                    (out.added if place < 0 else out.places[place]).append(length + offset)
                kept = {place for place, _ in edit.lands}
                for place in verdicts:
                    # A thing whose first words were edited stands where they stood, unless it was dropped.
                    if edit.start <= place < edit.end and place not in kept and verdicts[place] != "dropped":
                        out.places[place].append(length + min(place - edit.start, max(len(text) - 1, 0)))
            pieces.append(text)
            length += len(text)
    out.text = "".join(pieces)
    return out


def _stretches(part: Span, edits: Sequence[Edit]) -> Iterator[tuple[int, int, Edit | None]]:
    at = part.start
    first = bisect_right([e.start for e in edits], part.start - 1)
    for edit in edits[first:]:
        if edit.start >= part.end:
            break
        if edit.start < at or edit.end > part.end:
            continue
        if at < edit.start:
            yield at, edit.start, None
        yield edit.start, edit.end, edit
        at = edit.end
    if at < part.end:
        yield at, part.end, None
