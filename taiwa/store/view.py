"""The record as it is at one moment: nouns by identifier, and lists of them. Reads only.

A list is in the order in which people would lay it out: meetings by date, versions by language, changes by number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, func, select

from taiwa.errors import BrokenRecord, NotInRecord
from taiwa.model import (
    Change,
    Correction,
    Delegate,
    Entity,
    Evidence,
    Forum,
    Kept,
    Level,
    Link,
    Meeting,
    Membership,
    Name,
    Reading,
    Text,
    Version,
)
from taiwa.store import tables
from taiwa.store.coding import unpacked
from taiwa.store.rows import PLAIN, level_subject, noun_of
from taiwa.store.sight import Sight
from taiwa.store.tables import matching

Noun = TypeVar("Noun")
# So many are asked for by name; of more, all are asked for.
FEW = 500


class View:
    """Asks one connection. Single look-ups raise NotInRecord; lists are tuples, empty where there is nothing.

    What `sight` doesn't see is not there; without one, everything is seen.
    """

    def __init__(self, connection: Connection, sight: Sight | None = None) -> None:
        self.connection = connection
        self.sight = sight or Sight(connection)

    # --- forums and meetings ---

    def forum(self, id: str) -> Forum:
        """A forum with its names, members and ladder."""
        row = self._one(tables.forum, "forum", id)
        members = self._rows(select(tables.membership).where(tables.membership.c.forum == id).order_by("position"))
        levels = self._rows(select(tables.level).where(tables.level.c.forum == id).order_by("rank", "id"))
        return Forum(
            id,
            self.names(f"forum {id}"),
            tuple(noun_of(Membership, member) for member in members),
            tuple(Level(level["id"], level["rank"], self.names(level_subject(id, level["id"]))) for level in levels),
            row["note"],
            row["confidential"],
        )

    def forums(self) -> tuple[Forum, ...]:
        """Every forum, by identifier."""
        wanted = select(tables.forum.c.id).where(*self.sight.conditions(tables.forum))
        ids = self.connection.execute(wanted.order_by("id")).scalars().all()
        return tuple(self.forum(id) for id in ids)

    def meeting(self, id: str) -> Meeting:
        """A meeting."""
        return noun_of(Meeting, self._one(tables.meeting, "meeting", id))

    def numbers(self, kind: type[Meeting] | type[Text]) -> Mapping[str, int]:
        """How many meetings, or texts that weren't withdrawn, each forum has; one that has none is not in it."""
        table = PLAIN[kind]
        wanted = [table.c.withdrawn.is_(False)] if kind is Text else []
        seen = self.sight.conditions(table)
        rows = select(table.c.forum, func.count()).where(*wanted, *seen).group_by(table.c.forum)
        return {forum: int(number) for forum, number in self.connection.execute(rows) if forum is not None}

    def latest(self, number: int) -> tuple[Text, ...]:
        """The youngest texts that weren't withdrawn, so many at most; those without a date last."""
        table = tables.text
        wanted = select(table).where(table.c.withdrawn.is_(False), *self.sight.conditions(table))
        rows = self._rows(wanted.order_by(table.c.date.is_(None), table.c.date.desc(), table.c.id).limit(number))
        return tuple(noun_of(Text, row) for row in rows)

    def meetings(self, forum: str | None = None) -> tuple[Meeting, ...]:
        """The meetings of a forum, or of all, by date; those without a date last."""
        table = tables.meeting
        return self._nouns(
            Meeting, [table.c.forum == forum] if forum else [], table.c.date.is_(None), table.c.date, table.c.id
        )

    def delegates(self, meeting: str) -> tuple[Delegate, ...]:
        """Who was to be at a meeting: by party, rank and name."""
        table = tables.delegate
        return self._nouns(
            Delegate, [table.c.meeting == meeting], table.c.party, table.c.rank.is_(None), table.c.rank, table.c.person
        )

    # --- texts ---

    def text(self, id: str) -> Text:
        """A text as a work."""
        return noun_of(Text, self._one(tables.text, "text", id))

    def texts(self, forum: str | None = None, meeting: str | None = None) -> tuple[Text, ...]:
        """Texts by date, of a forum, a meeting, or all; those withdrawn too."""
        table = tables.text
        wanted = [column == value for column, value in ((table.c.forum, forum), (table.c.meeting, meeting)) if value]
        return self._nouns(Text, wanted, table.c.date.is_(None), table.c.date, table.c.id)

    def version(self, id: str) -> Version:
        """A text in one language."""
        return noun_of(Version, self._one(tables.version, "version", id))

    def versions(self, text: str | None = None) -> tuple[Version, ...]:
        """The language versions of a text, or of all, by identifier."""
        table = tables.version
        return self._nouns(Version, [table.c.text == text] if text else [], table.c.id)

    def versions_of(self, texts: Sequence[str]) -> Mapping[str, tuple[Version, ...]]:
        """The language versions of several texts, asked for at once; a text without one is in it too."""
        table, out = tables.version, dict[str, tuple[Version, ...]](dict.fromkeys(texts, ()))
        wanted = [table.c.text.in_(texts)] if len(texts) <= FEW else []
        for version in self._nouns(Version, wanted, table.c.id):
            if version.text in out:
                out[version.text] += (version,)
        return out

    def same(self, language: str, *, sha256: str | None = None, digest: str | None = None) -> tuple[Version, ...]:
        """Versions in that language from the same bytes, or with the same words."""
        table = tables.version
        wanted = [table.c.language == language]
        wanted += [table.c.sha256 == sha256] if sha256 else []
        wanted += [table.c.digest == digest] if digest else []
        return self._nouns(Version, wanted, table.c.id)

    def source(self, sha256: str) -> bytes:
        """The bytes of a source. Raises NotInRecord."""
        wanted = select(tables.source.c.bytes).where(tables.source.c.sha256 == sha256)
        seen = self.sight.conditions(tables.source)
        found = self.connection.execute(wanted.where(*seen)).scalar_one_or_none()
        if found is None:
            raise NotInRecord(f"no source has the hash {sha256}")
        return bytes(found)

    # --- readings and decisions ---

    def kept(self, version: str) -> tuple[Kept, ...]:
        """The readings of a version, oldest first; the last is the current one."""
        table = tables.reading
        columns = [table.c[name] for name in ("version", "number", "reader", "scale", "made")]
        wanted = select(*columns).where(table.c.version == version, *self.sight.conditions(table))
        rows = self._rows(wanted.order_by("number"))
        return tuple(noun_of(Kept, row) for row in rows)

    def reading(self, version: str, number: int | None = None) -> Reading:
        """A reading of a version, the current one unless `number` says which. Raises NotInRecord, BrokenRecord."""
        table = tables.reading
        wanted = select(table.c.data).where(table.c.version == version, *self.sight.conditions(table))
        if number is not None:
            wanted = wanted.where(table.c.number == number)
        data = self.connection.execute(wanted.order_by(table.c.number.desc()).limit(1)).scalar_one_or_none()
        if data is None:
            raise NotInRecord(f"no reading of {version} is kept" + (f" under number {number}" if number else ""))
        try:
            return unpacked(bytes(data))
        except ValueError as error:
            raise BrokenRecord(f"the reading of {version} that is kept is damaged ({error})") from error

    def corrections(self, version: str) -> tuple[Correction, ...]:
        """Decisions on a version in the order in which they were made, those withdrawn too."""
        table = tables.correction
        return self._nouns(Correction, [table.c.version == version], table.c.number)

    # --- entities ---

    def entity(self, id: str) -> Entity:
        """An entity with names and identifiers."""
        return self._entity(self._one(tables.entity, "entity", id))

    def entities(self, kind: str | None = None, ids: Sequence[str] | None = None) -> tuple[Entity, ...]:
        """Every entity, or those of a kind or of some identifiers, by identifier."""
        table = tables.entity
        wanted = select(table).where(*self.sight.conditions(table)).order_by("id")
        wanted = wanted.where(table.c.kind == kind) if kind else wanted
        named = ids is not None and len(ids) <= FEW
        rows = self._rows(wanted.where(table.c.id.in_(ids)) if named and ids is not None else wanted)
        few = named or (kind is not None and len(rows) <= FEW)
        subjects = [f"entity {row['id']}" for row in rows] if few else None
        names = self._every(tables.name, "subject", "entity ", subjects)
        identifiers = self._every(tables.identifier, "entity", "", [row["id"] for row in rows] if few else None)
        if ids is not None and not named:
            asked = set(ids)
            rows = [row for row in rows if row["id"] in asked]
        return tuple(
            Entity(
                row["id"],
                row["kind"],
                tuple(noun_of(Name, each) for each in names[f"entity {row['id']}"]),
                tuple((each["scheme"], each["value"]) for each in identifiers[row["id"]]),
                row["note"],
            )
            for row in rows
        )

    def links(self, version: str | None = None, entity: str | None = None) -> tuple[Link, ...]:
        """Which mentions stand for which entities: of a version, of an entity, or all."""
        table = tables.link
        wanted = [column == value for column, value in ((table.c.version, version), (table.c.entity, entity)) if value]
        return self._nouns(Link, wanted, table.c.version, table.c.start, table.c.entity)

    def evidence(self, subject: str) -> tuple[Evidence, ...]:
        """Why the facts of `subject` (its kind and identifier) are believed, by field."""
        table = tables.evidence
        return self._nouns(Evidence, [table.c.subject == subject], table.c.field, table.c.source)

    def names(self, subject: str) -> tuple[Name, ...]:
        """The names of `subject` (`forum cajad`, `entity npt`, `level cajad fm`), in their order."""
        table = tables.name
        rows = self._rows(select(table).where(table.c.subject == subject).order_by("position"))
        return tuple(noun_of(Name, row) for row in rows)

    # --- the history ---

    def changes(
        self,
        subject: str | None = None,
        *,
        below: bool = False,
        after: int = 0,
        before: int | None = None,
        limit: int | None = None,
    ) -> tuple[Change, ...]:
        """Lines of the history by number, those `after` one and `before` another: all, or of a subject (`below`: and
        what belongs to it, that is whose identifier goes on with `/`, `#` or a space). `limit` keeps the last so many.
        """
        table = self._changes()
        wanted = select(table).where(table.c.number > after).order_by(table.c.number.desc())
        if before is not None:
            wanted = wanted.where(table.c.number < before)
        if subject is not None and below:
            kindless = subject.partition(" ")[2] or subject
            wanted = wanted.where(
                (table.c.subject == subject)
                | table.c.subject.like(f"% {matching(kindless)}", escape="\\")
                | table.c.subject.like(f"% {matching(kindless)}/%", escape="\\")
                | table.c.subject.like(f"% {matching(kindless)} %", escape="\\")
                | table.c.subject.like(f"% {matching(kindless)}#%", escape="\\")
            )
        elif subject is not None:
            wanted = wanted.where(table.c.subject == subject)
        rows = self._rows(wanted.limit(limit) if limit else wanted)
        return tuple(noun_of(Change, row) for row in reversed(rows))

    def _changes(self) -> Any:
        """The history as it is seen. Where lines are hidden the others are counted without them: a gap would tell."""
        table = tables.change
        hidden = self.sight.conditions(table)
        if not hidden:
            return table
        place = func.row_number().over(order_by=table.c.number).label("number")
        rest = [column for column in table.c if column.name != "number"]
        return select(place, *rest).where(*hidden).subquery()

    def state(self) -> int:
        """The number of the last change: the record is the same wherever it is."""
        return int(self.connection.execute(select(func.max(tables.change.c.number))).scalar_one() or 0)

    def count(self, kind: str) -> int:
        """How many rows a table of the record has (`text`, `version`, `change` ...)."""
        table = tables.metadata.tables[kind]
        wanted = select(func.count()).select_from(table).where(*self.sight.conditions(table))
        return int(self.connection.execute(wanted).scalar_one())

    def is_taken(self, kind: str, id: str) -> bool:
        """Whether an identifier is in use, seen or not: two things can't have one."""
        table = tables.metadata.tables[kind]
        return self.connection.execute(select(table.c.id).where(table.c.id == id)).first() is not None

    def about(self, key: str) -> str | None:
        """What the record says of itself."""
        found = select(tables.about.c.value).where(tables.about.c.key == key)
        return self.connection.execute(found).scalar_one_or_none()

    # --- rows ---

    def _one(self, table: Table, kind: str, id: str) -> Any:
        wanted = select(table).where(table.c.id == id, *self.sight.conditions(table))
        row = self.connection.execute(wanted).mappings().one_or_none()
        if row is None:
            raise NotInRecord(f"there is no {kind} {id!r} in the record")
        return row

    def _every(self, table: Table, key: str, beginning: str, keys: Sequence[str] | None) -> Mapping[str, list[Any]]:
        """Rows in their order by key, those of the keys or else those whose key has that beginning: in one question."""
        column = table.c[key]
        wanted = select(table).where(column >= beginning, column < f"{beginning}\U0010ffff")
        wanted = wanted if keys is None else select(table).where(column.in_(keys))
        out: dict[str, list[Any]] = defaultdict(list)
        for row in self._rows(wanted.order_by(column, "position")):
            out[row[key]].append(row)
        return out

    def _rows(self, wanted: Select[Any]) -> Sequence[Any]:
        return self.connection.execute(wanted).mappings().all()

    def _nouns(self, kind: type[Noun], wanted: Iterable[Any], *order: Any) -> tuple[Noun, ...]:
        asked = select(PLAIN[kind]).where(*wanted, *self.sight.conditions(PLAIN[kind]))
        return tuple(noun_of(kind, row) for row in self._rows(asked.order_by(*order)))

    def _entity(self, row: Any) -> Entity:
        table = tables.identifier
        found = self._rows(select(table).where(table.c.entity == row["id"]).order_by("position"))
        identifiers = tuple((each["scheme"], each["value"]) for each in found)
        return Entity(row["id"], row["kind"], self.names(f"entity {row['id']}"), identifiers, row["note"])
