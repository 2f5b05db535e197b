"""The news of a forum, or of the whole record: which lines of the history are news, and what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taiwa.errors import NotInRecord
from taiwa.model import Change, Query
from taiwa.record.publishing import EPOCH, name_of
from taiwa.store import Asking
from taiwa.store.view import View
from taiwa.view.labels import Labels
from taiwa.view.published.addresses import Addresses, escaped
from taiwa.view.published.feed import as_feed, happening
from taiwa.view.published.nouns import News

# Kinds of line in the history that are news; the interface's table `news` has words for each.
NEWS = frozenset(
    {
        *("add-forum", "change-forum", "add-meeting", "change-meeting", "add-version", "change-version"),
        *("change-text", "read-reading", "correct-correction", "withdraw-correction"),
    }
)
# So many lines of the history are looked at in one step.
STEP = 200


def feed(session: Asking, forum: str | None, labels: Labels, at: Addresses, before: int | None, limit: int) -> bytes:
    """The feed of a forum, or of all. Raises NotInRecord."""
    found, older = news(session, forum, before, limit)
    own = at.api(f"forums/{escaped(forum)}/feed.atom" if forum else "feed.atom")
    links = [("alternate", at.page("forum", forum) if forum else at.base), ("first", own)]
    links += [("next", f"{own}?before={older}")] if older else []
    name = labels.phrase("published", "feed_of", what=name_of(session.view, forum, labels))
    since = session.view.changes(before=2)
    return as_feed(
        name, forum or "", found, labels, at, own=f"{own}?before={before}" if before else own, links=links,
        since=since[0].at if since else EPOCH,
    )  # fmt: skip


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
