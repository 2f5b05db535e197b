"""What search finds of the nouns of the record: items of a text as it was read and decided, of meetings, of entities.

Owns which words are searched and which facets an item has. A provision is searched by its own words only, not by those
of the sentence around it: who looks for what a party said must not find what another one said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from taiwa.model import Entity, Forum, Item, Link, Meeting, Passage, Provision, Reading, Segment, Text, Version
from taiwa.record.naming import LINKED, Names
from taiwa.view.prose import aside, heal, heal_spans

# Segments whose words say what a text is about rather than what it says.
ABOUT = ("title", "heading", "fact", "mark")


def of_version(text: Text, version: Version, reading: Reading, names: Names, links: Sequence[Link]) -> Iterator[Item]:
    """The items of a language version: the text itself, its provisions, and what else it says. `reading` is the one
    with decisions laid over."""
    if text.withdrawn:
        return
    common = {
        "owner": version.id,
        "language": version.language,
        "forum": text.forum,
        "meeting": text.meeting,
        "date": text.date or "",
    }
    yield Item("text", version.id, body=_front(text, reading), label=text.title, tags=_of_text(text), **common)  # type: ignore[arg-type]
    named = {(each.id, it.name) for each in reading.provisions for it in each.mentions}
    linked: dict[str, list[str]] = {}
    for link in links:
        if (link.provision, link.written) in named:
            linked.setdefault(link.provision, []).append(link.entity)
    furniture = aside(reading)
    for provision in reading.provisions:
        body = heal_spans(reading.source.text, provision.extent, furniture)
        tags = (*_of_text(text), *_of_provision(provision, names, reading, linked.get(provision.id, ())))
        yield Item(
            "provision",
            f"{version.id}#{provision.id}",
            body=body,
            label=provision.paragraph,
            act=provision.act,
            force=provision.force,
            followup=provision.followup,
            tags=tags,
            **common,  # type: ignore[arg-type]
        )
    for kind, passages in (("assertion", reading.assertions), ("residue", reading.residue)):
        yield from _passages(kind, passages, common, text)


def of_meeting(meeting: Meeting, forum: Forum) -> Item:
    """A meeting by what people call it."""
    level = next((each for each in forum.levels if each.id == meeting.level), None)
    words = [name.text for name in (*forum.names, *(level.names if level else ()))]
    words += filter(None, (meeting.level, meeting.place, meeting.date, str(meeting.number or ""), meeting.note))
    return Item(
        "meeting", meeting.id, f"meeting {meeting.id}", " · ".join(words), label=meeting.id, forum=forum.id,
        meeting=meeting.id, date=meeting.date or "",
    )  # fmt: skip


def of_forum(forum: Forum) -> Item:
    """A forum by its names."""
    words = [*(name.text for name in forum.names), forum.note]
    return Item("forum", forum.id, f"forum {forum.id}", " · ".join(filter(None, words)), label=forum.id, forum=forum.id)


def of_entity(entity: Entity) -> Item:
    """An entity by its names and identifiers."""
    words = [*(name.text for name in entity.names), *(value for _, value in entity.identifiers), entity.note]
    label = next((name.text for name in entity.names), entity.id)
    return Item(
        "entity", entity.id, f"entity {entity.id}", " · ".join(filter(None, words)), label=label,
        tags=(("entity", entity.id), ("mention", entity.kind)),
    )  # fmt: skip


def _front(text: Text, reading: Reading) -> str:
    wanted = [segment for segment in reading.segments if segment.kind in ABOUT]
    return " ".join(filter(None, (text.title if not wanted else "", *(_words(each, reading) for each in wanted))))


def _words(segment: Segment, reading: Reading) -> str:
    return heal(reading.source.text[slice(*segment.span)])


def _passages(kind: str, passages: Iterable[Passage], common: Mapping[str, object], text: Text) -> Iterator[Item]:
    for i, passage in enumerate(passages, start=1):
        ref = f"{common['owner']}#{kind}-{i}"
        yield Item(kind, ref, body=passage.text, label=passage.paragraph, tags=_of_text(text), **common)  # type: ignore[arg-type]


def _of_text(text: Text) -> tuple[tuple[str, str], ...]:
    return (("kind_of_text", text.kind),)


def _of_provision(
    provision: Provision, names: Names, reading: Reading, entities: Iterable[str]
) -> Iterator[tuple[str, str]]:
    for speaker in provision.speaker:
        yield "speaker", names.party(speaker, reading.statement) or speaker
    for field in provision.fields:
        yield "field", field
    for entity in entities:
        yield "entity", entity
    for mention in provision.mentions:
        if mention.kind in LINKED:
            yield "mention", mention.name
