"""A person's decisions on what the machine read: a field of a provision or of the facts corrected, with a reason.

Owns what may be decided, and how a provision is named: `TEXT/LANGUAGE#p12` by its number in the current reading, or
`TEXT/LANGUAGE@120-131` by its anchor's characters, which stays the same when the text is read anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from taiwa.errors import NotInRecord, WrongValue
from taiwa.lexicon import scale
from taiwa.model import Correction, Link, Provision, Reading, Span, Statement
from taiwa.record.adding import index_version, reviewed
from taiwa.record.naming import Names
from taiwa.record.review import EXISTS, OF_PROVISION, OF_STATEMENT, Review, find, said
from taiwa.record.values import FOLLOWUPS, check_date
from taiwa.store import Writing
from taiwa.store.coding import canonical, value_of
from taiwa.view.labels import labels_in

# What JSON can say and no file can hold.
HALF = re.compile("[\ud800-\udfff]")
PLACE = re.compile(r"(?P<version>[^#@]+)(?:#(?P<id>[a-z]+\d+)|@(?P<start>\d+)(?:-(?P<end>\d+))?)?")


@dataclass(frozen=True, slots=True)
class Place:
    """What a decision is on: the facts of a version (`anchor` None), or the provision at these characters of it."""

    version: str
    anchor: Span | None = None


def place_of(ref: str, review: Review | None = None) -> Place:
    """The place that `ref` names. A number needs the `review` of its version. Raises NotInRecord."""
    found = PLACE.fullmatch(ref)
    if found is None:
        raise NotInRecord(f"{ref!r} names no provision; write VERSION#p12 or VERSION@120-131")
    version = found["version"]
    if found["start"]:
        start = int(found["start"])
        return Place(version, Span(start, int(found["end"] or start)))
    if found["id"] is None:
        return Place(version)
    provisions = (*review.reading.provisions, *review.machine.provisions) if review else ()
    for provision in provisions:
        if provision.id == found["id"]:
            return Place(version, provision.anchor)
    raise NotInRecord(f"the current reading of {version} has no provision {found['id']}")


def provision_at(review: Review, place: Place) -> Provision | None:
    """The provision of a review at a place, as decided; None where there is none."""
    if place.anchor is None:
        return None
    start, end = place.anchor
    quote = review.machine.source.text[start : max(end, start + 1)]
    return find(review.reading, start, max(end, start + 1), quote)


def correct(act: Writing, ref: str, field: str, value: str) -> Correction:
    """Decides `field` of what `ref` names. `value` is JSON, or words: `undertake`, `JP,KZ`, `2024-06-30`.

    The reason is the act's. Raises NotInRecord, and WrongValue for a field or value that there isn't.
    """
    review = reviewed(act.view, ref.partition("#")[0].partition("@")[0])
    place = place_of(ref, review)
    text = review.machine.source.text
    kind, fields, subject = (
        (Statement, OF_STATEMENT, "statement")
        if place.anchor is None
        else (Provision, (*OF_PROVISION, EXISTS), "provision")
    )
    if field not in fields:
        raise WrongValue(f"{field!r} is no field of a {subject} that can be decided; there are {', '.join(fields)}")
    made = _value(kind, field, value, review.reading)
    noun = review.machine.statement if place.anchor is None else _machine_at(review, place.anchor)
    start, end = _span(noun, place.anchor, text)
    machine = said(noun, field) if noun else ("false" if field == EXISTS else "null")
    correction = Correction(
        place.version, 0, subject, start, end, text[start:end], field, made, machine, review.machine.reader, "", "", ""
    )
    decided = act.writer.decide(correction)
    index_version(act, place.version, Names(act.view))
    return decided


def unlink(act: Writing, ref: str, written: str) -> Link:
    """Ends what a person said of the mention `written` (its words) in the provision `ref`. Raises NotInRecord."""
    review = reviewed(act.view, ref.partition("#")[0].partition("@")[0])
    place = place_of(ref, review)
    provision = provision_at(review, place)
    persons = [each for each in act.view.links(place.version) if each.origin == "person" and each.written == written]
    mine = [each for each in persons if provision is not None and each.provision == provision.id]
    if not mine:
        raise NotInRecord(f"{ref}: no person said what {written!r} stands for")
    act.writer.unlink(mine[0])
    return mine[0]


def link(act: Writing, ref: str, written: str, entity: str) -> Link:
    """Says that the mention `written` (its words) in the provision `ref` stands for `entity`. Raises NotInRecord."""
    review = reviewed(act.view, ref.partition("#")[0].partition("@")[0])
    provision = provision_at(review, place_of(ref, review))
    mentions = [each for each in provision.mentions if each.name == written] if provision else []
    if provision is None or not mentions:
        raise NotInRecord(f"{ref} mentions no {written!r}")
    made = Link(ref.partition("#")[0].partition("@")[0], provision.id, entity, *mentions[0].span, written, "person")
    act.writer.add_link(made)
    return made


def _machine_at(review: Review, anchor: Span) -> Provision | None:
    start, end = anchor.start, max(anchor.end, anchor.start + 1)
    return find(review.machine, start, end, review.machine.source.text[start:end])


def _span(noun: Provision | Statement | None, anchor: Span | None, text: str) -> Span:
    """The characters that a decision is kept under: the anchor's own, so that they are found again."""
    if anchor is None:
        return Span(0, 0)
    if isinstance(noun, Provision):
        return noun.anchor
    if not 0 <= anchor.start < anchor.end <= len(text):
        raise NotInRecord(f"the text has no characters {anchor.start} to {anchor.end}")
    return anchor


def _value(kind: type, field: str, value: str, reading: Reading) -> str:
    """A decided value as canonical JSON. Raises WrongValue."""
    if field == EXISTS:
        return canonical(_one_of(field, value.strip().lower(), ("true", "false")) == "true")
    data = _data(kind, field, value)
    try:
        made = value_of(kind, field, data)
    except ValueError as error:
        raise WrongValue(f"{field}: {value!r} can't be that ({error})") from error
    ladder = scale(reading.scale).ranks
    if field == "act":
        _one_of(field, made, tuple(ladder))
    elif field == "force":
        _one_of(field, str(made), tuple(map(str, sorted(set(ladder.values())))))
    elif field == "followup":
        _one_of(field, made, FOLLOWUPS)
    elif field == "fields":
        for each in made:
            _one_of(field, each, tuple(labels_in("en").tables["field"]))
    elif field in ("date", "dates"):
        for each in (made,) if field == "date" else made:
            check_date(field, each)
    elif field == "next":
        check_date(field, made.date if made else None)
    if any(not 0 <= start < end <= len(reading.source.text) for start, end in _spans(made)):
        raise WrongValue(f"{field}: {value!r} lies outside the text")
    if HALF.search(written := canonical(made)):
        raise WrongValue(f"{field}: {value!r} holds half of a character")
    return written


def _spans(value: object) -> Iterator[Span]:
    """Every span in a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from _spans(getattr(value, part.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)


def _data(kind: type, field: str, value: str) -> Any:
    """JSON where it is of the field's shape; else words: one value, or, where the field is a list, those between
    commas."""
    words = [word.strip() for word in value.split(",") if word.strip()]
    read = _json(value)
    if read and isinstance(read[0], list | dict):
        return read[0]  # nobody writes words like that
    for data in (*read, value, words):
        try:
            value_of(kind, field, data)
        except ValueError:
            continue
        return data
    return value


def _json(value: str) -> list[Any]:
    try:
        return [json.loads(value)]
    except (ValueError, RecursionError):
        return []


def _one_of(field: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise WrongValue(f"{field}: {value!r} is not known; there are {', '.join(known)}")
    return value
