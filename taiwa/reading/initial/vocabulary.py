"""The sets of words that the rules ask for again and again, fetched from the lexicon once."""

from __future__ import annotations

from functools import cache

from taiwa.lexicon.spaced import SpacedLexicon


class Vocabulary:
    """Words and phrases of one lexicon by their part in a sentence; every name is a meaning of the lexicon."""

    def __init__(self, lex: SpacedLexicon) -> None:
        phrases, words = lex.phrases, lex.set_of
        self.adverbs = phrases("adverb", "link.inner")
        self.adverb_words = words("adverb", "word.not")
        self.will, self.must = phrases("auxiliary.will"), phrases("auxiliary.must")
        self.intend, self.may = phrases("auxiliary.intend"), phrases("auxiliary.may")
        self.be, self.have, self.do_words = (
            words("auxiliary.be.form"),
            words("auxiliary.have.form"),
            words("auxiliary.do"),
        )
        self.remain = words("auxiliary.remain")
        self.singular = words("auxiliary.singular")
        self.case = words("word.case")
        self.case_phrases = phrases("word.case")
        self.particles = words("particle")
        self.that = words("word.that.only")
        self.to = words("word.to.only")
        self.nots = words("word.not")
        self.determiners = words("word.possessive")
        self.own = words("word.possessive.own")
        self.adnominal = words("adnominal")
        self.and_words = words("word.and.party")
        self.notadverb = words("word.notadverb")
        self.striving = words("object.striving")
        self.gathering = words("object.gathering")
        self.anybody = words("party.anybody")
        self.adjectival = words("adnominal.participle")
        self.of_party = words("word.of.party")
        self.glad = phrases("auxiliary.glad")
        self.polite = phrases("auxiliary.polite")
        self.together = words("word.together")
        self.taken = words("object.taken")
        self.of_only = words("word.genitive")
        self.burden, self.between = words("object.burden"), words("word.holding")
        self.deed_nouns = phrases("noun.action")
        self.agreeing = words("object.agreeing")
        self.be_base = words("auxiliary.be.base")
        self.may_words = frozenset(w.split()[0] for w in words("auxiliary.may"))
        self.modal_words = frozenset(w.split()[0] for w in words("auxiliary.must", "auxiliary.may"))
        self.particle_words = frozenset(w.split()[-1] for w in words("particle")) - words("word.genitive")
        self.assuring = words("object.assuring")
        self.we = words("word.pronoun.we")
        self.verb_endings = tuple(words("word.verb-ending"))
        self.everybody, self.duties = words("word.all"), words("auxiliary.duty")
        self.mutual = words("adnominal.mutual")
        self.articles = words("word.article", "word.article.indefinite")
        self.narrated, self.meaning = words("object.narrated"), words("object.meaning")
        self.measuring = words("word.measuring")
        self.meetings = phrases("object.meeting")
        self.mere = words("object.mere")
        self.indefinite = words("word.article.indefinite")
        self.the = words("word.definite")
        self.with_words = words("word.with")
        self.having = words("word.having")
        self.future = words("auxiliary.future")
        self.measures, self.of_words = words("adnominal.measure"), words("word.of")
        self.spoken = frozenset(
            e.phrase
            for e in lex.entries
            if e.meaning.startswith("act.") and e.meaning not in ("act.decide", "act.offer")
        )
        self.noting = frozenset(e.phrase for e in lex.entries if e.meaning == "act.note")
        self.founding_now = words("object.founding.now")
        self.founding, self.reaching = words("object.founding"), words("object.reaching")
        self.judging = words("object.judging")
        self.as_words = words("word.as")
        self.infinitives = words("auxiliary.infinitive")
        self.holding = (
            words("word.case", "word.holding")
            | words("word.of.party")
            | words("word.of")
            | words("word.subordinate")
            | words("word.relative")
        )
        self.relative = words("word.relative") - words("word.that.only")
        self.joints = words("link.joint")
        self.openings = lex.phrases("link.opening")
        self.circumstance = lex.phrases("link.circumstance")
        self.by = words("word.agent")
        self.impersonal = words("word.impersonal")
        self.will_words = words("auxiliary.will")


@cache
def vocabulary_of(lex: SpacedLexicon) -> Vocabulary:
    """The vocabulary of a lexicon, made once."""
    return Vocabulary(lex)
