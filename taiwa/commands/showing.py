"""What `taiwa record show` says of each kind of noun: data for programs, lines for eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from taiwa.commands.listing import MEETING_HEADS, meeting_cells
from taiwa.commands.shared import Screen
from taiwa.errors import NotInRecord
from taiwa.model import Entity, Evidence, Forum, Meeting, Membership, Name, Provision, Text, Version
from taiwa.model.plain import plain
from taiwa.model.record import CERTAINTIES
from taiwa.record import Decision, Record, Review
from taiwa.record.deciding import place_of, provision_at
from taiwa.store.view import View
from taiwa.view.ledger import heading, pairs, table

if TYPE_CHECKING:
    from rich.text import Text as Line

    Lines = list[Line | str]
Shown = tuple[Any, "Lines"]


def shown(record: Record, ref: str, screen: Screen) -> Shown:
    """Data and lines of what `ref` names. Raises NotInRecord."""
    if "#" in ref or "@" in ref:
        return _provision(record, ref, screen)
    with record.read() as asking:
        view = asking.view
        kinds: tuple[tuple[Callable[[str], Any], Callable[[View, Any, Record, Screen], Shown]], ...] = (
            (view.forum, _forum),
            (view.meeting, _meeting),
            (view.text, _text),
            (view.version, _version),
            (view.entity, _entity),
        )
        for find, show in kinds:
            try:
                noun = find(ref)
            except NotInRecord:
                continue
            return show(view, noun, record, screen)
    raise NotInRecord(f"nothing in the record is called {ref!r}")


def _forum(view: View, forum: Forum, _: Record, screen: Screen) -> Shown:
    meetings = view.meetings(forum.id)
    evidence = view.evidence(f"forum {forum.id}")
    members = [f"{each.party}{_place_in(each)}" for each in forum.members]
    lines: Lines = [
        *pairs(
            [
                ("forum", forum.id),
                *(("name", _name(each)) for each in forum.names),
                ("members", ", ".join(members)),
                ("levels", "; ".join(f"{each.rank} {each.id}" for each in forum.levels)),
                ("note", forum.note),
            ],
            screen.width,
        ),
        "",
        *table([meeting_cells(view, each) for each in meetings], MEETING_HEADS, screen.width),
        "",
        *_because(evidence, screen),
    ]
    return {**plain(forum), "meetings": plain(meetings), "evidence": plain(evidence)}, lines


def _meeting(view: View, meeting: Meeting, _: Record, screen: Screen) -> Shown:
    evidence = view.evidence(f"meeting {meeting.id}")
    delegates, texts = view.delegates(meeting.id), view.texts(meeting=meeting.id)
    facts = [(name, str(value)) for name, value in plain(meeting).items() if value not in (None, "")]
    people = [
        (each.party, each.person, each.office, each.role, _told(each.attended), _told(each.party_to_text))
        for each in delegates
    ]
    lines: Lines = [*pairs(facts, screen.width), "", *_because(evidence, screen)]
    if people:
        heads = ("party", "person", "office", "role", "attended", "party to text")
        lines += ["", *table(people, heads, screen.width)]
    lines += ["", *table([(each.id, each.kind, each.title) for each in texts], ("text", "kind", "title"), screen.width)]
    data = {**plain(meeting), "delegates": plain(delegates), "texts": plain(texts), "evidence": plain(evidence)}
    return data, lines


def _text(view: View, text: Text, _: Record, screen: Screen) -> Shown:
    versions = view.versions(text.id)
    facts = [(name, str(value)) for name, value in plain(text).items() if value not in (None, "", False)]
    rows = [(each.id, each.authority, each.received, each.origin) for each in versions]
    lines: Lines = [
        *pairs(facts, screen.width),
        "",
        *table(rows, ("version", "authority", "received", "from"), screen.width),
    ]
    return {**plain(text), "versions": plain(versions)}, lines


def _version(view: View, version: Version, record: Record, screen: Screen) -> Shown:
    from taiwa.view.record import as_data
    from taiwa.view.terminal import Screen as Sheet

    review = record.review(version.id)
    kept = view.kept(version.id)
    facts = [("version", version.id), ("authority", version.authority), ("from", version.origin)]
    facts += [("received", version.received), ("SHA-256", version.sha256)]
    facts += [("readings", "; ".join(f"{each.number} by {each.reader}, {each.made}" for each in kept))]
    sheet = Sheet(review.reading, screen.labels, screen.width, screen.colour)
    lines: Lines = [*pairs(facts, screen.width), *_decisions(review.decisions, screen), *sheet.lines()]
    data = {
        "version": plain(version), "readings": plain(kept), "decisions": plain(review.decisions),
        "reading": as_data(review.reading),
    }  # fmt: skip
    return data, lines


def _provision(record: Record, ref: str, screen: Screen) -> Shown:
    version = ref.partition("#")[0].partition("@")[0]
    review = record.review(version)
    place = place_of(ref, review)
    provision = provision_at(review, place)
    if provision is None:
        raise NotInRecord(f"{ref}: there is no provision at these characters")
    start, end = provision.anchor
    mine = tuple(each for each in review.decisions if (each.correction.start, each.correction.end) == provision.anchor)
    permanent = f"{version}@{start}-{end}"
    facts = [(name, value) for name, value in _provision_facts(provision, review)]
    lines: Lines = [*pairs([("provision", permanent), *facts], screen.width), *_decisions(mine, screen)]
    data = {
        "ref": permanent, "provision": plain(provision), "decisions": plain(mine),
        "machine": plain(next((each for each in review.machine.provisions if each.anchor == provision.anchor), None)),
    }  # fmt: skip
    return data, lines


def _provision_facts(provision: Provision, review: Review) -> Iterator[tuple[str, str]]:
    from taiwa.view.prose import heal_spans

    yield "paragraph", provision.paragraph
    yield "speaker", f"{', '.join(provision.speaker)} ({provision.speaker_origin})"
    yield "act", f"{provision.act}, force {provision.force}, follow-up {provision.followup}"
    yield "fields", ", ".join(provision.fields)
    yield "words", provision.quote
    yield "content", heal_spans(review.reading.source.text, provision.content)
    yield "mentions", "; ".join(f"{each.name} ({each.kind})" for each in provision.mentions)
    yield "qualifiers", "; ".join(f"{each.text} ({each.effect})" for each in provision.qualifiers)
    yield "sentence", provision.text


def _entity(view: View, entity: Entity, _: Record, screen: Screen) -> Shown:
    links = view.links(entity=entity.id)
    facts = [("entity", entity.id), ("kind", entity.kind), *(("name", _name(each)) for each in entity.names)]
    facts += [(scheme, value) for scheme, value in entity.identifiers] + [("note", entity.note)]
    rows = [(f"{each.version}#{each.provision}", each.written, each.origin) for each in links]
    lines: Lines = [*pairs(facts, screen.width), "", *table(rows, ("mentioned in", "as", "linked by"), screen.width)]
    return {**plain(entity), "links": plain(links)}, lines


def _decisions(decisions: tuple[Decision, ...], screen: Screen) -> Iterator[Any]:
    if not decisions:
        return
    rows = [
        (
            str(each.correction.number), each.correction.field, each.correction.quote, each.correction.machine,
            each.correction.value, each.state, each.correction.who, each.correction.reason,
        )
        for each in decisions
    ]  # fmt: skip
    yield ""
    yield heading("Decisions")
    yield from table(rows, ("", "field", "words", "machine", "decided", "reader now", "who", "why"), screen.width)


def _because(evidence: tuple[Evidence, ...], screen: Screen) -> Iterator[Any]:
    """Why facts are believed: the fields that one source tells alike on one line, what is least certain first."""
    told: dict[tuple[str, str], list[str]] = {}
    for each in evidence:
        told.setdefault((each.certainty, each.source), []).append(each.field or "all")
    rows = [(certainty, ", ".join(fields), source) for (certainty, source), fields in told.items()]
    rows.sort(key=lambda row: (-CERTAINTIES.index(row[0]), row))
    yield from table(rows, ("certainty", "facts", "source"), screen.width)
    if rows:
        yield ""


def _name(name: Name) -> str:
    about = ", ".join(filter(None, (name.language, name.kind if name.kind != "full" else "")))
    return f"{name.text} ({about})" if about else name.text


def _place_in(member: Membership) -> str:
    """A member's role and years, where they are not those of every member."""
    years = f"{member.since or ''}–{member.until or ''}".strip("–") if member.since or member.until else ""
    about = " ".join(filter(None, ("" if member.role == "member" else member.role, years)))
    return f" ({about})" if about else ""


def _told(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
