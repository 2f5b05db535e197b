"""Answers queries from search's tables: the same items in the same order from both databases.

Owns the SQL of search. Order: items that hold all the user's words in a row, then those that hold them anywhere, then
those found by other words; within each, the shorter first (of two texts that say what was asked, the shorter says less
else), then the younger; then as they stand in their text. Without words, the youngest first. A page is taken in the
engine's own order (`order`), so that a word that stands everywhere costs no more than its page; hits are counted to
`COUNTED`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, text

from taiwa.errors import WrongQuery
from taiwa.model import Found, Item, Phrase, Query, Sought
from taiwa.store.expression import FTS5, TSQUERY, expressions, kinds_of, whole
from taiwa.store.facets import IN_ITEM, LETTERS, TAGS, word_of
from taiwa.store.highlight import hit_of
from taiwa.store.index import items_of
from taiwa.store.order import BY_DATE, Range, ranges
from taiwa.store.sight import Sight

# Hits of one page, and how far into the hits one may ask: databases count no further.
MOST, FARTHEST = 1000, 2**31 - 1 - 1000
# Hits are counted up to here: nobody pages further, and counting is what costs where a word stands everywhere.
COUNTED = 10_000
COUNT = "SELECT count(*) FROM"
# So many counts are asked for in one statement.
AT_ONCE = 100


class Search:
    """Asks one connection. What `sight` doesn't see is neither found nor counted."""

    def __init__(self, connection: Connection, sight: Sight | None = None) -> None:
        self.connection = connection
        self.sight = sight or Sight(connection)
        self.is_sqlite = connection.dialect.name == "sqlite"
        self.notation = FTS5 if self.is_sqlite else TSQUERY

    def find(self, query: Query, *, limit: int = 20, offset: int = 0, counts: Sequence[str] = ()) -> Found:
        """A page of hits, `limit` of them from the one at `offset`, and the counts of the facets named in `counts`.

        Raises WrongQuery where nothing is sought and no facet given, or a facet isn't known.
        """
        if not (query.sought or query.without or query.facets or query.since or query.until):
            raise WrongQuery("nothing is asked for")
        within = ranges(kinds_of(query.facets), query.since, query.until, by_weight=not query.sought)
        parts = expressions(query, self.notation, self._hidden) or [""]
        numbers, total = self._page(
            parts, within, max(0, min(limit, MOST)), max(0, min(offset, FARTHEST)), by_date=not query.sought
        )
        items = self.items(numbers)
        hits = tuple(hit_of(query, items[number]) for number in numbers)
        counted = self._counts(query, counts)
        return Found(hits, min(total, COUNTED), counted, more=total > COUNTED)

    def numbers(self, phrases: Sequence[Phrase], most: int) -> list[int]:
        """How many items hold each phrase; counting ends at `most`."""
        out: list[int] = []
        for at in range(0, len(phrases), AT_ONCE):
            some = phrases[at : at + AT_ONCE]
            arms = [
                f"SELECT {i} AS place, count(*) AS number FROM (SELECT 1 FROM words WHERE {self._match(f'e{i}')}"
                f" LIMIT {most:d}) AS those"
                for i in range(len(some))
            ]
            hidden = self.notation.any(map(self.notation.word, self._hidden)) if self._hidden else ""
            seen = [self.notation.without(self.notation.phrase(phrase), hidden) for phrase in some]
            given = {f"e{i}": expression for i, expression in enumerate(seen)}
            rows = self.connection.execute(text(" UNION ALL ".join(arms)), given)
            out += [number for _, number in sorted((int(row.place), int(row.number)) for row in rows)]
        return out

    def holding(self, phrase: Phrase, facets: Mapping[str, tuple[str, ...]], most: int) -> list[int]:
        """Numbers of items that hold the phrase and have the facets, the first `most` of them."""
        query = Query((Sought((phrase,)),), facets=facets)
        within = ranges(kinds_of(facets), None, None, by_weight=False)
        return self._ordered(self._whole(query), within, most)

    def items(self, numbers: Sequence[int]) -> dict[int, Item]:
        """Items with their facets by number."""
        return items_of(self.connection, numbers)

    def cross(self, query: Query, facets: Sequence[str]) -> tuple[tuple[tuple[str, ...], int], ...]:
        """How many hits have each combination of values of `facets`, in order of the values; `year` is that of an
        item's date. A hit with two values of one facet counts with both. Raises WrongQuery for an unknown facet."""
        part, given = self._whole(query), {}
        within = ranges(kinds_of(query.facets), query.since, query.until, by_weight=False)
        if not within:
            return ()
        columns, joins, conditions = [], [], ["1 = 1"]
        for n, facet in enumerate(facets):
            if facet not in LETTERS and facet != "year":
                raise WrongQuery(f"{facet!r} is no facet; there are {', '.join((*LETTERS, 'year'))}")
            if facet == "year" or facet in IN_ITEM:
                columns.append(("substr(item.date, 1, 4)" if facet == "year" else f"item.{facet}") + f" AS value{n}")
                name = "date" if facet == "year" else facet
                conditions.append(f"item.{name} IS NOT NULL" + ("" if facet == "force" else f" AND item.{name} <> ''"))
            else:
                columns.append(f"tag{n}.value AS value{n}")
                joins.append(f"JOIN tag AS tag{n} ON tag{n}.item = hits.id AND tag{n}.facet = :facet{n}")
                given[f"facet{n}"] = facet
        names = ", ".join(f"value{n}" for n in range(len(facets)))
        hits = f"SELECT {self._number(part)} AS id FROM {self._table(part)} WHERE {self._where(part, within)}"
        found = f"SELECT {', '.join(columns)} FROM hits JOIN item ON item.id = hits.id {' '.join(joins)}"
        wanted = text(
            f"WITH hits AS ({hits}), found AS ({found} WHERE {' AND '.join(conditions)})"
            f" SELECT {names}, count(*) FROM found GROUP BY {names} ORDER BY {names}"
        )
        rows = self.connection.execute(wanted, given | _given(part, within))
        return tuple((tuple(map(str, row[:-1])), int(row[-1])) for row in rows)

    # --- pages ---

    def _page(
        self, parts: Sequence[str], within: Sequence[Range], limit: int, offset: int, *, by_date: bool
    ) -> tuple[list[int], int]:
        """Numbers on the page, and how many hits there are: exact up to `COUNTED`, one more where there are more."""
        numbers: list[int] = []
        total, skip = 0, offset
        for part in parts:
            wanted = skip + limit - len(numbers)
            number, found = self._up_to(part, within, wanted, by_date)
            if wanted and (skip < number or number > COUNTED):
                found = self._ordered(part, within, wanted) if found is None else found
                ordered = sorted(found, key=_by_date) if by_date else sorted(found)
                numbers += ordered[skip:wanted]
                if number > COUNTED and len(ordered) < wanted:
                    number = len(ordered)
            skip = max(0, skip - number)
            total += number
            if total > COUNTED and len(numbers) >= limit:
                break
        return numbers, min(total, COUNTED + 1)

    def _up_to(self, part: str, within: Sequence[Range], wanted: int, by_date: bool) -> tuple[int, list[int] | None]:
        """How many hits there are, at most one more than `COUNTED`; and the first `wanted`, where it had to find
        all in order to count. FTS5 gives them in order, so that they needn't be had."""
        if not within:
            return 0, []
        given = _given(part, within)
        if self.is_sqlite:
            arms = " UNION ALL ".join(self._arm("1", part, i) for i in range(len(within)))
            return int(self.connection.execute(text(f"{COUNT} ({arms} LIMIT {COUNTED + 1})"), given).scalar_one()), None
        some = f"SELECT {self._number(part)} AS id FROM {self._table(part)} WHERE {self._where(part, within)}"
        order = f"id & {BY_DATE}, id" if by_date else "id"
        rows = self.connection.execute(
            text(
                f"WITH some_hits AS MATERIALIZED ({some} LIMIT {COUNTED + 1})"
                f" SELECT id, count(*) OVER () AS number FROM some_hits ORDER BY {order} LIMIT {max(wanted, 1):d}"
            ),
            given,
        ).all()
        number = int(rows[0].number) if rows else 0
        return number, [row.id for row in rows] if number <= COUNTED else None

    def _ordered(self, part: str, within: Sequence[Range], most: int) -> list[int]:
        """The first `most` numbers of hits in each range."""
        if not within:
            return []
        number = self._number(part)
        arms = [
            f"SELECT * FROM ({self._arm(number, part, i)} ORDER BY {number} LIMIT {most:d}) AS arm{i}"
            for i in range(len(within))
        ]
        return list(self.connection.execute(text(" UNION ALL ".join(arms)), _given(part, within)).scalars())

    # --- SQL ---

    def _whole(self, query: Query) -> str:
        return whole(query, self.notation, self._hidden)

    @cached_property
    def _hidden(self) -> tuple[str, ...]:
        """Words of the index that only what isn't seen has."""
        forums = (word_of("forum", forum) for forum in self.sight.hidden)
        return (*forums, *(word_of("entity", entity) for entity in self.sight.hidden_entities))

    def _arm(self, column: str, part: str, i: int) -> str:
        where = f"{self._number(part)} BETWEEN :a{i} AND :b{i}"
        return f"SELECT {column} FROM {self._table(part)} WHERE " + (
            f"{self._match('e')} AND {where}" if part else where
        )

    def _where(self, part: str, within: Sequence[Range]) -> str:
        either = " OR ".join(f"{self._number(part)} BETWEEN :a{i} AND :b{i}" for i in range(len(within)))
        return f"{self._match('e')} AND ({either})" if part else f"({either})"

    def _match(self, name: str) -> str:
        return f"words MATCH :{name}" if self.is_sqlite else f"words @@ CAST(:{name} AS tsquery)"

    def _table(self, part: str) -> str:
        return "words" if part else "item"

    def _number(self, part: str) -> str:
        if not part:
            return "id"
        return "rowid" if self.is_sqlite else "item"

    def _counts(self, query: Query, facets: Sequence[str]) -> dict[str, tuple[tuple[str, int], ...]]:
        """How many hits have each value of each facet, were that facet not asked for itself. Facets that aren't asked
        for have the same hits, which are found once."""
        for facet in facets:
            if facet not in LETTERS:
                raise WrongQuery(f"{facet!r} is no facet; there are {', '.join(LETTERS)}")
        free = [facet for facet in facets if facet not in query.facets]
        out = self._count(query, free) if free else {}
        for facet in facets:
            if facet in query.facets:
                others = {name: values for name, values in query.facets.items() if name != facet}
                wider = Query(query.sought, query.without, others, query.since, query.until)
                out |= self._count(wider, [facet])
        return {facet: tuple(sorted(out[facet].items(), key=lambda each: (-each[1], each[0]))) for facet in facets}

    def _count(self, query: Query, facets: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many hits have each value of each facet: in two questions, one for columns of items and one for tags."""
        out: dict[str, dict[str, int]] = {facet: {} for facet in facets}
        part = self._whole(query)
        within = ranges(kinds_of(query.facets), query.since, query.until, by_weight=False)
        if not within:
            return out
        hits = f"SELECT {self._number(part)} AS id FROM {self._table(part)} WHERE {self._where(part, within)}"
        given = _given(part, within)
        if columns := [facet for facet in facets if facet in IN_ITEM]:
            names = ", ".join(columns)
            beside = f"SELECT {names}, count(*) AS number FROM hits JOIN item ON item.id = hits.id GROUP BY {names}"
            for *values, number in self.connection.execute(text(f"WITH hits AS MATERIALIZED ({hits}) {beside}"), given):
                for facet, value in zip(columns, values, strict=True):
                    if value is not None and value != "":
                        out[facet][str(value)] = out[facet].get(str(value), 0) + int(number)
        if tags := [facet for facet in facets if facet in TAGS]:
            names = ", ".join(f":t{i}" for i in range(len(tags)))
            beside = f"SELECT facet, value, count(*) FROM hits JOIN tag ON tag.item = hits.id WHERE facet IN ({names})"
            rows = self.connection.execute(
                text(f"WITH hits AS MATERIALIZED ({hits}) {beside} GROUP BY facet, value"),
                given | {f"t{i}": facet for i, facet in enumerate(tags)},
            )
            for facet, value, number in rows:
                out[facet][str(value)] = int(number)
        return out


def _given(part: str, within: Sequence[Range]) -> dict[str, Any]:
    given: dict[str, Any] = {"e": part} if part else {}
    for i, each in enumerate(within):
        given |= {f"a{i}": each.first, f"b{i}": each.last}
    return given


def _by_date(number: int) -> tuple[int, int]:
    """The youngest first, whatever their length."""
    return number & BY_DATE, number
