"""What is asked of the record: search, agreed language, versions beside each other, the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from taiwa.errors import WrongQuery
from taiwa.model import Change, Comparison, Found, Parity, Query, Thread
from taiwa.record import adding
from taiwa.record.asking import ask, check_facets
from taiwa.record.beside import Basis, Sequel, basis, compared, parallel, sequels
from taiwa.record.counterparts import counterparts, field_of
from taiwa.record.precedents import Precedent, precedents
from taiwa.record.review import Review
from taiwa.record.through import MOST_HITS, through_editions
from taiwa.record.verbs.opened import Opened
from taiwa.store import Asking

# What is searched unless a user says which kinds.
KINDS = ("provision", "assertion", "residue", "text")
NAMED = ("forum", "meeting", "entity")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: `found` by words and facets, in `query`'s sense. `named` are forums, meetings and entities
    of that name. `field` is the policy field that the words are of, and `in_field` how many provisions have it: what a
    search by that facet would find in every language (with `in_field_more`, more than that); None where the words are
    of no one field."""

    query: Query
    found: Found
    named: Found
    field: str | None = None
    in_field: int = 0
    in_field_more: bool = False


class Questions(Opened):
    """Readings, hits, precedents, comparisons, changes."""

    def review(self, version: str, number: int | None = None) -> Review:
        """A version's current reading (or the one of that number) with what people decided."""
        with self.read() as session:
            session.view.version(version)
            return adding.reviewed(session.view, version, number)

    def search(
        self,
        written: str = "",
        facets: Mapping[str, Sequence[str]] | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        literal: bool = False,
        limit: int = 20,
        offset: int = 0,
        counts: Sequence[str] = (),
    ) -> Answer:
        """Finds provisions, passages, texts by words and facets (`asking` has the language of queries).

        `literal` looks for the words as written only; else those that stand for a concept or an entity are looked for
        in the other languages too. Raises WrongQuery.
        """
        with self.read() as session:
            names = self._names.of(session)
            others = None if literal else counterparts(names)
            query = ask(written, facets, counterparts=others, since=since, until=until)
            if not (query.sought or query.without or query.facets or query.since or query.until):
                raise WrongQuery("nothing is asked for")
            query = replace(query, facets=_there(session, names.codes(query.facets)))
            found = session.search.find(_of_kinds(query, KINDS), limit=limit, offset=offset, counts=counts)
            named = Found((), 0)
            if query.sought and not query.facets:
                named = session.search.find(_of_kinds(query, NAMED), limit=5)
            field, there = (None, None) if literal else _field(session, query)
        return Answer(query, found, named, field, *((there.total, there.more) if there else ()))

    def precedents(
        self, words: str, facets: Mapping[str, Sequence[str]] | None = None, *, limit: int = 20
    ) -> tuple[Precedent, ...]:
        """Where words like these stand already. Raises WrongQuery."""
        with self.read() as session:
            check_facets(facets or {})
            return precedents(
                session.search, words, _there(session, self._names.of(session).codes(facets or {})), limit=limit
            )

    def lineage(
        self, topic: str, *, forum: str | None = None, language: str | None = None, limit: int = MOST_HITS
    ) -> tuple[Thread, ...]:
        """The wording of a topic (a query, as for `search`) or of a provision (`VERSION#p12`) through all editions.

        Editions are the texts of the forums that speak of it, or of `forum` alone, in one `language`: that of the
        provision, or the one with most hits unless it is given. Raises NotInRecord, WrongQuery.
        """
        with self.read() as session:
            return through_editions(session, topic, forum, language, limit)

    def compare(self, old: str, new: str) -> Comparison:
        """What became of every sentence of one version in another one of the same language, both as people have decided
        them. Raises NotInRecord, UnlikeLanguages."""
        with self.read() as session:
            return compared(session.view, old, new)

    def parity(self, *versions: str) -> Parity:
        """The language versions of a text beside each other, as people have decided them. Raises NotInRecord."""
        with self.read() as session:
            return parallel(session.view, versions)

    def sequels(self, forum: str) -> tuple[Sequel, ...]:
        """Which version of a forum follows which: editions in a row, the youngest first. Raises NotInRecord."""
        with self.read() as session:
            return sequels(session.view, forum)

    def basis(self, version: str) -> Basis:
        """What `compare` and `parity` rest on: where it is the same as before, so is what they say. Raises
        NotInRecord."""
        with self.read() as session:
            return basis(session.view, version)

    def history(self, subject: str | None = None, *, limit: int | None = None) -> tuple[Change, ...]:
        """The history, or that of one identifier and what belongs to it, by number."""
        with self.read() as session:
            return session.view.changes(subject, below=subject is not None, limit=limit)


def _there(session: Asking, facets: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Facets whose forums and meetings are in the record: nothing found for one that isn't would read as "nobody said
    so". Raises NotInRecord."""
    for facet, find in (("forum", session.view.forum), ("meeting", session.view.meeting)):
        for each in facets.get(facet, ()):
            find(each)
    return facets


def _of_kinds(query: Query, kinds: tuple[str, ...]) -> Query:
    return query if "kind" in query.facets else replace(query, facets={**query.facets, "kind": kinds})


def _field(session: Asking, query: Query) -> tuple[str | None, Found | None]:
    """The policy field that the words of a query are of, and how many provisions have it (no hits, their number)."""
    field = field_of(query.written) if query.sought and not query.facets else None
    if field is None:
        return None, None
    wanted = Query(facets={"kind": ("provision",), "field": (field,)})
    return field, session.search.find(wanted, limit=0)
