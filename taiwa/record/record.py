"""The record of dialogues, as one object: everything that can be put in, decided, asked, with one line for each.

Owns the opening (an empty record gets what ships with Taiwa, search is made anew where its analyzer is another) and the
reasons that stand in the history where nobody gives one. Everything else has a module of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Self

from taiwa.errors import NotAllowed, WrongQuery, WrongValue
from taiwa.intake import document_bytes
from taiwa.model import (
    Change,
    Comparison,
    Correction,
    Delegate,
    Entity,
    Evidence,
    Forum,
    Found,
    Kept,
    Link,
    Meeting,
    Parity,
    Query,
    Text,
    Thread,
    Version,
)
from taiwa.model.access import ALL, Rights
from taiwa.record import accounts, adding, agenda, deciding, describing, exchange, news, publishing, sample, setting
from taiwa.record.adding import Added, Document
from taiwa.record.asking import ask, check_facets
from taiwa.record.beside import Basis, Sequel, basis, compared, parallel, sequels
from taiwa.record.counterparts import counterparts, field_of
from taiwa.record.filing import Choice, Filing, file
from taiwa.record.naming import Names, key
from taiwa.record.permits import NamesKept, Permits
from taiwa.record.precedents import Precedent, precedents
from taiwa.record.review import Review
from taiwa.record.seen import Seen
from taiwa.record.setting import Noun
from taiwa.record.signing import Signing
from taiwa.record.through import MOST_HITS, through_editions
from taiwa.registry.dialogue import dialogue_in, dialogues
from taiwa.registry.entity import entities
from taiwa.settings import settings
from taiwa.store import Asking, Store, Writing
from taiwa.store.view import View
from taiwa.store.words import ANALYZER
from taiwa.store.writer import now
from taiwa.view.labels import Labels
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.linked import document
from taiwa.view.published.nouns import Publication

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


class Record:
    """A record of dialogues. Use it as a context manager, or `close` it.

    with Record.open() as record:
        record.add("statement.pdf")
        for hit in record.search("water act:undertake").found.hits:
            print(hit.item.ref, hit.item.body)
    """

    def __init__(self, store: Store, user: str) -> None:
        self.store, self.user, self.rights = store, user, ALL
        self._names = NamesKept()
        self._prepare()

    @classmethod
    def open(cls, where: str | None = None, user: str | None = None) -> Self:
        """The record at `where` (a path or an address; None: what `TAIWA_DATABASE` says), written in as `user`.

        An empty place is made a record, a record of an older version brought up to this one. Raises UnreachableRecord,
        BrokenRecord, NewerRecord, RecordBusy.
        """
        set = settings()
        return cls(Store(where or set.database), user or set.user)

    def as_seen_by(self, user: str, rights: Rights) -> Self:
        """The same record for somebody with these rights: what they may not see is not there, what they may not do
        raises NotAllowed, and what they do stands under their name."""
        seen = copy(self)
        seen.user, seen.rights = user, rights
        return seen

    @contextmanager
    def _act(self, why: str) -> Iterator[tuple[Writing, Permits]]:
        """One act of this user, and what they may do in it: to be asked before anything is written."""
        with self.store.write(self.user, why) as act:
            yield act, Permits(act, self.rights)

    def _prepare(self) -> None:
        with self.store.read() as session:
            made = session.view.about("analyzer")
            fresh = made is None and session.view.count("change") == 0
        if fresh:
            with self.store.write("taiwa", "shipped with the program") as act:
                adding.put_entities(act, entities())
                act.writer.state("analyzer", ANALYZER)
        elif made != ANALYZER:
            with self.store.write("taiwa", "search made anew") as act:
                adding.index_anew(act)

    def close(self) -> None:
        """Gives the database back."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- putting in ---

    def add(
        self,
        where: str | os.PathLike[str],
        choice: Choice | None = None,
        *,
        language: str | None = None,
        every: bool = False,
        scale: str = "taiwa-2026",
        why: str = "",
    ) -> tuple[Added, ...]:
        """Reads the document at `where` and keeps it; one entry for each language version that was taken.

        A document that the record has already is recognised by its words, and nothing is changed. A forum that ships
        with Taiwa is taken up when a text names it. Raises what `taiwa.read` raises, and NotInRecord, WrongValue.
        """
        return self.keep(adding.take(where, language=language, every=every, scale=scale), choice, why=why)

    def keep(self, document: Document, choice: Choice | None = None, *, why: str = "") -> tuple[Added, ...]:
        """Keeps a document that was read already (`adding.take`)."""
        taken = self._take_up(document, choice)
        with self._act(why or f"added from {document.origin}") as (act, may):
            added = adding.add(act, document, choice or Choice(), may.view, lambda forum: may.of_forum("add", forum))
        return tuple(_remarked(each, taken) for each in added)

    def propose(self, document: Document, choice: Choice | None = None) -> Filing:
        """Where `keep` would file a document's first version, as the record is now; nothing is changed. Raises
        NotInRecord and WrongValue for a choice that can't be."""
        with self.read() as session:
            names = Names(session.view)
            return file(document.readings[0], choice or Choice(), session.view, names, document.origin, now())

    def _take_up(self, document: Document, choice: Choice | None) -> str | None:
        """Loads the shipped dialogue that a document is of, where the record lacks it and who adds may put forums in;
        returns its identifier."""
        if not self.rights.may("manage", None):
            return None
        with self.read() as session:
            names = Names(session.view)
            if (choice and (choice.forum or choice.meeting or choice.text)) or all(
                names.forum(reading.statement.forum) for reading in document.readings
            ):
                return None
        said = {key(reading.statement.forum or "") for reading in document.readings} - {""}
        for dialogue in dialogues():
            if said & {key(name.text) for name in dialogue.forum.names}:
                self.load(dialogue.forum.id)
                return dialogue.forum.id
        return None

    def load(self, dialogue: str) -> int:
        """Takes up the facts of a dialogue that ships with Taiwa; returns how many nouns that changed."""
        found = [each for each in dialogues() if each.forum.id == dialogue]
        if not found:
            known = ", ".join(each.forum.id for each in dialogues())
            raise WrongValue(f"no dialogue {dialogue!r} ships with Taiwa; there are {known}")
        with self._act("facts shipped with Taiwa") as (act, may):
            may.of_whole("manage")
            return adding.load(act, found[0])

    def load_file(self, path: str | os.PathLike[str]) -> int:
        """Takes up the facts of a dialogue from a TOML file written like those in `registry/data/dialogues`.

        Returns how many nouns that changed. Raises MissingFile, RegistryError.
        """
        _, data, _ = document_bytes(path)
        dialogue = dialogue_in(data.decode("utf-8", "replace"))
        with self._act(f"facts from {os.fspath(path)}") as (act, may):
            may.of_whole("manage")
            return adding.load(act, dialogue)

    def load_sample(self) -> tuple[Added, ...]:
        """Puts the invented forum that ships with Taiwa into the record, with its texts."""
        return sample.load_sample(self)

    def describe_forum(self, id: str, *, why: str = "", **given: Any) -> tuple[Forum, bool]:
        """Adds a forum, or changes what is given of it (`describing.forum`); returns it, and whether it is new."""
        with self._act(why) as (act, may):
            may.new_or("forum", id, None)
            noun = describing.forum(act.view, id, **given)
            return noun, setting.put(act, noun)

    def describe_meeting(self, id: str, *, why: str = "", **given: Any) -> tuple[Meeting, bool]:
        """Adds a meeting, or changes what is given of it (`describing.meeting`); returns it, and whether it is new."""
        with self._act(why) as (act, may):
            may.new_or("meeting", id, given.get("forum") or id.partition("/")[0])
            noun = describing.meeting(act.view, id, **given)
            return noun, setting.put(act, noun)

    def describe_entity(self, id: str, *, why: str = "", **given: Any) -> tuple[Entity, bool]:
        """Adds an entity, or changes what is given of it (`describing.entity`); returns it, and whether it is new."""
        with self._act(why) as (act, may):
            may.of_entity(id)
            noun = describing.entity(act.view, id, **given)
            return noun, setting.put(act, noun)

    def put(
        self, *nouns: Forum | Meeting | Delegate | Text | Entity | Evidence, why: str = "", seen: Seen | None = None
    ) -> int:
        """Adds nouns, or replaces what is said of them, in one act; returns how many that changed. `seen` is what the
        writer saw of the first.

        Raises NotInRecord where what a noun belongs to isn't there, WrongValue for a value that isn't known,
        ChangedMeanwhile.
        """
        changed = 0
        with self._act(why) as (act, may):
            for noun in nouns:
                may.of_noun(noun)
                _check(seen if noun is nouns[0] else None, may.view, noun)
                changed += setting.put(act, noun)
        return changed

    def change(
        self, find: Callable[[View], Noun], values: Mapping[str, Any], why: str = "", *, seen: Seen | None = None
    ) -> tuple[Noun, bool]:
        """Gives some fields of the noun that `find` finds other values, which are as JSON has them; returns the noun,
        and whether that changed it. A text or version is changed for a reason only.

        Raises NotInRecord, WrongValue, ChangedMeanwhile.
        """
        with self._act(why) as (act, may):
            before = find(may.view)
            may.of_described(before)
            if isinstance(before, Text | Version):
                _reason(why)
            noun = setting.changed_in(may.view, before, values)
            _check(seen, may.view, noun)
            may.of_described(noun)
            return noun, setting.keep(act, noun, before)

    def set(self, id: str, field: str, value: str, why: str) -> object:
        """Changes one field of a meeting, text or version, told by its identifier: where a text belongs, a meeting's
        date, a version's authority. `value` is words or JSON, `null` empties it. A reason is needed.

        Returns the noun. Raises NotInRecord, WrongValue.
        """
        _reason(why)
        with self._act(why) as (act, may):
            may.of("describe", id)
            noun = setting.set_field(act, id, field, value, may.view)
            may.of("describe", id)  # where it is now, too
            return noun

    def reread(self, version: str | None = None, *, why: str = "", seen: Seen | None = None) -> tuple[Kept, ...]:
        """Reads a version, or all, anew with this reader; returns the readings that differ from the current ones, which
        are kept beside them. Corrections stay. Raises NotInRecord, ChangedMeanwhile."""
        with self.read() as session:
            wanted = [version] if version else [each.id for each in session.view.versions()]
        kept = []
        for each in wanted:
            with self._act(why or "read anew") as (act, may):
                may.of("describe", each)
                _check(seen, may.view)
                kept.append(adding.reread(act, each))
        return tuple(each for each in kept if each)

    def reindex(self) -> int:
        """Makes search's tables anew; returns the number of versions."""
        with self._act("search made anew") as (act, may):
            may.of_whole("manage")
            return adding.index_anew(act)

    def export(self, where: str | os.PathLike[str], format: str = "jsonl") -> dict[str, int]:
        """Writes the whole record to a new folder or ZIP file (`exchange`); returns rows by table."""
        if not self.rights.everything:
            raise NotAllowed("an export holds the whole record; your role does not let you do that")
        return exchange.export(self.store, where, format)

    # --- deciding ---

    def correct(self, ref: str, field: str, value: str, why: str) -> Correction:
        """Decides a field of a provision (`VERSION#p12`) or of a version's facts (`VERSION`). A reason is needed."""
        return self.decide(ref, {field: value}, why)[0]

    def decide(
        self, ref: str, values: Mapping[str, str], why: str, *, seen: Seen | None = None
    ) -> tuple[Correction, ...]:
        """Decides several fields of one provision, or of a version's facts, in one act. A reason is needed.

        Raises NotInRecord, WrongValue, ChangedMeanwhile."""
        _reason(why)
        with self._act(why) as (act, may):
            may.of("decide", ref)
            _check(seen, may.view)
            return tuple(deciding.correct(act, ref, field, value) for field, value in values.items())

    def withdraw(self, version: str, number: int, why: str, *, seen: Seen | None = None) -> Correction:
        """Ends a correction; the machine's finding holds again. A reason is needed. Raises NotInRecord,
        ChangedMeanwhile."""
        _reason(why)
        with self._act(why) as (act, may):
            may.of("decide", version)
            _check(seen, may.view)
            ended = act.writer.withdraw(version, number)
            adding.index_version(act, version, Names(act.view))
            return ended

    def link(self, ref: str, written: str, entity: str, why: str = "", *, seen: Seen | None = None) -> Link:
        """Says that a mention (its words as the provision has them) stands for an entity. Raises NotInRecord,
        ChangedMeanwhile."""
        with self._act(why) as (act, may):
            may.of("decide", ref)
            _check(seen, may.view)
            may.view.entity(entity)
            link = deciding.link(act, ref, written, entity)
            adding.index_version(act, link.version, Names(act.view))
            return link

    def unlink(self, ref: str, written: str, why: str, *, seen: Seen | None = None) -> Link:
        """Ends what a person said that a mention stands for; what its name says holds again. A reason is needed. Raises
        NotInRecord, ChangedMeanwhile."""
        _reason(why)
        with self._act(why) as (act, may):
            may.of("decide", ref)
            _check(seen, may.view)
            ended = deciding.unlink(act, ref, written)
            adding.index_version(act, ended.version, Names(act.view))
            return ended

    # --- accounts ---

    @property
    def accounts(self) -> accounts.Accounts:
        """The accounts of this record's installation, and what they may do."""
        return accounts.Accounts(self.store)

    @property
    def signing(self) -> Signing:
        """The door: who signs in, and by what."""
        return Signing(self.store)

    # --- asking ---

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

    # --- publishing ---

    def publication(self, version: str) -> Publication:
        """A version with all that an open format says of it: text, reading, decisions, parties. Raises NotInRecord."""
        with self.read() as session:
            return publishing.publication(session, version, self._names.of(session))

    def linked_data(self, place: str, id: str, at: Addresses) -> dict[str, Any]:
        """What a page is about, as JSON-LD; `place` is the page's: forum, meeting, text, read, entity. Raises
        NotInRecord."""
        with self.read() as session:
            return document(*publishing.linked_data(session, self._names.of(session), place, id, at))

    def place_of(self, ref: str) -> str:
        """The page that an identifier has: forum, meeting, text, read (a version, or a provision of it), entity.
        Raises NotInRecord."""
        with self.read() as session:
            return publishing.place_of(session.view, ref)

    def calendar(
        self,
        forum: str | None,
        labels: Labels,
        at: Addresses,
        *,
        deadlines: str = "events",
        language: str | None = None,
    ) -> bytes:
        """The meetings and deadlines of a forum, or of all, as iCalendar; `deadlines` are events, tasks, or left out
        (none). Raises NotInRecord, WrongValue."""
        with self.read() as session:
            return agenda.calendar(session, self._names.of(session), forum, labels, at, deadlines, language)

    def feed(
        self, forum: str | None, labels: Labels, at: Addresses, *, before: int | None = None, limit: int = 50
    ) -> bytes:
        """The news of a forum, or of all, as Atom: the youngest, or those `before` the change of that number. Raises
        NotInRecord."""
        with self.read() as session:
            return news.feed(session, forum, labels, at, before, limit)

    @contextmanager
    def read(self) -> Iterator[Asking]:
        """Asks one state of the record several things: `view` gives nouns, `search` finds items."""
        with self.store.read(self.rights.granted) as session:
            yield session


# --- small steps ---------------------------------------------------------------------------------------------------


def _reason(why: str) -> None:
    if not why.strip():
        raise WrongValue("a decision needs a reason (--why): what in the text, or outside it, shows that it is right?")


def _check(seen: Seen | None, view: View, *wanted: object) -> None:
    """What a writer saw of a noun is still so, or it is as `wanted` already. Raises ChangedMeanwhile."""
    if seen:
        seen.check(view, *wanted)


def _remarked(added: Added, taken: str | None) -> Added:
    if taken is None:
        return added
    return replace(added, remarks=(f"the facts of {taken} that ship with Taiwa were taken up", *added.remarks))


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
