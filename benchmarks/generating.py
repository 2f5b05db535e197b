"""Statements that nobody made: readings of any number, in three languages, always the same for one seed.

Words follow Zipf's law with an offset (Mandelbrot): a few stand everywhere, most hardly anywhere. The commonest are
real ones (`benchmarks/words.toml`), so that stems and endings are what search meets; the rest are made of syllables, or
of pairs of characters in Japanese. States, forums and treaties are invented. Measures nothing itself.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from taiwa.lexicon import scale
from taiwa.model import (
    Entity,
    Forum,
    Level,
    Meeting,
    Mention,
    Name,
    Passage,
    Provision,
    Reading,
    Segment,
    Source,
    Span,
    Statement,
    Text,
    Version,
)

WORDS = Path(__file__).with_name("words.toml")
# So many different words has a language here; the exponent and offset are what counts of real prose come near to.
VOCABULARY, EXPONENT, OFFSET = 15_000, 1.05, 5.0
LANGUAGES, SHARES = ("ja", "en", "ru"), (4, 4, 2)
FORUMS, MEETINGS, TREATIES = 12, 60, 200
STATES = tuple(
    f"{a}{b}" for a in ("Kita", "Mina", "Oru", "Vesh", "Tal", "Rho") for b in ("nagi", "lond", "mar", "kesh")
)
FIELDS = ("water", "security", "trade", "transport", "health", "energy", "education", "climate", "space", "culture")
FOLLOW_UPS = ("none", "none", "intention", "commitment")
KINDS = ("joint-statement", "joint-statement", "chair-statement", "action-plan")
SCALE = "taiwa-2026"


@dataclass(frozen=True)
class Tongue:
    """A language: its words from the commonest on, how often each comes, what stands between them."""

    language: str
    words: tuple[str, ...]
    formulas: tuple[str, ...]
    gap: str

    @cached_property
    def weights(self) -> list[float]:
        """The words' frequencies, summed up."""
        return list(accumulate((rank + OFFSET) ** -EXPONENT for rank in range(1, len(self.words) + 1)))

    def some(self, chance: random.Random, number: int) -> list[str]:
        """So many words, as they come."""
        return chance.choices(self.words, cum_weights=self.weights, k=number)


@cache
def tongue(language: str) -> Tongue:
    """A language's words: the real ones of the list, then made ones."""
    given = tomllib.loads(WORDS.read_text(encoding="utf-8"))[language]
    chance = random.Random(f"words {language}")
    made = dict.fromkeys(given["common"])
    while len(made) < VOCABULARY:
        made["".join(chance.choices(given["pieces"], k=given["length"] + (chance.random() < 0.4)))] = None
    return Tongue(language, tuple(made), tuple(given["formulas"]), given["gap"])


def forums() -> list[Forum]:
    """The forums, each with one level."""
    return [
        Forum(f"forum-{i}", (Name(f"{STATES[i]} Dialogue", "en"), Name(f"FD{i}", "", "abbreviation")),
              levels=(Level("fm", 1, (Name("Foreign Ministers' Meeting", "en"),)),))
        for i in range(FORUMS)
    ]  # fmt: skip


def meetings() -> list[Meeting]:
    """The meetings of every forum, over thirty years."""
    chance = random.Random("meetings")
    return [
        Meeting(f"forum-{i}/fm-{n}", f"forum-{i}", "fm", n, date=f"{1995 + n // 2}-{chance.randint(1, 12):02}-"
                f"{chance.randint(1, 28):02}", place=chance.choice(STATES))
        for i in range(FORUMS)
        for n in range(1, MEETINGS + 1)
    ]  # fmt: skip


@cache
def treaties() -> tuple[Entity, ...]:
    """Entities with a name in each language."""
    chance = random.Random("treaties")
    return tuple(
        Entity(f"treaty-{i}", "treaty", tuple(Name(_named(language, chance), language) for language in LANGUAGES))
        for i in range(TREATIES)
    )


def _named(language: str, chance: random.Random) -> str:
    spoken = tongue(language)
    return spoken.gap.join(word.capitalize() for word in chance.sample(spoken.words[3000:], 3))


@dataclass(frozen=True)
class Made:
    """One statement: the text, its version, the bytes it would have come in, and its reading."""

    text: Text
    version: Version
    data: bytes
    reading: Reading


def statements(provisions: int, seed: int = 2026, least: int = 20, most: int = 90) -> Iterator[Made]:
    """Statements with at least so many provisions together, `least` to `most` each."""
    held = meetings()
    for number, count in enumerate(_sizes(provisions, seed, least, most)):
        yield statement(number, count, held[number % len(held)], seed)


def _sizes(provisions: int, seed: int, least: int, most: int) -> Iterator[int]:
    chance = random.Random(f"sizes {seed}")
    left = provisions
    while left > 0:
        size = min(chance.randint(least, most), max(left, least))
        left -= size
        yield size


def statement(number: int, provisions: int, meeting: Meeting, seed: int) -> Made:
    """Statement `number` of a seed."""
    chance = random.Random(f"{seed} {number}")
    spoken = tongue(chance.choices(LANGUAGES, SHARES)[0])
    writing = _Writing(spoken, chance)
    reading = writing.reading(number, provisions)
    data = reading.source.text.encode("utf-8")
    id = f"{meeting.id}/text-{number}"
    text = Text(id, chance.choice(KINDS), meeting.forum, meeting.id, reading.statement.title or "", meeting.date)
    digest = sha256(data).hexdigest()
    version = Version(f"{id}/{spoken.language}", id, spoken.language, "official", digest, digest, f"{number}.txt",
                      "text/plain", f"generated {number}", "2026-01-01T00:00:00Z")  # fmt: skip
    return Made(text, version, data, reading)


class _Writing:
    """A statement while it is written: its characters so far, and what was found in them."""

    def __init__(self, spoken: Tongue, chance: random.Random) -> None:
        self.spoken, self.chance = spoken, chance
        self.ranks = scale(SCALE).ranks
        self.acts = tuple(self.ranks)
        self.lines: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []

    def reading(self, number: int, provisions: int) -> Reading:
        title = self._write(self._sentence(6), "title")
        found = [self._provision(f"p{i}") for i in range(1, provisions + 1)]
        passages = [self._passage() for _ in range(provisions // 10)]
        text = "\n".join(self.lines)
        source = Source(f"{number}.txt", "text/plain", sha256(text.encode()).hexdigest(), text)
        facts = Statement(text[slice(*title)], "joint-statement", self.spoken.language)
        return Reading(source, self.spoken.language, SCALE, "generated", facts, tuple(self.segments), tuple(found),
                       tuple(passages), ())  # fmt: skip

    def _sentence(self, words: int) -> str:
        return self.spoken.gap.join(self.spoken.some(self.chance, words))

    def _write(self, line: str, kind: str, provision: str | None = None) -> Span:
        span = Span(self.length, self.length + len(line))
        self.lines.append(line)
        self.length += len(line) + 1
        self.segments.append(Segment(kind, span, provision))
        return span

    def _passage(self) -> Passage:
        span = self._write(self._sentence(15), "assertion")
        return Passage("", (span,), self.lines[-1])

    def _provision(self, id: str) -> Provision:
        chance, spoken = self.chance, self.spoken
        words = spoken.some(chance, chance.randint(8, 45))
        if chance.random() < 0.03:
            words.insert(chance.randrange(len(words)), chance.choice(spoken.formulas))
        named = self._treaty() if chance.random() < 0.2 else None
        if named:
            words.insert(0, named)
        line = spoken.gap.join(words)
        span = self._write(line, "provision", id)
        anchor = Span(span.end - len(words[-1]), span.end)
        act = chance.choices(self.acts, range(1, len(self.acts) + 1))[0]
        mentions = (Mention("treaty", named, Span(span.start, span.start + len(named))),) if named else ()
        return Provision(
            id, f"{int(id[1:]) // 3}", anchor, (Span(span.start, anchor.start),), (span,),
            tuple(chance.sample(STATES, chance.choices((1, 2, 5), (6, 2, 1))[0])), None, "carried", act,
            self.ranks[act], chance.choice(FOLLOW_UPS), tuple(chance.sample(FIELDS, chance.choice((1, 1, 2)))),
            mentions=mentions, lexicon=(f"{spoken.language}-1",), quote=words[-1], text=line,
        )  # fmt: skip

    def _treaty(self) -> str:
        names = self.chance.choice(treaties()).names
        return next(name.text for name in names if name.language == self.spoken.language)


def ranked(language: str, ranks: Sequence[int]) -> list[str]:
    """Words by how common they are: 1 is the commonest."""
    return [tongue(language).words[rank - 1] for rank in ranks]
