"""The agenda of a forum, or of the whole record: its meetings, and what was promised by a day, for a calendar.

Owns which version of a text is asked for its deadlines, and keeps what it found of each version and state of it: the
calendar of a whole record reads every text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from taiwa.errors import WrongValue
from taiwa.model import Change, Correction, Mention, Provision, Span, Statement, Text, Version
from taiwa.model.record import AUTHORITIES
from taiwa.record.adding import reviewed
from taiwa.record.naming import Names
from taiwa.record.publishing import EPOCH, name_of
from taiwa.record.review import find
from taiwa.store import Asking
from taiwa.store.view import View
from taiwa.view.labels import Labels
from taiwa.view.prose import aside, heal_spans
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.calendar import DEADLINES, as_calendar
from taiwa.view.published.nouns import Due, Gathering, Told

# Of so many versions it is remembered what they promise; some kilobytes each.
REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Promises:
    """What a version in one state promises by when: provisions with the mention that says so and what is promised.
    `places` are the anchors that its decisions are on, by number."""

    statement: Statement
    dated: tuple[tuple[Provision, Mention, str], ...]
    places: Mapping[int, Span]


_remembered: dict[tuple[object, ...], Promises] = {}


def calendar(
    session: Asking,
    names: Names,
    forum: str | None,
    labels: Labels,
    at: Addresses,
    deadlines: str,
    language: str | None,
) -> bytes:
    """The calendar of a forum, or of all. Raises NotInRecord, WrongValue."""
    if deadlines not in DEADLINES:
        raise WrongValue(f"deadlines: {deadlines!r} is not known; there are {', '.join(DEADLINES)}")
    name = labels.phrase("published", "calendar_of", what=name_of(session.view, forum, labels))
    due = () if deadlines == "none" else dues(session, names, forum, language)
    return as_calendar(name, gatherings(session, forum), due, labels, at, tasks=deadlines == "tasks")


def gatherings(session: Asking, forum: str | None) -> tuple[Gathering, ...]:
    """The meetings of a forum, or of all, by date. Raises NotInRecord."""
    view = session.view
    forums = {each.id: each for each in ((view.forum(forum),) if forum else view.forums())}
    return tuple(
        Gathering(each, forums[each.forum], _told(view.changes(f"meeting {each.id}")))
        for each in view.meetings(forum)
        if each.forum in forums
    )


def dues(session: Asking, names: Names, forum: str | None, language: str | None) -> tuple[Due, ...]:
    """The commitments of a forum's texts, or of all, that say by when: each text in the language asked for, else in the
    version that binds most."""
    out: list[Due] = []
    for text in session.view.texts(forum):
        if not text.withdrawn and (version := _binding(session.view.versions(text.id), language)):
            out += _dues_of(session.view, text, version, names)
    return tuple(out)


def _binding(versions: Sequence[Version], language: str | None) -> Version | None:
    some = [each for each in versions if language in (None, each.language)]
    return min(some, key=lambda each: (AUTHORITIES.index(each.authority), each.id), default=None)


def _dues_of(view: View, text: Text, version: Version, names: Names) -> Iterator[Due]:
    kept, corrections = view.kept(version.id), view.corrections(version.id)
    state = (version.id, version.sha256, kept[-1], corrections)
    promises = _remembered.get(state)
    if promises is None:
        while len(_remembered) >= REMEMBERED:
            _remembered.pop(next(iter(_remembered)), None)
        promises = _remembered[state] = _promises(view, version.id, corrections)
    for provision, mention, words in promises.dated:
        mine = [number for number, anchor in promises.places.items() if anchor == provision.anchor]
        # What was withdrawn counts, or a calendar's sequence would go back.
        at = [line.at for each in mine for line in view.changes(f"correction {version.id} {each}")]
        told = Told(len(kept) - 1 + len(at), kept[0].made, max((kept[-1].made, *at)))
        codes = tuple(names.party(each, promises.statement) or each for each in provision.speaker)
        yield Due(text, version, provision, mention, words, codes, told)


def _promises(view: View, version: str, corrections: Sequence[Correction]) -> Promises:
    review = reviewed(view, version)
    places = {}
    for each in corrections:
        if each.subject == "provision":
            found = find(review.machine, each.start, each.end, each.quote)
            places[each.number] = found.anchor if found else Span(each.start, each.end)
    source, furniture = review.reading.source.text, aside(review.machine)
    dated = (
        (provision, mention, heal_spans(source, provision.content, furniture) or provision.quote)
        for provision in review.reading.provisions
        if provision.followup == "commitment"
        for mention in provision.mentions
        if mention.kind == "deadline"
    )
    return Promises(review.reading.statement, tuple(dated), places)


def _told(changes: Sequence[Change]) -> Told:
    return Told(len(changes) - 1, changes[0].at, changes[-1].at) if changes else Told(0, EPOCH, EPOCH)
