"""Strategies that invent Japanese joint statements: their shapes are those of real ones, and worse."""

from __future__ import annotations

from hypothesis import strategies as st

STATES = ("オルタ共和国", "ケルマ王国", "ナヴィル連邦", "日本", "タジキスタン", "白帆国")
SPEAKERS = (
    *(
        "閣僚は、",
        "双方は、",
        "我々は、",
        "首脳は",
        "オルタ共和国は、",
        "ケルマ王国の外務大臣から",
        "両国は、",
        "他の閣僚は、",
    ),
    *("議長国は、", "オルタ共和国及びケルマ王国は、", "", "この文脈で、閣僚は、", "また、双方は、"),
)
THINGS = (
    *("対話の進展", "通関手続の電子化", "「北凪海行動計画」の実施状況", "重要鉱物（レアアースを含む。）の供給網"),
    *("違法・無報告・無規制（ＩＵＵ）漁業", "観測データを共有すること", "第３回会合を２０２９年６月までに開催すること"),
    *(
        "法の支配に基づく秩序の重要性",
        "Free and Open Internet",
        "総額3,000万ユーロの拠出",
        "ｶﾞｽの供給",
        "㈱の設立",
        "これ",
    ),
    *(
        "協力を強化するとの認識",
        "核軍縮に向けた取組（注１）",
        "「域内の『橋』。」と題する構想",
        "次の世代に引き継ぐこと",
    ),
)
PREDICATES = (
    *(
        "を歓迎した",
        "について議論した",
        "に懸念を表明した",
        "で一致した",
        "を決定した",
        "に留意した",
        "を強調し",
        "を支持する",
    ),
    *(
        "を確認するとともに",
        "への支持を表明した",
        "する意向を示した",
        "が確認された",
        "することとした",
        "を進展させている",
    ),
    *(
        "に反対する旨述べた",
        "を求めた",
        "に期待を表明した",
        "を再確認しつつ",
        "が続いている",
        "すべきである",
        "",
        "を検討していく",
    ),
)
LABELS = ("１　", "2. ", "（１）", "(a) ", "・", "①", "第三章 ", "ア　", "Ⅳ ", "3-1 ", "一、", "○", "― ", "")
FURNITURE = ("１", "- 2 -", "Ⅲ", "3/12", "共同声明", "12", "(了)", "（仮訳）", "以上")
ODD = (
    "\u00ad",
    "\u200b",
    "\ufeff",
    "か\u3099",
    "㌔",
    "ﾊﾞ",
    "…",
    "𠮟",
    "🤝",
    "é",
    "e\u0301",
    "\u3000",
    "\t",
    "\x00",
    "\u2028",
    "�",
)


def _or_none(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), strategy)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence of one to three clauses, perhaps broken off, with an odd character now and then."""
    out = draw(st.sampled_from(SPEAKERS))
    for at in range(draw(st.integers(1, 3))):
        out += "、" * bool(at) + draw(st.sampled_from(THINGS)) + draw(st.sampled_from(PREDICATES))
    if draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(out)))
        out = out[:at] + draw(st.sampled_from(ODD)) + out[at:]
    return out + draw(st.sampled_from(("。", "。", "。", "。）", "", "：", "？", ".")))


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """A labelled or plain paragraph, a heading, a lead-in with its list, or a bare item."""
    label = draw(st.sampled_from(LABELS))
    match draw(st.sampled_from(("text", "text", "text", "heading", "list", "item"))):
        case "heading":
            return draw(st.sampled_from(("【{}】", "{}", "１　{}", "「{}」"))).format(draw(st.sampled_from(THINGS)))
        case "list":
            items = draw(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(THINGS)), min_size=1, max_size=4))
            lead = draw(
                st.sampled_from(("閣僚は、次の点で一致した。", "双方は、以下を決定した：", "次のとおりである。"))
            )
            return "\n".join((lead, *(mark + thing for mark, thing in items)))
        case "item":
            return label + draw(st.sampled_from(THINGS))
        case _:
            indent = draw(st.sampled_from(("", "", "　")))
            return indent + label + "".join(draw(st.lists(sentences(), min_size=1, max_size=4)))


@st.composite
def openings(draw: st.DrawFn) -> str:
    """Title, marks and who met where and when; each may be missing."""
    one, other = draw(st.permutations(STATES))[:2]
    year = draw(st.sampled_from(("２０２７", "2027", "令和９", "二〇二七")))
    parts = (
        "（仮訳）",
        f"「北凪海」対話・第{draw(st.sampled_from(('３', '3', '三')))}回外相会合　共同声明",
        f"{year}年５月１４日、{one}の首都カナヴィクにおいて第３回外相会合が開催され、グンナ・ソレフ・{one}外務大臣（議長）"
        f"及びイレナ・ヴォスト・{other}外務大臣（以下「閣僚」という。）が参加した。",
        "閣僚は、次のとおり表明した。",
    )
    return "\n".join(part for part in parts if draw(st.booleans()))


def wrapped(text: str, columns: int, end: str) -> str:
    """Every line cut at so many characters, wherever that is."""
    lines = [line[at : at + columns] for line in text.split("\n") for at in range(0, max(len(line), 1), columns)]
    return end.join(lines)


@st.composite
def statements(draw: st.DrawFn) -> str:
    """A whole statement: unwrapped or hard-wrapped, with page numbers and form feeds between, any line ends."""
    pieces = [draw(openings())]
    for paragraph in draw(st.lists(paragraphs(), min_size=1, max_size=8)):
        pieces.append(paragraph)
        if draw(st.integers(0, 6)) == 0:
            pieces.append(draw(st.sampled_from(FURNITURE)) + draw(_or_none(st.just("\f"))))
    end = draw(st.sampled_from(("\n", "\n", "\r\n", "\n\n", " \n \n", "\r", "\u2028")))
    if draw(st.booleans()):
        return wrapped("\n".join(pieces), draw(st.integers(18, 45)), end)
    return end.join("\n".join(pieces).split("\n"))
