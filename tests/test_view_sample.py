"""An invented statement with its reading, built by hand, on which the views are tried; and tests that it is sound."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache

from taiwa.model import (
    Fact,
    Mention,
    NextMeeting,
    Notice,
    Participant,
    Passage,
    Provision,
    Qualifier,
    Reading,
    Segment,
    Source,
    Span,
    Statement,
    Term,
)

FORCE = {"discuss": 0, "state": 1, "note": 1, "welcome": 2, "intend": 4, "undertake": 5}
ALL = ("白帆国", "紺碧国", "翠嶺国", "朱鷺国")

# Each piece is (kind of segment, its characters); text between the pieces belongs to no segment (spaces and line ends).
PIECES: tuple[tuple[str, str] | str, ...] = (
    ("title", "潮路対話 第3回外相会合 共同声明"),
    "\n",
    ("mark", "（仮訳）"),
    "\n\n　",
    (
        "fact",
        "2031年5月14日、白帆国の港市において、潮路対話第3回外相会合が、浜辺澪白帆国外務大臣の議長の下で開催された。",
    ),
    ("fact", "会合には、イサナ・クオン紺碧国外務大臣、翠嶺国及び朱鷺国の外務大臣（以下「各国」という。）が出席した。"),
    "\n\n",
    ("label", "１"),
    "　",
    ("heading", "海上の安全"),
    "\n　",
    ("provision p1", "各国外相は、航路の安全に関する前回会合以降の取組につき議論し、"),
    ("provision p2", "潮路航路協定（2029年）\nが果たしてきた役割を高く評価した。"),
    ("provision p3", "白帆国は、海上で相次ぐ衝突事\n故に深刻な懸念を表明し、"),
    ("provision p4", "全ての国に対し、\r\n航行の自由を尊重するよう求めた。"),
    ("assertion", "昨年、航路の通航量は二割増えた。"),
    "\n　",
    ("provision p5", "紺碧国は、自国の灯台600基の更新について説明した。"),
    ("provision p6", "翠嶺国と朱鷺国は、これに留意した。"),
    "\n\n",
    ("label", "２"),
    "　",
    ("heading", "連結性と人の往来"),
    "\n　",
    ("provision p7", "各国は、開かれた海運の重要性を強調し、"),
    ("provision p8", "主権の尊重の原則を再確認し、"),
    ("provision p9", "港湾のdigital化が\n成長に資するとの認識で一致した。"),
    ("connective", "また、"),
    ("provision p10", "朱鷺国が提案した「潮路学生交流計画」への支持を\n表明した。"),
    ("provision p11", "白帆国は、2032年に海事大学校を開設する意思を表明した。"),
    "\n\n",
    ("lead-in", "各国は、以下を行うことを決定した。"),
    "\n",
    ("label", "（１）"),
    ("provision p12", "2032年3月末までに海難救助作業部会を設置すること。"),
    "\n",
    ("label", "（２）"),
    ("provision p13", "白帆国及び紺碧国が、可能な場合には、EUR 4,500万を潮路基金に拠出すること。"),
    "\n",
    ("label", "（３）"),
    ("provision p14", "港湾職員<script>alert(1)</script>の相互派遣"),
    "\n",
    ("furniture", "- 2 -"),
    "\n\n",
    ("label", "３"),
    "　",
    ("heading", "次回会合"),
    "\n　",
    ("residue", "潮の香りとともに、各国外相は旧市街を歩くのであった。"),
    ("provision p15", "各国は、第4回会合を2033年に紺碧国で開催することで一致した。"),
    "\n",
    ("footnote", "注　本声明は参考訳である。"),
    "\n",
)

# id, paragraph, anchor, content, speakers, words that name them, act, follow-up, fields
ROWS: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...], str, str, str, tuple[str, ...]], ...] = (
    (
        "p1",
        "１　海上の安全",
        "議論し",
        ("航路の安全に関する前回会合以降の取組",),
        ALL,
        "各国外相",
        "discuss",
        "none",
        ("transport",),
    ),
    (
        "p2",
        "１　海上の安全",
        "高く評価した",
        ("潮路航路協定（2029年）が果たしてきた役割",),
        ALL,
        "",
        "welcome",
        "none",
        ("transport",),
    ),
    (
        "p3",
        "１　海上の安全",
        "深刻な懸念を表明し",
        ("海上で相次ぐ衝突事故",),
        ALL[:1],
        "白帆国",
        "concern",
        "none",
        ("disaster-risk", "transport"),
    ),
    (
        "p4",
        "１　海上の安全",
        "求めた",
        ("全ての国に対し、航行の自由を尊重するよう",),
        ALL[:1],
        "",
        "urge",
        "none",
        ("international-order",),
    ),
    (
        "p5",
        "１　海上の安全",
        "説明した",
        ("自国の灯台600基の更新",),
        ALL[1:2],
        "紺碧国",
        "state",
        "none",
        ("infrastructure",),
    ),
    ("p6", "１　海上の安全", "留意した", ("これ",), ALL[2:], "翠嶺国と朱鷺国", "note", "none", ("infrastructure",)),
    (
        "p7",
        "２　連結性と人の往来",
        "強調し",
        ("開かれた海運の重要性",),
        ALL,
        "各国",
        "stress",
        "none",
        ("transport", "trade"),
    ),
    (
        "p8",
        "２　連結性と人の往来",
        "再確認し",
        ("主権の尊重の原則",),
        ALL,
        "",
        "affirm",
        "none",
        ("international-order",),
    ),
    (
        "p9",
        "２　連結性と人の往来",
        "認識で一致した",
        ("港湾のdigital化が成長に資する",),
        ALL,
        "",
        "agree",
        "none",
        ("digital", "transport"),
    ),
    (
        "p10",
        "２　連結性と人の往来",
        "支持を表明した",
        ("朱鷺国が提案した「潮路学生交流計画」",),
        ALL,
        "",
        "support",
        "intention",
        ("education",),
    ),
    (
        "p11",
        "２　連結性と人の往来",
        "意思を表明した",
        ("2032年に海事大学校を開設する",),
        ALL[:1],
        "白帆国",
        "intend",
        "intention",
        ("education",),
    ),
    (
        "p12",
        "２　連結性と人の往来（１）",
        "設置する",
        ("2032年3月末までに海難救助作業部会",),
        ALL,
        "",
        "undertake",
        "commitment",
        ("transport",),
    ),
    (
        "p13",
        "２　連結性と人の往来（２）",
        "拠出する",
        ("可能な場合には、EUR 4,500万を潮路基金",),
        ALL[:2],
        "白帆国及び紺碧国",
        "undertake",
        "commitment",
        ("development-finance",),
    ),
    (
        "p14",
        "２　連結性と人の往来（３）",
        "相互派遣",
        ("港湾職員<script>alert(1)</script>",),
        ALL,
        "",
        "undertake",
        "commitment",
        ("education",),
    ),
    (
        "p15",
        "３　次回会合",
        "ことで一致した",
        ("第4回会合を2033年に紺碧国で開催する",),
        ALL,
        "各国",
        "undertake",
        "commitment",
        ("dialogue",),
    ),
)
MENTIONS = (
    ("p2", "treaty", "潮路航路協定（2029年）", None),
    ("p10", "programme", "潮路学生交流計画", None),
    ("p12", "deadline", "2032年3月末", "2032-03-31"),
    ("p12", "body", "海難救助作業部会", None),
    ("p13", "money", "EUR 4,500万", "EUR 45000000"),
    ("p15", "date", "2033年", "2033"),
)
QUALIFIERS = (
    ("p2", "高く", "strengthens"),
    ("p3", "深刻な", "strengthens"),
    ("p13", "可能な場合には", "limits"),
    ("p8", "再", "repeats"),
)


def text_of_pieces() -> str:
    return "".join(piece if isinstance(piece, str) else piece[1] for piece in PIECES)


def segments_of_pieces() -> Iterator[Segment]:
    at = 0
    for piece in PIECES:
        text = piece if isinstance(piece, str) else piece[1]
        if not isinstance(piece, str):
            kind, _, provision = piece[0].partition(" ")
            reason = "no-operative-predicate" if kind == "residue" else None
            level = 1 if kind == "heading" else 0
            yield Segment(kind, Span(at, at + len(text)), provision or None, reason, level)
        at += len(text)


def find(text: str, words: str, within: Span) -> Span:
    """The first place of `words` in the span, line ends inside them overlooked."""
    pattern = r"[\r\n]*".join(re.escape(letter) for letter in words)
    hit = re.compile(pattern).search(text, within.start, within.end)
    assert hit, (words, text[within.start : within.end])
    return Span(*hit.span())


def provision(text: str, row: tuple[object, ...], place: Span) -> Provision:
    name, paragraph, anchor, content, speaker, words, act, followup, fields = row
    assert isinstance(anchor, str)
    assert isinstance(content, tuple)
    mentions = tuple(
        Mention(kind, said, find(text, said, place), value) for p, kind, said, value in MENTIONS if p == name
    )
    qualifiers = tuple(Qualifier(said, effect, find(text, said, place)) for p, said, effect in QUALIFIERS if p == name)
    return Provision(
        id=str(name),
        paragraph=str(paragraph),
        anchor=find(text, anchor, place),
        content=tuple(find(text, part, place) for part in content),
        extent=(place,),
        speaker=speaker,  # type: ignore[arg-type]
        speaker_span=find(text, str(words), place) if words else None,
        speaker_origin="stated" if words else "carried",
        act=str(act),
        force=FORCE.get(str(act), 3),
        followup=str(followup),
        fields=fields,  # type: ignore[arg-type]
        qualifiers=qualifiers,
        mentions=mentions,
        lexicon=(f"ja/{act}",),
        quote=anchor,
        text=re.sub(r"[\r\n]+", "", text[place.start : place.end]),
    )


def statement(text: str) -> Statement:
    everywhere = Span(0, len(text))

    def at(words: str) -> Span:
        return find(text, words, everywhere)

    return Statement(
        title="潮路対話 第3回外相会合 共同声明",
        kind="joint-statement",
        language="ja",
        translation="provisional",
        forum="潮路対話",
        level="ministers",
        session=3,
        date="2031-05-14",
        dates=("2031-05-14",),
        place="港市",
        chair="白帆国",
        participants=(
            Participant("浜辺澪", "外務大臣", "白帆国", at("浜辺澪"), chair=True),
            Participant("イサナ・クオン", "外務大臣", "紺碧国", at("イサナ・クオン")),
        ),
        parties={party: (party,) for party in ALL},
        terms=(Term("各国", "parties", ALL, "", at("「各国」")),),
        next=NextMeeting(session=4, chair="紺碧国", date="2033", place="紺碧国"),
        facts=(
            Fact("session", 3, (at("第3回"),)),
            Fact("date", "2031-05-14", (at("2031年5月14日"),)),
            Fact("place", "港市", (at("港市"),)),
        ),
    )


@cache
def sample() -> Reading:
    """The reading of the invented statement."""
    text = text_of_pieces()
    segments = tuple(segments_of_pieces())
    places = {segment.provision: segment.span for segment in segments if segment.provision}

    def passages(kind: str) -> tuple[Passage, ...]:
        return tuple(
            Passage("１　海上の安全", (part.span,), text[part.span.start : part.span.end], part.reason)
            for part in segments
            if part.kind == kind
        )

    data = text.encode()
    return Reading(
        source=Source("shioji-3-ja.txt", "text/plain", hashlib.sha256(data).hexdigest(), text, "utf-8"),
        language="ja",
        scale="taiwa-2026",
        reader="taiwa 0.1.0",
        statement=statement(text),
        segments=segments,
        provisions=tuple(provision(text, row, places[row[0]]) for row in ROWS),
        assertions=passages("assertion"),
        residue=passages("residue"),
        notices=(Notice("mixed-line-ends", "The document mixes line ends.", None),),
    )


def empty() -> Reading:
    """A reading in which nothing was found, of a text that holds next to nothing."""
    source = Source("nothing.txt", "text/plain", "0" * 64, "。\n")
    return Reading(
        source,
        "ja",
        "taiwa-2026",
        "taiwa 0.1.0",
        Statement(),
        (Segment("residue", Span(0, 1), reason="no-predicate"),),
        (),
        (),
        (),
    )


def test_sample_shows_all_twelve_acts_and_every_followup() -> None:
    assert len({provision.act for provision in sample().provisions}) == 12
    assert {provision.followup for provision in sample().provisions} == {"none", "intention", "commitment"}


def test_sample_accounts_for_every_character_in_order() -> None:
    reading, at = sample(), 0
    for segment in reading.segments:
        assert not reading.source.text[at : segment.span.start].strip()
        at = segment.span.end
    assert not reading.source.text[at:].strip()
