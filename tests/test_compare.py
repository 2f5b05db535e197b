# ruff: noqa: E501
"""Comparing editions: properties that hold for any texts, and examples of each verdict."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import taiwa
from taiwa.comparing import compare
from taiwa.comparing.assignment import assign
from taiwa.comparing.differences import matches
from taiwa.comparing.items import items
from taiwa.errors import UnknownScale, UnlikeLanguages
from taiwa.model import Comparison, Pair, Reading

HEAD = {
    "en": "Joint Statement\n\nThe Ministers of Foreign Affairs of Arlemont, Brisa and Corvania met on 3 May 2030.\n\n",
    "ru": "Совместное заявление\n\nМинистры иностранных дел Арлемонта, Бризы и Корвании провели встречу 3 мая 2030 года.\n\n",
    "ja": "共同声明\n\nアルレモン共和国、ブリサ王国及びコルヴァ連邦の外相は、2030年5月3日に会合を行った。\n\n",
}
SPEAKERS = {"en": ("The Ministers ",), "ru": ("Министры ",), "ja": ("外相は、", "外相は、改めて")}
SAYINGS = {
    "en": (
        "welcomed the opening of the northern port",
        "decided to set up a working group on fisheries by 2031",
        "decided to consider setting up a working group on fisheries by 2031",
        "expressed concern about the loss of ice",
        "expressed grave concern about the rapid loss of ice",
        "noted the progress of the road programme",
        "called on all States to share observation data, where possible",
        "supported the proposal of Brisa to host a meeting of experts",
        "intend to open two more border crossings",
        "stressed the importance of free navigation and of clean harbours",
    ),
    "ru": (
        "приветствовали открытие северного порта",
        "договорились создать рабочую группу по рыболовству до 2031 года",
        "договорились рассмотреть возможность создания рабочей группы по рыболовству",
        "выразили обеспокоенность таянием льдов",
        "выразили серьёзную обеспокоенность быстрым таянием льдов",
        "отметили ход осуществления дорожной программы",
        "призвали все государства обмениваться данными наблюдений, по возможности",
        "поддержали предложение Бризы провести встречу экспертов",
        "подчеркнули важность свободы судоходства и чистоты гаваней",
    ),
    "ja": (
        "北港の開港を歓迎した",
        "漁業に関する作業部会を2031年までに設置することを決定した",
        "漁業に関する作業部会の設置を検討することで一致した",
        "海氷の減少に懸念を表明した",
        "急速な海氷の減少に深刻な懸念を表明した",
        "道路計画の進捗に留意した",
        "全ての国に対し、観測データを共有するよう求めた",
        "専門家会合を主催するとのブリサ王国の提案を支持した",
        "航行の自由と清浄な港の重要性を強調した",
    ),
}
TURNED = {"new": "dropped", "dropped": "new", "strengthened": "weakened", "weakened": "strengthened"}


def paragraphs(language: str) -> st.SearchStrategy[list[str]]:
    stop = "。" if language == "ja" else "."
    sentence = st.builds(
        lambda who, what: who + what + stop, st.sampled_from(SPEAKERS[language]), st.sampled_from(SAYINGS[language])
    )
    return st.lists(sentence, min_size=1, max_size=9)


def read(language: str, body: list[str]) -> Reading:
    return taiwa.read_text(HEAD[language] + "\n\n".join(body), language=language)


def verdicts(comparison: Comparison) -> Counter[str]:
    return Counter(pair.verdict for pair in comparison.pairs)


def turned(pair: Pair) -> tuple[object, ...]:
    return pair.new, pair.old, TURNED.get(pair.verdict, pair.verdict), pair.likeness, pair.moved


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_text_compared_with_itself_has_not_changed(language: str, data: st.DataObject) -> None:
    reading = read(language, data.draw(paragraphs(language)))
    comparison = compare(reading, reading)
    assert set(verdicts(comparison)) <= {"kept"}
    assert not any(pair.edits or pair.callouts or pair.moved for pair in comparison.pairs)
    assert all(pair.old == pair.new for pair in comparison.pairs)


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_old_and_new_change_places_like_a_mirror(language: str, data: st.DataObject) -> None:
    one, other = (read(language, data.draw(paragraphs(language))) for _ in range(2))
    there, back = compare(one, other), compare(other, one)
    seen = {(p.old, p.new, p.verdict, p.likeness, p.moved) for p in there.pairs}
    assert seen == {turned(pair) for pair in back.pairs}


def test_of_two_equally_long_sentences_the_same_one_has_moved_from_either_side() -> None:
    first = "Министры выразили серьёзную обеспокоенность быстрым таянием льдов."
    second = "Министры поддержали предложение Бризы провести встречу экспертов."
    one, other = read("ru", [first, second]), read("ru", [second, first])
    there, back = compare(one, other), compare(other, one)
    moved = {(pair.old, pair.new) for pair in there.pairs if pair.moved}
    assert len(moved) == 1
    assert moved == {(pair.new, pair.old) for pair in back.pairs if pair.moved}


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_order_of_paragraphs_does_not_matter_to_the_verdicts(language: str, data: st.DataObject) -> None:
    old, new = (data.draw(paragraphs(language)) for _ in range(2))
    shuffled = data.draw(st.permutations(new))
    before, after = (
        compare(read(language, old), read(language, new)),
        compare(read(language, old), read(language, shuffled)),
    )
    assert verdicts(before) == verdicts(after)


@settings(max_examples=25, deadline=None)
@given(paragraphs("en"), paragraphs("en"))
def test_everything_is_in_one_pair(old: list[str], new: list[str]) -> None:
    comparison = compare(read("en", old), read("en", new))
    for side, reading in (("old", comparison.old), ("new", comparison.new)):
        names = [name for pair in comparison.pairs for name in getattr(pair, side)]
        assert len(names) == len(set(names))
        assert {p.id for p in reading.provisions} <= set(names)
        assert len(names) == len(reading.provisions) + len(reading.assertions) + len(reading.residue)
    assert all(min(len(pair.old), len(pair.new)) <= 1 for pair in comparison.pairs)


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_samples_mirror_and_edits_make_the_new_words(language: str) -> None:
    one, other = (taiwa.read(f"taiwa/samples/kitanagi-{number}-{language}.txt") for number in (1, 2))
    there, back = compare(one, other), compare(other, one)
    assert {(p.old, p.new, p.verdict, p.likeness, p.moved) for p in there.pairs} == set(map(turned, back.pairs))
    for pair in there.pairs:
        for side, reading, kinds in (("old", one, ("kept", "removed")), ("new", other, ("kept", "added"))):
            words = [w for item in items(reading) if item.name in getattr(pair, side) for w in item.words]
            spans = [span for e in pair.edits if e.kind in kinds and (span := getattr(e, side))]
            shown = letters("".join(reading.source.text[span.start : span.end] for span in spans))
            whole = letters("".join(word.form for word in words))
            # Only a small word that links the sentence to its neighbour may be left out, at an edge.
            assert not pair.edits or (shown in whole and len(whole) - len(shown) <= 6)


def letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold().replace("ё", "е") if char.isalnum())


def only(language: str, old: str, new: str) -> Pair:
    """The pair of one provision with another."""
    a, b = read(language, [old]), read(language, [new])
    pairs = [p for p in compare(a, b).pairs if a.provisions[-1].id in p.old]
    assert len(pairs) == 1
    assert pairs[0].new == (b.provisions[-1].id,)
    return pairs[0]


@pytest.mark.parametrize(
    ("language", "old", "new", "verdict", "aspect"),
    [
        ("en", "The Ministers decided to set up a fund.", "The Ministers decided to consider setting up a fund.", "weakened", "complement"),
        ("en", "The Ministers intend to set up a fund.", "The Ministers decided to set up a fund.", "strengthened", "act"),
        ("en", "The Ministers noted the new road.", "The Ministers welcomed the new road.", "strengthened", "act"),
        ("en", "The Ministers welcomed the new road.", "The Ministers supported the new road.", "contested", "act"),
        ("en", "The Ministers urged all States to join the pact.", "The Ministers urged all States to join the pact, where possible.", "weakened", "hedge"),
        ("en", "The Ministers expressed concern about the ice.", "The Ministers expressed grave concern about the ice.", "strengthened", "qualifier"),
        ("en", "The Ministers called on all States to join the pact.", "The Ministers demanded that all States join the pact.", "strengthened", "firmness"),
        ("ru", "Министры договорились создать фонд поддержки морских портов.", "Министры договорились рассмотреть возможность создания фонда поддержки морских портов.", "weakened", "complement"),
        ("ru", "Министры отметили открытие дороги.", "Министры приветствовали открытие дороги.", "strengthened", "act"),
        ("ru", "Министры выразили обеспокоенность таянием льдов.", "Министры выразили глубокую обеспокоенность таянием льдов.", "strengthened", "qualifier"),
        ("ja", "外相は、基金を設置することを決定した。", "外相は、基金を設置することを検討することで一致した。", "weakened", "complement"),
        ("ja", "外相は、新しい道路に留意した。", "外相は、新しい道路を歓迎した。", "strengthened", "act"),
        ("ja", "外相は、全ての国に条約への参加を求めた。", "外相は、全ての国に条約への参加を強く求めた。", "strengthened", "qualifier"),
    ],
)  # fmt: skip
def test_what_makes_a_side_stronger(language: str, old: str, new: str, verdict: str, aspect: str) -> None:
    pair = only(language, old, new)
    assert (pair.verdict, pair.grounds[0].aspect) == (verdict, aspect)
    assert only(language, new, old).verdict == TURNED.get(verdict, verdict)


def test_a_contested_verdict_shows_what_each_scale_says() -> None:
    pair = only("en", "The Ministers welcomed the new road.", "The Ministers supported the new road.")
    assert {o.scale: o.verdict for o in pair.opinions} == {"taiwa-2026": "strengthened", "plain-3": "reworded"}


def test_a_weaker_class_with_a_firmer_promise_is_contested() -> None:
    old = "The Ministers showed interest in creating a scholarship for seafarers."
    new = "The Ministers announced the creation of a scholarship for seafarers in 2030."
    for pair in (only("en", old, new), only("en", new, old)):
        assert pair.verdict == "contested"
        assert {ground.aspect: ground.direction for ground in pair.grounds}.keys() >= {"act", "followup"}


def test_one_scale_alone_contests_nothing() -> None:
    old, new = (read("en", [f"The Ministers {verb} the new road."]) for verb in ("welcomed", "supported"))
    assert verdicts(compare(old, new, scales=("taiwa-2026",)))["strengthened"] == 1
    with pytest.raises(UnknownScale):
        compare(old, new, scales=("no-such",))


def test_an_object_that_is_split_belongs_to_both_halves() -> None:
    old = read("en", ["The Ministers welcomed the opening of the northern port and the launch of the fisheries fund."])
    new = read(
        "en",
        [
            "The Ministers welcomed the launch of the fisheries fund.",
            "The Ministers welcomed the opening of the northern port.",
        ],
    )
    pair = next(p for p in compare(old, new).pairs if p.old == ("p1",))
    assert (pair.new, pair.verdict) == (("p1", "p2"), "reworded")
    pair = next(p for p in compare(new, old).pairs if p.new == ("p1",))
    assert pair.old == ("p1", "p2")


def test_dates_amounts_and_speakers_are_called_out() -> None:
    old = read("en", ["The Ministers agreed to contribute 30 million euros to the fund by 2031."])
    new = read("en", ["Brisa agreed to contribute 45 million euros to the fund by 2032."])
    pair = next(p for p in compare(old, new).pairs if p.old and p.new)
    found = {callout.kind: (callout.old, callout.new) for callout in pair.callouts}
    assert found["deadline"] == (("2031",), ("2032",))
    assert found["amount"] == (("EUR 30000000",), ("EUR 45000000",))
    assert "speaker" in found


def test_a_wording_that_stands_a_hundred_times_is_followed_a_hundred_times() -> None:
    old, new = (
        read("en", [f"The Ministers decided to {what} a fund for fisheries."] * 100) for what in ("open", "close")
    )
    assert verdicts(compare(old, new))["reworded"] == 100


def test_texts_without_provisions_are_compared_too() -> None:
    one, other = (taiwa.read_text(text, language="en") for text in ("Twelve roads were built.\n", "Snow fell.\n"))
    assert not one.provisions
    assert set(verdicts(compare(one, one))) == {"kept"}
    assert set(verdicts(compare(one, other))) == {"new", "dropped"}


def test_texts_in_two_languages_are_no_editions() -> None:
    with pytest.raises(UnlikeLanguages):
        compare(read("en", ["The Ministers welcomed the road."]), read("ja", ["外相は、道路を歓迎した。"]))


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_matches_are_a_longest_common_subsequence(a: str, b: str) -> None:
    found = matches(a, b)
    assert all(a[i] == b[j] for i, j in found)
    assert all(x < y and u < v for (x, u), (y, v) in pairwise(found))
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            longest[i + 1][j + 1] = longest[i][j] + 1 if one == other else max(longest[i][j + 1], longest[i + 1][j])
    assert len(found) == longest[-1][-1]


@given(st.randoms(use_true_random=False))
def test_the_assignment_is_the_best(dice: random.Random) -> None:
    rows, columns = dice.randint(0, 5), dice.randint(0, 5)
    worth = [{c: dice.randint(1, 40) for c in range(columns) if dice.random() < 0.6} for _ in range(rows)]
    found = assign(worth, columns)
    assert len(set(found.values())) == len(found)

    def best(row: int, taken: frozenset[int]) -> int:
        if row == rows:
            return 0
        free = (value + best(row + 1, taken | {c}) for c, value in worth[row].items() if c not in taken)
        return max([best(row + 1, taken), *free])

    assert sum(worth[r][c] for r, c in found.items()) == best(0, frozenset())
