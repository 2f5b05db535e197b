"""Lists under a lead-in: what an item inherits from it, and a lead-in repeated in brackets before an item."""

from __future__ import annotations

from typing import NamedTuple

from taiwa.lexicon.spaced import Verb
from taiwa.lexicon.words import Token
from taiwa.reading.initial.group import Found, Group
from taiwa.reading.initial.predications import Predications
from taiwa.reading.initial.spans import Spans
from taiwa.reading.nouns import Outcome, Speaker, Unit

# A subject that stands so far into an item is not the item's own.
OWN_SUBJECT = 8
# Whom a clause binds stands within so many words.
CLAUSE = 6


class _Lead(NamedTuple):
    """A lead-in: what its items inherit."""

    act: str | None
    speaker: Speaker
    group: Group | None


class Enumeration:
    """Reads the lists of one text; `leads` holds the lead-ins by the index of their unit."""

    def __init__(self, predications: Predications, spans: Spans) -> None:
        self.predications, self.spans = predications, spans
        self.groups, self.voices = predications.groups, predications.voices
        self.mains, self.chains = predications.mains, predications.chains
        groups = self.groups
        self.lex, self.subjects, self.words, self.phrasing = groups.lex, groups.subjects, groups.words, groups.phrasing
        self.leads: dict[int, _Lead] = {}

    def leadin(self, i: int, unit: Unit) -> Outcome:
        """Keeps what the items of a lead-in inherit; its own acts are those before its last clause."""
        toks = self.spans.tokens_of(unit)
        found = self.predications.clauses(toks, 0, len(toks))
        if unit.leadin in self.leads and not found:
            outer = self.leads[unit.leadin]
            self.leads[i] = outer
            return Outcome((), "leadin")
        if not found and toks and self.voices.is_organ_line(toks):
            subject = self.subjects.at(toks, 0)
            if subject is not None:
                self.leads[i] = _Lead(
                    "", self.voices.of(toks, subject, Group(0, 0, 0, "other", None, ""), len(toks)), None
                )
                return Outcome((), "leadin")
        if not found:
            self.leads[i] = _Lead(None, self.voices.everyone(), None)
            return Outcome((), "leadin")
        last = found[-1]
        group = last.group
        if self._is_for_others(toks, group):
            group = group._replace(flags=group.flags | {"others"})
        self.leads[i] = _Lead(group.act, last.speaker, group if group.act else None)
        if self.voices.organ and unit.label:
            self.voices.numbered = True
        acts = self.spans.acts(i, unit, toks, [f for f in found[:-1] if f.group.act])
        return Outcome(tuple(acts), "leadin")

    def item(self, i: int, unit: Unit) -> Outcome | None:
        """An item under a lead-in, by whose class and speaker it goes; None where it is a sentence of its own."""
        lead = self.leads[unit.leadin]
        toks = self.spans.tokens_of(unit)
        if self.voices.hanging and toks and self._is_operative(toks):
            return None
        if lead.act == "":
            return self._hung(i, unit, toks, lead)
        bracket = self._bracketed(toks)
        if bracket:
            close, found = bracket
            lead = _Lead(found[-1].group.act, found[-1].speaker, found[-1].group) if found else lead
            toks = toks[close + 1 :]
        else:
            taken = self._inherited(toks, lead)
            if taken is None:
                return None
            lead = taken
        first = self._first(toks)
        if first >= len(toks) or lead.act is None:
            return Outcome((), "assertion")
        act = self._binding(toks, lead)
        own = self._group(toks, first, lead, act)
        origin = "carried" if lead.speaker.origin == "stated" else lead.speaker.origin
        found_here = Found(own, len(toks), lead.speaker._replace(span=None, origin=origin))
        acts = self.spans.acts(i, unit, toks, [found_here])
        return Outcome(tuple(a._replace(item=True, lead=act) for a in acts))

    def _hung(self, i: int, unit: Unit, toks: list[Token], lead: _Lead) -> Outcome | None:
        """An item under a line that names those who speak and nothing else."""
        codes = lead.speaker.codes
        opened = self.groups.finite(toks, 0, codes) or self.groups.participial(toks, 0, codes, front=True)
        if opened is None or opened.act is None:
            return None
        chain = self.chains.chain(toks, opened, len(toks), lead.speaker._replace(span=None, origin="carried"))
        acts = self.spans.acts(i, unit, toks, [f for f in chain if f.group.act])
        return Outcome(tuple(acts)) if acts else Outcome((), "assertion")

    def _inherited(self, toks: list[Token], lead: _Lead) -> _Lead | None:
        """What an item takes from its lead-in; None where it has a subject of its own, or nothing to take."""
        start = self.chains.skip_opening(toks, 0, len(toks))
        main = self.mains.find(toks, start, len(toks)) if toks else None
        if toks and main is None and self.predications.orders(toks, start, len(toks)):
            return None
        if toks and lead.act is not None and (main is None or not self._is_own(toks, main[0].first)):
            return lead
        bare = bool(toks) and lead.act is None and main is None and self._opens_with_verb(toks)
        return lead._replace(act="undertake") if bare else None

    def _is_own(self, toks: list[Token], at: int) -> bool:
        """Whether a subject is the item's own: near its head, or behind a front that a comma closes."""
        front = at > 0 and toks[at - 1].low == "," and not self._opens_with_verb(toks)
        opened = toks[0].low in self.words.holding or toks[0].low.endswith("ing") or toks[at].low in self.words.we
        return at < OWN_SUBJECT or (front and opened)

    def _first(self, toks: list[Token]) -> int:
        """Where the item's own words begin: behind "to", "that", "for" with a gerund, and adverbs."""
        if not toks:
            return 0
        led = toks[0].low in self.words.to or toks[0].low in self.words.that
        gerund = toks[0].low in self.words.case | self.words.of_party and self._is_gerund(toks, 1)
        first = 1 if led or gerund else 0
        adverb = first < len(toks) and self.phrasing.is_adverb(toks, first)
        return self.phrasing.skip_adverbs(toks, first) if adverb else first

    def _is_gerund(self, toks: list[Token], i: int) -> bool:
        return any("gerund" in value[1] for _, value in self.lex.doings.at(toks, i))

    def _binding(self, toks: list[Token], lead: _Lead) -> str:
        """The class of an item: agreed "to do" and must "do" bind, whatever the lead-in says alone."""
        group, act = lead.group, lead.act or "state"
        if group is None:
            return act
        if group.meaning in ("act.agree", "act.affirm") and act in ("agree", "affirm") and self._opens_with_verb(toks):
            return "undertake"
        return "undertake" if group.kind == "must" and lead.speaker.kind in ("all", "named") else act

    def _group(self, toks: list[Token], first: int, lead: _Lead, act: str) -> Group:
        """The item's anchor and content: its verb and the rest; a noun of action; or its first words."""
        last, content, entries = self._anchor(toks, first, lead)
        meaning, stance, flags = "", "", frozenset({"item"})
        if lead.group:
            meaning, stance, flags = lead.group.meaning, lead.group.stance, lead.group.flags | flags
            entries = lead.group.entries + entries
        return Group(first, last, content, "act", act, "item", entries, flags, meaning=meaning, stance=stance)

    def _anchor(self, toks: list[Token], first: int, lead: _Lead) -> tuple[int, int, tuple[str, ...]]:
        """(behind the anchor, where the content begins, entries that fired)."""
        verbs = [row for row in self.lex.verbs.at(toks, first) if "base" in row[1][1]]
        plain = [row for row in self.lex.doings.at(toks, first) if "base" in row[1][1]]
        if verbs or plain or self.phrasing.is_base(toks, first):
            made = None if plain else self.groups.plain(toks, first, lead.speaker.codes, ("base",))
            rows = sorted([*verbs, *plain], key=lambda row: -row[0])
            last = made.last if made is not None else self._verb_end(toks, rows, first + 1)
            content = self.phrasing.content_from(toks, last) if made is not None and made.act else last
            return last, content, made.entries if made else ()
        if first and self._is_gerund(toks, first):
            return first + 1, first + 1, ()
        noun = self.words.deed_nouns.longest(toks, first)
        if noun and noun[0] < len(toks) and toks[noun[0]].low in self.words.of_only:
            return noun[0], noun[0] + 1, ()
        return min(first + 3, len(toks)), 0, ()

    def _verb_end(self, toks: list[Token], rows: list[tuple[int, Verb]], last: int) -> int:
        """Behind a verb and the particle that makes it ("set up"); what else a phrase names is its object."""
        made = (end for end, _ in rows if toks[end - 1].low in self.words.particle_words)
        return next(made, last)

    def _is_for_others(self, toks: list[Token], group: Group) -> bool:
        """Whether what a lead-in binds is anybody's but the speakers' ("Decides that all States shall prevent:")."""
        clause = toks[group.content : group.content + CLAUSE]
        return bool(clause) and clause[0].low in self.words.that and any(t.low in self.words.anybody for t in clause)

    def _is_operative(self, toks: list[Token]) -> bool:
        """Whether an item is a paragraph of a resolution of its own, that opens with its operative verb."""
        group = self.groups.plain(toks, self.phrasing.skip_adverbs(toks, 0), self.voices.all, ("third",))
        return group is not None and bool(group.act)

    def _opens_with_verb(self, toks: list[Token]) -> bool:
        first = 1 if toks[0].low in self.words.to else 0
        noun = first + 1 < len(toks) and toks[first + 1].low in self.words.of_only  # "Purchase of aircraft"
        return not noun and self.phrasing.is_base(toks, first)

    def _bracketed(self, toks: list[Token]) -> tuple[int, list[Found]] | None:
        """A lead-in repeated in brackets in front of an item ("[We commit to]")."""
        if not toks or toks[0].low != "[":
            return None
        close = next((k for k in range(1, min(len(toks), 14)) if toks[k].low == "]"), None)
        if close is None:
            return None
        inside = [*toks[1:close], *toks[close + 1 : close + 6]]
        found = self.predications.clauses(inside, 0, len(inside))
        return close, found[:1]
