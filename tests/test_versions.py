"""Documents in several languages: which stretch is in which, one version read alone, nothing dropped."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from taiwa.errors import UnknownLanguage
from taiwa.model import Reading, Source
from taiwa.reading import read_source, read_versions
from taiwa.reading.versions import languages_of, versions_of
from taiwa.text import heal

SAMPLES = Path(__file__).parent.parent / "taiwa" / "samples"
DUTCH = (
    "De regeringen van de drie landen hebben vastgesteld dat de samenwerking aan de kust is toegenomen."
    " Zij zullen in het komende jaar een gezamenlijke dienst voor de veiligheid van de scheepvaart oprichten."
    " De ministers bevestigen dat de volgende vergadering in het voorjaar door het Koninkrijk wordt gehouden."
)


def sample(language: str) -> str:
    return (SAMPLES / f"kitanagi-1-{language}.txt").read_text(encoding="utf-8")


def source(*texts: str) -> Source:
    return Source("statement", "text/plain", "", "\n\n".join(texts))


def languages_in(*texts: str) -> tuple[str, ...]:
    return languages_of(versions_of(heal(source(*texts))))


def quotes(reading: Reading) -> list[str]:
    return [provision.quote for provision in reading.provisions]


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_a_text_in_one_language_is_one_version(language: str) -> None:
    assert languages_in(sample(language)) == (language,)


def test_three_versions_one_after_the_other() -> None:
    assert languages_in(sample("ja"), sample("ru"), sample("en")) == ("ja", "ru", "en")


def test_a_language_that_is_not_read_is_told_by_its_name() -> None:
    assert languages_in(sample("en"), DUTCH, DUTCH) == ("en", "nl")
    notice = next(n for n in read_source(source(sample("en"), DUTCH, DUTCH)).notices if n.code == "other-versions")
    assert "Dutch" in notice.message


def test_foreign_words_and_names_are_no_version() -> None:
    foreign = "They thanked the «Морская служба» and the 「北凪海財団」.\n\n共同声明\n\nСовместное заявление"
    assert languages_in(sample("en"), foreign) == ("en",)


def test_versions_may_stand_by_turns() -> None:
    english, russian = sample("en").split("\n\n"), sample("ru").split("\n\n")
    turns = [part for pair in zip(english, russian, strict=False) for part in pair]
    assert set(languages_in(*turns)) == {"en", "ru"}


@pytest.mark.parametrize("order", [("en", "ja", "ru"), ("ru", "ja", "en"), ("ja", "en")])
def test_a_version_is_read_as_if_it_stood_alone(order: tuple[str, ...]) -> None:
    together = source(*map(sample, order))
    for language in ("en", "ja"):
        alone, inside = read_source(source(sample(language))), read_source(together, language=language)
        assert quotes(inside) == quotes(alone)
        assert [p.speaker for p in inside.provisions] == [p.speaker for p in alone.provisions]
        assert inside.source is together
        for provision in inside.provisions:
            assert together.text[slice(*provision.anchor)].split() == provision.quote.split() or language == "ja"


def test_the_main_version_is_the_first_that_can_be_read() -> None:
    assert read_source(source(sample("ja"), sample("en"))).language == "ja"
    assert read_source(source(sample("en"), sample("ja"))).language == "en"


def test_every_version_that_can_be_read_is_read() -> None:
    readings = read_versions(source(DUTCH, DUTCH, sample("en"), sample("ja")))
    assert [reading.language for reading in readings] == ["en", "ja"]
    assert len(read_versions(source(sample("en")))) == 1


def test_the_characters_of_other_versions_are_booked() -> None:
    text = source(sample("en"), sample("ja"), sample("ru"))
    for reading in read_versions(text):
        covered = [False] * len(text.text)
        for one, two in pairwise(reading.segments):
            assert one.span.end <= two.span.start
        for segment in reading.segments:
            for place in range(*segment.span):
                covered[place] = True
        assert all(seen or char.isspace() for seen, char in zip(covered, text.text, strict=True))
        assert any(segment.kind == "other-version" for segment in reading.segments)


def test_a_document_in_no_language_that_is_read_says_so() -> None:
    with pytest.raises(UnknownLanguage):
        read_source(source(DUTCH * 3, "계획을 환영하였다. 장관들은 협력을 강화하기로 합의하였다. " * 20))
