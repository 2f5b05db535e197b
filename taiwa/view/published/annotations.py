"""A version's provisions and decisions as Web Annotations (W3C Web Annotation Data Model, 23 February 2017).

Owns the annotations; pages of them are `container`'s. Places count Unicode code points of the version's plain text, as
the recommendation wants (4.2.4, 4.2.5: "unicode code points, not code units") and as all spans of Taiwa do.

- One annotation for each provision that the machine found, as it found it, by the program (`Software`).
- One for each decision in force, by its person, with value and reason. It is on the machine's annotation where there
  is one, and on the words in any case. That something is a provision, or none, is `assessing`, all else `editing`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from taiwa.model import Provision, Span
from taiwa.view.published.addresses import Addresses, escaped
from taiwa.view.published.characters import sound
from taiwa.view.published.nouns import Publication, Ruling
from taiwa.view.published.vocabulary import value

Node = dict[str, Any]
# Characters before and after a quotation, by which it is found again where the text has shifted.
AROUND = 32
# Fields of a provision whose values have names in the vocabulary, by the table that has them.
NAMED = {"act": "act", "followup": "followup", "fields": "field"}
PROGRAM = "urn:taiwa:program"


def annotations_of(published: Publication, at: Addresses) -> tuple[Node, ...]:
    """All annotations of a version: the machine's in the order of the text, then people's as they were decided."""
    return (
        *(of_provision(published, each, at) for each in published.machine.provisions),
        *(of_ruling(published, each, at) for each in published.rulings),
    )


def of_provision(published: Publication, provision: Provision, at: Addresses) -> Node:
    """What the machine says of a provision."""
    return {
        "id": address(published, provision.anchor, at),
        "type": "Annotation",
        "motivation": "classifying",
        "created": published.kept.made,
        "creator": program(published),
        "body": [*_bodies(published, provision, at), _words(published, provision)],
        "target": list(_targets(published, provision, at)),
    }


def of_ruling(published: Publication, ruling: Ruling, at: Addresses) -> Node:
    """What a person says, of the machine's annotation and of the words that it is about."""
    correction = ruling.correction
    targets: list[Node] = []
    if ruling.anchor is not None:
        targets.append({"id": address(published, ruling.anchor, at), "type": "Annotation"})
    if correction.subject == "statement":
        targets.append(_source(published, at))
    elif (span := ruling.anchor or _where(published, ruling)) is not None:
        targets.append(_selected(published, span, at))
    else:
        # Its words are no longer found: it is about the text, somewhere.
        targets.append(_source(published, at))
    return {
        "id": f"{at.annotations(published.version.id)}decision-{correction.number}",
        "type": "Annotation",
        "motivation": "assessing" if correction.field == "exists" else "editing",
        "created": correction.made,
        "creator": person(correction.who),
        "body": [
            *_decided(published, ruling, at),
            _text(f"{correction.field}: {correction.value}", "editing"),
            *([_text(correction.reason, "commenting")] if correction.reason else []),
        ],
        "target": targets,
    }


def address(published: Publication, anchor: Span, at: Addresses) -> str:
    """The address of the machine's annotation of the provision with that anchor."""
    return f"{at.annotations(published.version.id)}{anchor.start}-{anchor.end}"


def program(published: Publication) -> Node:
    """The reader, as an agent."""
    reader = sound(published.kept.reader)
    return {"id": f"{PROGRAM}:{escaped(reader, '')}", "type": "Software", "name": reader}


def person(who: str) -> Node:
    """Who decided, as an agent; the record knows people by name only."""
    return {"id": f"urn:taiwa:person:{escaped(who, '')}", "type": "Person", "name": sound(who)}


def force_of(scale: str, force: int) -> str:
    """The IRI of a force on a scale."""
    return f"urn:taiwa:scale:{escaped(scale, '')}:{force}"


# --- bodies -------------------------------------------------------------------------------------------------------


def _bodies(published: Publication, provision: Provision, at: Addresses) -> Iterator[Node]:
    yield _named(value("act", provision.act), "classifying")
    yield _named(force_of(published.reading.scale, provision.force), "classifying")
    yield _named(value("followup", provision.followup), "classifying")
    yield from (_named(value("field", each), "tagging") for each in provision.fields)
    yield from (_named(party(published, each, at), "identifying") for each in provision.speaker)


def _decided(published: Publication, ruling: Ruling, at: Addresses) -> Iterator[Node]:
    """A decided value by the name that the machine's value would have."""
    field, values = ruling.correction.field, _as_list(json.loads(ruling.correction.value))
    if field in NAMED:
        purpose = "tagging" if field == "fields" else "classifying"
        yield from (_named(value(NAMED[field], str(each)), purpose) for each in values)
    elif field == "force":
        yield from (_named(force_of(published.reading.scale, each), "classifying") for each in values)
    elif field == "speaker":
        yield from (_named(party(published, str(each), at), "identifying") for each in values)


def _as_list(made: Any) -> list[Any]:
    return made if isinstance(made, list) else [made]


def _named(iri: str, purpose: str) -> Node:
    return {"type": "SpecificResource", "purpose": purpose, "source": iri}


def _words(published: Publication, provision: Provision) -> Node:
    """The same in words, for clients that show text only."""
    speakers = ", ".join(published.codes.get(each, each) for each in provision.speaker)
    told = [provision.act, f"force {provision.force}", provision.followup, ", ".join(provision.fields), speakers]
    return _text("; ".join(each for each in told if each), "describing") | {"language": "en"}


def _text(words: str, purpose: str) -> Node:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": sound(words)}


def party(published: Publication, name: str, at: Addresses) -> str:
    """The IRI of a party that the reading names."""
    code = published.codes.get(name, name)
    return at.party(code, code in published.names)


# --- targets ------------------------------------------------------------------------------------------------------


def _targets(published: Publication, provision: Provision, at: Addresses) -> Iterator[Node]:
    """The operative words, what they are about, and who speaks: each piece by itself, told apart by a style class."""
    roles: Iterable[tuple[str, Iterable[Span]]] = (
        ("operative", (provision.anchor,)),
        ("content", provision.content),
        ("speaker", (provision.speaker_span,) if provision.speaker_span else ()),
    )
    for role, spans in roles:
        for span in spans:
            if span.start < span.end:
                yield _selected(published, span, at) | {"styleClass": role}


def _selected(published: Publication, span: Span, at: Addresses) -> Node:
    text = published.machine.source.text
    return {
        "type": "SpecificResource",
        "source": _source(published, at),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": sound(text[slice(*span)]),
                "prefix": sound(text[max(span.start - AROUND, 0) : span.start]),
                "suffix": sound(text[span.end : span.end + AROUND]),
            },
        ],
    }


def _source(published: Publication, at: Addresses) -> Node:
    return {
        "id": at.api("plain", published.version.id),
        "type": "Text",
        "format": "text/plain",
        "language": published.version.language,
    }


def _where(published: Publication, ruling: Ruling) -> Span | None:
    """The words of a decision on a provision that the machine didn't find; None where the text has them no longer."""
    span = Span(ruling.correction.start, ruling.correction.end)
    text = published.machine.source.text
    return span if span.start < span.end and text[slice(*span)] == ruling.correction.quote else None
