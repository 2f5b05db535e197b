"""Where a reading belongs in the record: its forum, its meeting, its text, its version, as far as its own words say.

Owns identifiers and the step from the facts that were read to nouns of the record. It proposes; who adds the text
decides (`Choice`), and what was read and not decided is marked as read (`Evidence`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from taiwa.errors import WrongValue
from taiwa.model import Delegate, Evidence, Meeting, NextMeeting, Reading, Statement, Text, Version
from taiwa.model.record import AUTHORITIES
from taiwa.record.naming import Names
from taiwa.record.values import check_date
from taiwa.store.view import View

# What a text says of its own translation, as an authority of the version.
TRANSLATIONS = {"provisional": "provisional", "unofficial": "unofficial", "original": "official", "agreed": "official"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person who adds a text says of it; None where the text itself shall tell."""

    forum: str | None = None
    meeting: str | None = None
    text: str | None = None
    kind: str | None = None
    authority: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What was found on the way that a person should know, for whoever says it in other words than `Filing.remarks`:
    `forum-unknown` (`name` is what the text calls it), `no-forum`, `which-meeting`, `meeting-made`, `other-words`
    (`name` is the meeting, the text)."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """Where one reading goes. `meeting` and `delegates` are given where the record doesn't have them yet. `same` is the
    version that has these words already; then nothing else is to be added. `remarks` are sentences for who adds by a
    command, `cases` the same for other views."""

    text: Text
    version: Version
    meeting: Meeting | None = None
    delegates: tuple[Delegate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    same: Version | None = None
    remarks: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()


# A case and its sentence.
Remark = tuple[Case, str]


def file(reading: Reading, choice: Choice, view: View, names: Names, origin: str, received: str) -> Filing:
    """Finds a reading's place. `origin` is the path or address it came from, `received` the moment.

    Raises NotInRecord for a forum, meeting or text that was chosen and isn't there, WrongValue for an authority or a
    date that isn't one.
    """
    if choice.authority is not None and choice.authority not in AUTHORITIES:
        raise WrongValue(f"{choice.authority!r} is no authority; there are {', '.join(AUTHORITIES)}")
    check_date("date", choice.date)
    digest = digest_of(reading)
    same = next(iter(view.same(reading.language, digest=digest)), None)
    if same is not None:
        return Filing(view.text(same.text), same, same=same)
    given = view.text(choice.text) if choice.text else None
    meeting, fresh, remarks = _meeting(reading.statement, choice, view, names, given)
    forum = meeting.forum if meeting else choice.forum or names.forum(reading.statement.forum)
    text, remark = (given, None) if given else _text(reading, choice, view, forum, meeting)
    version = _version(reading, choice, view, text, digest, origin, received)
    delegates = _delegates(reading.statement, meeting, view, names) if meeting else ()
    made = [meeting] if meeting and fresh else []
    evidence = tuple(Evidence(f"meeting {each.id}", "", "probable", f"read in {version.id}") for each in made)
    said = (*remarks, *([remark] if remark else ()))
    cases, words = tuple(case for case, _ in said), tuple(sentence for _, sentence in said)
    return Filing(text, version, meeting if fresh else None, delegates, evidence, None, words, cases)


def digest_of(reading: Reading) -> str:
    """A hash of a reading's words: letters and digits of its language version, folded, without spaces."""
    text, other = reading.source.text, [s.span for s in reading.segments if s.kind in ("other-version", "furniture")]
    pieces, at = [], 0
    for start, end in sorted(other):
        pieces.append(text[at:start])
        at = max(at, end)
    plain = unicodedata.normalize("NFKC", "".join([*pieces, text[at:]])).casefold()
    return hashlib.sha256("".join(re.findall(r"\w+", plain)).encode("utf-8", "surrogatepass")).hexdigest()


def slug(words: str) -> str:
    """A short identifier of Latin letters and digits from words; empty where they have none."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")


def free(wanted: str, taken: Callable[[str], bool]) -> str:
    """`wanted`, or with the first number behind it that isn't taken."""
    name, number = wanted, 1
    while taken(name):
        number += 1
        name = f"{wanted}-{number}"
    return name


def _meeting(
    facts: Statement, choice: Choice, view: View, names: Names, given: Text | None
) -> tuple[Meeting | None, bool, tuple[Remark, ...]]:
    """The meeting a text is of, whether it is a new one, and remarks."""
    if choice.meeting:
        return view.meeting(choice.meeting), False, ()
    if given:
        return (view.meeting(given.meeting) if given.meeting else None), False, ()
    forum = choice.forum or names.forum(facts.forum)
    if choice.forum:
        view.forum(choice.forum)
    if forum is None:
        said = (
            f"the forum {facts.forum!r} that the text names is not in the record"
            if facts.forum
            else "it names no forum"
        )
        then = (
            "tell the record of it (taiwa forum add) before its texts, or join other versions to this one with --text"
        )
        case = Case("forum-unknown", facts.forum) if facts.forum else Case("no-forum")
        return None, False, ((case, f"filed without a meeting: {said}; {then}"),)
    known = view.meetings(forum)
    fits = [each for each in known if _is_of(each, facts)]
    if len(fits) == 1:
        return fits[0], False, ()
    if len(fits) > 1 or facts.level is None or (facts.session is None and facts.date is None):
        said = "filed without a meeting: the text doesn't say clearly enough which one it is of"
        return (
            None,
            False,
            ((Case("which-meeting"), f"{said}; --meeting says it, or taiwa record set TEXT meeting ID"),),
        )
    label = str(facts.session) if facts.session else (choice.date or facts.date or "")
    id = free(f"{forum}/{facts.level}-{label}", lambda id: view.is_taken("meeting", id))
    following = facts.next or NextMeeting()
    meeting = Meeting(
        id,
        forum,
        facts.level,
        facts.session,
        facts.session is not None,
        choice.date or facts.date,
        facts.dates[-1] if len(facts.dates) > 1 else None,
        facts.place,
        None,
        names.party(facts.chair, facts),
        names.party(following.chair, facts),
    )
    said = f"the record had no such meeting; {id} was made from what the text says"
    return meeting, True, ((Case("meeting-made", id), said),)


def _is_of(meeting: Meeting, facts: Statement) -> bool:
    """Whether a meeting is the one that a text's facts speak of: the same session of a level, or the same day."""
    if facts.level and meeting.level != facts.level:
        return False
    if facts.session is not None and meeting.number is not None:
        return meeting.number == facts.session and bool(facts.level)
    return bool(facts.date and meeting.date and len(meeting.date) == 10 and facts.date == meeting.date)


def _text(
    reading: Reading, choice: Choice, view: View, forum: str | None, meeting: Meeting | None
) -> tuple[Text, Remark | None]:
    """The text as a work: one of the meeting's that lacks this language, or a new one."""
    facts = reading.statement
    kind = choice.kind or facts.kind or "text"
    date = choice.date or facts.date or (meeting.date if meeting else None)
    place = meeting.id if meeting else forum or "texts"
    name = kind if meeting else "-".join(filter(None, (date, kind)))
    wanted = f"{place}/{name}"
    same_kind = [each for each in view.texts(meeting=meeting.id) if each.kind == kind] if meeting else []
    for each in same_kind:
        if reading.language not in {version.language for version in view.versions(each.id)}:
            return each, None
    id = free(wanted, lambda id: view.is_taken("text", id))
    remark = None
    if same_kind:
        remark = (
            Case("other-words", same_kind[0].id),
            f"{same_kind[0].id} has other words in this language already; filed as {id}."
            f" If it is the same text, say so: --text {same_kind[0].id}",
        )
    return Text(id, kind, forum, meeting.id if meeting else None, facts.title or "", date), remark


def _version(
    reading: Reading, choice: Choice, view: View, text: Text, digest: str, origin: str, received: str
) -> Version:
    source = reading.source
    authority = choice.authority or TRANSLATIONS.get(reading.statement.translation, "unknown")
    id = free(f"{text.id}/{reading.language}", lambda id: view.is_taken("version", id))
    return Version(
        id,
        text.id,
        reading.language,
        authority,
        source.sha256,
        digest,
        source.name,
        source.media_type,
        origin,
        received,
    )


def _delegates(facts: Statement, meeting: Meeting, view: View, names: Names) -> tuple[Delegate, ...]:
    """The people whom a text names as taking part, of parties for whom the record has nobody yet."""
    there = {each.party for each in view.delegates(meeting.id)}
    out: dict[tuple[str, str], Delegate] = {}
    for person in facts.participants:
        party = names.party(person.party, facts) or person.party
        if party not in there:
            role = "chair" if person.chair else "head"
            signs = True if person.party in facts.parties else None
            out.setdefault(
                (party, person.name), Delegate(meeting.id, person.name, party, person.office, role, None, True, signs)
            )
    return tuple(out.values())
