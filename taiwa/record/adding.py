"""Putting texts into the record: read, filed, kept, linked and made findable, in one act.

Owns the order of these steps, for a new text and for a new reading of an old one. Reading happens before the record is
locked; what is kept is kept whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from taiwa.intake import DEFAULT_MAX_BYTES, document_bytes, from_bytes
from taiwa.lexicon import scale
from taiwa.model import Entity, Kept, Link, Provision, Reading, Source, Span, Text, Version
from taiwa.record.filing import Choice, Filing, file
from taiwa.record.items import of_entity, of_forum, of_meeting, of_version
from taiwa.record.naming import Names
from taiwa.record.review import Review, review
from taiwa.registry.dialogue import Dialogue
from taiwa.store import Writing
from taiwa.store.coding import canonical
from taiwa.store.view import View
from taiwa.store.writer import now


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one language version of a document: where it is, whether it is new there (False: the record had
    these words already), how many provisions were read, and remarks for the user."""

    text: Text
    version: Version
    new: bool
    provisions: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document read and not yet in the record: its bytes, where it came from, its readings by language."""

    data: bytes
    origin: str
    readings: tuple[Reading, ...]


def take(
    where: str | os.PathLike[str], *, language: str | None = None, every: bool = False, scale: str = "taiwa-2026"
) -> Document:
    """Reads the document at `where` for the record; `every` takes all the language versions that it holds.

    Raises what `taiwa.read` raises.
    """
    name, data, media_type = document_bytes(where)
    origin = str(where) if "://" in str(where) or str(where) == "-" else os.path.abspath(where)
    return take_bytes(name, data, origin, media_type=media_type, language=language, every=every, scale=scale)


def take_bytes(
    name: str,
    data: bytes,
    origin: str,
    *,
    media_type: str | None = None,
    language: str | None = None,
    every: bool = False,
    scale: str = "taiwa-2026",
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Document:
    """Reads a document already in memory, as `take` does; `max_bytes` limits what it unpacks to."""
    source = from_bytes(name, data, media_type=media_type, max_bytes=max_bytes)
    return Document(data, origin, _readings(source, language, every, scale))


def _readings(source: Source, language: str | None, every: bool, scale: str) -> tuple[Reading, ...]:
    from taiwa.reading import read_source, read_versions  # who only searches needs no reader

    if every and language is None:
        return read_versions(source, scale=scale)
    return (read_source(source, language=language, scale=scale),)


def add(
    act: Writing, document: Document, choice: Choice, view: View, check: Callable[[str | None], None]
) -> tuple[Added, ...]:
    """Puts a document's readings into the record, all into one text. What is there already stays as it is.

    They are filed by what `view` sees; `check` gets the forum (None: of none) before anything is written, and raises
    where who adds may not add there.
    """
    out: list[Added] = []
    for reading in document.readings:
        names = Names(view)
        # The first version says which text it is; the others are versions of the same.
        chosen = choice if not out else Choice(text=out[0].text.id, authority=choice.authority)
        filing = file(reading, chosen, view, names, document.origin, now())
        check(filing.text.forum)
        if filing.same is None:
            _keep(act, filing, reading, document.data)
        new = filing.same is None
        out.append(Added(filing.text, filing.version, new, len(reading.provisions), filing.remarks))
    return tuple(out)


def _keep(act: Writing, filing: Filing, reading: Reading, data: bytes) -> None:
    if filing.meeting:
        act.writer.put(filing.meeting)
        index_meeting(act, filing.meeting.id)
    for delegate in filing.delegates:
        act.writer.put(delegate)
    for evidence in filing.evidence:
        act.writer.put(evidence)
    act.writer.put(filing.text)
    act.writer.add_version(filing.version, data)
    act.writer.keep(filing.version.id, reading)
    index_version(act, filing.version.id, Names(act.view), reading)


def reread(act: Writing, version: str, *, scale: str | None = None) -> Kept | None:
    """Reads a version anew with this reader from the bytes that were kept. None where the reading is the same as the
    current one: then nothing is kept. Corrections stay as they are."""
    from taiwa.reading import read_source

    about = act.view.version(version)
    before = act.view.reading(version)
    source = from_bytes(about.name, act.view.source(about.sha256), media_type=about.media_type)
    reading = read_source(source, language=about.language, scale=scale or before.scale)
    if canonical_reading(reading) == canonical_reading(before):
        return None
    kept = act.writer.keep(version, reading)
    index_version(act, version, Names(act.view))
    return kept


def canonical_reading(reading: Reading) -> str:
    """A reading as text, without what can't be kept of a PDF."""
    from taiwa.store.coding import plain_reading

    return canonical(plain_reading(reading))


def load(act: Writing, dialogue: Dialogue) -> int:
    """Puts a dialogue's facts into the record, or brings them up to date; returns how many nouns changed."""
    changed = int(act.writer.put_forum(dialogue.forum))
    changed += sum(act.writer.put(meeting) for meeting in dialogue.meetings)
    changed += sum(act.writer.put(delegate) for delegate in dialogue.delegates)
    changed += sum(act.writer.put(evidence) for evidence in dialogue.evidence)
    index_forum(act, dialogue.forum.id)
    for meeting in dialogue.meetings:
        index_meeting(act, meeting.id)
    return changed


def put_entities(act: Writing, entities: Iterable[Entity]) -> int:
    """Puts entities into the record, or brings them up to date; returns how many changed."""
    entities = tuple(entities)
    known = {entity.id: entity for entity in act.view.entities(ids=[entity.id for entity in entities])}
    changed = [entity for entity in entities if known.get(entity.id) != entity]
    act.writer.add_entities([entity for entity in changed if entity.id not in known])
    for entity in changed:
        if entity.id in known:
            act.writer.put_entity(entity)
    index_entities(act, changed)
    return len(changed)


# --- what was put in, as search finds it -------------------------------------------------------------------------


def reviewed(view: View, version: str, number: int | None = None) -> Review:
    """A reading of a version with the decisions on it; the current one unless `number` says which."""
    reading = view.reading(version, number)
    return review(reading, view.corrections(version), scale(reading.scale).ranks)


def index_version(act: Writing, version: str, names: Names, new: Reading | None = None) -> int:
    """Makes a version findable as it is read and decided now; returns the number of its items. `new` is its first
    reading, where that was just kept: nothing can be decided on it yet."""
    about = act.view.version(version)
    text = act.view.text(about.text)
    reading = new or reviewed(act.view, version).reading
    readers = _as_read(act, text)
    names = Names(readers) if readers.sight.hidden_entities else names
    if missing := names.missing(about.language, reading.provisions):
        with act.writer.because(f"named in {version}"):
            names = Names(readers, _told_of(act, missing))
    people = [_moved(each, reading.provisions) for each in act.view.links(version) if each.origin == "person"]
    act.writer.put_links(version, (*people, *names.links(version, reading.provisions)))
    act.index.forget(version)
    return act.index.add(of_version(text, about, reading, names, act.view.links(version)))


def _as_read(act: Writing, text: Text) -> View:
    """The record as all see it who may read a text: its mentions must not lead to what another forum alone knows."""
    is_confidential = text.forum is not None and act.view.forum(text.forum).confidential
    return act.seen(frozenset({text.forum}) if text.forum is not None and is_confidential else frozenset())


def _told_of(act: Writing, missing: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities that Taiwa knows, as the record has them from now on. What others have brought in unseen stays as they
    have described it, and its history begins anew for those who hear of it now."""
    there = act.view.entities(ids=[each.id for each in missing])
    known = {each.id for each in there}
    put_entities(act, [each for each in missing if each.id not in known])
    for each in there:
        act.writer.note("add", each, None)
    return act.view.entities(ids=[each.id for each in missing])


def _moved(link: Link, provisions: Sequence[Provision]) -> Link:
    """A person's link where its mention stands in these provisions: a newer reader numbers them otherwise. Where the
    mention isn't found, or not in one place only, the link stays as it is; search leaves it out."""
    named = [(each.id, it.span) for each in provisions for it in each.mentions if it.name == link.written]
    same = [(id, span) for id, span in named if span == (link.start, link.end)]
    found = same or named
    if (link.provision, Span(link.start, link.end)) in same or not found or (not same and len(named) > 1):
        return link
    id, span = found[0]
    return replace(link, provision=id, start=span.start, end=span.end)


def index_meeting(act: Writing, meeting: str) -> None:
    """Makes a meeting findable."""
    noun = act.view.meeting(meeting)
    act.index.forget(f"meeting {meeting}")
    act.index.add([of_meeting(noun, act.view.forum(noun.forum))])


def index_forum(act: Writing, forum: str) -> None:
    """Makes a forum findable."""
    act.index.forget(f"forum {forum}")
    act.index.add([of_forum(act.view.forum(forum))])


def index_entities(act: Writing, entities: Sequence[Entity]) -> None:
    """Makes entities findable."""
    act.index.forget(*(f"entity {entity.id}" for entity in entities))
    act.index.add(of_entity(entity) for entity in entities)


def index_anew(act: Writing) -> int:
    """Makes search's tables anew within an act; returns the number of versions."""
    from taiwa.store.words import ANALYZER

    act.index.clear()
    act.index.add(of_forum(forum) for forum in act.view.forums())
    act.index.add(of_meeting(each, act.view.forum(each.forum)) for each in act.view.meetings())
    act.index.add(of_entity(entity) for entity in act.view.entities())
    names = Names(act.view)
    versions = act.view.versions()
    for version in versions:
        index_version(act, version.id, names)
    act.index.settle()
    act.writer.state("analyzer", ANALYZER)
    return len(versions)
