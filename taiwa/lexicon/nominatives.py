"""From a case form of a Russian name back to its nominative: candidates by ending, the likeliest first.

Owns the reversal of `cases`; which candidate a text means is told by the other forms it writes (`nominative`).
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from taiwa.lexicon.cases import GENITIVE_PLURALS, SOFT_ENDINGS, VOWELS, adjective, paradigms_of

# Stems that are rarely those of a masculine (Варшава, Лидава, Градица).
FEMININE = ("ав", "иц")
SOFT_ENDINGS_HARD = tuple(ending[:-1] for ending in SOFT_ENDINGS)

# The cases in the order of `cases`; None is an unknown one.
GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, PREPOSITIONAL = range(5)
# What an oblique form may end in, longest first, and what may stand in its place: the likeliest first. Towns and states
# in a consonant are more frequent than those in -а, those in -ея (Корея) than those in -ей.
_ENDINGS = (
    ("ией", ("ия",)),
    ("ью", ("ь",)),
    ("ом", ("", "о")),
    ("ем", ("ь", "й", "", "е")),
    ("ём", ("ь", "й")),
    ("ой", ("а",)),
    ("ей", ("я", "а")),
    ("ии", ("ия", "ий")),
    ("ее", ("ея", "ей")),
    ("ае", ("ай", "ая")),
    ("ое", ("ой", "оя")),
    ("ы", ("а",)),
    ("и", ("а", "ь", "я")),
    ("а", ("", "о")),
    ("я", ("й", "ь")),
    ("у", ("", "а", "о")),
    ("ю", ("я", "ь", "й")),
    ("е", ("", "а", "ь", "я", "й", "о")),
)
_ADJECTIVES = (
    ("ого", ("ый", "ий", "ой", "ое")),
    ("его", ("ий", "ее")),
    ("ому", ("ый", "ий", "ой", "ое")),
    ("ему", ("ий", "ее")),
    ("ым", ("ый", "ой", "ое")),
    ("им", ("ий", "ое", "ее")),
    ("ом", ("ый", "ий", "ой", "ое")),
    ("ем", ("ий", "ее")),
    ("ой", ("ая",)),
    ("ей", ("ая", "яя")),
    ("ую", ("ая",)),
    ("юю", ("яя",)),
    ("ых", ("ые",)),
    ("их", ("ие",)),
    ("ым", ("ые",)),
    ("им", ("ие",)),
    ("ыми", ("ые",)),
    ("ими", ("ие",)),
)


@cache
def nominatives(form: str, case: int | None = None) -> tuple[str, ...]:
    """What a form of one word may be the given (or any) case of, likeliest first; the form itself where nothing is."""
    out = []
    for ending, instead in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: len(form) - len(ending)]
            out += [stem + new for new in _sorted(stem, instead) if _has(stem + new, form, case)]
    if case in (None, ACCUSATIVE) or not out:
        out.append(form)
    return tuple(dict.fromkeys(out))


def _sorted(stem: str, instead: tuple[str, ...]) -> tuple[str, ...]:
    """The endings that may follow a stem: no soft sign behind a vowel or к, г, х; й behind a vowel only."""
    if stem.endswith(SOFT_ENDINGS_HARD):
        return ("ь",)
    vowel = stem[-1] in VOWELS
    if stem.endswith(FEMININE) and "а" in instead:
        instead = ("а", *(new for new in instead if new != "а"))
    return tuple(
        new for new in instead if not ((new == "ь" and (vowel or stem[-1] in "кгхьй")) or (new == "й" and not vowel))
    )


def _has(word: str, form: str, case: int | None) -> bool:
    rows = paradigms_of(word)
    return any(form in (row if case is None else (row[case],)) for row in rows)


@cache
def adjective_nominatives(form: str, case: int | None = None) -> tuple[str, ...]:
    """What adjectives in the singular the form may be the case of; empty where it has no such ending."""
    out = []
    for ending, instead in _ADJECTIVES:
        if form.endswith(ending):
            stem = form[: len(form) - len(ending)]
            for new in instead:
                if new == "ый" and stem[-1:] in "кгхжшчщ":
                    continue
                column = adjective(stem + new)
                if column and form in (column if case is None else (column[case],)):
                    out.append(stem + new)
    return tuple(dict.fromkeys(out))


def nominative(form: str, case: int | None = None, written: Collection[str] = ()) -> str:
    """The likeliest nominative: one that the text writes itself, else the one that most of the other forms share."""
    candidates = nominatives(form, case)
    seen = [c for c in candidates if c in written and c != form]
    if seen:
        return seen[0]

    def shared(candidate: str) -> int:
        return len({f for row in paradigms_of(candidate) for f in row} & set(written))

    # names of lands in -ия are many, those in -ий few
    if case is None and form.endswith("ия") and form in candidates and form in written:
        return form
    best = max(candidates, key=shared)
    return candidates[0] if shared(best) <= shared(candidates[0]) else best


# Endings of masculine adjectives in the nominative.
NOMINATIVE = ("ый", "ий", "ой")
# Stems of adjectives whose ending is stressed: their nominative is in -ой.
_STRESSED = ("лесн", "степн", "морск", "городск", "больш", "речн", "правов", "делов", "миров", "портов", "зернов")


def spelled_like(made: str, written: str) -> str:
    """A form with another form's letters as far as they agree but for ё and capitals (партнёрства: партнёрство)."""
    same = 0
    for a, b in zip(made.lower().replace("ё", "е"), written.lower().replace("ё", "е"), strict=False):
        if a != b:
            break
        same += 1
    return written[:same] + made[same:]


def agreeing(adjective_form: str, noun: str) -> str:
    """The nominative of an adjective before a noun in the nominative («Сардарской», «Республика»: «Сардарская»)."""
    if noun in GENITIVE_PLURALS:
        ends: tuple[str, ...] = ("ые", "ие")
        return next(
            (c for c in (adjective_form, *adjective_nominatives(adjective_form)) if c.endswith(ends)), adjective_form
        )
    feminine = noun[-1] in "ая" or (noun[-1] == "ь" and adjective_form.endswith(("ой", "ей", "ая", "ую")))
    ends = ("ая", "яя") if feminine else (("ое", "ее") if noun[-1] in "оеё" else ("ый", "ий", "ой"))
    for candidate in (adjective_form, *adjective_nominatives(adjective_form)):
        if candidate.endswith(ends) and adjective(candidate):
            stem = candidate[:-2]
            return stem + "ой" if stem.lower() in _STRESSED and candidate.endswith("ый") else candidate
    return adjective_form


# Family names whose genitive in -а is not a feminine nominative, and whose feminine has -а.
_POSSESSIVE = ("ов", "ев", "ин", "ын")
_PARTICLES = frozenset(
    ("аль", "эль", "ас", "аш", "ибн", "бин", "бен", "фон", "ван", "де", "дер", "ла", "ди", "да", "дос")
)


def person_in_nominative(name: str, case: int, written: Collection[str] = ()) -> str:
    """A person's name from the case of the office before it (-1 for the nominative) back to the nominative.

    The given name tells whether the family name is declined as a man's or as a woman's (Лейлы Торманн: Лейла Торманн).
    """
    if case < 0:
        return name
    words = name.split(" ")
    out: list[str] = []
    feminine: bool | None = None
    for word in words:
        front, dot, last = word.rpartition(".")
        if not last or last.lower() in _PARTICLES or last.isupper():
            out.append(word)
            continue
        made = _person_word(last, case, feminine, written)
        if feminine is None and not dot and len(words) > 1:
            feminine = made.endswith(("а", "я"))
        out.append(front + dot + made)
    return " ".join(out)


def _person_word(word: str, case: int, feminine: bool | None, written: Collection[str]) -> str:
    stem = word[:-2]
    if word.endswith(("ого", "его", "ому", "ему", "ым", "им")):
        masculine = [c for c in adjective_nominatives(word, case) if c.endswith(("ий", "ый", "ой"))]
        if masculine:
            return masculine[0]
    if word.endswith("ым") and stem.endswith(_POSSESSIVE):
        return stem
    if word.endswith("ой") and feminine is not False and case != INSTRUMENTAL:
        return stem + ("а" if stem.endswith(_POSSESSIVE) else "ая")
    if feminine and word[-1] not in "ыиеуюйья":
        return word
    # Names in -и are foreign and mostly not declined (Моради), but for those of -ка, -га, -ха and -ия.
    if word.endswith("и") and word[-2:-1] not in "кгхжшчщи":
        return word
    return nominative(word, case, written)
