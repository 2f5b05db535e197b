"""Answers queries from search's tables: the same items in the same order from both databases.

Owns the SQL of search. Order: items that hold all the user's words in a row, then those that hold them anywhere, then
those found by other words; within each, the shorter first (of two texts that say what was asked, the shorter says less
else), then the younger, then by identifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
)

from taiwa.errors import WrongQuery
from taiwa.model import Found, Hit, Item, Phrase, Query, Sought, Span
from taiwa.store import tables
from taiwa.store.index import COLUMNS
from taiwa.store.words import Word, words_of

item, tag = tables.item, tables.tag
# Facets that are columns of an item; all others are tags.
IN_ITEM = ("kind", "forum", "meeting", "language", "act", "force", "followup", "owner", "ref")
TAGS = ("speaker", "field", "mention", "entity", "kind_of_text")
# Hits of one page, and how far into the hits one may ask: databases count no further.
MOST, FARTHEST = 1000, 2**31 - 1


class Search:
    """Asks one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_sqlite = connection.dialect.name == "sqlite"

    def find(self, query: Query, *, limit: int = 20, offset: int = 0, counts: Sequence[str] = ()) -> Found:
        """A page of hits, `limit` of them from the one at `offset`, and the counts of the facets named in `counts`.

        Raises WrongQuery where nothing is sought and no facet given, or a facet isn't known.
        """
        if not (query.sought or query.without or query.facets or query.since or query.until):
            raise WrongQuery("nothing is asked for")
        numbers, total = self._page(query, max(0, min(limit, MOST)), max(0, min(offset, FARTHEST)))
        items = self._items(numbers)
        hits = tuple(hit_of(query, items[number]) for number in numbers if number in items)
        return Found(hits, total, {facet: self._count(query, facet) for facet in counts})

    def number(self, phrase: Phrase, most: int) -> int:
        """How many items hold the phrase; counting ends at `most`."""
        # Joined with the items: SQLite still has the words of those that are gone.
        hits = self._matching(self._phrase(phrase))
        some = select(literal(1)).select_from(hits.join(item, item.c.id == hits.c.id)).limit(most).subquery()
        return int(self.connection.execute(select(func.count()).select_from(some)).scalar_one())

    def holding(self, phrase: Phrase, facets: Mapping[str, tuple[str, ...]], most: int) -> dict[int, str]:
        """Numbers of items that hold the phrase and have the facets, with their `ref`: `most` of them, the youngest."""
        query = Query((Sought((phrase,)),), facets=facets)
        wanted = self._wanted(query, item.c.id, item.c.ref).order_by(item.c.date.desc(), item.c.ref)
        return {row.id: row.ref for row in self.connection.execute(wanted.limit(most))}

    def items(self, numbers: Sequence[int]) -> dict[int, Item]:
        """Items with their facets by number."""
        return self._items(numbers)

    # --- the query as SQL ---

    def _page(self, query: Query, limit: int, offset: int) -> tuple[list[int], int]:
        tier = self._tier(query)
        order: list[Any] = [] if tier is None else [tier.desc()]
        order += [item.c.weight] if query.sought else []
        order += [item.c.date.desc(), item.c.ref, item.c.kind]
        wanted = self._wanted(query, item.c.id, func.count().over().label("total")).order_by(*order)
        rows = self.connection.execute(wanted.limit(limit).offset(offset)).all()
        if rows:
            return [row.id for row in rows], int(rows[0].total)
        if limit and not offset:
            return [], 0
        return [], int(self.connection.execute(self._wanted(query, func.count())).scalar_one())

    def _wanted(self, query: Query, *columns: Any) -> Select[Any]:
        """Columns of the items that the query asks for."""
        chosen = select(*columns)
        if query.sought:
            hits = self._matching(self._all(query))
            chosen = chosen.select_from(hits.join(item, item.c.id == hits.c.id))
        else:
            chosen = chosen.select_from(item)
            if query.without:
                chosen = chosen.where(item.c.id.not_in(select(self._matching(self._any(query.without)).c.id)))
        return chosen.where(*self._facets(query))

    def _facets(self, query: Query) -> list[ColumnElement[bool]]:
        wanted: list[ColumnElement[bool]] = []
        for facet, values in query.facets.items():
            if facet in IN_ITEM:
                given: Sequence[Any] = _numbers(values) if facet == "force" else values
                wanted.append(item.c[facet].in_(given))
            elif facet in TAGS:
                wanted.append(exists().where(tag.c.item == item.c.id, tag.c.facet == facet, tag.c.value.in_(values)))
            else:
                raise WrongQuery(f"{facet!r} is no facet; there are {', '.join((*IN_ITEM, *TAGS))}")
        if query.since:
            wanted.append(item.c.date >= query.since)
        if query.until:
            # A date is a text: 2024-12-31 comes before 2024~, and so does all of that year.
            wanted += [item.c.date <= f"{query.until}~", item.c.date != ""]
        return wanted

    def _tier(self, query: Query) -> ColumnElement[int] | None:
        """How well an item fits: 2 the words in a row, 1 the words, 0 other words; None where all are alike."""
        ranks: list[tuple[ColumnElement[bool], int]] = []
        if query.whole is not None:
            ranks.append((item.c.id.in_(select(self._matching(self._phrase(query.whole)).c.id)), 2))
        if any(each.others for each in query.sought):
            own = self._and([self._own(each) for each in query.sought])
            ranks.append((item.c.id.in_(select(self._matching(own).c.id)), 1))
        return case(*ranks, else_=0) if ranks else None

    # --- words, as each database writes them ---

    def _matching(self, expression: str) -> Subquery:
        """The numbers of the items whose words match."""
        if self.is_sqlite:
            wanted: Select[Any] = (
                select(literal_column("rowid").label("id"))
                .select_from(text("words"))
                .where(literal_column("words").op("MATCH")(expression))
            )
        else:
            wanted = (
                select(literal_column("item").label("id"))
                .select_from(text("words"))
                .where(text("words @@ CAST(:query AS tsquery)").bindparams(query=expression))
            )
        return wanted.subquery()

    def _all(self, query: Query) -> str:
        positive = self._and([self._one(each) for each in query.sought])
        if not query.without:
            return positive
        negative = self._any(query.without)
        return f"({positive}) NOT ({negative})" if self.is_sqlite else f"({positive}) & !({negative})"

    def _one(self, sought: Sought) -> str:
        if not sought.others:
            return self._own(sought)
        return f"({self._own(sought)})" + (" OR " if self.is_sqlite else " | ") + self._any(sought.others)

    def _own(self, sought: Sought) -> str:
        return self._and([self._phrase(phrase) for phrase in sought.own])

    def _and(self, parts: Sequence[str]) -> str:
        return (" AND " if self.is_sqlite else " & ").join(f"({part})" for part in parts)

    def _any(self, phrases: Sequence[Phrase]) -> str:
        return (" OR " if self.is_sqlite else " | ").join(f"({self._phrase(phrase)})" for phrase in phrases)

    def _phrase(self, phrase: Phrase) -> str:
        if self.is_sqlite:
            return '"' + " ".join(phrase.words) + '"' + ("*" if phrase.prefix else "")
        *others, last = (f"'{word}'" for word in phrase.words)
        return " <-> ".join([*others, last + (":*" if phrase.prefix else "")])

    # --- items ---

    def _items(self, numbers: Sequence[int]) -> dict[int, Item]:
        rows = self.connection.execute(select(item).where(item.c.id.in_(numbers))).mappings().all()
        tags: dict[int, list[tuple[str, str]]] = {}
        ordered = select(tag).where(tag.c.item.in_(numbers)).order_by(tag.c.facet, tag.c.value)
        for row in self.connection.execute(ordered):
            tags.setdefault(row.item, []).append((row.facet, row.value))
        return {
            row["id"]: Item(**{name: row[name] for name in COLUMNS}, tags=tuple(tags.get(row["id"], ())))
            for row in rows
        }

    def _count(self, query: Query, facet: str) -> tuple[tuple[str, int], ...]:
        """How many hits have each value of a facet, were that facet not asked for itself."""
        others = {name: values for name, values in query.facets.items() if name != facet}
        wider = Query(query.sought, query.without, others, query.since, query.until)
        if facet in IN_ITEM:
            column: Any = item.c[facet]
            wanted = self._wanted(wider, column.label("value"), func.count().label("number"))
            wanted = wanted.where(
                and_(column.is_not(None), or_(func.length(func.coalesce(column, "")) > 0))
                if facet != "force"
                else column.is_not(None)
            )
        elif facet in TAGS:
            wanted = self._wanted(wider, tag.c.value.label("value"), func.count().label("number"))
            wanted = wanted.where(tag.c.item == item.c.id, tag.c.facet == facet)
        else:
            raise WrongQuery(f"{facet!r} is no facet; there are {', '.join((*IN_ITEM, *TAGS))}")
        rows = self.connection.execute(wanted.group_by(text("value")).order_by(text("number DESC"), text("value")))
        return tuple((str(row.value), int(row.number)) for row in rows)


# --- where in a body the words stand ---


def hit_of(query: Query, found: Item) -> Hit:
    """An item with the characters of its body that were sought, and by which words that nobody wrote it was found."""
    words = words_of(found.body)
    spans: list[Span] = []
    via: list[str] = []
    for sought in query.sought:
        own = [places(words, phrase) for phrase in sought.own]
        spans += [span for each in own for span in each]
        for phrase in sought.others:
            there = places(words, phrase)
            spans += there
            via += [phrase.via] if there and not all(own) else []
    return Hit(found, _united(spans), tuple(dict.fromkeys(via)))


def places(words: Sequence[Word], phrase: Phrase) -> list[Span]:
    """Where a phrase stands among the words of a text, as spans of that text."""
    length = len(phrase.words)
    *others, last = phrase.words
    out = []
    for i in range(len(words) - length + 1):
        final = words[i + length - 1]
        fits = final.word.startswith(last) if phrase.prefix else final.word == last
        if fits and all(words[i + k].word == word for k, word in enumerate(others)):
            # The beginning of a pair of characters is one character; at the next one the next word begins.
            pair = phrase.prefix and len(final.word) > len(last)
            end = max(words[i + length].start, final.start + 1) if pair else final.end
            out.append(Span(words[i].start, end))
    return out


def _numbers(values: Sequence[str]) -> list[int]:
    """Values of a facet of numbers. Raises WrongQuery."""
    for value in values:
        if not re.fullmatch("-?[0-9]{1,4}", value):
            raise WrongQuery(f"force: {value!r} is no number")
    return [int(value) for value in values]


def _united(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
