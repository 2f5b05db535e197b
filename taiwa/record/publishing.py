"""What the open formats are made of: nouns of the record gathered for `taiwa.view.published`.

Owns which of the record's nouns go into which format; how they are written there is the view's.
"""

from __future__ import annotations

from collections.abc import Sequence

from taiwa.errors import NotInRecord
from taiwa.model import Link
from taiwa.record.adding import reviewed
from taiwa.record.naming import Names
from taiwa.record.review import Review, find
from taiwa.store import Asking
from taiwa.store.view import View
from taiwa.view.labels import Labels, called
from taiwa.view.published import linked
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.linked import Node
from taiwa.view.published.nouns import Publication, Ruling

# When nothing is told.
EPOCH = "1970-01-01T00:00:00Z"


def publication(session: Asking, version: str, names: Names) -> Publication:
    """A version with all that is to be said of it; `names` are those of the session. Raises NotInRecord."""
    view = session.view
    noun = view.version(version)
    review = reviewed(view, version)
    speakers = {each for of in (review.reading, review.machine) for made in of.provisions for each in made.speaker}
    codes = {each: names.party(each, review.reading.statement) or each for each in sorted(speakers)}
    links = _links(view.links(version), review)
    entities = view.entities(ids=sorted({*codes.values(), *(each.entity for each in links)}))
    return Publication(
        view.text(noun.text),
        noun,
        view.kept(version)[-1],
        review.reading,
        review.machine,
        rulings(review),
        codes,
        {each.id: each.names for each in entities},
        links,
    )


def rulings(review: Review) -> tuple[Ruling, ...]:
    """The decisions in force, each with the machine's provision that it is on."""
    out = []
    for each in review.decisions:
        made = each.correction
        found = None
        if made.subject == "provision":
            found = find(review.machine, made.start, made.end, made.quote)
        out.append(Ruling(made, found.anchor if found else None))
    return tuple(out)


def linked_data(session: Asking, names: Names, place: str, id: str, at: Addresses) -> tuple[Node, ...]:
    """The nodes of what a page is about; `place` is the page's: forum, meeting, text, read, entity. A provision is
    `VERSION@120-131`. Raises NotInRecord."""
    view = session.view
    match place:
        case "forum":
            noun = view.forum(id)
            texts = [each for each in view.texts(forum=id) if not each.withdrawn]
            known = _known(view, [each.party for each in noun.members])
            return (linked.forum(noun, view.meetings(id), texts, known, at),)
        case "meeting":
            held = view.meeting(id)
            texts = [each for each in view.texts(meeting=id) if not each.withdrawn]
            known = _known(view, [each for each in (held.chair, held.next_chair) if each])
            return (linked.meeting(held, texts, known, at),)
        case "text":
            return (linked.text(view.text(id), view.versions(id), at),)
        case "entity":
            return (linked.entity(view.entity(id), at),)
        case "read":
            version, _, span = id.partition("@")
            published = publication(session, version, names)
            return _provision(published, span, at) if span else linked.version(published, at)
    raise NotInRecord(f"there is no linked data of {place!r}")


def place_of(view: View, ref: str) -> str:
    """The page that an identifier has. Raises NotInRecord."""
    finders = {
        "forum": view.forum,
        "meeting": view.meeting,
        "text": view.text,
        "read": lambda id: view.version(id.partition("@")[0]),
        "entity": view.entity,
    }
    for place, find_it in finders.items():
        try:
            find_it(ref)
        except NotInRecord:
            continue
        return place
    raise NotInRecord(f"nothing in the record is called {ref!r}")


def _provision(published: Publication, span: str, at: Addresses) -> tuple[Node, ...]:
    """A provision with its decisions, and with who is named in it. Raises NotInRecord."""
    start, _, end = span.partition("-")
    bounds = (int(start), int(end)) if len(span) < 24 and start.isdecimal() and end.isdecimal() else (0, 0)
    found = find(published.reading, *bounds, published.reading.source.text[slice(*bounds)])
    if found is None:
        raise NotInRecord(f"{published.version.id}@{span}: there is no provision at these characters")
    noun = linked.provision(published, found, at)
    return (
        noun,
        linked.reading_of(published, at),
        *(each for each in linked.parties(published, at) if each["id"] in noun.get("speaker", ())),
        *(linked.decision(published, each, at) for each in published.rulings if linked.is_on(each, found)),
    )


def _links(links: Sequence[Link], review: Review) -> tuple[Link, ...]:
    """The links whose mention the reading still has."""
    named = {(each.id, it.name) for each in review.reading.provisions for it in each.mentions}
    return tuple(each for each in links if (each.provision, each.written) in named)


def _known(view: View, parties: Sequence[str]) -> frozenset[str]:
    """The parties that the record has a page for."""
    return frozenset(each.id for each in view.entities(ids=sorted(set(parties))))


def name_of(view: View, forum: str | None, labels: Labels) -> str:
    """What a calendar or a feed is called: its forum, or the record. Raises NotInRecord."""
    return called(view.forum(forum).names, labels.language, forum) if forum else labels.phrase("published", "record")
