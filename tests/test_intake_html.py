import pytest

from taiwa.errors import CorruptDocument, EmptyDocument, NoArticle, WrongEncoding
from taiwa.intake import from_bytes
from taiwa.model import Source

PAGE = """<!DOCTYPE html><html lang="ja"><head>
<meta charset="{charset}"><title>北潟国・南原国共同声明｜北潟国外務庁</title>
<style>p {{ color: red }}</style></head><body class="sidebar-right">
<header><h1><a href="/">北潟国外務庁</a></h1></header>
<nav><ul><li><a href="/a">会見</a></li><li><a href="/b">外交政策</a></li></ul></nav>
{body}
<footer><p>法人番号１２３４　所在地：北潟市港町一丁目一番一号　電話番号：零零零零</p></footer>
<script>var text = "<p>双方は何かを決定した。</p>";</script></body></html>"""
SIDE = '<div id="sidebar"><h2>関連</h2><ul><li><a href="/q">関連する声明の一覧</a></li></ul></div>'
TEXT = "<p>北潟国と南原国は、海上の安全を歓迎した。</p><p>双方は、航路の監視について協力を確認した。</p>"


def read(body: str, charset: str = "utf-8") -> Source:
    source = from_bytes("a.html", PAGE.format(charset=charset, body=body).encode(charset))
    assert "".join(source.text[slice(*block.span)] + "\n" for block in source.blocks) == source.text
    return source


def of(body: str) -> list[str]:
    return read(f"<main>{body}<p>北潟国と南原国は、海上の安全を歓迎した。</p></main>").text.splitlines()[:-1]


def kinds(source: Source) -> list[tuple[str, int]]:
    return [(block.kind, block.level) for block in source.blocks]


PARAGRAPHS = ["北潟国と南原国は、海上の安全を歓迎した。", "双方は、航路の監視について協力を確認した。"]
AROUND = """<div class="breadcrumb"><a href="/">トップ</a> &gt; 声明</div>%s
<div class="sns-share"><a href="//s.example">共有</a></div><p><a href="#top">このページの先頭へ</a></p>"""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<main>{AROUND % TEXT}</main>{SIDE}", id="main"),
        pytest.param(f"<div role='main'>{AROUND % TEXT}</div>{SIDE}", id="role"),
        pytest.param(f"<div><article>{AROUND % TEXT}</article>{SIDE}</div>", id="article"),
        pytest.param(f"<main><article>{AROUND % TEXT}</article><div><a href='/x'>次の頁</a></div></main>", id="both"),
        pytest.param(f"<div id='w'><div id='c'>{AROUND % TEXT}</div>{SIDE}</div>", id="densest"),
        pytest.param(
            f"<table><tr><td><a href='/x'>一覧</a></td><td>{AROUND % TEXT}</td></tr></table>", id="layout table"
        ),
        pytest.param(AROUND % TEXT, id="bare"),
    ],
)
def test_article_is_found(body: str) -> None:
    source = read(body)
    assert source.text.splitlines() == PARAGRAPHS
    assert kinds(source) == [("paragraph", 0)] * 2
    assert [notice.code for notice in source.notices] == ["furniture-left-out"]


def test_heading_beside_the_text_is_kept() -> None:
    source = read(f"<div><h1>北潟国・南原国共同声明</h1><div>{TEXT}</div></div>")
    assert source.text.splitlines() == ["北潟国・南原国共同声明", *PARAGRAPHS]
    assert kinds(source)[0] == ("heading", 1)


def test_header_within_the_article_is_kept() -> None:
    source = read(f"<article><header><h1>共同声明</h1></header>{TEXT}</article>")
    assert source.text.splitlines() == ["共同声明", *PARAGRAPHS]


def test_a_long_text_is_no_furniture_whatever_its_class() -> None:
    assert read(f"<div><div class='share-menu'>{TEXT * 3}</div></div>").text.splitlines() == PARAGRAPHS * 3


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<ul>" + "<li><a href='/x'>新着情報の一覧</a></li>" * 20 + "</ul><p>© 北潟国外務庁</p>",
        "<nav><a href='/'>a</a></nav>",
    ],
)
def test_only_navigation(body: str) -> None:
    with pytest.raises(NoArticle, match=r"a\.html: only navigation"):
        read(body)


def test_frames_empty_and_bottomless_pages() -> None:
    with pytest.raises(NoArticle, match="frames"):
        from_bytes("a.html", b"<html><frameset><frame src='x'></frameset></html>")
    for data in (b"<html></html>", b"<html><body><script>1</script></body></html>", b"<!-- -->"):
        with pytest.raises((EmptyDocument, NoArticle)):
            from_bytes("a.html", data)
    with pytest.raises(CorruptDocument, match="too deep"):
        from_bytes("a.html", b"<div>" * 5000 + b"The ministers met.")


def test_a_short_page_is_a_page() -> None:
    assert from_bytes("a.html", b"<p>We met.</p>").text == "We met.\n"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一行目<br>二行目<br>\n三行目</p>", ["一行目", "二行目", "三行目"]),
        ("<p>海上の\n    安全</p>", ["海上の安全"]),
        ("<p>on the\n  sea   route</p>", ["on the sea route"]),
        ("<p>海上の\nsafety</p>", ["海上の safety"]),
        ("<p>令和　８年&nbsp;１月&amp;２月&#x3002;</p>", ["令和　８年\xa0１月&２月。"]),
        ("<p>北<b>潟</b>\n<i>国</i></p>", ["北潟国"]),
        ("<p><ruby>北潟<rp>(</rp><rt>きたがた</rt><rp>)</rp></ruby>国</p>", ["北潟国"]),
        ("<pre>第一  条\n第二条</pre>", ["第一  条", "第二条"]),
        ("前<p>中</p>後", ["前", "中", "後"]),
        ("<p style='display: none'>隠</p><p hidden>隠</p><span class='sr-only'>隠</span><p>見</p>", ["見"]),
        ("<p>航路<sup><a href='#n1'>1</a></sup>を開く</p>", ["航路を開く"]),
        ("<p>面積は5 m<sup>2</sup></p>", ["面積は5 m2"]),
    ],
)
def test_lines_and_blanks(body: str, lines: list[str]) -> None:
    assert of(body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>a</li><li>b</li></ol>", ["1. a", "2. b"]),
        ("<ol start='3'><li>a</li><li value='7'>b</li><li>c</li></ol>", ["3. a", "7. b", "8. c"]),
        ("<ol reversed><li>a</li><li>b</li></ol>", ["2. a", "1. b"]),
        ("<ol type='a'><li>x</li><li>y</li></ol>", ["a. x", "b. y"]),
        ("<ol type='I'><li>x</li><li>y</li></ol>", ["I. x", "II. y"]),
        ("<ol style='list-style-type: katakana'><li>x</li></ol>", ["ア、x"]),
        ("<ol style='list-style: none'><li>x</li></ol>", ["x"]),
        ("<ol><li>1. x</li><li>（２）y</li><li>2026年</li></ol>", ["1. x", "（２）y", "3. 2026年"]),
        ("<ul><li>北<ul><li>東</li></ul></li><li>南</li></ul>", ["・北", "・東", "・南"]),
        ("<ul><li>１．北</li><li>○南</li></ul>", ["１．北", "○南"]),
        ("<ol><li><p>北</p><p>続き</p></li></ol>", ["1. 北", "続き"]),
    ],
)
def test_lists(body: str, lines: list[str]) -> None:
    assert of(body) == lines


def test_bullets_of_other_languages() -> None:
    source = from_bytes("a.html", b"<ul><li>The ministers met.</li><li>They agreed.<ol><li>North</li></ol></li></ul>")
    assert source.text.splitlines() == ["• The ministers met.", "• They agreed.", "1. North"]
    assert kinds(source) == [("item", 0), ("item", 0), ("item", 1)]


def test_headings_cells_and_notes() -> None:
    source = read(
        f"<main><h2><a href='#a'>監視</a></h2>{TEXT}<table><tr><th>項目</th><td>期限</td></tr></table>"
        "<div class='footnotes'><p>注　これは注である。<a href='#r'>↩</a></p></div></main>"
    )
    assert kinds(source) == [
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
        ("cell", 0),
        ("cell", 0),
        ("footnote", 0),
    ]
    whole = from_bytes(
        "a.html", b"<table><tr><td>North Haven</td><td>South Plain, the year of the tide</td></tr></table>"
    )
    assert kinds(whole) == [("cell", 0)] * 2
    assert source.text.endswith("項目\n期限\n注　これは注である。\n")


@pytest.mark.parametrize("charset", ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16"])
def test_declared_encoding(charset: str) -> None:
    source = read(TEXT, charset)
    assert source.text.splitlines() == PARAGRAPHS
    assert [notice.code for notice in source.notices] == ["furniture-left-out"]


def test_order_of_evidence() -> None:
    page = PAGE.format(charset="euc-jp", body=TEXT)
    served = from_bytes("a", page.encode("cp932"), media_type="text/html; charset=Shift_JIS")
    assert served.encoding == "cp932"
    assert from_bytes("a.html", page.encode("utf-8-sig")).encoding == "utf-8-sig"
    assert from_bytes("a.html", page.encode(), encoding="utf-8").encoding == "utf-8"
    liar = from_bytes("a.html", PAGE.format(charset="iso-8859-1", body=TEXT).encode())
    assert (liar.encoding, liar.text.splitlines()) == ("utf-8", PARAGRAPHS)
    undeclared = from_bytes("a.html", f"<html><body>{TEXT}</body></html>".encode("cp932"))
    assert (undeclared.encoding, undeclared.notices[0].code) == ("cp932", "encoding-guessed")


def test_a_broken_byte_is_shown_as_such() -> None:
    data = PAGE.format(charset="utf-8", body=f"<main>{TEXT * 20}!</main>").encode().replace(b"!", b"\xe3")
    assert [notice.code for notice in from_bytes("a.html", data).notices] == [
        "replacement-characters",
        "furniture-left-out",
    ]


def test_named_encoding_that_fails() -> None:
    with pytest.raises(WrongEncoding):
        from_bytes("a.html", PAGE.format(charset="utf-8", body=TEXT).encode(), encoding="ascii")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "<!DOCTYPE html><p>文</p>"),
        ("a", "  <HTML><body>文"),
        ("a.xhtml", "<p>文</p>"),
        ("a", '<?xml version="1.0" encoding="utf-8"?><!-- x --><html xmlns="http://x.example/"><body><p>文</p></html>'),
    ],
)
def test_what_counts_as_a_page(name: str, data: str) -> None:
    source = from_bytes(name, data.encode())
    assert (source.media_type, source.text) == ("text/html", "文\n")
