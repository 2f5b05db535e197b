import pytest
from making import archive, docx, level, lists, paragraph, part, run, style

from taiwa.errors import BinaryDocument, CorruptDocument, EmptyDocument, EncryptedDocument, TaiwaError, TooLarge
from taiwa.intake import from_bytes
from taiwa.model import Source


def read(body: str, **parts: str) -> Source:
    source = from_bytes("a.docx", docx(body, parts))
    for block in source.blocks:
        assert source.text[block.span.end] == "\n"
    assert "".join(source.text[slice(*block.span)] + "\n" for block in source.blocks) == source.text
    return source


def kinds(source: Source) -> list[tuple[str, int]]:
    return [(block.kind, block.level) for block in source.blocks]


def notices(source: Source) -> dict[str, str]:
    return {notice.code: notice.message for notice in source.notices}


def test_paragraphs() -> None:
    source = read(paragraph("北潟国と南原国は、") + paragraph("") + paragraph("航路を開く。"))
    assert source.text == "北潟国と南原国は、\n航路を開く。\n"
    assert kinds(source) == [("paragraph", 0)] * 2
    assert source.media_type.endswith("wordprocessingml.document")


def test_breaks_tabs_and_hyphens() -> None:
    marks = "<w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:t> d </w:t>"
    assert read(paragraph(f"<w:r><w:t>a</w:t>{marks}</w:r>")).text == "a\tb\nc\u2011d\n"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("heading 1", ("heading", 1)),
        ("見出し 2", ("heading", 2)),
        ("見出し３", ("heading", 3)),
        ("Заголовок 1", ("heading", 1)),
        ("Title", ("title", 0)),
        ("表題", ("title", 0)),
        ("toc 1", ("furniture", 0)),
        ("Body Text", ("paragraph", 0)),
    ],
)
def test_styles_by_name(name: str, kind: tuple[str, int]) -> None:
    source = read(paragraph("海上の安全", style="x"), styles=part("styles", style("x", name)))
    assert kinds(source) == [kind]


def test_headings_by_outline_and_by_inheritance() -> None:
    styles = part(
        "styles",
        style("mine", "Abschnitt", '<w:outlineLvl w:val="1"/>')
        + style("own", "Eigener", base="mine")
        + style("loop", "L", base="loop"),
    )
    plain = '<w:outlineLvl w:val="9"/>'
    body = (
        paragraph("a", "mine")
        + paragraph("b", "own")
        + paragraph("c", "own", properties=plain)
        + paragraph("d", "loop")
    )
    assert kinds(read(body + paragraph("e", "Heading1"), styles=styles)) == [
        ("heading", 2),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
        ("heading", 1),
    ]


@pytest.mark.parametrize(
    ("number_format", "text", "labels"),
    [
        ("decimal", "%1.", ["1. ", "2. ", "3. "]),
        ("decimalFullWidth", "%1", ["１ ", "２ ", "３ "]),
        ("aiueoFullWidth", "（%1）", ["（ア） ", "（イ） ", "（ウ） "]),
        ("aiueo", "%1)", ["ｱ) ", "ｲ) ", "ｳ) "]),
        ("irohaFullWidth", "%1", ["イ ", "ロ ", "ハ "]),
        ("upperRoman", "%1.", ["I. ", "II. ", "III. "]),
        ("lowerRoman", "(%1)", ["(i) ", "(ii) ", "(iii) "]),
        ("upperLetter", "%1.", ["A. ", "B. ", "C. "]),
        ("lowerLetter", "%1)", ["a) ", "b) ", "c) "]),
        ("japaneseCounting", "第%1条", ["第一条 ", "第二条 ", "第三条 "]),
        ("decimalEnclosedCircle", "%1", ["① ", "② ", "③ "]),
        ("russianLower", "%1)", ["а) ", "б) ", "в) "]),
        ("bullet", "・", ["・ ", "・ ", "・ "]),
        ("bullet", "\uf0b7", ["• ", "• ", "• "]),
        ("bullet", "o", ["• ", "• ", "• "]),
        ("none", "", ["", "", ""]),
    ],
)
def test_number_formats(number_format: str, text: str, labels: list[str]) -> None:
    numbering = lists({0: level(0, number_format, text)}, {1: (0, "")})
    source = read("".join(paragraph("x", number=(1, 0)) for _ in labels), numbering=numbering)
    assert source.text.splitlines() == [label + "x" for label in labels]
    assert kinds(source) == [("item" if labels[0] else "paragraph", 0)] * 3


def numbered(numbering: str, *places: tuple[int, int]) -> list[str]:
    return read("".join(paragraph("x", number=place) for place in places), numbering=numbering).text.splitlines()


def test_levels_count_and_start_again() -> None:
    numbering = lists({0: level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")}, {1: (0, "")})
    places = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]
    assert numbered(numbering, *places) == ["1. x", "1.1 x", "1.2 x", "2. x", "2.1 x"]


def test_a_level_that_never_starts_again() -> None:
    never = level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')
    numbering = lists({0: level(0, "decimal", "%1.") + never}, {1: (0, "")})
    assert numbered(numbering, (1, 0), (1, 1), (1, 0), (1, 1)) == ["1. x", "1) x", "2. x", "2) x"]


def test_lists_of_one_definition_go_on_unless_they_start_themselves() -> None:
    own = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = lists({0: level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, ""), 3: (0, own)})
    assert numbered(numbering, (1, 0), (2, 0), (3, 0), (3, 0)) == ["1. x", "2. x", "5. x", "6. x"]


def test_legal_numbers_and_missing_gap() -> None:
    legal = level(1, "decimal", "%1.%2", more='<w:isLgl/><w:suff w:val="nothing"/>')
    numbering = lists({0: level(0, "upperRoman", "%1.") + legal}, {1: (0, "")})
    assert numbered(numbering, (1, 0), (1, 1)) == ["I. x", "1.1x"]


def test_numbering_by_style_and_its_removal() -> None:
    tied = '<w:pStyle w:val="deep"/>'
    numbering = lists({0: level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)", more=tied)}, {1: (0, "")})
    styles = part("styles", style("deep", "Deep", '<w:numPr><w:numId w:val="1"/></w:numPr>'))
    body = paragraph("x", "deep") + paragraph("y", "deep", number=(0, 0)) + paragraph("z", "deep")
    source = read(body, numbering=numbering, styles=styles)
    assert source.text == "(a) x\ny\n(b) z\n"
    assert kinds(source) == [("item", 1), ("paragraph", 0), ("item", 1)]


def test_an_unknown_list_gives_no_label() -> None:
    assert read(paragraph("x", number=(9, 12))).text == "x\n"


def test_tables_in_reading_order() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('年内')}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{paragraph('監視')}{paragraph('北側')}</w:tc><w:tc>{inner}{paragraph('')}</w:tc></w:tr>"
    gone = f"<w:tr><w:trPr><w:del w:author='A'/></w:trPr><w:tc>{paragraph('消えた行')}</w:tc></w:tr>"
    source = read(paragraph("前") + f"<w:tbl><w:tblPr/>{row}{gone}</w:tbl>" + paragraph("後"))
    assert source.text == "前\n監視\n北側\n年内\n後\n"
    assert [kind for kind, _ in kinds(source)] == ["paragraph", "cell", "cell", "cell", "paragraph"]


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    def mark(identity: int, kind: str = "footnote") -> str:
        return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'

    def note(identity: int, text: str, kind: str = "footnote") -> str:
        return f'<w:{kind} w:id="{identity}">{paragraph("<w:r><w:footnoteRef/></w:r>" + run(text))}</w:{kind}>'

    body = paragraph(run("航路") + mark(2) + run("を開く") + mark(1, "endnote") + run("。") + mark(1))
    body += paragraph(f'<w:del w:author="A">{mark(3)}</w:del>' + run("以上"))
    notes = part("footnotes", note(0, "線") + note(1, "注二") + note(2, "注一") + note(3, "消えた注"))
    source = read(body, footnotes=notes, endnotes=part("endnotes", note(1, "後注", "endnote")))
    assert source.text == "航路を開く。\n以上\n注一\n注二\n後注\n"
    assert [kind for kind, _ in kinds(source)] == ["paragraph"] * 2 + ["footnote"] * 3


def test_changes_are_accepted() -> None:
    body = paragraph(
        run("双方は")
        + '<w:del w:author="A"><w:r><w:delText>古い</w:delText></w:r></w:del>'
        + f'<w:ins w:author="B">{run("新しい")}</w:ins>'
        + f'<w:moveFrom w:author="A">{run("移った")}</w:moveFrom><w:moveTo w:author="A">{run("航路")}</w:moveTo>'
    )
    source = read(body)
    assert source.text == "双方は新しい航路\n"
    assert "4 (authors: 2)" in notices(source)["tracked-changes"]


def test_a_deleted_paragraph_end_joins_the_next() -> None:
    gone = '<w:rPr><w:del w:author="A"/></w:rPr>'
    numbering = lists({0: level(0, "decimal", "%1.")}, {1: (0, "")})
    body = (
        paragraph("前半", number=(1, 0), properties=gone)
        + paragraph("後半", number=(1, 0))
        + paragraph("末", properties=gone)
    )
    assert read(body, numbering=numbering).text == "1. 前半後半\n末\n"


def test_comments_headers_and_hidden_text_are_left_out() -> None:
    vanish = "<w:vanish/>"
    body = paragraph(run("見える") + run("隠れた", vanish) + run("文", '<w:vanish w:val="0"/>'))
    body += paragraph(run("隠れた様式"), "h") + paragraph(run("様式", '<w:rStyle w:val="c"/>'))
    source = read(
        body,
        styles=part(
            "styles", style("h", "H", run_properties=vanish) + style("c", "C", run_properties=vanish, kind="character")
        ),
        comments=part("comments", f"<w:comment>{paragraph('直すこと')}</w:comment>"),
        header=part("hdr", paragraph("北潟国外務庁")),
        footer=part("ftr", paragraph("- 1 -")),
    )
    assert source.text == "見える文\n"
    found = notices(source)
    assert set(found) == {"comments", "headers-left-out", "hidden-text"}
    assert "1." in found["headers-left-out"]
    assert "10 characters" in found["hidden-text"]


def test_ruby_keeps_the_base() -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{run('きたがた')}</w:rt><w:rubyBase>{run('北潟')}</w:rubyBase></w:ruby>"
    assert read(paragraph(f"<w:r>{ruby}</w:r>{run('国')}")).text == "北潟国\n"


def test_fields_controls_links_and_symbols() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
    field = begin + f"<w:fldSimple>{run('3')}</w:fldSimple>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>"
    symbols = '<w:r><w:sym w:char="F0B7"/><w:sym w:char="F0FC"/><w:sym w:char="00A7"/></w:r>'
    source = read(paragraph(field + prompt + control + f"<w:hyperlink>{run('b')}</w:hyperlink>" + symbols))
    assert source.text == "3ab•§\n"
    assert set(notices(source)) == {"symbols"}


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('箱の中')}</w:txbxContent>"
    choice = f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    anchor = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    assert read(paragraph(run("前") + anchor) + paragraph("後")).text == "前\n箱の中\n後\n"


def test_strict_open_xml() -> None:
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f"<w:document xmlns:w='{space}'><w:body><w:p><w:r><w:t>文</w:t></w:r></w:p></w:body></w:document>"
    assert from_bytes("a.docx", docx("", raw={"word/document.xml": body.encode()})).text == "文\n"


def test_empty() -> None:
    with pytest.raises(EmptyDocument):
        from_bytes("a.docx", docx(paragraph("") + paragraph(" ")))


WHOLE = docx(paragraph("北潟国と南原国は、航路を開く。") * 20)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_cut_short(share: float) -> None:
    with pytest.raises(CorruptDocument, match=r"minutes\.docx: the archive is cut short \(no central directory\)"):
        from_bytes("minutes.docx", WHOLE[: int(len(WHOLE) * share)])


def test_damaged_at_any_byte() -> None:
    messages = []
    for at in range(0, len(WHOLE), 7):
        try:
            from_bytes("a.docx", WHOLE[:at] + bytes([WHOLE[at] ^ 0x55]) + WHOLE[at + 1 :])
        except TaiwaError as error:
            messages.append(str(error))
    assert messages
    assert all(message.startswith("a.docx: ") for message in messages)


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"xl/workbook.xml": b"<x/>"}, "Excel"),
        ({"ppt/presentation.xml": b"<x/>"}, "PowerPoint"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument"),
        ({"notes.txt": b"text"}, "ZIP"),
    ],
)
def test_other_archives(files: dict[str, bytes], what: str) -> None:
    with pytest.raises(BinaryDocument, match=what):
        from_bytes("a.docx", archive(files))


def test_archive_without_its_text() -> None:
    with pytest.raises(CorruptDocument, match=r"without its text"):
        from_bytes("a.docx", archive({"[Content_Types].xml": b"<Types/>", "word/styles.xml": b"<x/>"}))


def test_broken_xml() -> None:
    with pytest.raises(CorruptDocument, match=r"word/document\.xml is damaged"):
        from_bytes("a.docx", docx("", raw={"word/document.xml": b"<w:document><w:body>"}))


def test_bomb_by_what_it_declares() -> None:
    with pytest.raises(TooLarge, match="unpacks to"):
        from_bytes("a.docx", docx("", raw={"word/document.xml": b" " * 4_000_000}))
    with pytest.raises(TooLarge):
        from_bytes("a.docx", docx(paragraph("x" * 2000)), max_bytes=1500)


def test_bomb_that_lies_about_its_size() -> None:
    bomb = bytearray(docx("", raw={"word/document.xml": b" " * 3_000_000}))
    for place in (at for at in range(len(bomb) - 4) if bomb[at : at + 4] == (3_000_000).to_bytes(4, "little")):
        bomb[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(TaiwaError, match=r"a\.docx: word/document\.xml"):
        from_bytes("a.docx", bytes(bomb))


@pytest.mark.parametrize("where", ["<w:t>&a6;</w:t>", "<w:t x='&a6;'>x</w:t>"])
def test_entity_bomb_is_inert(where: str) -> None:
    layers = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 50}">' for n in range(1, 7))
    xml = f"<!DOCTYPE x [{layers}]><w:document xmlns:w='http://x'>{where}</w:document>"
    with pytest.raises(CorruptDocument):
        from_bytes("a.docx", docx("", raw={"word/document.xml": xml.encode()}))


def test_external_entity_is_inert(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("x") / "secret"
    secret.write_text("secret")
    xml = f"<!DOCTYPE x [<!ENTITY e SYSTEM '{secret.as_uri()}'>]><x>&e;</x>"
    with pytest.raises(CorruptDocument, match="entities of its own"):
        from_bytes("a.docx", docx("", raw={"word/document.xml": xml.encode()}))


def test_locked_archive() -> None:
    locked = bytearray(WHOLE)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(signature)
        while at >= 0:
            locked[at + offset] |= 1
            at = locked.find(signature, at + 4)
    with pytest.raises(EncryptedDocument):
        from_bytes("a.docx", bytes(locked))


def test_locked_and_old_office_files() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    with pytest.raises(EncryptedDocument, match="password"):
        from_bytes("a.docx", head + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(BinaryDocument, match=r"\.doc") as caught:
        from_bytes("a.doc", head + "WordDocument".encode("utf-16-le"))
    assert "DOCX" in caught.value.advice


def test_deep_nesting() -> None:
    deep = "<w:customXml>" * 3000 + paragraph("x") + "</w:customXml>" * 3000
    with pytest.raises(CorruptDocument):
        from_bytes("a.docx", docx(deep))
