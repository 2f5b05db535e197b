"""Which words differ: the shortest edit between two sides, tidied so that it can be read at a glance.

Words where they stand apart, characters in Japanese. Myers' algorithm; a match of a mark or a particle between two
changes is no help to a reader and is shown as changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from taiwa.comparing.items import Item, Word
from taiwa.model import Edit, Reading, Span

# A match of fewer characters than this between changes on both sides of it is not worth the reader's eye.
ISLAND = 4
# In Japanese, where a character says more.
DENSE_ISLAND = 2
# Words of so many characters at the edge of a provision, outside its parts, link it to the next.
LINK = 3


def differences(
    old: Sequence[Item], new: Sequence[Item], readings: tuple[Reading, Reading], dense: bool
) -> tuple[Edit, ...]:
    """The edits that turn the words of `old` into those of `new`, in order; adjacent ones of a kind are one."""
    before, after = ([word for item in side for word in item.words] for side in (old, new))
    (head, old_end), (new_head, new_end) = _body(before), _body(after)
    a, b = before[head:old_end], after[new_head:new_end]
    runs = _runs(matches([w.form for w in a], [w.form for w in b]), len(a), len(b))
    steps = _tidied(runs, a, b, dense)
    edges = ((before[:head], after[:new_head]), (before[old_end:], after[new_end:]))
    first, last = (tuple(_edge(gone, come, readings)) for gone, come in edges)
    return (*first, *_edits(steps, a, b, readings), *last)


def _body(words: Sequence[Word]) -> tuple[int, int]:
    """Where the words begin and end without the marks and small links by which a thing hangs on its neighbours."""
    start, end = 0, len(words)
    while start < end and _links(words[start]):
        start += 1
    while end > start and _links(words[end - 1]):
        end -= 1
    return start, end


def _links(word: Word) -> bool:
    return word.part == "rest" and (not word.counts or len(word.form) <= LINK)


def _edge(gone: Sequence[Word], come: Sequence[Word], readings: tuple[Reading, Reading]) -> Iterator[Edit]:
    """Links at the edge, which come and go with the neighbours: those of the new side are shown as kept."""
    if come:
        yield Edit("kept", _written(come, readings[1]), _span(gone), _span(come))


def matches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of indices of a longest common subsequence (Myers, O((n + m) d) time)."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    middle = _myers(a[start : len(a) - end], b[start : len(b) - end])
    head = [(at, at) for at in range(start)]
    tail = [(len(a) - end + at, len(b) - end + at) for at in range(end)]
    return head + [(i + start, j + start) for i, j in middle] + tail


def _myers(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    n, m = len(a), len(b)
    if not n or not m:
        return []
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    for depth in range(n + m + 1):
        trace.append(dict(furthest))
        for k in range(-depth, depth + 1, 2):
            down = k == -depth or (k != depth and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            while x < n and x - k < m and a[x] == b[x - k]:
                x += 1
            furthest[k] = x
            if x >= n and x - k >= m:
                return _walk_back(trace, n, m)
    return []


def _walk_back(trace: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    out = []
    for depth in range(len(trace) - 1, -1, -1):
        furthest, k = trace[depth], x - y
        down = k == -depth or (k != depth and furthest[k - 1] < furthest[k + 1])
        before = k + 1 if down else k - 1
        from_x = furthest[before] if depth else 0
        from_y = from_x - before if depth else 0
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            out.append((x, y))
        x, y = from_x, from_y
    return out[::-1]


Run = tuple[str, int, int, int, int]


def _runs(pairs: Sequence[tuple[int, int]], n: int, m: int) -> Iterator[Run]:
    """(kind, from, to in old, from, to in new) of kept stretches and of changes between them."""
    x = y = at = 0
    while at <= len(pairs):
        i, j = pairs[at] if at < len(pairs) else (n, m)
        if (i, j) != (x, y):
            yield "changed", x, i, y, j
        if at == len(pairs):
            return
        size = 1
        while at + size < len(pairs) and pairs[at + size] == (i + size, j + size):
            size += 1
        yield "kept", i, i + size, j, j + size
        x, y, at = i + size, j + size, at + size


def _tidied(runs: Iterator[Run], before: Sequence[Word], after: Sequence[Word], dense: bool) -> list[Run]:
    """Changes with a small island between them become one."""
    all_runs = list(runs)
    out: list[Run] = []
    for at, run in enumerate(all_runs):
        inside = 0 < at < len(all_runs) - 1
        size = sum(len(word.form) for word in before[run[1] : run[2]])
        # It is an island only if it is smaller than what changes on either side of it.
        small = run[0] == "kept" and inside and size < (DENSE_ISLAND if dense else ISLAND)
        kind = "changed" if small else run[0]
        if out and out[-1][0] == kind == "changed":
            out[-1] = ("changed", out[-1][1], run[2], out[-1][3], run[4])
        else:
            out.append((kind, *run[1:]))
    return out


def _edits(
    runs: Sequence[Run], before: Sequence[Word], after: Sequence[Word], readings: tuple[Reading, Reading]
) -> Iterator[Edit]:
    for kind, a, b, c, d in runs:
        if kind == "kept":
            for start, end in _pieces(before[a:b], after[c:d], readings):
                old, new = before[a + start : a + end], after[c + start : c + end]
                yield Edit("kept", _written(new, readings[1]), _span(old), _span(new))
            continue
        for start, end in _pieces(before[a:b], (), readings):
            old = before[a + start : a + end]
            yield Edit("removed", _written(old, readings[0]), _span(old), None)
        for start, end in _pieces((), after[c:d], readings):
            new = after[c + start : c + end]
            yield Edit("added", _written(new, readings[1]), None, _span(new))


def _pieces(
    before: Sequence[Word], after: Sequence[Word], readings: tuple[Reading, Reading]
) -> Iterator[tuple[int, int]]:
    """Stretches of words with nothing but space between them on either side: page furniture is in no span."""
    start, end = 0, max(len(before), len(after))
    for at in range(1, end + 1):
        if at == end or any(
            words and reading.source.text[words[at - 1].span.end : words[at].span.start].strip()
            for words, reading in ((before, readings[0]), (after, readings[1]))
        ):
            yield start, at
            start = at


def _span(words: Sequence[Word]) -> Span | None:
    return Span(words[0].span.start, words[-1].span.end) if words else None


def _written(words: Sequence[Word], reading: Reading) -> str:
    """The words as they stand, with one space where there was any between them."""
    text, out = reading.source.text, []
    for at, word in enumerate(words):
        gap = text[words[at - 1].span.end : word.span.start] if at else ""
        space = " " if gap and (reading.language != "ja" or not _wide(text, words[at - 1], word)) else ""
        out.append(space + text[word.span.start : word.span.end])
    return "".join(out)


def _wide(text: str, one: Word, other: Word) -> bool:
    """Whether a wrap between two characters is no space."""
    return not (text[one.span.end - 1].isascii() and text[other.span.start].isascii())
