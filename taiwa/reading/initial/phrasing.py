"""Small steps through a phrase: behind adverbs and manner, to an infinitive, to where a content begins."""

from __future__ import annotations

from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.reading.initial.group import Toks
from taiwa.reading.initial.vocabulary import Vocabulary

# A word of more letters that ends as only verbs do is one.
SHORTEST_VERB = 5
# The noun that heads a content stands within so many words.
HEAD = 4


class Phrasing:
    """Steps by the words of one lexicon; places are token indexes."""

    def __init__(self, lex: SpacedLexicon, words: Vocabulary) -> None:
        self.lex, self.words = lex, words

    def is_adverb(self, toks: Toks, i: int) -> bool:
        """Whether a word is an adverb, by the lexicon or by its shape."""
        low = toks[i].low
        return low in self.words.adverb_words or (
            low.endswith("ly") and len(low) > 4 and low not in self.words.notadverb
        )

    def skip_adverbs(self, toks: Toks, i: int) -> int:
        """Behind adverbs, adverbial phrases, and such between commas."""
        while i < len(toks):
            found = self.words.adverbs.longest(toks, i)
            if found:
                i = found[0]
            elif toks[i].is_word and self.is_adverb(toks, i):
                i += 1
            elif (
                toks[i].low == ","
                and i + 1 < len(toks)
                and (self.words.adverbs.longest(toks, i + 1) or self.is_adverb(toks, i + 1))
            ):
                inner = self.words.adverbs.longest(toks, i + 1)
                k = inner[0] if inner else i + 2
                if k < len(toks) and toks[k].low == ",":
                    i = k + 1
                else:
                    return i
            else:
                return i
        return i

    def is_doing(self, toks: Toks, i: int) -> bool:
        """Whether a content opens with a thing to be done: an infinitive, a gerund, a noun of action "of" something."""
        if self.is_infinitive(toks, i):
            return True
        if (
            i < len(toks)
            and toks[i].low.endswith("ing")
            and any("gerund" in v[1] for _, v in self.lex.doings.at(toks, i))
        ):
            return True
        for k in range(i, min(len(toks) - 1, i + HEAD)):
            found = self.words.deed_nouns.longest(toks, k)
            if found and found[0] < len(toks) and toks[found[0]].low in self.words.of_only:
                return True
            if toks[k].low in self.words.of_party | self.words.case | self.words.to | self.words.that:
                return False
        return False

    def skip_back(self, toks: Toks, i: int) -> int:
        """In front of the adverbs that stand before token i."""
        while i > 0 and toks[i - 1].is_word and self.is_adverb(toks, i - 1):
            i -= 1
        return i

    def is_base(self, toks: Toks, i: int) -> bool:
        """Whether a verb in its base form stands here, adverbs before it aside."""
        i = self.skip_adverbs(toks, i)
        if i >= len(toks):
            return False
        if toks[i].low in self.words.infinitives:
            return True
        return any("base" in value[1] for table in (self.lex.doings, self.lex.verbs) for _, value in table.at(toks, i))

    def is_infinitive(self, toks: Toks, i: int) -> bool:
        """Whether "to" with a verb begins here."""
        if i < len(toks) and toks[i].low in self.words.nots:
            i += 1
        if i >= len(toks) or toks[i].low not in self.words.to:
            return False
        if i + 2 < len(toks) and toks[i + 2].low in self.words.of_only:
            return False  # "to reform of the fund": a noun
        return self.is_base(toks, i + 1) or self._looks_base(toks, i + 1)

    def _looks_base(self, toks: Toks, i: int) -> bool:
        """Whether an unlisted word may be a verb: in small letters, with a determiner or a pronoun behind it."""
        i = self.skip_adverbs(toks, i)
        if i + 1 >= len(toks) or not toks[i].is_word or toks[i].is_name or toks[i].low in self.words.determiners:
            return False
        if toks[i].low.endswith(self.words.verb_endings) and len(toks[i].low) > SHORTEST_VERB:
            return True
        objects = self.lex.set_of("word.possessive", "word.pronoun.object")
        return (
            toks[i + 1].low in objects and not toks[i].low.endswith(("ing", "s")) and toks[i].low not in self.words.case
        )

    def content_from(self, toks: Toks, i: int) -> int:
        """Where the content begins: behind manner and a preposition; "that" and "to" with a verb belong to it."""
        i = self.manner(toks, i)
        if i >= len(toks):
            return i
        if toks[i].low in self.words.to:
            return i if self.is_infinitive(toks, i) and not toks[i + 1].low.endswith("ing") else i + 1
        found = self.words.case_phrases.longest(toks, i)
        return found[0] if found and not self._may_be_content(toks, i) else i

    def _may_be_content(self, toks: Toks, i: int) -> bool:
        return (
            toks[i].low in self.lex.set_of("word.by-gerund.only")
            and i + 1 < len(toks)
            and toks[i + 1].low.endswith("ing")
        )

    def manner(self, toks: Toks, i: int) -> int:
        """Behind words of manner between a predicate and its object."""
        while i < len(toks):
            found = self.words.adverbs.longest(toks, i)
            if found:
                i = found[0]
            elif toks[i].is_word and self.is_adverb(toks, i) and not self.is_base(toks, i):
                i += 1
            else:
                break
            if i and toks[i - 1].low in self.lex.set_of("party.each"):
                return i - 1
        return i
