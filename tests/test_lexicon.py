"""The lexicon: sound under its own examples, and its checks notice what is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

import pytest

from taiwa.errors import LexiconError, UnknownScale
from taiwa.lexicon import (
    Entry,
    Lexicon,
    check,
    checking,
    entries,
    languages,
    lexicon,
    meanings,
    scale,
    scales,
    try_phrase,
)
from taiwa.lexicon.inflection import BASES, paradigm, stem_of

ACTS = frozenset(
    ("discuss", "state", "note", "welcome", "concern", "stress", "affirm", "agree", "support", "urge", "intend")
) | {"undertake"}


def test_every_entry_stands_by_its_example() -> None:
    assert check() == []


def test_meanings_and_scales_know_the_twelve_classes() -> None:
    assert {meaning.act for meaning in meanings().values() if meaning.act} == ACTS
    for one in scales().values():
        assert set(one.ranks) == ACTS
    assert [scale("taiwa-2026").ranks[act] for act in ("discuss", "welcome", "urge", "undertake")] == [0, 2, 3, 5]


def test_an_unknown_scale_names_the_known_ones() -> None:
    with pytest.raises(UnknownScale, match="taiwa-2026"):
        scale("nobody's")


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(LexiconError, match="ja"):
        entries("xx")


def test_every_field_and_kind_of_mention_has_a_label() -> None:
    labels = tomllib.loads((files("taiwa.view") / "interface/en.toml").read_text("utf-8"))
    for family, table in (("field", "field"), ("fact.kind", "kind"), ("fact.level", "level")):
        for entry in (entry for code in languages() for entry in entries(code)):
            if entry.meaning.startswith(f"{family}."):
                assert entry.meaning.removeprefix(f"{family}.").split(".")[0] in labels[table], entry.id


# --- what the check notices ---------------------------------------------------------------------------------


@pytest.fixture
def complaints_on(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    def complaints(*more: tuple[str, str, str]) -> list[str]:
        """Complaints about the Japanese lexicon with these entries (meaning, phrase, example) added to it."""
        known = (*entries("ja"), *(Entry("ja", *each) for each in more))
        lex = Lexicon("ja")
        lex.entries = known
        for entry in known[len(entries("ja")) :]:
            lex._by_meaning.setdefault(entry.meaning, []).append(entry)
        monkeypatch.setattr(checking, "lexicon", lambda _: lex)
        return checking.check()

    return complaints


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (("act.welcome", "言祝ぐ", "閣僚は、進展を歓迎した。"), "does not contain it"),
        (("act.welcome", "言祝ぐ", "閣僚は、進展を言祝う。"), "no ending of the verb"),
        (("act.welcom", "言祝ぐ", "閣僚は、進展を言祝いだ。"), "not in meanings.toml"),
        (("act.welcome", "ＫＯＴＯＨＯＧＵ", "閣僚は、ＫＯＴＯＨＯＧＵ。"), "not in NFKC form"),
        (("field.energy", "関税同", "閣僚は、関税同盟を歓迎した。"), "wins at its place"),
        (("field.energy", "関税同盟", "閣僚は、関税同盟を歓迎した。"), "stands under field.trade too"),
        (("adverb.weakens", "ら", "閣僚は、協力を心から支持した。"), "wins at its place"),
        (("mention.ending.treaty", "議決書", "閣僚は、議決書を歓迎した。"), "no name in its example"),
        (("word.topic", " ", "閣僚は、歓迎した。"), "the phrase is empty"),
    ],
)
def test_the_check_notices(
    complaints_on: Callable[..., list[str]], entry: tuple[str, str, str], complaint: str
) -> None:
    found = [line for line in complaints_on(entry) if f":{entry[1]}:" in line]
    assert any(complaint in line for line in found), found


def test_the_check_is_content_with_a_good_entry(complaints_on: Callable[..., list[str]]) -> None:
    more = ("act.welcome", "言祝ぐ", "閣僚は、進展を言祝いだ。")
    assert [line for line in complaints_on(more) if "言祝ぐ" in line] == []


def test_a_scale_without_a_rank_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scale("taiwa-2026")
    short = replace(
        whole, name="short", ranks={act: rank for act, rank in whole.ranks.items() if act != "urge"} | {"beg": 1}
    )
    monkeypatch.setattr(checking, "scales", lambda: {"short": short})
    assert list(checking._of_scales()) == [
        "scales.toml: short gives 'urge' no rank",
        "scales.toml: short ranks 'beg', which no meaning has",
    ]


def test_a_paradigm_with_a_base_that_is_none_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {
        "bases": {"く": ["か"]},
        "endings": {"past": [["onbim", "た"]]},
        "derived": {"middle": ""},
        "irregular": {"iku": ["行け"]},
    }
    monkeypatch.setattr(checking, "paradigms", lambda _: tables)
    complaints = list(checking._of_paradigms("ja"))
    assert len(complaints) == 4
    assert f"く has 1 bases instead of {len(BASES)}" in complaints[0]


# --- verbs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("歓迎する", {"歓迎した": "past", "歓迎し": "medial", "歓迎します": "plain", "歓迎することとした": "resolve"}),
        ("求める", {"求めた": "past", "求め": "medial", "求めていく": "future"}),
        ("行う", {"行った": "past", "行い": "medial", "行わなければならない": "must"}),
        ("取り組む", {"取り組んだ": "past", "取り組んでいく": "future", "取り組みつつ": "while"}),
        ("防ぐ", {"防いだ": "past", "防ぎ": "medial"}),
        ("示す", {"示した": "past", "示すべきである": "must"}),
        ("図る", {"図った": "past", "図らず": "negative-medial"}),
        ("試みる", {"試みた": "past"}),
        ("論ずる", {"論じた": "past", "論ずる": "plain"}),
    ],
)
def test_a_verb_is_known_in_its_forms(verb: str, forms: dict[str, str]) -> None:
    stem, name = stem_of(verb)
    for surface, form in forms.items():
        assert surface.startswith(stem)
        assert paradigm(name).forms[surface[len(stem) :]].name == form


@pytest.mark.parametrize(
    ("verb", "surface"), [("確認する", "確認された"), ("求める", "求められた"), ("示す", "示された")]
)
def test_the_passive_is_told(verb: str, surface: str) -> None:
    stem, name = stem_of(verb)
    assert paradigm(name).forms[surface[len(stem) :]].voice == "passive"


# --- trying ---------------------------------------------------------------------------------------------------


def test_a_phrase_can_be_tried() -> None:
    text = "作業部会を設置することで一致した。"
    hits = try_phrase(text, "ja")
    assert (12, 16, "一致した", "act.agree", "ja:act.agree:一致する") in hits
    assert (5, 9, "設置する", "action", "ja:action:設置する") in hits
    assert any(surface == "作業部会" and meaning == "mention.ending.body" for _, _, surface, meaning, _ in hits)
    assert any(surface == "こと" and meaning == "word.nominaliser" for _, _, surface, meaning, _ in hits)
    assert all(text[start:end] == surface for start, end, surface, _, _ in hits)
    assert hits == sorted(hits)


def test_widths_do_not_matter_and_places_stay() -> None:
    hits = try_phrase("ＩＭＯの３㌔の航路", "ja")
    assert any(surface == "航路" and start == 7 for start, _, surface, _, _ in hits)


def test_nothing_fires_in_nothing() -> None:
    assert try_phrase("", "ja") == []
    assert try_phrase("xyz", "ja") == []


def test_trying_in_an_unknown_language() -> None:
    with pytest.raises(LexiconError):
        try_phrase("text", "xx")


def test_the_lexicon_answers_by_meaning() -> None:
    lex = lexicon("ja")
    assert lex.suffixes("word.topic").before("閣僚は", 3) == (2, "word.topic")
    assert lex.meaning_of("改めて", "adverb") == "adverb.repeats"
    assert lex.pattern("nothing.at.all").search("閣僚は") is None
