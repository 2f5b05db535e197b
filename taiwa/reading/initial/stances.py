"""The noun that decides: what "expressed", "reaffirmed" or "share" say lies in the noun behind them.

Owns where such a noun stands, whose it is, and when it overrides its verb.
"""

from __future__ import annotations

from taiwa.lexicon import Sense
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.reading.initial.group import Group, Toks
from taiwa.reading.initial.phrasing import Phrasing
from taiwa.reading.initial.subjects import Subjects
from taiwa.reading.initial.vocabulary import Vocabulary

# Behind a verb that speaks for itself these nouns are its object and decide nothing.
_NEVER_CARRIED = frozenset(
    {
        "stance.weight",
        "stance.notice",
        "stance.talk",
        "stance.word",
        "stance.view",
        "stance.thought",
        "stance.raise",
        "stance.accord",
        "stance.position",
        "stance.decision",
        "stance.proposal",
        "stance.welcome",
    }
)
# These notice or approve what is said of others; only nouns of a stronger class override them.
_NOTING = ("act.note", "act.welcome", "act.agree")
_STRONGER = frozenset({"undertake", "intend", "support", "concern"})
_BINDING = frozenset({"stance.undertake", "stance.promise"})
# What these light verbs can hold.
_TAKEN = {
    "light.hold": frozenset({"stance.talk"}),
    "light.receive": frozenset({"stance.word", "stance.talk"}),
    "light.have": frozenset(
        {
            "stance.intend",
            "stance.concern",
            "stance.talk",
            "stance.hope",
            "stance.view",
            "stance.thought",
            "stance.accord",
        }
    ),
    "light.take": frozenset(
        {
            "stance.notice",
            "stance.weight",
            "stance.accord",
            "stance.decision",
            "stance.promise",
            "stance.undertake",
            "stance.call",
        }
    ),
}


class Stances:
    """Finds the nouns that decide in one text."""

    def __init__(self, lex: SpacedLexicon, subjects: Subjects, words: Vocabulary, phrasing: Phrasing) -> None:
        self.lex, self.subjects, self.words, self.phrasing = lex, subjects, words, phrasing
        self._spoken, self._noting = words.spoken, words.noting

    def carrying(self, toks: Toks, i: int, last: int, sense: Sense, tense: str, own: tuple[str, ...]) -> Group | None:
        """The group of a verb with the noun that overrides it, or None."""
        light = "light" in sense.meaning.flags and not self._speaks(sense)
        if "light" in sense.meaning.flags and not light and sense.meaning.id != "light.express":
            return None
        if not (light or "carries" in sense.meaning.flags or sense.meaning.id in _NOTING):
            return None
        if sense.meaning.id == "act.note" and (coloured := self._coloured(toks, i, last, sense, tense, own)):
            return coloured
        found = self.find(toks, last, own)
        if found is None:
            return None
        end, stance, whose = found
        if whose != "own" and not light and self._is_ours(toks, end, sense, stance, whose):
            whose = "own"
        fits = self._lends(sense, stance) if light else self._yields(toks, end, sense, stance, whose)
        if not fits or whose == "other":
            return None
        act, end, stance = self._decided(toks, end, sense, stance, own)
        content = self.phrasing.content_from(toks, end)
        if not light and self._only_noticed(toks, end, sense, stance, act):
            return None
        entries = (sense.entry.id, stance.entry.id)
        flags = stance.meaning.flags | {stance.meaning.id}
        return Group(i, end, content, "act", act, tense, entries, flags, "", sense.meaning.id, stance.meaning.id)

    def _lends(self, sense: Sense, stance: Sense) -> bool:
        """Whether a verb that says nothing by itself can hold this noun."""
        if sense.meaning.id in _NOTING and stance.meaning.act not in _STRONGER:
            return False
        return sense.meaning.id not in _TAKEN or stance.meaning.id in _TAKEN[sense.meaning.id]

    def _yields(self, toks: Toks, end: int, sense: Sense, stance: Sense, whose: str) -> bool:
        """Whether a verb that speaks for itself yields to this noun: it is the speakers' own, or a thing to do."""
        thanks = sense.meaning.id == "light.express" and stance.meaning.id == "stance.welcome"
        if stance.meaning.id in _NEVER_CARRIED and not thanks:
            return False
        if stance.meaning.id == "stance.offer" and not sense.meaning.id.startswith("light."):
            return False
        if whose == "own":
            return True
        if stance.meaning.id == "stance.call" or sense.meaning.id in (
            *_NOTING,
            "act.recall",
            "act.stress",
            "act.state",
        ):
            return False
        return self.phrasing.is_infinitive(toks, end)

    def _decided(
        self, toks: Toks, end: int, sense: Sense, stance: Sense, own: tuple[str, ...]
    ) -> tuple[str, int, Sense]:
        """(class, token behind the noun, the noun) once what follows it has been heard."""
        if stance.meaning.id == "stance.notice" and (felt := self._felt(toks, end, own)):
            end, stance = felt
            return stance.meaning.act or "welcome", end, stance
        content = self.phrasing.content_from(toks, end)
        if stance.meaning.id == "stance.accord" and self.phrasing.is_doing(toks, content):
            return "undertake", end, stance
        if stance.meaning.id == "stance.proposal" and len(own) == 1 and self.phrasing.is_infinitive(toks, content):
            return "intend", end, stance
        return self._stance_act(sense, stance, own), end, stance

    def _only_noticed(self, toks: Toks, end: int, sense: Sense, stance: Sense, act: str) -> bool:
        """Whether a noun is noticed and no more: too weak to override, a burden, or shared among others."""
        if sense.meaning.id in _NOTING and act not in _STRONGER:
            return True
        if act != "undertake" or sense.entry.phrase not in self._noting:
            return False
        among = end < len(toks) and toks[end].low in self.words.between
        return stance.entry.phrase in self.words.burden or among

    def _felt(self, toks: Toks, end: int, own: tuple[str, ...]) -> tuple[int, Sense] | None:
        """The feeling behind a notice ("took note with gratitude of")."""
        if end >= len(toks) or toks[end].low not in self.words.with_words:
            return None
        found = self.find(toks, end + 1, own)
        return found[:2] if found and found[1].meaning.id in ("stance.welcome", "stance.concern") else None

    def _coloured(self, toks: Toks, i: int, last: int, sense: Sense, tense: str, own: tuple[str, ...]) -> Group | None:
        """Notice taken with a feeling that decides ("noted with deep appreciation")."""
        if last >= len(toks) or toks[last].low not in self.words.with_words:
            return None
        found = self.find(toks, last + 1, own)
        if found is None or found[1].meaning.id not in ("stance.welcome", "stance.concern"):
            return None
        end, stance, _ = found
        act = stance.meaning.act
        entries = (sense.entry.id, stance.entry.id)
        content = self.phrasing.content_from(toks, end)
        flags = stance.meaning.flags | {stance.meaning.id}
        return Group(i, end, content, "act", act, tense, entries, flags, "", sense.meaning.id, stance.meaning.id)

    def _is_ours(self, toks: Toks, end: int, sense: Sense, stance: Sense, whose: str) -> bool:
        """Whether a promise or support that is confirmed is the speakers' own, though no word says so."""
        if sense.meaning.id != "act.affirm" or stance.meaning.id not in ("stance.undertake", "stance.support"):
            return False
        governs = end < len(toks) and toks[end].low in (self.words.to | self.words.case) - self.words.of_only
        return governs and (whose == "bare" or (whose == "" and stance.meaning.id == "stance.undertake"))

    def _speaks(self, sense: Sense) -> bool:
        """Whether a light verb is also a speech act of its own ("note", "recall")."""
        return sense.entry.phrase in self._spoken

    def _stance_act(self, sense: Sense, stance: Sense, own: tuple[str, ...]) -> str:
        act = stance.meaning.act or "state"
        if (
            stance.meaning.id in ("stance.view", "stance.thought")
            and sense.meaning.id != "light.share"
            and len(own) == 1
        ):
            return "state"
        if stance.meaning.id == "stance.weight" and sense.meaning.id == "light.share":
            return "agree"
        if stance.meaning.id == "stance.position":
            return "affirm"
        return act

    def find(self, toks: Toks, i: int, own: tuple[str, ...]) -> tuple[int, Sense, str] | None:
        """(token behind, sense, whose) of a stance noun behind adjectives; whose is own, other or "", or None."""
        start, i = i, self.phrasing.manner(toks, i)
        if any(toks[k].low in self.words.nots for k in range(start, min(i + 1, len(toks)))):
            return None
        whose, j, free = "", i, 0
        while j < len(toks) and j - i < 10:
            token = toks[j]
            noun = self.lex.stances.longest(toks, j)
            if noun and not self._compound(toks, noun[0]):
                end = noun[0]
                while end > j + 1 and (
                    toks[end - 1].low in self.words.to
                    or toks[end - 1].low in self.words.that
                    or toks[end - 1].low in self.words.case
                ):
                    end -= 1
                return (
                    end,
                    noun[1],
                    whose or ("" if any(toks[k].low in self.words.articles for k in range(i, j)) else "bare"),
                )
            if token.low in self.words.nots:
                return None
            if token.low in self.words.own or (not whose and token.low in self.words.mutual):
                whose = "own"
            elif token.low in self.words.measures and j + 1 < len(toks) and toks[j + 1].low in self.words.of_words:
                j += 1  # "the highest level of confidence"
            elif (
                (
                    token.low in self.words.determiners
                    or token.low in self.words.adnominal
                    or token.low in self.words.and_words
                    or token.low == ","
                )
                or (token.is_word and self.phrasing.is_adverb(toks, j))
                or token.low == "'s"
            ):
                pass
            else:
                subject = self.subjects.names_at(toks, j)
                if subject:
                    possessed = subject[0] < len(toks) and toks[subject[0]].low == "'s"
                    governed = i > 0 and toks[i - 1].low in self.words.case
                    ours = set(subject[1]) == set(own) and not governed
                    if possessed or (ours and self.lex.stances.longest(toks, subject[0])):
                        whose = "own" if not subject[1] or set(subject[1]) == set(own) else "other"
                        j = subject[0] + possessed
                        continue
                    return None
                free += 1
                if (  # noqa: SIM102
                    not token.is_word
                    or token.low in self.words.case
                    or token.low in self.words.that
                    or token.low in self.words.to
                    or free > 3
                    or j == i
                ):
                    if not (
                        j == i
                        and token.low.endswith(("al", "ous", "ive", "ful", "ed", "ing", "ent", "ant", "ic", "able"))
                    ):
                        return None
            j += 1
        return None

    def _compound(self, toks: Toks, i: int) -> bool:
        """Whether a noun goes on as the first part of another ("support package")."""
        if i >= len(toks) or not toks[i].is_word:
            return i < len(toks) and toks[i].low == "'s"
        low = toks[i].low
        return low in self.lex.set_of("noun.action", "noun.compound")

    def mixed(self, toks: Toks, at: int, own: tuple[str, ...]) -> Sense | None:
        """Of several objects under one verb the one that binds ("our respect for A and our commitment to B")."""
        for k in range(at, len(toks) - 2):
            if toks[k].low == ";" or toks[k].low in self.words.that:
                return None
            if toks[k].low in self.words.and_words and toks[k + 1].low in self.words.determiners:
                found = self.find(toks, k + 1, own)
                governs = found and found[0] < len(toks) and toks[found[0]].low in self.words.to | self.words.of_words
                if found and found[2] != "other" and governs and found[1].meaning.id in _BINDING:
                    return found[1]
        return None
