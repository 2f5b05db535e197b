"""What the open formats are made of: nouns of the record gathered for `taiwa.view.published`.

Owns which of the record's nouns go into which format; how they are written there is the view's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Change, Link, Query, Text, Version
from taiwa.model.record import AUTHORITIES
from taiwa.record.adding import reviewed
from taiwa.record.naming import Names
from taiwa.record.review import Review, find
from taiwa.store import Asking
from taiwa.store.view import View
from taiwa.view.labels import Labels, called
from taiwa.view.prose import aside, heal_spans
from taiwa.view.published import linked
from taiwa.view.published.addresses import Addresses, escaped
from taiwa.view.published.calendar import DEADLINES, as_calendar
from taiwa.view.published.feed import as_feed, happening
from taiwa.view.published.linked import Node
from taiwa.view.published.nouns import Due, Gathering, News, Publication, Ruling, Told

# Kinds of line in the history that are news; the interface's table `news` has words for each.
NEWS = frozenset(
    {
        *("add-forum", "change-forum", "add-meeting", "change-meeting", "add-version", "change-version"),
        *("change-text", "read-reading", "correct-correction", "withdraw-correction"),
    }
)
# So many lines of the history are looked at in one step.
STEP = 200
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


# --- calendars ----------------------------------------------------------------------------------------------------


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
    name = labels.phrase("published", "calendar_of", what=_name(session.view, forum, labels))
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
    review = reviewed(view, version.id)
    kept, decided = view.kept(version.id), None
    for provision in review.reading.provisions:
        if provision.followup != "commitment":
            continue
        for mention in provision.mentions:
            if mention.kind == "deadline":
                decided = decided or _decided_at(view, review, version.id)
                at = decided.get(provision.anchor, ())
                told = Told(len(kept) - 1 + len(at), kept[0].made, max((kept[-1].made, *at)))
                codes = tuple(names.party(each, review.reading.statement) or each for each in provision.speaker)
                words = heal_spans(review.reading.source.text, provision.content, aside(review.machine))
                yield Due(text, version, provision, mention, words or provision.quote, codes, told)


def _decided_at(view: View, review: Review, version: str) -> dict[tuple[int, int], list[str]]:
    """When something was decided on each provision, or withdrawn: what was withdrawn counts, or a calendar's sequence
    would go back."""
    out: dict[tuple[int, int], list[str]] = {}
    for each in view.corrections(version):
        if each.subject == "provision":
            found = find(review.machine, each.start, each.end, each.quote)
            lines = view.changes(f"correction {version} {each.number}")
            out.setdefault(found.anchor if found else (each.start, each.end), []).extend(line.at for line in lines)
    return out


def _told(changes: Sequence[Change]) -> Told:
    return Told(len(changes) - 1, changes[0].at, changes[-1].at) if changes else Told(0, EPOCH, EPOCH)


# --- news ---------------------------------------------------------------------------------------------------------


def feed(session: Asking, forum: str | None, labels: Labels, at: Addresses, before: int | None, limit: int) -> bytes:
    """The feed of a forum, or of all. Raises NotInRecord."""
    found, older = news(session, forum, before, limit)
    own = at.api(f"forums/{escaped(forum)}/feed.atom" if forum else "feed.atom")
    links = [("alternate", at.page("forum", forum) if forum else at.base), ("first", own)]
    links += [("next", f"{own}?before={older}")] if older else []
    name = labels.phrase("published", "feed_of", what=_name(session.view, forum, labels))
    since = session.view.changes(before=2)
    return as_feed(
        name, forum or "", found, labels, at, own=f"{own}?before={before}" if before else own, links=links,
        since=since[0].at if since else EPOCH,
    )  # fmt: skip


def _name(view: View, forum: str | None, labels: Labels) -> str:
    return called(view.forum(forum).names, labels.language, forum) if forum else labels.phrase("published", "record")


def news(session: Asking, forum: str | None, before: int | None, limit: int) -> tuple[tuple[News, ...], int | None]:
    """The youngest news of a forum, or of all, `before` the change of that number; and before which number there are
    older ones, None where there are none. Raises NotInRecord."""
    if forum:
        session.view.forum(forum)
    out: list[News] = []
    while True:
        changes = _changes(session.view, forum, before)
        for each in changes:
            if len(out) == limit:
                return _counted(session, out), out[-1].change.number
            made = _news(session.view, each)
            if made and (forum is None or (made.forum and made.forum.id == forum)):
                out.append(made)
        if len(changes) < STEP:
            return _counted(session, out), None
        before = changes[-1].number


def _changes(view: View, forum: str | None, before: int | None) -> list[Change]:
    """Up to `STEP` lines of the history that may be news, the youngest first."""
    if forum is None:
        found = view.changes(before=before, limit=STEP)
    else:
        # A text may be of a forum under whose identifier it doesn't stand.
        others = [each.id for each in view.texts(forum) if not each.id.startswith(f"{forum}/")]
        others += [each.id for each in view.meetings(forum) if not each.id.startswith(f"{forum}/")]
        every = {
            line.number: line
            for id in (forum, *others)
            for line in view.changes(id, below=True, before=before, limit=STEP)
        }
        found = tuple(every[number] for number in sorted(every)[-STEP:])
    return list(reversed(found))


def _news(view: View, change: Change) -> News | None:
    """What a line of the history is about; None where it is no news, or about what isn't there."""
    kind, _, id = change.subject.partition(" ")
    if happening(change) not in NEWS:
        return None
    try:
        if kind == "forum":
            return News(change, ("forum", id), forum=view.forum(id))
        if kind == "meeting":
            held = view.meeting(id)
            return News(change, ("meeting", id), meeting=held, forum=view.forum(held.forum))
        if kind == "text":
            text = view.text(id)
            return News(change, ("text", id), text.title, forum=view.forum(text.forum) if text.forum else None)
        version, number = id.rpartition(" ")[::2] if kind in ("reading", "correction") else (id, "")
        if kind == "reading" and number == "1":
            return None  # that it was read at first goes without saying
        noun = view.version(version)
        text = view.text(noun.text)
        of = view.forum(text.forum) if text.forum else None
        return News(change, ("read", version), text.title, noun.language, forum=of)
    except NotInRecord:
        return None


def _counted(session: Asking, found: Sequence[News]) -> tuple[News, ...]:
    """The news with what new versions hold."""
    new = [each.page[1] for each in found if happening(each.change) == "add-version"]
    wanted = Query(facets={"kind": ("provision",), "owner": tuple(new)})
    counts: dict[str, dict[str, int]] = {}
    for (owner, followup), number in session.search.cross(wanted, ("owner", "followup")) if new else ():
        counts.setdefault(owner, {})[followup] = number
    order = ("commitment", "intention")
    return tuple(
        replace(each, told={name: counts.get(each.page[1], {}).get(name, 0) for name in order})
        if happening(each.change) == "add-version"
        else each
        for each in found
    )
