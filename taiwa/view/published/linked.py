"""Forums, meetings, texts and provisions as JSON-LD, in the vocabulary of `vocabulary.toml`.

Each document carries its whole context, so that nothing has to be fetched to understand it. A provision is given as
people decided it; each decision is a node of its own beside it, with what the machine had said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from taiwa.model import Entity, Forum, Meeting, Name, Provision, Text, Version
from taiwa.view.prose import aside, heal, heal_spans
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.annotations import party, person, program
from taiwa.view.published.characters import sound
from taiwa.view.published.nouns import Publication, Ruling
from taiwa.view.published.vocabulary import context, value

Node = dict[str, Any]


def document(*nodes: Node) -> Node:
    """Nodes as a document."""
    return {"@context": context(), **(nodes[0] if len(nodes) == 1 else {"@graph": list(nodes)})}


def forum(
    noun: Forum, meetings: Sequence[Meeting], texts: Sequence[Text], known: frozenset[str], at: Addresses
) -> Node:
    """A forum with its members and what belongs to it. `known` are the parties that the record has a page for."""
    return _without_nothing(
        {
            "id": at.page("forum", noun.id),
            "type": "Forum",
            "identifier": noun.id,
            "name": names(noun.names),
            "description": noun.note,
            "member": [at.party(each.party, each.party in known) for each in noun.members],
            "hasPart": [
                *(at.page("meeting", each.id) for each in meetings),
                *(at.page("text", each.id) for each in texts),
            ],
        }
    )


def meeting(noun: Meeting, texts: Sequence[Text], known: frozenset[str], at: Addresses) -> Node:
    """A meeting."""
    chairs = {"chair": noun.chair, "nextChair": noun.next_chair}
    return _without_nothing(
        {
            "id": at.page("meeting", noun.id),
            "type": "Meeting",
            "identifier": noun.id,
            "partOf": at.page("forum", noun.forum),
            "level": noun.level,
            "number": noun.number,
            "startDate": noun.date,
            "endDate": noun.end,
            "place": noun.place,
            "format": noun.format,
            "status": noun.status,
            **{role: at.party(each, each in known) for role, each in chairs.items() if each},
            "hasPart": [at.page("text", each.id) for each in texts],
            "description": noun.note,
        }
    )


def text(noun: Text, versions: Sequence[Version], at: Addresses) -> Node:
    """A text as a work."""
    return _without_nothing(
        {
            "id": at.page("text", noun.id),
            "type": "Text",
            "identifier": noun.id,
            "title": noun.title,
            "kind": noun.kind,
            "date": noun.date,
            "partOf": at.page("forum", noun.forum) if noun.forum else None,
            "meeting": at.page("meeting", noun.meeting) if noun.meeting else None,
            "version": [at.page("read", each.id) for each in versions],
        }
    )


def entity(noun: Entity, at: Addresses) -> Node:
    """A treaty, body, party ..."""
    return _without_nothing(
        {
            "id": at.page("entity", noun.id),
            "type": "Party" if noun.kind == "party" else "Entity",
            "identifier": [noun.id, *(f"{scheme} {number}" for scheme, number in noun.identifiers)],
            "kind": noun.kind,
            "name": names(noun.names),
            "description": noun.note,
        }
    )


def version(published: Publication, at: Addresses) -> tuple[Node, ...]:
    """A version, its provisions as decided, the decisions, the reading, and the parties that speak."""
    noun, reading = published.version, published.reading
    own = at.page("read", noun.id)
    provisions = [provision(published, each, at) for each in reading.provisions]
    about = [decision(published, each, at) for each in published.rulings]
    node = {
        "id": own,
        "type": "Version",
        "identifier": noun.id,
        "versionOf": at.page("text", noun.text),
        "language": noun.language,
        "title": {"@value": heal(reading.statement.title), "@language": noun.language}
        if reading.statement.title
        else None,
        "authority": noun.authority,
        "scale": reading.scale,
        "plainText": at.api("plain", noun.id),
        "sha256": noun.sha256,
        "generatedBy": reading_of(published, at)["id"],
        "decision": [_decision_id(published, each, at) for each in published.rulings if _is_on_facts(each)],
        "hasPart": [each["id"] for each in provisions],
    }
    return (
        _without_nothing(node),
        text(published.text, [noun], at),
        reading_of(published, at),
        *parties(published, at),
        *provisions,
        *about,
    )


def provision(published: Publication, noun: Provision, at: Addresses) -> Node:
    """A provision as decided."""
    language, source = published.version.language, published.reading.source.text
    mine = [each for each in published.rulings if is_on(each, noun)]
    found = any(each.anchor == noun.anchor for each in published.machine.provisions)
    content = heal_spans(source, noun.content, aside(published.machine))
    made = [_decision_id(published, each, at) for each in mine]
    return _without_nothing(
        {
            "id": at.provision(published.version.id, *noun.anchor),
            "type": "Provision",
            "partOf": at.page("read", published.version.id),
            "speaker": [party(published, each, at) for each in noun.speaker],
            "speakerOrigin": noun.speaker_origin,
            "act": value("act", noun.act),
            "force": noun.force,
            "scale": published.reading.scale,
            "followUp": value("followup", noun.followup),
            "mainField": value("field", noun.fields[0]) if noun.fields else None,
            "field": [value("field", each) for each in noun.fields],
            "mentions": [at.page("entity", each.entity) for each in published.links if each.provision == noun.id],
            "deadline": [each.value for each in noun.mentions if each.kind == "deadline" and each.value],
            "paragraph": noun.paragraph,
            "operativeWords": _said(heal(noun.quote), language),
            "content": _said(content, language),
            "sentence": _said(heal(noun.text), language),
            "start": noun.anchor.start,
            "end": noun.anchor.end,
            "preambular": noun.preambular,
            "generatedBy": reading_of(published, at)["id"] if found else made,
            "decision": made,
        }
    )


def decision(published: Publication, ruling: Ruling, at: Addresses) -> Node:
    """A decision: who, what, instead of what, why, when."""
    correction = ruling.correction
    agent = person(correction.who)
    return _without_nothing(
        {
            "id": _decision_id(published, ruling, at),
            "type": "Decision",
            "decidedField": correction.field,
            "decidedValue": _value(correction.value),
            "machineValue": _value(correction.machine),
            "reason": correction.reason,
            "at": correction.made,
            "agent": {"id": agent["id"], "type": "prov:Person", "name": agent["name"]},
        },
        keep=("decidedValue", "machineValue"),
    )


def reading_of(published: Publication, at: Addresses) -> Node:
    """The reading from which the provisions come."""
    agent = program(published)
    return {
        "id": f"{at.page('read', published.version.id)}#reading-{published.kept.number}",
        "type": "Reading",
        "scale": published.kept.scale,
        "at": published.kept.made,
        "agent": {"id": agent["id"], "type": "prov:SoftwareAgent", "name": agent["name"]},
    }


def parties(published: Publication, at: Addresses) -> Iterator[Node]:
    """Every party that speaks, with its names in the record and as the text writes it."""
    speakers = dict.fromkeys(each for noun in published.reading.provisions for each in noun.speaker)
    written: dict[str, list[str]] = {}
    for each in speakers:
        written.setdefault(published.codes.get(each, each), []).append(each)
    for code, forms in written.items():
        known = published.names.get(code, ())
        as_written = [{"@value": sound(each), "@language": published.version.language} for each in forms]
        yield _without_nothing(
            {
                "id": at.party(code, code in published.names),
                "type": "Party",
                "identifier": code,
                "name": names(known) or as_written,
            }
        )


def names(of: Iterable[Name]) -> list[Node | str]:
    """Names with their languages."""
    return [_said(each.text, each.language) for each in of]


def _said(words: str, language: str) -> Node | str:
    if not words:
        return ""
    return {"@value": sound(words), "@language": language} if language else sound(words)


def _is_on_facts(ruling: Ruling) -> bool:
    return ruling.correction.subject == "statement"


def _value(data: str) -> Any:
    """A value of JSON. Half a surrogate pair may be written as an escape: as a character it is seen and replaced."""
    return json.loads(sound(json.dumps(json.loads(data), ensure_ascii=False)))


def is_on(ruling: Ruling, provision: Provision) -> bool:
    """Whether a decision is on a provision: the machine's, or one that a person added at these characters."""
    anchor = ruling.anchor or (ruling.correction.start, ruling.correction.end)
    return not _is_on_facts(ruling) and anchor == provision.anchor


def _decision_id(published: Publication, ruling: Ruling, at: Addresses) -> str:
    return f"{at.page('read', published.version.id)}#decision-{ruling.correction.number}"


def _without_nothing(node: Mapping[str, Any], keep: Sequence[str] = ()) -> Node:
    """A node without the properties that say nothing, its texts fit for every encoding."""
    return {
        name: sound(each) if isinstance(each, str) else each
        for name, each in node.items()
        if name in keep or each not in (None, "", [], {})
    }
