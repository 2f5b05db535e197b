"""A topic or a provision through all editions of the record: which of them are meant, and what `lineage` makes of them.

Owns the step from a query to editions; the threads themselves are `taiwa.comparing.lineage`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from taiwa.comparing import lineage
from taiwa.errors import WrongQuery
from taiwa.model import Edition, Hit, Provision, Query, Thread
from taiwa.record.adding import reviewed
from taiwa.record.asking import ask, check_facets
from taiwa.record.counterparts import counterparts
from taiwa.record.deciding import place_of, provision_at
from taiwa.record.naming import Names
from taiwa.store import Asking

# So many provisions say what a topic is about; the threads they are in are shown whole.
MOST_HITS = 1000


def through_editions(
    session: Asking, topic: str, forum: str | None, language: str | None, limit: int
) -> tuple[Thread, ...]:
    """The threads of a topic, or of a provision. Raises NotInRecord, WrongQuery."""
    if forum is not None:
        session.view.forum(forum)
    if "#" in topic or "@" in topic:
        return _of_provision(session, topic, forum)
    hits = _hits(session, topic, forum, language, limit)
    spoken, items = language or _commonest(hits), [hit.item for hit in hits]
    wanted = {item.ref for item in items if item.language == spoken}
    forums = {item.forum or "" for item in items if item.language == spoken}
    editions = _editions(session, forums, spoken)
    return lineage(editions, lambda edition, provision: f"{edition.id}#{provision.id}" in wanted)


def _of_provision(session: Asking, ref: str, forum: str | None) -> tuple[Thread, ...]:
    version = ref.partition("#")[0].partition("@")[0]
    about = session.view.version(version)
    review = reviewed(session.view, version)
    provision = provision_at(review, place_of(ref, review))
    mine = session.view.text(about.text).forum or ""
    others = {forum.id for forum in session.view.forums()} if forum is None else {forum, mine}
    editions = _editions(session, others | {mine}, about.language)

    def is_it(edition: Edition, each: Provision) -> bool:
        return provision is not None and edition.id == version and each.anchor == provision.anchor

    return lineage(editions, is_it)


def _hits(session: Asking, topic: str, forum: str | None, language: str | None, limit: int) -> Sequence[Hit]:
    names = Names(session.view)
    query = ask(topic, counterparts=counterparts(names))
    check_facets({"language": (language,)} if language else {})
    facets = {**names.codes(query.facets), "kind": ("provision",)}
    facets |= {"forum": (forum,)} if forum else {}
    facets |= {"language": (language,)} if language else {}
    if not (query.sought or query.facets or query.since or query.until):
        raise WrongQuery("no topic is given")
    wanted: Query = replace(query, facets=facets)
    return session.search.find(wanted, limit=limit).hits


def _commonest(hits: Sequence[Hit]) -> str:
    """The language in which the topic is written, of several that of most hits, then the first by name; empty for none.
    Hits that words of other languages brought count only where there are no others."""
    counts = Counter(hit.item.language for hit in hits if not hit.via) or Counter(hit.item.language for hit in hits)
    return min(counts, key=lambda each: (-counts[each], each), default="")


def _editions(session: Asking, forums: set[str], language: str) -> list[Edition]:
    """The current readings, as decided, of all texts of the forums in one language."""
    out = []
    for text in session.view.texts():
        if (text.forum or "") not in forums or text.withdrawn:
            continue
        for version in session.view.versions(text.id):
            if version.language == language:
                reading = reviewed(session.view, version.id).reading
                out.append(Edition(version.id, text.forum or "", text.date or "", reading))
                break  # several versions in one language say the same: the first stands for the text
    return out
