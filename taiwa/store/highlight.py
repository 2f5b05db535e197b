"""Where in the body of an item the words that were sought stand: what is shown of a hit, by the words of the index.

Owns the characters of a hit; `search` finds the items.
"""

from __future__ import annotations

from collections.abc import Sequence

from taiwa.model import Hit, Item, Phrase, Query, Span
from taiwa.store.words import Word, words_of


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
    return Hit(found, united(spans), tuple(dict.fromkeys(via)))


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


def united(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
