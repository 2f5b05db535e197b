"""What a verb of speech means here: which of its senses, which class, and whether it tells instead of acting."""

from __future__ import annotations

from taiwa.lexicon import Sense
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.reading.initial.group import Toks
from taiwa.reading.initial.phrasing import Phrasing
from taiwa.reading.initial.subjects import Subjects
from taiwa.reading.initial.vocabulary import Vocabulary

# A meeting that is held stands within so many words.
NEAR_MEETING = 5


class Senses:
    """Judges verbs by what follows them."""

    def __init__(self, lex: SpacedLexicon, subjects: Subjects, words: Vocabulary, phrasing: Phrasing) -> None:
        self.lex, self.subjects, self.words, self.phrasing = lex, subjects, words, phrasing

    def best(
        self, toks: Toks, rows: list[tuple[int, tuple[Sense, frozenset[str], str]]]
    ) -> tuple[int, tuple[Sense, frozenset[str], str]]:
        """Of several senses the one that what follows decides for."""
        if len(rows) == 1:
            return rows[0]
        by = {row[1][0].meaning.id: row for row in rows}
        at = rows[0][0]
        followed = at < len(toks) and (
            toks[at].low in self.words.that or toks[at].low in self.lex.set_of("word.pronoun.it")
        )
        if "act.believe" in by and "act.discuss" in by:
            return by["act.believe"] if followed or self._judges(toks, at) else by["act.discuss"]
        for first in (
            "act.order",
            "act.offer",
            "act.propose",
            "act.approve",
            "act.support",
            "act.intend",
            "act.decide",
        ):
            if first in by and first != "act.order":
                return by[first]
        return rows[0]

    def _judges(self, toks: Toks, at: int) -> bool:
        words = self.lex.phrases("complement.concern", "complement.weight")
        return any(words.longest(toks, k) for k in range(at, len(toks)))

    def act_of(self, toks: Toks, sense: Sense, content: int, end: int) -> str | None:
        """The class of a verb of speech with this content; None where it is no act."""
        meaning, act = sense.meaning.id, sense.meaning.act
        weighs = meaning == "act.believe" or (
            meaning == "act.discuss" and sense.entry.phrase.lower() in self.words.judging
        )
        if weighs and self._condemns(toks, content):
            return "concern"
        if sense.entry.phrase.lower() in self.words.judging and self._holds(toks, content):
            return "agree"
        if "binds" in sense.meaning.flags:
            if self.phrasing.is_infinitive(toks, content):
                return "undertake"
            agreed = sense.entry.phrase.split()[0] in self.words.agreeing
            if agreed and self.phrasing.is_doing(toks, content):
                return "undertake"
            told = self._assured(toks, sense, content)
            clause = told if told else content  # "assured the Leaders that"
            if clause < len(toks) and toks[clause].low in self.words.that and self._promises(toks, clause + 1):
                return "undertake"
            if meaning == "act.agree" and toks[content - 1].low in self.words.to:
                return "undertake"
        if meaning == "act.propose" and self.phrasing.is_infinitive(toks, content):
            return "intend"
        if meaning in ("act.urge",) and self.subjects.own_body(toks, content):
            return "undertake"
        return act

    def tells(self, sense: Sense, phrase: str, tense: str, toks: Toks, content: int, end: int, organ: bool) -> bool:
        """Whether a verb tells what was done instead of doing it: founding outside a resolution, signing, meeting."""
        meaning, low = sense.meaning.id, phrase.lower()
        if low in self.words.founding:
            now = low in self.words.founding_now and self._new(toks, content)
            return not (tense in ("third", "base") and (organ or now))
        if low in self.words.narrated and tense in ("past", "perfect"):
            return True
        if low in self.words.meaning and not self.phrasing.is_infinitive(toks, content):
            return True
        if low in self.words.reaching:
            return content >= len(toks) or toks[content].low not in self.words.that
        if meaning == "act.adopt":
            return tense == "perfect" or any(
                toks[k].low in self.lex.set_of("fact.agenda") for k in range(content, min(content + 3, len(toks)))
            )
        if low in self.words.judging and meaning == "act.believe":
            if content < len(toks) and (
                toks[content].low in self.words.that or toks[content].low in self.lex.set_of("word.pronoun.it")
            ):
                return False
            if any(
                self.words.meetings.longest(toks, k) for k in range(content, min(len(toks), content + NEAR_MEETING))
            ):
                return True  # "held their first meeting"
            return not (
                self._judges(toks, end)
                or any(toks[k].low in self.words.as_words for k in range(end, min(len(toks), end + 14)))
            )
        return False

    def _new(self, toks: Toks, content: int) -> bool:
        """Whether what is founded is told for the first time ("today we launch an initiative")."""
        return content < len(toks) and toks[content].low in self.words.indefinite

    def _holds(self, toks: Toks, content: int) -> bool:
        """Whether a thing is considered "to be" something."""
        near = range(content, min(len(toks) - 1, content + 14))
        return any(toks[k].low in self.words.to and toks[k + 1].low in self.words.be_base for k in near)

    def _assured(self, toks: Toks, sense: Sense, content: int) -> int:
        """Where the clause begins behind those who are assured ("assured her host that"); 0 where nobody is."""
        if content >= len(toks):
            return 0
        subject = self.subjects.at(toks, content)
        if subject is not None:
            return subject.last
        if sense.entry.phrase.split()[0] not in self.words.assuring:
            return 0
        return next((k for k in range(content, min(len(toks), content + 5)) if toks[k].low in self.words.that), 0)

    def _condemns(self, toks: Toks, at: int) -> bool:
        words = self.lex.phrases("complement.concern")
        stop = next(
            (k for k in range(at, len(toks)) if toks[k].low in (",", ";") or toks[k].low in self.words.that), len(toks)
        )
        return any(words.longest(toks, k) for k in range(at, stop))

    def _promises(self, toks: Toks, i: int) -> bool:
        """Whether a clause says that somebody will or would act."""
        subject = self.subjects.at(toks, i)
        for k in range(i, min(len(toks), i + 14)):
            if toks[k].low in self.words.future:
                passive = k + 1 < len(toks) and toks[k + 1].low in self.words.be
                ours = subject is not None and subject.last >= self.phrasing.skip_back(toks, k)
                return (ours or passive) and self.phrasing.is_base(toks, k + 1)
            if toks[k].low in self.words.modal_words or toks[k].low in self.words.to:
                return False
            if toks[k].low in self.words.be_base and k > i:
                return True  # "agreed that a committee be established"
            if toks[k].low in self.words.be or toks[k].low in (",", ";"):
                return False
        return False
