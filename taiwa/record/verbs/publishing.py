"""The record in formats that others define."""

from __future__ import annotations

from typing import Any

from taiwa.record import agenda, news, publishing
from taiwa.record.verbs.opened import Opened
from taiwa.view.labels import Labels
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.linked import document
from taiwa.view.published.nouns import Publication


class Publishing(Opened):
    """Versions, nouns, meetings and news, in open formats."""

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
