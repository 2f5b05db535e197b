"""What of the record is seen: a confidential forum, with all that belongs to it, is not there for those outside.

Owns the conditions that every question to the tables carries. They are asked of the same state of the record as the
question itself, so that a forum that becomes confidential is gone at once. Where nothing is hidden they are empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, case, exists, func, literal, not_, or_, select

from taiwa.store import tables
from taiwa.store.tables import matching

# Under this name the program itself writes: what ships with it is no secret.
PROGRAM = "taiwa"
# So many patterns stand in one row of alternatives: databases take no condition of any depth.
AT_ONCE = 200


class Sight:
    """What is seen by somebody who is let into the confidential forums in `granted`; None: everything."""

    def __init__(self, connection: Connection, granted: frozenset[str] | None = None) -> None:
        self._connection, self.granted = connection, granted

    @cached_property
    def hidden(self) -> tuple[str, ...]:
        """The forums that are not seen, by identifier."""
        if self.granted is None:
            return ()
        table = tables.forum
        found = self._connection.execute(select(table.c.id).where(table.c.confidential).order_by("id")).scalars()
        return tuple(id for id in found if id not in self.granted)

    @cached_property
    def hidden_entities(self) -> tuple[str, ...]:
        """Entities that only texts of hidden forums name. What ships with Taiwa is always seen."""
        if not self.hidden:
            return ()
        table, link, change = tables.entity, tables.link, tables.change
        named = exists().where(link.c.entity == table.c.id)
        shipped = exists().where(
            change.c.subject == literal("entity ") + table.c.id, change.c.verb == "add", change.c.who == PROGRAM
        )
        seen = exists().where(link.c.entity == table.c.id, link.c.version.in_(self._versions()))
        # One that a hidden text brought in stays hidden when its mention was given to another entity since.
        said = or_(*(change.c.why.like(f"%{matching(forum)}/%", escape="\\") for forum in self.hidden))
        added = (change.c.subject == literal("entity ") + table.c.id, change.c.verb == "add")
        brought = exists().where(*added, said, not_(self._guesses(change.c.who)))
        wanted = select(table.c.id).where(or_(named, brought), not_(shipped), not_(seen))
        return tuple(self._connection.execute(wanted).scalars())

    def conditions(self, table: Table) -> list[ColumnElement[bool]]:
        """What a row of `table` must fulfil to be seen."""
        if not self.hidden:
            return []
        condition = self._condition(table)
        return [] if condition is None else [condition]

    def _condition(self, table: Table) -> ColumnElement[bool] | None:
        column = table.c
        match table.name:
            case "forum":
                return column.id.not_in(self.hidden)
            case "meeting" | "membership" | "level":
                return column.forum.not_in(self.hidden)
            case "delegate":
                return column.meeting.in_(select(tables.meeting.c.id).where(*self.conditions(tables.meeting)))
            case "text":
                return column.forum.is_(None) | column.forum.not_in(self.hidden)
            case "version":
                return column.text.in_(select(tables.text.c.id).where(*self.conditions(tables.text)))
            case "reading" | "correction" | "link":
                return column.version.in_(self._versions())
            case "source":
                return column.sha256.in_(select(tables.version.c.sha256).where(*self.conditions(tables.version)))
            case "entity":
                return column.id.not_in(self.hidden_entities) if self.hidden_entities else None
            case "identifier":
                return column.entity.not_in(self.hidden_entities) if self.hidden_entities else None
            case "evidence":
                return and_(self._is_of_others(column.subject), *map(self._says_nothing, (column.source,)))
            case "change":
                told = (column.why, column.before, column.after)
                says_nothing = and_(*map(self._says_nothing, told))
                return and_(self._is_of_others(column.subject), or_(says_nothing, self._guesses(column.who)))
            case _:
                return None

    def _versions(self) -> Any:
        return select(tables.version.c.id).where(*self.conditions(tables.version))

    @cached_property
    def _strays(self) -> tuple[str, ...]:
        """Identifiers that are hidden although they don't begin with that of a hidden forum: a text that was moved."""
        out: list[str] = []
        for table in (tables.meeting, tables.text, tables.version):
            seen = select(table.c.id).where(*self.conditions(table))
            rest = select(table.c.id).where(table.c.id.not_in(seen))
            begins = [table.c.id.like(f"{matching(forum)}/%", escape="\\") for forum in self.hidden]
            out += self._connection.execute(rest.where(not_(or_(*begins)))).scalars()
        return tuple(out)

    def _is_of_others(self, subject: ColumnElement[str]) -> ColumnElement[bool]:
        """The subject of a line (`meeting kitanagi/fm-9`, `delegate kitanagi/fm-9 JP ...`) is nothing hidden."""
        of_entity = or_(subject.like("entity %"), subject.like("evidence entity %"))
        rest = self._identifier(subject)
        ends = [f"{matching(id)}{end}" for id in (*self.hidden, *self._strays) for end in ("/%", " %", "#%")]
        of_forum = and_(rest.not_in((*self.hidden, *self._strays)), _is_like_none(rest, ends))
        if not self.hidden_entities:
            return or_(of_entity, of_forum)
        fields = [f"{matching(id)} %" for id in self.hidden_entities]
        links = [f"link %#% {matching(id)}" for id in self.hidden_entities]
        of_other_entity = and_(rest.not_in(self.hidden_entities), _is_like_none(rest, fields))
        return or_(and_(of_entity, of_other_entity), and_(not_(of_entity), of_forum, _is_like_none(subject, links)))

    def _identifier(self, subject: ColumnElement[str]) -> ColumnElement[str]:
        """What follows the kind in a subject; evidence has that of what it is of."""
        place = func.instr if self._connection.dialect.name == "sqlite" else func.strpos
        of = case((subject.like("evidence %"), func.substr(subject, len("evidence ") + 1)), else_=subject)
        return func.substr(of, place(of, " ") + 1)

    def _says_nothing(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """The words of a line name nothing hidden, neither as a value in JSON nor in a sentence."""
        patterns = [f'%"{matching(id)}{end}%' for id in (*self.hidden, *self._strays) for end in ('"', "/")]
        patterns += [f"%{matching(forum)}/%" for forum in self.hidden]
        patterns += [f"%{matching(id)}{end}" for id in self._strays for end in ("", "/%", " %")]
        return or_(column.is_(None), _is_like_none(column, patterns))

    def _guesses(self, who: ColumnElement[str]) -> ColumnElement[bool]:
        """Who wrote a line was never let into what is hidden, and can't tell of it: if their words hid it, they would
        learn by that what they guessed. The audit knows the roles that were taken back, too."""
        account, audit = tables.account.c.id, tables.audit
        given = [literal(" ") + forum + " %" for forum in map(matching, self.hidden)] + [literal(" * administrator")]
        knew = or_(*(audit.c.about.like(account + end, escape="\\") for end in given))
        without = select(account).where(not_(exists().where(audit.c.event == "role-granted", knew)))
        return who.in_(without)


def _is_like_none(column: ColumnElement[Any], patterns: Sequence[str]) -> ColumnElement[bool]:
    """A column is like none of the patterns."""
    rows = [patterns[at : at + AT_ONCE] for at in range(0, len(patterns), AT_ONCE)]
    return and_(*(not_(or_(*(column.like(each, escape="\\") for each in row))) for row in rows))
