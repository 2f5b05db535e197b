"""What is put into the record, and the line in the history that says so. One transaction is one act of one person.

Owns every INSERT and UPDATE of the record itself (search has `index`, whole tables have `dump`). A noun is put whole:
what stood under its identifier before goes to the history. Nothing is ever deleted but what is replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select

from taiwa.errors import AlreadyInRecord, NotInRecord
from taiwa.model import Correction, Delegate, Entity, Evidence, Forum, Kept, Link, Meeting, Reading, Text, Version
from taiwa.store import tables
from taiwa.store.coding import canonical, packed
from taiwa.store.rows import (
    PLAIN,
    identifier_rows,
    level_rows,
    level_subject,
    member_rows,
    name_rows,
    row_of,
    subject_of,
)
from taiwa.store.view import View


def now() -> str:
    """This moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Writer:
    """Writes in one connection, in the name of `who`, for the reason `why`. `view` sees what was written so far."""

    def __init__(self, connection: Connection, who: str, why: str, clock: Callable[[], str] = now) -> None:
        self.connection, self.who, self.why, self.clock = connection, who, why, clock
        self.view = View(connection)
        last = connection.execute(select(func.max(tables.change.c.number))).scalar_one()
        self._number = int(last or 0)

    @contextmanager
    def because(self, why: str) -> Iterator[None]:
        """Gives what is written within another reason."""
        before, self.why = self.why, why
        try:
            yield
        finally:
            self.why = before

    # --- nouns ---

    def put_forum(self, forum: Forum) -> bool:
        """Adds a forum or replaces what is said of it; returns whether that changed anything."""
        before = _or_none(lambda: self.view.forum(forum.id))
        if before == forum:
            return False
        self._replace(tables.forum, {"id": forum.id, "note": forum.note, "confidential": forum.confidential}, ("id",))
        for table in (tables.membership, tables.level):
            self._delete(table, forum=forum.id)
        self._insert(tables.membership, member_rows(forum.id, forum.members))
        self._insert(tables.level, level_rows(forum.id, forum.levels))
        self._rename(f"forum {forum.id}", forum.names)
        for level in {level.id: level for level in (*(before.levels if before else ()), *forum.levels)}.values():
            names = level.names if level in forum.levels else ()
            self._rename(level_subject(forum.id, level.id), names)
        self.note("change" if before else "add", forum, before)
        return True

    def put_entity(self, entity: Entity) -> bool:
        """Adds an entity or replaces what is said of it; returns whether that changed anything."""
        before = _or_none(lambda: self.view.entity(entity.id))
        if before == entity:
            return False
        self._replace(tables.entity, {"id": entity.id, "kind": entity.kind, "note": entity.note}, ("id",))
        self._delete(tables.identifier, entity=entity.id)
        self._insert(tables.identifier, identifier_rows(entity))
        self._rename(f"entity {entity.id}", entity.names)
        self.note("change" if before else "add", entity, before)
        return True

    def add_entities(self, entities: Sequence[Entity]) -> None:
        """Adds entities that the record doesn't have, all at once."""
        self._insert(tables.entity, [{"id": each.id, "kind": each.kind, "note": each.note} for each in entities])
        self._insert(tables.identifier, [row for each in entities for row in identifier_rows(each)])
        self._insert(tables.name, [row for each in entities for row in name_rows(f"entity {each.id}", each.names)])
        self._insert(tables.change, [self._line("add", each, None) for each in entities])

    def put(self, noun: Meeting | Delegate | Text | Evidence) -> bool:
        """Adds a noun or replaces what is said of it; returns whether that changed anything."""
        table = PLAIN[type(noun)]
        row = row_of(noun)
        keys = tuple(column.name for column in table.primary_key)
        found = (
            self.connection.execute(select(table).where(*(table.c[key] == row[key] for key in keys)))
            .mappings()
            .one_or_none()
        )
        before = type(noun)(**found) if found else None
        if before == noun:
            return False
        self._replace(table, row, keys)
        self.note("change" if before else "add", noun, before)
        return True

    def add_version(self, version: Version, source: bytes) -> None:
        """Adds a text in a language with the bytes it came in. Raises AlreadyInRecord: a version is never replaced."""
        if _or_none(lambda: self.view.version(version.id)):
            raise AlreadyInRecord(f"there is a version {version.id!r} already")
        wanted = select(tables.source.c.size).where(tables.source.c.sha256 == version.sha256)
        if self.connection.execute(wanted).scalar_one_or_none() is None:
            self._insert(tables.source, [{"sha256": version.sha256, "size": len(source), "bytes": source}])
        self._insert(tables.version, [row_of(version)])
        self.note("add", version, None)

    def put_version(self, version: Version) -> bool:
        """Changes what is said of a version (its authority, its text); its bytes stay. Raises NotInRecord."""
        before = self.view.version(version.id)
        if before == version:
            return False
        self._replace(tables.version, row_of(version), ("id",))
        self.note("change", version, before)
        return True

    def keep(self, version: str, reading: Reading) -> Kept:
        """Keeps a further reading of a version, which becomes the current one; older ones stay."""
        table = tables.reading
        last = self.connection.execute(select(func.max(table.c.number)).where(table.c.version == version)).scalar_one()
        kept = Kept(version, int(last or 0) + 1, reading.reader, reading.scale, self.clock())
        self._insert(table, [{**row_of(kept), "data": packed(reading)}])
        self.note("read", kept, None)
        return kept

    def decide(self, correction: Correction) -> Correction:
        """Adds a person's decision under the next number; `number`, `who`, `made` and `reason` are set here."""
        table = tables.correction
        last = self.connection.execute(
            select(func.max(table.c.number)).where(table.c.version == correction.version)
        ).scalar_one()
        given = {"number": int(last or 0) + 1, "who": self.who, "made": self.clock(), "reason": self.why}
        made = Correction(**(row_of(correction) | given))
        self._insert(table, [row_of(made)])
        self.note("correct", made, None)
        return made

    def withdraw(self, version: str, number: int) -> Correction:
        """Ends a decision; it stays in the record. Raises NotInRecord, also where it was ended already."""
        found = [each for each in self.view.corrections(version) if each.number == number]
        if not found:
            raise NotInRecord(f"there is no correction {number} of {version}")
        if found[0].withdrawn:
            raise NotInRecord(f"correction {number} of {version} is withdrawn already")
        ended = Correction(**(row_of(found[0]) | {"withdrawn": True}))
        self._replace(tables.correction, row_of(ended), ("version", "number"))
        self.note("withdraw", ended, found[0])
        return ended

    def put_links(self, version: str, links: Sequence[Link]) -> None:
        """Replaces the links of a version: a person's come before the machine's of the same mention. Not noted: they
        follow from names, and from what `add_link` noted."""
        table = tables.link
        self.connection.execute(table.delete().where(table.c.version == version))
        taken = {(each.provision, each.start) for each in links if each.origin == "person"}
        rows = {
            (each.provision, each.start, each.entity): row_of(each)
            for each in links
            if each.origin == "person" or (each.provision, each.start) not in taken
        }
        self._insert(table, list(rows.values()))

    def add_link(self, link: Link) -> None:
        """Adds a person's link from a mention to an entity, in the place of what the machine or a person said of that
        mention before; the history keeps it."""
        table = tables.link
        mention = {"version": link.version, "provision": link.provision, "start": link.start}
        self.connection.execute(table.delete().where(*(table.c[name] == value for name, value in mention.items())))
        self._insert(table, [row_of(link)])
        self.note("link", link, None)

    def unlink(self, link: Link) -> None:
        """Ends a person's link; the history keeps it. Raises NotInRecord where there is none like it."""
        table = tables.link
        where = [table.c[name] == value for name, value in row_of(link).items()]
        if self.connection.execute(table.delete().where(*where)).rowcount == 0:
            raise NotInRecord(f"nobody said that “{link.written}” stands for {link.entity}")
        self.note("unlink", link, link)

    def state(self, key: str, value: str) -> None:
        """What the record says of itself; not noted."""
        self._replace(tables.about, {"key": key, "value": value}, ("key",))

    # --- the history ---

    def note(self, verb: str, noun: object, before: object | None) -> None:
        """One line more in the history."""
        self._insert(tables.change, [self._line(verb, noun, before)])

    def _line(self, verb: str, noun: object, before: object | None) -> dict[str, Any]:
        self._number += 1
        return {
            "number": self._number,
            "at": self.clock(),
            "who": self.who,
            "verb": verb,
            "subject": subject_of(noun),
            "why": self.why,
            "before": None if before is None else canonical(before),
            "after": canonical(noun),
        }

    # --- rows ---

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(table.insert(), rows)

    def _delete(self, table: Table, **where: str) -> None:
        self.connection.execute(table.delete().where(*(table.c[name] == value for name, value in where.items())))

    def _replace(self, table: Table, row: dict[str, Any], keys: tuple[str, ...]) -> None:
        """Updates the row with these keys, or inserts it: other rows may refer to it, so that it can't be deleted."""
        where = [table.c[key] == row[key] for key in keys]
        rest = {name: value for name, value in row.items() if name not in keys}
        if self.connection.execute(table.update().where(*where).values(rest or row)).rowcount == 0:
            self._insert(table, [row])

    def _rename(self, subject: str, names: tuple[Any, ...]) -> None:
        self._delete(tables.name, subject=subject)
        self._insert(tables.name, name_rows(subject, names))


def _or_none(find: Callable[[], Any]) -> Any:
    try:
        return find()
    except NotInRecord:
        return None
