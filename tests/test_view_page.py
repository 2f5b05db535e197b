from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from itertools import count as counter

import pytest
from lxml import html
from test_view_sample import PIECES, empty, sample

from taiwa.model import Block, Provision, Reading, Segment, Span
from taiwa.view.labels import INTERFACES, labels_in
from taiwa.view.page import _web, as_index, as_page
from taiwa.view.prose import heal, ink
from taiwa.view.sheet import rows
from taiwa.view.tally import summarise

PAGE = html.document_fromstring(as_page(sample()))


def ids(node: html.HtmlElement) -> list[str]:
    return [str(each) for each in node.xpath("//@id")]


def with_title(title: str) -> Reading:
    return replace(sample(), statement=replace(sample().statement, title=title))


# --- the text -----------------------------------------------------------------------------------------------


def test_rows_hold_the_whole_text_healed() -> None:
    shown = "".join(run.text for row in rows(sample()) for run in row.runs)
    assert "".join(shown.split()) == "".join(sample().source.text.split())


def test_rows_are_paragraphs() -> None:
    shown = ["".join(run.text for run in row.runs) for row in rows(sample())]
    assert len(shown) == 16
    assert shown[3] == "１　海上の安全"
    assert "潮路航路協定（2029年）が果たしてきた役割" in shown[4]
    assert [row.kind for row in rows(sample())].count("heading") == 3


def test_blocks_of_the_container_are_rows() -> None:
    text = "一つ目\n二つ目\n三つ目"
    blocks = (Block(Span(0, 3), "paragraph"), Block(Span(4, 7), "paragraph"), Block(Span(8, 11), "paragraph"))
    segments = (Segment("assertion", Span(0, 11)),)
    reading = replace(empty(), source=replace(empty().source, text=text, blocks=blocks), segments=segments)
    assert [row.runs[0].text for row in rows(reading)] == ["一つ目", "二つ目", "三つ目"]


def test_marks_may_overlap_and_touch() -> None:
    text = "abcdefghij"
    one, two = sample().provisions[:2]
    provisions = (
        replace(one, anchor=Span(2, 5), content=(Span(0, 4),)),
        replace(two, anchor=Span(4, 7), content=(Span(7, 10), Span(3, 3))),
    )
    segments = (Segment("provision", Span(0, 10), "p1"),)
    reading = replace(sample(), source=replace(sample().source, text=text), provisions=provisions, segments=segments)
    runs = [run for row in rows(reading) for run in row.runs]
    assert [(run.text, run.anchors, run.contents) for run in runs] == [
        ("ab", (), (0,)),
        ("cd", (0,), (0,)),
        ("e", (0, 1), ()),
        ("fg", (1,), ()),
        ("hij", (), (1,)),
    ]
    page = html.document_fromstring(as_page(reading))
    assert len(ids(page)) == len(set(ids(page)))
    assert {"t0", "t1", "c0", "c1"} <= set(ids(page))


def test_marked_words_are_the_provision_s() -> None:
    for n, provision in enumerate(sample().provisions):
        marks = PAGE.xpath(f'//a[contains(@class, "anchor") and contains(concat(" ", @data-p, " "), " {n} ")]')
        assert "".join(mark.text_content() for mark in marks) == provision.quote


def test_every_link_inside_the_page_leads_somewhere_and_ids_are_unique() -> None:
    assert len(ids(PAGE)) == len(set(ids(PAGE)))
    for href in PAGE.xpath("//a/@href"):
        assert href[1:] in ids(PAGE)


def test_script_finds_the_words_inside_the_text() -> None:
    assert len(PAGE.xpath('//*[@id="text"]//*[@data-p]')) >= 2 * len(sample().provisions)
    assert len(PAGE.xpath('//*[@id="text"]//form')) == 1


def test_text_and_interface_say_their_languages() -> None:
    page = html.document_fromstring(as_page(replace(sample(), language="ja"), labels_in("ru")))
    assert page.get("lang") == "ru"
    assert set(page.xpath('//*[@class="words"]/@lang')) == {"ja"}


@pytest.mark.parametrize("language", INTERFACES)
def test_cards_hold_what_was_read(language: str) -> None:
    labels = labels_in(language)
    page = html.document_fromstring(as_page(sample(), labels))
    card = page.get_element_by_id("c12").text_content()
    for words in (
        labels.name("act", "undertake"),
        "EUR 45000000",
        labels.name("followup", "commitment"),
        "可能な場合には",
    ):
        assert words in card


# --- safety -------------------------------------------------------------------------------------------------


def test_markup_in_a_document_stays_text() -> None:
    page = html.document_fromstring(as_page(with_title('</title><script>alert(1)</script>"onload=x $style')))
    assert len(page.xpath("//script")) == 1
    assert "<script>alert(1)</script>" in page.findtext(".//title")
    assert "<script>alert(1)</script>" in page.get_element_by_id("c13").text_content()
    assert not page.xpath("//@onload")


@pytest.mark.parametrize("part", ["id", "paragraph", "act", "followup", "quote", "text"])
def test_every_part_of_a_provision_is_escaped(part: str) -> None:
    evil = "<img src=x onerror=alert(1)>\"'"
    provisions = tuple(replace(each, **{part: evil}) for each in sample().provisions)
    page = html.document_fromstring(as_page(replace(sample(), provisions=provisions)))
    assert not page.xpath("//img")
    assert not page.xpath("//@onerror")


def test_policy_allows_exactly_the_page_s_own_style_and_script() -> None:
    policy = PAGE.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (element,) = PAGE.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not PAGE.xpath("//@style")


def test_page_asks_nothing_of_the_network() -> None:
    assert not PAGE.xpath("//@src")
    assert set(PAGE.xpath("//link/@href")) == {"data:,"}
    assert not re.search(r"url\(|@import|fetch\(|https?:", _web("page.css") + _web("page.js"))


# --- what it is like to use ---------------------------------------------------------------------------------


def test_without_script_the_page_is_complete() -> None:
    (form,) = PAGE.xpath("//form")
    assert "hidden" in form.attrib
    assert not PAGE.xpath("//*[@hidden and not(self::form)]")
    assert not PAGE.xpath('//a[@id and @tabindex="-1"]')


def palettes() -> list[dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", _web("page.css"), re.S)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in (light, dark)]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", palettes())
def test_contrast_is_double_a(palette: dict[str, str]) -> None:
    grounds = [palette["paper"], palette["card"]]
    for name in ("talk", "approve", "concern", "stance", "urge", "intend", "undertake"):
        weak, strong = palette[f"{name}-weak"], palette[f"{name}-strong"]
        for ground in (*grounds, weak, strong):
            assert contrast(palette["ink"], ground) >= 4.5, (name, ground)
        for ground in (*grounds, weak):
            assert contrast(palette[name], ground) >= 4.5, (name, ground)
            assert contrast(palette["muted"], ground) >= 4.5, (name, ground)
        # The mark of a follow-up on its anchor is a sign, not text: 3 is enough.
        assert contrast(palette[name], strong) >= 3, name
    assert contrast(palette["focus"], palette["paper"]) >= 3


def test_a_reading_of_nothing() -> None:
    assert "Nothing to follow up." in as_page(empty())
    nothing = replace(empty(), segments=(), source=replace(empty().source, text=""))
    assert html.document_fromstring(as_page(nothing)) is not None


def test_a_provision_without_visible_words_keeps_its_card() -> None:
    first = replace(sample().provisions[0], anchor=Span(0, 0), content=())
    page = as_page(replace(sample(), provisions=(first, *sample().provisions[1:])))
    assert 'id="c0"' in page


def test_index_lists_pages() -> None:
    text = as_index([("a%b?.html", summarise(with_title("<b>title</b>")))])
    assert 'href="a%25b%3F.html"' in text
    assert "&lt;b&gt;title&lt;/b&gt;" in text


# --- size ---------------------------------------------------------------------------------------------------


def long_reading(times: int) -> Reading:
    """The sample over and over, as one text."""
    base, length, name = sample(), len(sample().source.text), counter()

    def moved(span: Span, by: int) -> Span:
        return Span(span.start + by, span.end + by)

    def provision(each: Provision, by: int) -> Provision:
        content = tuple(moved(span, by) for span in each.content)
        mentions = tuple(replace(mention, span=moved(mention.span, by)) for mention in each.mentions)
        return replace(each, id=f"p{next(name)}", anchor=moved(each.anchor, by), content=content, mentions=mentions)

    places = [at * length for at in range(times)]
    return replace(
        base,
        source=replace(base.source, text=base.source.text * times),
        segments=tuple(replace(part, span=moved(part.span, by)) for by in places for part in base.segments),
        provisions=tuple(provision(each, by) for by in places for each in base.provisions),
    )


def test_building_grows_with_the_text() -> None:
    def seconds(times: int) -> float:
        reading = long_reading(times)
        begin = time.process_time()
        page = as_page(reading)
        spent = time.process_time() - begin
        assert page.count('class="card ') == 15 * times
        return spent

    seconds(10)
    assert seconds(400) < 4 * 4 * seconds(100) + 0.5


def test_spaces_cost_no_more_than_letters() -> None:
    begin = time.process_time()
    heal("a" + " " * 200_000 + "b" + "\n " * 100_000)
    assert time.process_time() - begin < 2
    assert ink("".join(piece if isinstance(piece, str) else piece[1] for piece in PIECES)) > 600
