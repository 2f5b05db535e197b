"""lineage(): how the wording of provisions went through the editions of a forum, and whose language it was before.

Each edition is laid beside the ends of the threads so far, not beside every earlier edition: a thread's end is its last
step, for as long as `REMEMBERED` editions go by without it. What comes back later begins a new thread. Other forums are
searched by an index over the rarest words of each provision. Both grow with the number of provisions, not its square.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taiwa.comparing.alignment import align
from taiwa.comparing.differences import differences
from taiwa.comparing.items import Item, items
from taiwa.comparing.verdicts import judge
from taiwa.lexicon import Scale, grading
from taiwa.lexicon import scales as known_scales
from taiwa.model import Edition, Origin, Provision, Reading, Step, Thread

# Two editions in a row are aligned down to likenesses that only a comparison of both needs. Of 38 links between the
# statements of the Trade and Technology Council and of the Counter-Ransomware Initiative judged by eye, seven of nine
# from .4 on were the same wording, eleven of 29 below. Where both name a thing that few provisions of either edition
# name (a fund, a strait), what the aligner put together is about that thing.
SAME_WORDING, FEW = 0.4, 3
NAMES = ("treaty", "resolution", "programme", "body", "route", "place")
# A wording that so many editions in a row did without, and that then stands again, was taken up anew.
REMEMBERED = 8
# Another forum's provision is looked for by so many of a provision's rarest features, of which so many must be shared;
# features that more provisions have lead nowhere.
RAREST, SHARED, TOO_COMMON = 10, 3, 200
# From this likeness on, a wording of another forum was taken over: nearly all of its rare words, in their order.
TAKEN_OVER = 0.6

Wanted = Callable[[Edition, Provision], bool]


@dataclass(slots=True)
class _Growing:
    """A thread while it grows: its steps, where its end stands among the editions, and the things of that end."""

    forum: str
    steps: list[Step]
    last: int
    ends: list[Item]
    reading: Reading
    first: tuple[int, Item]
    touched: bool = field(default=False)


def lineage(editions: Iterable[Edition], wanted: Wanted | None = None) -> tuple[Thread, ...]:
    """The threads of editions of any forums and languages, those in which some step holds a provision that is `wanted`.

    Threads come by the date of their first step, then by edition and provision. The order of `editions` doesn't matter.
    """
    ladders = [scale for _, scale in sorted(known_scales().items())]
    out: list[Thread] = []
    by_language: dict[str, list[Edition]] = defaultdict(list)
    for edition in sorted(editions, key=lambda each: (each.date, each.id)):
        by_language[edition.reading.language].append(edition)
    for language, ordered in sorted(by_language.items()):
        out += _of_language(language, ordered, wanted, ladders)
    return tuple(sorted(out, key=_order))


def _order(thread: Thread) -> tuple[str, str, int, str]:
    first = thread.steps[0]
    return first.date, first.edition, int(first.provisions[0][1:] or 0), thread.language


def _of_language(
    language: str, editions: Sequence[Edition], wanted: Wanted | None, ladders: Sequence[Scale]
) -> Iterator[Thread]:
    things = [[each for each in items(edition.reading) if each.provision] for edition in editions]
    forums: dict[str, list[int]] = defaultdict(list)
    for at, edition in enumerate(editions):
        forums[edition.forum].append(at)
    threads: list[_Growing] = []
    for places in forums.values():
        threads += _of_forum(places, editions, things, wanted, ladders)
    threads = [thread for thread in threads if thread.touched]
    index = _Others(editions, things) if len(forums) > 1 and threads else None
    for thread in threads:
        after = [at for at in forums[thread.forum] if editions[at].date > editions[thread.last].date]
        gone = editions[after[0]].id if after else None
        origin = index.origin(*thread.first) if index else None
        yield Thread(thread.forum, language, tuple(thread.steps), gone, origin)


def _of_forum(
    places: Sequence[int],
    editions: Sequence[Edition],
    things: Sequence[Sequence[Item]],
    wanted: Wanted | None,
    ladders: Sequence[Scale],
) -> list[_Growing]:
    threads: list[_Growing] = []
    live: list[_Growing] = []
    for age, at in enumerate(places):
        edition, mine = editions[at], things[at]
        ends, owners = _ends(live)
        names = _Named(ends, mine)
        for group in align(ends, mine):
            new = [mine[i] for i in group.new]
            same = group.likeness >= SAME_WORDING or names.shared([ends[i] for i in group.old], new)
            held = list({id(thread): thread for i in group.old for thread in owners[i]}.values()) if same else []
            touched = wanted is None or any(wanted(edition, item.provision) for item in new if item.provision)
            for thread in held if new else ():
                _extend(thread, new, group.likeness, edition, at, ladders)
                thread.touched |= touched
            if new and not held:
                thread = _begun(edition, at, new)
                thread.touched = touched
                threads.append(thread)
                live.append(thread)
        oldest = places[max(0, age + 1 - REMEMBERED)]
        live = [thread for thread in live if thread.last >= oldest]
    return threads


class _Named:
    """What the provisions of two sides name, and how many of each side name it."""

    def __init__(self, *sides: Sequence[Item]) -> None:
        self.counts = [Counter(name for item in side for name in _names(item)) for side in sides]

    def shared(self, old: Sequence[Item], new: Sequence[Item]) -> bool:
        """Whether things of both sides name one thing that few others name."""
        both = {name for item in old for name in _names(item)} & {name for item in new for name in _names(item)}
        return any(max(count[name] for count in self.counts) <= FEW for name in both)


def _names(item: Item) -> set[str]:
    mentions = item.provision.mentions if item.provision else ()
    return {each.name.casefold() for each in mentions if each.kind in NAMES}


def _ends(live: Sequence[_Growing]) -> tuple[list[Item], list[list[_Growing]]]:
    """The things at the ends of threads, each once, and whose ends they are: threads that merged share one."""
    at: dict[tuple[int, str], int] = {}
    ends: list[Item] = []
    owners: list[list[_Growing]] = []
    for thread in live:
        for item in thread.ends:
            place = at.setdefault((thread.last, item.name), len(ends))
            if place == len(ends):
                ends.append(item)
                owners.append([])
            owners[place].append(thread)
    return ends, owners


def _extend(
    thread: _Growing, new: list[Item], likeness: float, edition: Edition, at: int, ladders: Sequence[Scale]
) -> None:
    sides = (thread.reading, edition.reading)
    verdict, grounds, _ = judge(thread.ends, new, sides, ladders)
    dense = not grading(edition.reading.language).verb_first
    edits = () if verdict == "kept" else differences(thread.ends, new, sides, dense)
    step = replace(_step(edition, new, verdict), likeness=round(likeness, 4), grounds=grounds, edits=edits)
    if thread.last == at:  # two parts of this edition continue one end: one step
        thread.steps[-1] = replace(thread.steps[-1], provisions=(*thread.steps[-1].provisions, *step.provisions))
        thread.ends += new
        return
    thread.steps.append(step)
    thread.last, thread.ends, thread.reading = at, list(new), edition.reading


def _begun(edition: Edition, at: int, new: list[Item]) -> _Growing:
    return _Growing(edition.forum, [_step(edition, new, "first")], at, list(new), edition.reading, (at, new[0]))


def _step(edition: Edition, new: Sequence[Item], verdict: str) -> Step:
    provisions = [item.provision for item in new if item.provision]
    most = max(provisions, key=lambda each: each.force)
    return Step(
        edition.id, edition.date, tuple(each.id for each in provisions), verdict, 0.0, most.act, most.force,
        most.followup, most.text,
    )  # fmt: skip


class _Others:
    """An index over the rarest features of every provision, to find the same wording in other forums."""

    def __init__(self, editions: Sequence[Edition], things: Sequence[Sequence[Item]]) -> None:
        self.editions, self.things = editions, things
        counts: Counter[str] = Counter()
        for mine in things:
            for item in mine:
                counts.update(item.features)
        number = sum(map(len, things))
        self.counts = counts
        self.weights = {feature: math.log1p(number / count) for feature, count in counts.items()}
        self.postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, mine in enumerate(things):
            for i, item in enumerate(mine):
                for feature in self._rarest(item):
                    self.postings[feature].append((at, i))

    def _rarest(self, item: Item) -> list[str]:
        shared = [each for each in item.features if 1 < self.counts[each] <= TOO_COMMON]
        return sorted(shared, key=lambda each: (self.counts[each], each))[:RAREST]

    def origin(self, at: int, item: Item) -> Origin | None:
        """The earliest provision of another forum, before this edition, that says nearly the same."""
        mine = self.editions[at]
        votes: Counter[tuple[int, int]] = Counter()
        for feature in self._rarest(item):
            votes.update(place for place in self.postings[feature] if self._before(place[0], mine))
        for place in sorted(place for place, number in votes.items() if number >= SHARED):
            other = self.things[place[0]][place[1]]
            likeness = alike(item.features, other.features, self.weights)
            if likeness >= TAKEN_OVER and other.provision:
                edition = self.editions[place[0]]
                found = other.provision
                return Origin(edition.id, edition.forum, edition.date, found.id, round(likeness, 4), found.text)
        return None

    def _before(self, at: int, mine: Edition) -> bool:
        other = self.editions[at]
        return other.forum != mine.forum and other.date < mine.date


def alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Between 0 and 1: what two things share of their features, by weight."""
    shared = math.fsum(sorted(weights[each] for each in one & other))
    whole = math.fsum(sorted(weights[each] for side in (one, other) for each in side))
    return 2 * shared / whole if whole else 0.0
