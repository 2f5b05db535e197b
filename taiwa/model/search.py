"""What is asked of the record, and what is found: a query taken apart, and hits with the characters that were sought.

Owns no rules: `taiwa.record.asking` makes queries of what a user writes, `taiwa.store.search` answers them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from taiwa.model.reading import Span
from taiwa.model.record import Item


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the index (`taiwa.store.words`) that stand in a row. With `prefix`, the last is the beginning of one.

    `via` says how a phrase that nobody wrote came in (`disarmament = 軍縮`); empty for the user's own.
    """

    words: tuple[str, ...]
    prefix: bool = False
    via: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing sought: all of the user's `own` phrases, or any of the `others`, which nobody wrote."""

    own: tuple[Phrase, ...]
    others: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """All of `sought`, none of `without`, among items that have one of the values of each facet.

    `facets` maps names to values that will do: `kind`, `forum`, `meeting`, `language`, `act`, `force`, `followup`,
    and those that are tags of an item (`speaker`, `field`, `mention`, `entity`). `since` and `until` are dates, as
    exact as one likes, both included. `whole` is the row of the user's own words as one phrase: items that have it
    come first, where there is more than one thing sought.
    """

    sought: tuple[Sought, ...] = ()
    without: tuple[Phrase, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    whole: Phrase | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found. `spans` are the characters of its body that were sought, in order; `via` says by which words that
    nobody wrote it was found, empty where the user's own were."""

    item: Item
    spans: tuple[Span, ...] = ()
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits in their order, and how many there are in all; with `more`, there are more than `total`. `counts`
    maps a facet that was asked for to its
    values, the commonest first, with the number of hits that have them."""

    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    more: bool = False
