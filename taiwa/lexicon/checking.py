"""The lexicon under its own examples: what is wrong with an entry, and what fires in a text.

Owns the checks that a linguist sees (`taiwa lexicon check`, `taiwa lexicon try`). Rules don't use it; it asks the
compiled lexicon the same questions as they do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from taiwa.lexicon.entries import Entry, Meaning, entries, languages, meanings, paradigms, scales
from taiwa.lexicon.inflected import InflectedLexicon
from taiwa.lexicon.inflection import BASES, is_verb, stem_of
from taiwa.lexicon.lexicon import Hit, Lexicon, Matcher, Sense, ending, lexicon
from taiwa.lexicon.spaced import SpacedLexicon, alike, small
from taiwa.lexicon.words import forms

# Families in which a linguist may open new meanings without naming them in meanings.toml.
OPEN = (
    *("field.", "mention.", "fact.", "link.", "word.", "party.", "adverb.", "adnominal", "object.", "leadin."),
    *("copula.", "impersonal.", "topic.", "frame.", "auxiliary.", "complement.", "particle", "noun.compound"),
    *("grade.", "firmness.", "negation.", "number."),
)
# Verbs, stances and nouns of action: one matcher looks for all of them.
PREDICATES = ("act.", "light.", "stance.", "action", "effect", "state", "event", "noun.")
# Families that a rule asks as a whole: of all their meanings the longest phrase wins, and a phrase can have only one.
# In every other family a rule names the meaning it wants.
WHOLE = ("field", "mention.ending", "mention", "adverb", "adnominal", "copula", "fact.kind", "fact.translation")
# Meanings that list again, for one question, phrases that stand elsewhere.
LISTS = ("action.found.list",)


# Half a character, which no matcher takes.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def check() -> list[str]:
    """Complaints about the lexicon, one sentence each, in the order of the files; empty where it is sound.

    Every example holds its phrase and the compiled lexicon finds it there; meanings are known; a phrase has one meaning
    where only one can count; all is in NFKC; paradigms and scales are complete. Raises LexiconError for a file that
    can't be read.
    """
    out = [*_of_scales(), *_of_meanings()]
    for language in languages():
        lex = lexicon(language)
        if not isinstance(lex, SpacedLexicon):
            out += _of_paradigms(language)
        out += _of_doubles(lex.entries)
        for entry in lex.entries:
            out += [f"{entry.id}: {complaint}" for complaint in _of_entry(lex, entry)]
    return out


# --- one entry --------------------------------------------------------------------------------------------


def _of_entry(lex: Lexicon, entry: Entry) -> Iterator[str]:
    if not entry.phrase.strip():
        yield "the phrase is empty"
        return
    for what, text in (("phrase", entry.phrase), ("example", entry.example)):
        if unicodedata.normalize("NFKC", text) != text:
            yield f"the {what} is not in NFKC form (half-width letters and digits, full-width kana)"
    if entry.meaning not in meanings() and not entry.meaning.startswith(OPEN) and entry.meaning not in LISTS:
        yield f"the meaning {entry.meaning!r} is not in meanings.toml"
    if (complaint := _of_example(lex, entry)) is not None:
        yield complaint


def _of_example(lex: Lexicon, entry: Entry) -> str | None:
    """Why the example does not show the phrase, or None where it does."""
    if isinstance(lex, InflectedLexicon):
        return None if lex.shows(entry) else "its example does not contain it"
    if isinstance(lex, SpacedLexicon):
        return _shown_in_words(lex, entry)
    if entry.meaning.startswith("mention.ending."):
        return _ending_shown(lex, entry)
    if entry.meaning.startswith(PREDICATES):
        return _shown_by(lex.predicates, entry)
    if entry.meaning.startswith("field."):
        return _shown_by(lex.fields, entry)
    if entry.meaning.startswith("mention."):
        return _shown_by(lex.mentions, entry)
    return _looked_up(lex, entry)


def _shown_in_words(lex: SpacedLexicon, entry: Entry) -> str | None:
    """Where words stand apart: a phrase stands in its example as a whole, in one of its forms, and wins where one must."""  # noqa: E501
    example = small(alike(entry.example))
    first, _, rest = small(alike(entry.phrase)).partition(" ")
    verb = entry.meaning.startswith(PREDICATES)
    shown = [f"{form} {rest}".strip() for form in forms(first, lex.language)] if verb else [small(alike(entry.phrase))]
    shown += [small(plural) for plural in lex.plurals(entry.phrase)]
    if verb and first == lex.words("auxiliary.be.base")[0]:
        shown.append(rest)
    if entry.phrase.strip(" ,.:;()[]*\\#-_")[:1].isalnum() is False or not any(_stands(example, one) for one in shown):
        inside = any(one in example for one in shown) or (verb and all(word in example for word in rest.split()))
        return None if inside else "its example does not contain it"
    if entry.meaning.startswith("field."):
        return _shown_by(lex.fields, entry)
    return None


def _stands(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text at word boundaries."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _shown_by(matcher: Matcher, entry: Entry) -> str | None:
    hits = matcher.find(entry.example)
    own = [(hit, sense) for hit in hits for sense in hit.senses if sense.entry == entry]
    if any(_fires(entry.example, hit, sense) for hit, sense in own):
        return None
    if own:
        return "no ending of the verb follows it in its example"
    winners = [s for hit in _at_its_place(hits, entry) for s in hit.senses if _fires(entry.example, hit, s)]
    if any(winner.meaning.id == entry.meaning for winner in winners):
        return None
    if winners:
        return f"in its example {winners[0].entry.phrase} ({winners[0].meaning.id}) wins at its place"
    return "its example does not contain it"


def _at_its_place(hits: Iterable[Hit], entry: Entry) -> list[Hit]:
    """Hits that overlap the phrase in its example; a verb is looked for by its stem."""
    stem = stem_of(entry.phrase)[0] if is_verb(entry.phrase) else ""
    for surface in filter(None, (entry.phrase, stem)):
        at = entry.example.find(surface)
        if at >= 0:
            return [hit for hit in hits if hit.start < at + len(surface) and at < hit.end]
    return []


def _fires(text: str, hit: Hit, sense: Sense) -> bool:
    return not sense.paradigm or ending(text, hit.end, sense) is not None


def _ending_shown(lex: Lexicon, entry: Entry) -> str | None:
    """An ending makes a name: of letters up to it, or of all that stands in quotation marks."""
    kind = entry.meaning.removeprefix("mention.ending.")
    found = lex.named_things(entry.example)
    named = any(k == kind and entry.example[:end].endswith(entry.phrase) for _, end, k in found)
    quoted = f"{entry.phrase}」" in entry.example or f"{entry.phrase}』" in entry.example
    return None if named or quoted else "no name in its example ends in it"


def _looked_up(lex: Lexicon, entry: Entry) -> str | None:
    """A function word stands in its example, and no longer one of a meaning that is asked with it ends there."""
    example, phrase = entry.example, entry.phrase
    places = [at + len(phrase) for at in range(len(example)) if example.startswith(phrase, at)]
    if not places:
        return "its example does not contain it"
    family = next((whole for whole in WHOLE if entry.meaning.startswith(whole)), None)
    if family is None:
        return None
    suffixes = lex.suffixes(family)
    winners = [found for place in places if (found := suffixes.before(example, place)) is not None]
    if any(meaning == entry.meaning for _, meaning in winners):
        return None
    start, meaning = winners[0]
    return f"in its example {example[start : places[0]]} ({meaning}) wins at its place"


# --- the whole --------------------------------------------------------------------------------------------


def _of_doubles(known: Iterable[Entry]) -> Iterator[str]:
    """A phrase with two meanings where a rule can see only one of them."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in known:
        if entry.meaning in LISTS or (_spaced(entry.language) and _by_context(entry)):
            continue
        other = first.setdefault((_family(entry), entry.phrase), entry)
        if other is not entry:
            yield f"{entry.id}: the phrase stands under {other.meaning} too, and only one of them counts"


def _spaced(language: str) -> bool:
    return bool({"regular", "nominal"} & set(paradigms(language)))


def _by_context(entry: Entry) -> bool:
    """Whether what follows decides between two meanings of one verb or noun."""
    return entry.meaning.startswith((*PREDICATES, "adverb", "adnominal", "fact.kind"))


def _family(entry: Entry) -> str:
    """What a phrase may stand in once: a family asked as a whole, the speech acts, the actions, else its meaning."""
    if entry.meaning.startswith(("act.", "stance.", "light.")):
        return "predicate"
    if entry.meaning.startswith(("action", "effect", "state", "event", "noun.")):
        return "action"
    return next((whole for whole in WHOLE if entry.meaning.startswith(whole)), entry.meaning)


def _of_meanings() -> Iterator[str]:
    used = {entry.meaning for language in languages() for entry in entries(language)}
    for name in meanings():
        if not any(meaning == name or meaning.startswith(f"{name}.") for meaning in used):
            yield f"meanings.toml: no phrase of any language has the meaning {name!r}"


def _of_scales() -> Iterator[str]:
    classes = {meaning.act for meaning in meanings().values() if meaning.act}
    for scale in scales().values():
        for act in sorted(classes - set(scale.ranks)):
            yield f"scales.toml: {scale.name} gives {act!r} no rank"
        for act in sorted(set(scale.ranks) - classes):
            yield f"scales.toml: {scale.name} ranks {act!r}, which no meaning has"


def _of_paradigms(language: str) -> Iterator[str]:
    tables = paradigms(language)
    where = f"{language}/paradigms.toml"
    rows: Mapping[str, list[str]] = tables.get("bases", {})
    for name, row in rows.items():
        if len(row) != len(BASES):
            yield f"{where}: {name} has {len(row)} bases instead of {len(BASES)}"
    for form, recipes in tables.get("endings", {}).items():
        for base in sorted({base for base, _ in recipes} - set(BASES)):
            yield f"{where}: the ending {form!r} hangs on the base {base!r}, which there isn't"
    for voice in sorted(set(tables.get("derived", {})) - set(BASES)):
        yield f"{where}: the voice {voice!r} is no base"
    yield from _of_irregulars(where, rows, tables.get("irregular", {}))


def _of_irregulars(where: str, rows: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> Iterator[str]:
    for kind, verbs in irregular.items():
        for verb in verbs:
            if verb[-1] not in rows:
                yield f"{where}: {verb} under {kind!r} ends in no kana that names a paradigm"


# --- trying -----------------------------------------------------------------------------------------------


def try_phrase(text: str, language: str) -> list[tuple[int, int, str, str, str]]:
    """All entries that fire in a text: (start, end, surface, meaning, entry id), in the order of the text.

    Places count in code points of `text`; widths are folded for the look-up. Within a family the longest phrase wins at
    a place, as it does when a text is read; a verb comes with its ending. Raises LexiconError for a language without a
    lexicon.
    """
    lex = lexicon(language)
    folded = _folded(text)
    out = set()
    for matcher in (lex.predicates, lex.fields, lex.mentions, *_function_words(lex)):
        for hit in matcher.find(folded):
            for sense in hit.senses:
                end = _end(folded, hit, sense)
                if end is not None:
                    out.add((hit.start, end, text[hit.start : end], sense.meaning.id, sense.entry.id))
    return sorted(out)


def _end(text: str, hit: Hit, sense: Sense) -> int | None:
    """Where a phrase ends; None for a verb without an ending, unless its stem is a noun of action."""
    if not sense.paradigm:
        return hit.end
    found = ending(text, hit.end, sense)
    if found is not None:
        return found[0]
    noun = sense.paradigm == "する" and not sense.cut and hit.end - hit.start > 1
    return hit.end if noun else None


def _folded(text: str) -> str:
    """Compatibility forms folded one to one, so that places stay."""
    pairs = ((char, unicodedata.normalize("NFKC", char)) for char in text)
    folded = "".join(folded if len(folded) == 1 else char for char, folded in pairs)
    return _LONE_SURROGATE.sub("\ufffd", folded)


# Families that the matchers of predicates, fields and mentions look for.
_LOOKED = {
    "act",
    "light",
    "stance",
    "action",
    "effect",
    "state",
    "event",
    "noun",
    "field",
    "mention",
    "copula",
    "impersonal",
}


@cache
def _function_words(lex: Lexicon) -> tuple[Matcher, ...]:
    """One matcher for each family of phrases that do not inflect and that rules look up by meaning."""
    if isinstance(lex, InflectedLexicon):
        return tuple(
            lex.family(name) for name in sorted({entry.meaning.split(".")[0] for entry in lex.entries} - _LOOKED)
        )
    families: dict[str, dict[str, tuple[Sense, ...]]] = {}
    for entry in lex.entries:
        if entry.meaning.startswith((*PREDICATES, "field.")):
            continue
        if entry.meaning.startswith("mention.") and not entry.meaning.startswith("mention.ending."):
            continue
        surfaces = families.setdefault(entry.meaning.split(".")[0], {})
        sense = Sense(entry, meanings().get(entry.meaning) or Meaning(entry.meaning), "")
        surfaces[entry.phrase] = (*surfaces.get(entry.phrase, ()), sense)
    return tuple(Matcher(surfaces) for surfaces in families.values())
