"""Search: words, parts of words, inflection, phrases, exclusion, facets, periods; the same from both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taiwa.errors import TaiwaError, WrongQuery
from taiwa.record import adding
from taiwa.record.adding import Document
from taiwa.record.filing import Choice
from taiwa.record.record import Answer, Record
from taiwa.store.words import tokens, words_of

GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="module")
def both(new_places: Callable[[str], str]) -> Iterator[tuple[Record, Record]]:
    """The same in a record of either kind: the sample forum, some development texts, a passage of great length."""
    records = tuple(Record.open(new_places(kind), "tester") for kind in ("sqlite", "postgresql"))
    gold = [
        adding.take(path) for language in ("ja", "en", "ru") for path in sorted(GOLD.glob(f"{language}/dev/a*.txt"))[:2]
    ]
    long = long_document()
    for record in records:
        record.load_sample()
        for document in (*gold, long):
            record.keep(document, Choice(date="2021-03") if document is gold[0] else None)
        # What was decided and forgotten must not be found, nor weigh.
        version = next(iter(record.search("icebreakers").found.hits)).item.owner
        provision = record.review(version).reading.provisions[0].id
        for act in ("state", "note"):
            record.correct(f"{version}#{provision}", "act", act, "a test")
    yield records[0], records[1]
    for record in records:
        record.close()


def long_document() -> Document:
    import taiwa

    words = "The Ministers welcomed " + " ".join(f"buoy{i} and" for i in range(9000)) + " the last lighthouse keeper.\n"
    return Document(words.encode(), "long", (taiwa.read_text(words, language="en"),))


def same(both: tuple[Record, Record], ask: Callable[[Record], object]) -> object:
    """What both records answer, which must be the same: found, refused, and in which order."""
    answers = []
    for record in both:
        try:
            answers.append(ask(record))
        except TaiwaError as error:
            answers.append((type(error), str(error)))
    assert answers[0] == answers[1]
    return answers[0]


QUERIES = [
    "icebreakers", "icebreaker", "ICEBREAKERS", "the Ministers", "customs procedures", '"customs procedures"',
    '"procedures customs"', "customs -digitalisation", "-Ministers", "砕氷船", "氷", "砕氷", "供給",
    "レビュー",
    "ビュー", "ュー", "ｶﾅｳﾞｨｸ", "カナヴィク", "閣僚は", "「供給網」", "海 -漁業", "対話 協力", "ледокол",
    "ледоколов",
    "ледоколы Министры", "«таможенных процедур»", "Министры -лёд", "act:undertake",
    "act:undertake,intend since:2028",
    "speaker:XA", "speaker:Orik", "field:energy", "force:5 followup:commitment", "language:ru", "kind:assertion",
    "until:2021", "since:2021-03 until:2021-03", "until:2027-05", "since:２０２９", "mention:IMO", "forum:kitanagi",
    "IMO", "1", "2028", "2028年", "buoy17", '"buoy17 and buoy18"', '"buoy8200 and buoy8201"', "lighthouse",
    '"lighthouse keeper"', '"the last lighthouse"', '"and buoy300"', "text:joint-statement kind:text", "海図 OR 氷",
]  # fmt: skip


@pytest.mark.parametrize("literal", [False, True])
def test_both_databases_answer_alike(both: tuple[Record, Record], literal: bool) -> None:
    nothing = []
    for query in QUERIES:
        facets = ("act", "force", "speaker", "language", "field", "forum")
        answer = same(both, lambda record: record.search(query, literal=literal, counts=facets, limit=50))  # noqa: B023
        assert isinstance(answer, Answer), (query, answer)
        nothing += [query] if not answer.found.total else []
        assert all(number > 0 for values in answer.found.counts.values() for _, number in values)
    assert set(nothing) <= {
        '"procedures customs"', "until:2021", "海図 OR 氷", "mention:IMO", "speaker:XA", "speaker:Orik",
        '"buoy8200 and buoy8201"', '"lighthouse keeper"', '"the last lighthouse"', '"and buoy300"', "ｶﾅｳﾞｨｸ",
    }, nothing  # fmt: skip


def test_precedents_are_alike(both: tuple[Record, Record]) -> None:
    asked = (
        "expressed concern about winter ice",
        "the Ministers",
        "海上の安全を確保する",
        "выразили обеспокоенность",
        "ice",
        "氷",
    )
    for words in (*asked, "word " * 3000):
        same(both, lambda record: record.precedents(words))  # noqa: B023
    exact = both[0].precedents("expressed concern")
    assert exact[0].exact
    assert exact[0].item.body[slice(*exact[0].spans[0])] == "expressed concern"


def test_highlights_are_the_words_sought(both: tuple[Record, Record]) -> None:
    for query in ("icebreakers", "氷", "供給", "ледоколов", '"customs procedures"', "ガス"):
        sought = set(tokens(query))
        for hit in both[0].search(query, literal=True, limit=50).found.hits:
            assert hit.spans, (query, hit.item.body)
            for span in hit.spans:
                said = hit.item.body[slice(*span)]
                assert sought & set(tokens(said)), (query, said)
                assert len(said) <= max(20, len(query))


def test_pages_follow_each_other(both: tuple[Record, Record]) -> None:
    for record in both:
        whole = record.search("Ministers", limit=30).found
        pages = [record.search("Ministers", limit=7, offset=at).found for at in range(0, 28, 7)]
        assert [hit for page in pages for hit in page.hits] == list(whole.hits[:28])
        assert {page.total for page in pages} == {whole.total}
        for limit, offset in ((0, 0), (-5, -5), (10**30, 0), (5, 10**30)):
            assert record.search("Ministers", limit=limit, offset=offset).found.total == whole.total


def test_an_exclusion_takes_away(both: tuple[Record, Record]) -> None:
    record = both[0]
    having, without = (record.search(query, limit=100).found for query in ("Ministers ice", "Ministers -ice"))
    everything = record.search("Ministers", literal=True, limit=100).found
    assert having.total
    assert all("ic" not in [w.word for w in words_of(hit.item.body)] for hit in without.hits)
    assert without.total < everything.total


@pytest.mark.parametrize(
    "query",
    ["", "   ", "-", '""', "''", "force:strong", "force:5x", "since:soon", "nothing:x", "-act:note", "()", "🤝"],
)
def test_what_asks_for_nothing_is_refused(both: tuple[Record, Record], query: str) -> None:
    answer = same(both, lambda record: record.search(query))
    assert isinstance(answer, tuple)
    assert answer[0] is WrongQuery


HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                '"',
                "'",
                "(",
                ")",
                "*",
                ":",
                "\\",
                "^",
                "{",
                "}",
                "-",
                "+",
                "&",
                "|",
                "!",
                "<->",
                "%",
                "_",
                ";",
                "--",
                "\x00",
            ),
            *("AND", "OR", "NOT", "NEAR", "NEAR(ice, 2)", "ice*", "body:ice", "ice", "氷", "лёд", "\ud800", "🤝", "\n"),
            *(
                "act:",
                "act:note",
                "force:99999",
                "since:2020",
                "speaker:'",
                "field:\\",
                "kind:\x00",
                "entity:\ud800",
                "%s",
            ),
            *("「", "」", "«", "“", "„", "\u2028", "$$", "/*", "\ufeff", "é", "か\u3099", "ｶﾞ", "\U0002b820"),
        ]
    )
    | st.text(max_size=4),
    max_size=8,
)


@given(HOSTILE, st.sampled_from(["", " "]))
@settings(max_examples=60, deadline=None)
def test_hostile_queries_are_answered_alike(both: tuple[Record, Record], pieces: list[str], between: str) -> None:
    query = between.join(pieces)
    same(both, lambda record: record.search(query, counts=("act",)))
    same(both, lambda record: record.precedents(query))


def test_a_kind_that_is_none_is_refused(both: tuple[Record, Record]) -> None:
    for record in both:
        with pytest.raises(WrongQuery, match="provision"):
            record.search("kind:dream", counts=("act", "speaker"))


def test_very_long_queries_are_answered_alike(both: tuple[Record, Record]) -> None:
    for query in ("ice " * 10_000, "-ice " * 10_000, "氷" * 10_000, '"' * 10_000, "„" * 10_000, "act:" + "a," * 40_000):
        same(both, lambda record: record.search(query))  # noqa: B023
    many = [str(i) for i in range(40_000)]
    same(both, lambda record: record.search("ice", {"act": many}))
