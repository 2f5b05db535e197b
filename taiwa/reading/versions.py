"""Language versions of one document: the same text in Japanese, English, Russian, one after the other or by turns.

Owns which stretch is in which language, and a document in which one version stands alone. A paragraph's language is told
by script and by small words (`lexicon.stopwords`); a few foreign words, a quoted name or a short annex are no version.
"""  # noqa: E501

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from taiwa.lexicon.stopwords import tongues
from taiwa.model import Notice, Source, Span
from taiwa.text import Working

UNKNOWN = "und"
# A version has at least this share of the document's letters, a sign of a script without spaces counting as several,
# and at least so many letters: less is a quotation, an annex or a courtesy line.
SMALLEST_SHARE, FEWEST_LETTERS = 0.12, 150
# Several paragraphs on end in one language are a version of their own from a smaller share.
SHARE_OF_A_RUN, LETTERS_OF_A_RUN = 0.04, 300
WEIGHT_OF_A_SIGN = 2.5
# So many words of a paragraph must be there for its small words to tell anything, and so many of them be small words.
FEWEST_WORDS, FEWEST_SMALL = 5, 0.15
# A version this much shorter than the longest one isn't the main one.
MAIN_SHARE = 0.5
_SCRIPTS = (
    ("kana", re.compile(r"[\u3041-\u30ff]")),
    ("han", re.compile(r"[\u3400-\u9fff]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f]")),
    ("hangul", re.compile(r"[\uac00-\ud7a3]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
)
_OF_SCRIPT = {"hangul": "ko", "arabic": "ar"}
_LETTER = re.compile(r"[^\n\f]")
_WORD = re.compile(r"[^\W\d_]+")


class Version(NamedTuple):
    """A stretch [start, end) of the working text and its language, "und" where it is none that is known."""

    language: str
    start: int
    end: int


def versions_of(work: Working) -> tuple[Version, ...]:
    """The stretches of the document in order, each in one language; one stretch where it is in one language only."""
    paragraphs = work.paragraphs
    votes = [language_told(work.text[p.start : p.end]) for p in paragraphs]
    weights: Counter[str] = Counter()
    for vote, p in zip(votes, paragraphs, strict=True):
        if vote:
            weights[vote] += weight(work.text[p.start : p.end])
    total = sum(weights.values()) or 1
    real = {code for code, n in weights.items() if n >= SMALLEST_SHARE * total and n >= FEWEST_LETTERS}
    real |= {
        code
        for code in set(_runs(votes))
        if weights[code] >= SHARE_OF_A_RUN * total and weights[code] >= LETTERS_OF_A_RUN
    }
    if len(real) < 2:
        only = max(weights, key=lambda code: weights[code]) if weights else UNKNOWN
        return (Version(only, 0, len(work.text)),)
    scripts = [script_of(work.text[p.start : p.end]) for p in paragraphs]
    return _joined(_settled([vote if vote in real else None for vote in votes], scripts), work)


def _runs(votes: list[str | None]) -> list[str]:
    """Languages told of two neighbours; what tells none stands between without parting them."""
    told = [vote for vote in votes if vote]
    return [one for one, two in pairwise(told) if one == two]


def _settled(votes: list[str | None], scripts: list[str]) -> list[str]:
    """A language for every paragraph: what tells none goes with what follows (a number, a heading) unless its script is
    that of what precedes alone."""
    behind, ahead = list(accumulate(votes, _latest)), list(accumulate(reversed(votes), _latest))[::-1]
    out = []
    for vote, script, before, after in zip(votes, scripts, behind, ahead, strict=True):
        same = [code for code in (after, before) if code and tongues()[code].script == script]
        out.append(vote or next(iter(same), after or before or UNKNOWN))
    return out


def _latest(before: str | None, vote: str | None) -> str | None:
    return vote or before


def script_of(text: str) -> str:
    """The script most letters of a text are in; kana and signs are one."""
    counts = {name: len(letters.findall(text)) for name, letters in _SCRIPTS}
    counts["kana"] += counts.pop("han")
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _joined(languages: list[str], work: Working) -> tuple[Version, ...]:
    """Neighbouring paragraphs of one language make one stretch; the stretches hold the whole text."""
    out: list[Version] = []
    for code, p in zip(languages, work.paragraphs, strict=True):
        if out and out[-1].language == code:
            out[-1] = out[-1]._replace(end=p.end)
        else:
            out.append(Version(code, out[-1].end if out else 0, p.end))
    out[-1] = out[-1]._replace(end=len(work.text))
    return tuple(out)


# --- one paragraph ----------------------------------------------------------------------------------------------------


@cache
def language_told(text: str) -> str | None:
    """The language of a paragraph, "und" for one that isn't known, None where it is too short to tell."""
    counts = {name: len(letters.findall(text)) for name, letters in _SCRIPTS}
    total = sum(counts.values())
    if not total:
        return None
    signs = counts["kana"] + counts["han"]
    if signs > total / 2:
        return "ja" if counts["kana"] * 10 > signs else None
    script = max(counts, key=lambda name: counts[name])
    if script in _OF_SCRIPT:
        return _OF_SCRIPT[script]
    return _by_small_words(text, script)


def _by_small_words(text: str, script: str) -> str | None:
    """The language of a script whose small words, or own letters, a paragraph has most of."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < FEWEST_WORDS:
        return None
    shares: dict[str, float] = {}
    for tongue in tongues().values():
        if tongue.script == script:
            own = sum(any(c in tongue.letters for c in word) for word in words) if tongue.letters else 0
            shares[tongue.code] = (sum(word in tongue.words for word in words) + own) / len(words)
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= FEWEST_SMALL:
        return best
    return UNKNOWN if len(words) > 8 * FEWEST_WORDS and shares[best] < FEWEST_SMALL / 3 else None


def weight(text: str) -> int:
    """How much a paragraph holds, in letters; a sign of a script without spaces counts for several."""
    signs = sum(len(letters.findall(text)) for name, letters in _SCRIPTS if name in ("kana", "han"))
    others = sum(len(letters.findall(text)) for name, letters in _SCRIPTS if name not in ("kana", "han"))
    return int(signs * WEIGHT_OF_A_SIGN) + others


# --- choosing and parting ---------------------------------------------------------------------------------------------


def languages_of(versions: Iterable[Version]) -> tuple[str, ...]:
    """The languages of the versions, in the order in which they begin."""
    return tuple(dict.fromkeys(version.language for version in versions))


def main_version(work: Working, versions: tuple[Version, ...], readable: Iterable[str]) -> str | None:
    """The first version that can be read and isn't much shorter than the longest one; None where none can be read."""
    held: Counter[str] = Counter()
    for version in versions:
        if version.language in readable:
            held[version.language] += weight(work.text[version.start : version.end])
    if not held:
        return None
    return next(code for code in languages_of(versions) if held[code] >= MAIN_SHARE * max(held.values()))


def alone(source: Source, work: Working, versions: tuple[Version, ...], language: str) -> Source:
    """The document with every other version blanked: all places stay, and nothing can be found in the others."""
    text = source.text
    for span in stretches(work, versions, language):
        text = text[: span.start] + _LETTER.sub(" ", text[span.start : span.end]) + text[span.end :]
    return replace(source, text=text)


def stretches(work: Working, versions: tuple[Version, ...], language: str) -> list[Span]:
    """Where the other versions stand in the source, without the space around them."""
    out: list[Span] = []
    for version in versions:
        start, end = version.start, version.end
        while start < end and work.text[start].isspace():
            start += 1
        while end > start and work.text[end - 1].isspace():
            end -= 1
        if version.language != language and end > start:
            out.append(work.source_span(start, end))
    return out


def notice_of(work: Working, versions: tuple[Version, ...], language: str, readable: Iterable[str]) -> Notice:
    """What a user is told of the versions that weren't read."""
    others = [code for code in languages_of(versions) if code != language]
    there = tuple(readable)
    names = [tongues()[code].name if code in tongues() else code for code in others]
    can = [code for code in others if code in there]
    how = (
        f"read with --language {' or '.join(can)}, or all with --all-versions"
        if can
        else "none of them can be read yet"
    )
    first = next(v for v in versions if v.language != language)
    span = work.source_spans(first.start, first.end)[0]
    return Notice("other-versions", f"The document also holds the text in {' and '.join(names)}: {how}.", span)
