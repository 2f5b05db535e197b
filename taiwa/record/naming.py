"""Who is meant by a name: forums, parties and entities of the record, by any of their names in any language.

Owns the key under which names are the same: their words as search knows them, so that case, width, inflection and
quotation marks don't matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from taiwa.model import Entity, Link, Name, Provision, Statement
from taiwa.registry import group_of, groups, state_of, states
from taiwa.registry.entity import named
from taiwa.store.view import View
from taiwa.store.words import tokens

# Words that a name is written with or without.
ARTICLES = ("the",)
# Kinds of mention that can stand for an entity of the record.
LINKED = ("treaty", "resolution", "programme", "body", "route", "place", "party", "forum")


def key(name: str) -> str:
    """What names that are the same share; empty where a name has no letter."""
    words = tokens(name)
    return " ".join(words[1:] if words[:1] and words[0] in ARTICLES else words)


class Names:
    """The names of one state of the record, looked up by key. They are loaded at once, and outlive the view."""

    def __init__(self, view: View, also: Iterable[Entity] = ()) -> None:
        self._every = {entity.id: entity for entity in (*view.entities(), *also)}
        self._of_forums = tuple((forum.id, forum.names) for forum in view.forums())

    def names_of(self, entity: str) -> tuple[Name, ...]:
        """The names of an entity."""
        return self._every[entity].names

    def forum(self, name: str | None) -> str | None:
        """The forum of that name; None where there is none, or several."""
        return self._only(self._forums, name)

    def entity(self, name: str | None, kind: str | None = None) -> str | None:
        """The entity of that name; None where there is none, or several. `kind` only tells apart those of one name."""
        found = self._entities.get(key(name or ""), frozenset())
        if len(found) > 1 and kind:
            found = frozenset(each for each in found if self._every[each].kind == kind)
        if len(found) == 1:
            return next(iter(found))
        # What ships with Taiwa is found by more spellings than its names: without a year, in any case, by a number.
        shipped = named(name) if name and not found else None
        return shipped.id if shipped and shipped.id in self._every else None

    def party(self, name: str | None, facts: Statement | None = None) -> str | None:
        """A party's code: the record's entity of kind `party` that has the name, else the name or code as it is. What
        `facts` says of a party's other names is tried too."""
        if name is None:
            return None
        for written in (name, *(facts.parties.get(name, ()) if facts else ())):
            found = self._only(self._parties, written)
            if found:
                return found
        return name

    def speaker(self, name: str) -> str:
        """A party's code by a name in any language: the record's, or a state's of the registry."""
        found = self._only(self._parties, name)
        return found or state_of(name) or group_of(name) or name

    def knows_party(self, name: str) -> bool:
        """Whether a code or a name is that of a party: of the record, or a state or group of the registry."""
        registered = name in states() or name in groups() or state_of(name) or group_of(name)
        return bool(registered or self._only(self._parties, name))

    def codes(self, facets: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        """Facets with speakers, entities and forums by their codes, which is what the index has, whatever name of them
        was written."""
        out = {facet: tuple(values) for facet, values in facets.items()}
        for facet, code in (("speaker", self.speaker), ("entity", self.entity), ("forum", self.forum)):
            if facet in out:
                out[facet] = tuple(dict.fromkeys(code(each) or each for each in out[facet]))
        return out

    def links(self, version: str, provisions: Iterable[Provision]) -> tuple[Link, ...]:
        """The entities of the record that the mentions of provisions stand for."""
        found = (
            (provision, mention, self.entity(mention.name, mention.kind))
            for provision in provisions
            for mention in provision.mentions
            if mention.kind in LINKED
        )
        return tuple(Link(version, each.id, it, *mention.span, mention.name) for each, mention, it in found if it)

    def missing(self, language: str, provisions: Iterable[Provision]) -> tuple[Entity, ...]:
        """Entities that Taiwa knows by the mentions' names and the record doesn't have: resolutions by their number."""
        mentions = (mention for provision in provisions for mention in provision.mentions if mention.kind in LINKED)
        unknown = {mention.name for mention in mentions if not self.entity(mention.name, mention.kind)}
        known = {entity.id: entity for name in sorted(unknown) if (entity := named(name, language))}
        return tuple(entity for id, entity in sorted(known.items()) if id not in self._every)

    @staticmethod
    def _only(names: Mapping[str, frozenset[str]], name: str | None) -> str | None:
        found = names.get(key(name or ""), frozenset())
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _forums(self) -> Mapping[str, frozenset[str]]:
        return _by_key(self._of_forums)

    @cached_property
    def _entities(self) -> Mapping[str, frozenset[str]]:
        return _by_key((entity.id, entity.names) for entity in self._every.values())

    @cached_property
    def _parties(self) -> Mapping[str, frozenset[str]]:
        return _by_key((entity.id, entity.names) for entity in self._every.values() if entity.kind == "party")


def _by_key(named: Iterable[tuple[str, tuple[Name, ...]]]) -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for id, names in named:
        for each in (id, *(name.text for name in names)):
            if found := key(each):
                out.setdefault(found, set()).add(id)
    return {found: frozenset(ids) for found, ids in out.items()}
