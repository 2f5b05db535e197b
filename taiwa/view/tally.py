"""Counts of one reading: how much of the text was read, and how often each act, follow-up, field and speaker occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from taiwa.model import Reading
from taiwa.view.prose import heal, ink


@dataclass(frozen=True, slots=True)
class Tally:
    """`characters` counts the text without spaces, `unread` those of them in residue; the rest are counts by name."""

    characters: int
    unread: int
    provisions: int
    assertions: int
    residue: int
    acts: Mapping[str, int]
    followups: Mapping[str, int]
    fields: Mapping[str, int]
    speakers: Mapping[str, int]

    @property
    def share_read(self) -> float:
        """The share of characters, 0 to 1, that the reader gave a meaning."""
        return 1 - self.unread / self.characters if self.characters else 1.0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of documents shows of one reading; `share_read` from 0 to 1."""

    name: str
    title: str
    language: str
    date: str
    provisions: int
    commitments: int
    intentions: int
    share_read: float


def summarise(reading: Reading) -> Summary:
    """The reading in one row."""
    tally, statement = count(reading), reading.statement
    return Summary(
        name=reading.source.name,
        title=heal(statement.title or ""),
        language=reading.language,
        date=statement.date or "",
        provisions=tally.provisions,
        commitments=tally.followups.get("commitment", 0),
        intentions=tally.followups.get("intention", 0),
        share_read=tally.share_read,
    )


def count(reading: Reading) -> Tally:
    """The counts of a reading; every mapping is ordered by falling count, then by name."""
    text = reading.source.text
    unread = sum(ink(text[part.span.start : part.span.end]) for part in reading.segments if part.kind == "residue")
    provisions = reading.provisions
    return Tally(
        characters=ink(text),
        unread=unread,
        provisions=len(provisions),
        assertions=len(reading.assertions),
        residue=len(reading.residue),
        acts=_ordered(Counter(provision.act for provision in provisions)),
        followups=_ordered(Counter(provision.followup for provision in provisions)),
        fields=_ordered(Counter(name for provision in provisions for name in provision.fields)),
        speakers=_ordered(Counter(code for provision in provisions for code in provision.speaker)),
    )


def _ordered(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
