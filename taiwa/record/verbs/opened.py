"""A record that is open: its store, who asks, what they may; what an act and a question begin with.

Owns the opening: an empty record gets what ships with Taiwa, search is made anew where its analyzer is another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Self

from taiwa.errors import WrongValue
from taiwa.model.access import ALL, Rights
from taiwa.record import adding
from taiwa.record.accounts import Accounts
from taiwa.record.permits import NamesKept, Permits
from taiwa.record.seen import Seen
from taiwa.record.signing import Signing
from taiwa.registry.entity import entities
from taiwa.settings import settings
from taiwa.store import Asking, Store, Writing
from taiwa.store.view import View
from taiwa.store.words import ANALYZER


class Opened:
    """What all verbs stand on. Use it as a context manager, or `close` it."""

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

    @contextmanager
    def read(self) -> Iterator[Asking]:
        """Asks one state of the record several things: `view` gives nouns, `search` finds items."""
        with self.store.read(self.rights.granted) as session:
            yield session

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

    @property
    def accounts(self) -> Accounts:
        """The accounts of this record's installation, and what they may do."""
        return Accounts(self.store)

    @property
    def signing(self) -> Signing:
        """The door: who signs in, and by what."""
        return Signing(self.store)


def need_reason(why: str) -> None:
    """Raises WrongValue where no reason is given."""
    if not why.strip():
        raise WrongValue("a decision needs a reason (--why): what in the text, or outside it, shows that it is right?")


def check_seen(seen: Seen | None, view: View, *wanted: object) -> None:
    """What a writer saw of a noun is still so, or it is as `wanted` already. Raises ChangedMeanwhile."""
    if seen:
        seen.check(view, *wanted)
