"""What a Japanese word looks like when the lexicon doesn't list it: adverbs, adnominals, unknown verbs, and the like.

Owns the shapes of open classes, by script and ending. Rules ask through `Lexicon`; they never see a kana.
"""

from __future__ import annotations

import re
from functools import cache

from taiwa.lexicon.inflection import Form, paradigm

# An adverb made with 的に after any case mark, or any noun + に right after an object in を ("情報を相互に").
_MANNER = re.compile(
    r"(?:(?<=[をにがでと、はもへ])[一-龯]{1,5}(?:的かつ[一-龯]{1,4})?的に|(?<=を)[一-龯]{1,4}に|(?<=を)[一-龯]{1,4}的かつ[一-龯]{1,4}に)$"
)
_QUALITY = re.compile(r"(?:(?<=[のにへをがでと、て])[一-龯]{1,6}(?:的)?(?:かつ[一-龯]{1,6})?な)$")
_NUMBERED = re.compile(r"(?<=[をに、])(?:総額|年|毎年|計)?[\d,.]+[億万千]?[一-龯ァ-ヶー]{0,6}$")
# A verb read backwards: kana and what they end, or, after a particle, kana alone. It begins within so many characters.
_UNKNOWN = re.compile(r"(?P<end>[ぁ-ん]{1,12})[一-龯々〆ァ-ヶーA-Za-z0-9]+|(?P<kana>[ぁ-ん]{2,12})(?=[をにがでと、])")
_LONGEST_VERB = 24
# Endings that bind or oblige, whatever the verb: (ending after the dictionary form or after て, ば, form).
_ATTACHED = tuple(
    sorted(
        {
            (
                ending[len("する") :]
                if form.name.startswith(("resolve", "must")) and ending.startswith("する")
                else ending[1:],
                form.name,
            )
            for ending, form in paradigm("する").forms.items()
            if form.name in ("resolve", "resolve-medial", "must", "must-medial", "mustnot") and form.voice == "active"
        },
        key=lambda pair: -len(pair[0]),
    )
)
# A counted collective ("the four ministers", "both countries' leaders").
COUNTED = re.compile(
    r"(?:両|[二三四五六七八九十]{1,3}|\d{1,2})(?:か国|カ国|ヶ国|国)?(?:の)?(?:首脳|外相|大臣|閣僚|者|次官|長官|代表|国|か国)$"
)
COUNTED_WORDS = tuple(
    f"{count}{noun}"
    for count in (
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
        "11",
        "12",
    )
    for noun in (
        "首脳",
        "外相",
        "大臣",
        "閣僚",
        "か国",
        "国",
        "か国首脳",
        "か国外相",
        "か国の外相",
        "か国の首脳",
        "国外相",
        "国首脳",
        "次官",
        "長官",
        "者",
    )
)
# Marks of the case in which a list is announced; "below" after a number is a limit, not a list.
FOLLOWED = r"(?:を|に|で|について|が|として)"
NOT_A_LIMIT = r"(?<![\d%％度割倍歳人名件])"
# What may stand in front of a noun in a compound.
COMPOUND = r"[一-龯ァ-ヶー・的な]{0,12}?"
BOUND = tuple(pair for pair in _ATTACHED if pair[1].startswith("must"))
_U_ROW = "うくぐすつぬぶむる"
_MEDIAL = re.compile(r"(?:[いきぎしちにびみりえけげせてでねべめれじぜ]|ており|であり|まして)$")


def may_start_kana(text: str, at: int) -> bool:
    """Whether a verb of one kana may begin at `at`: after a particle or anything that is no kana."""
    before = text[at - 1 : at]
    return (
        not ("\u3041" <= text[at : at + 1] <= "\u309f" and "\u3041" <= before <= "\u309f")
        or before in "をがにはもとてで"
    )


def is_name_letter(char: str) -> bool:
    """Whether a character may be part of a compound noun."""
    return "\u30a1" <= char <= "\u30fc" or "\u4e00" <= char <= "\u9fff"


_NAME_RUN = re.compile(r"[一-龯ァ-ヶーA-Za-z0-9・々+]{0,30}\Z")


def name_start(text: str, end: int) -> int:
    """Where the run of name letters begins that ends at `end` (30 characters at most)."""
    found = _NAME_RUN.search(text[max(0, end - 30) : end])
    return end - len(found[0]) if found else end


def manner_before(text: str, end: int, floor: int) -> tuple[int, str] | None:
    """(start, "adverb") of an adverb made from a noun that ends at `end`, or None."""
    if text[end - 1 : end] != "に":
        return None
    found = _MANNER.search(text[max(floor, end - 14) : end])
    return (end - len(found[0]), "adverb.other") if found else None


def quality_before(text: str, end: int, floor: int) -> tuple[int, str] | None:
    """(start, "adnominal") of an adjective made from a noun that ends at `end`, or None."""
    if text[end - 1 : end] != "な":
        return None
    found = _QUALITY.search(text[max(floor, end - 16) : end])
    return (end - len(found[0]), "adnominal") if found else None


def ends_like_verb(char: str) -> bool:
    """Whether a verb the lexicon doesn't list, or an ending that binds any verb, may end in a character."""
    return "ぁ" <= char <= "ん"


def unknown_verb(text: str, end: int, floor: int) -> tuple[int, Form] | None:
    """(start, form) of a verb-like word that ends at `end` and starts at or after `floor`, or None."""
    if not ends_like_verb(text[end - 1 : end]):
        return None
    found = _UNKNOWN.match(text[max(floor, end - _LONGEST_VERB) : end][::-1])
    return (end - found.end(), shape(found[found.lastgroup or 0][::-1])) if found else None


@cache
def shape(end: str) -> Form:
    """The form of an unknown verb by its ending in kana."""
    forms = paradigm("する").forms
    if end in forms:
        return forms[end]
    for tail, name in _ATTACHED:
        if end.endswith(tail):
            return Form(name, "active", len(tail))
    if end.endswith(("である", "です", "い", "だ", "だった", "でした", "であった", "なかった")):
        return Form("copula", "active", 0)
    passive = "passive" if re.search(r"(?:わ|か|が|さ|た|な|ば|ま|ら)れ", end) else "active"
    for tail, name in (
        ("ている", "progressive"),
        ("ていた", "progressive"),
        ("でいる", "progressive"),
        ("ていく", "future"),
        ("てきた", "past"),
        ("つつ", "while"),
        ("ました", "past"),
        ("ます", "plain"),
        ("ない", "negative"),
        ("た", "past"),
        ("んだ", "past"),
    ):
        if end.endswith(tail):
            return Form(name, passive, 0)
    if end[-1] in _U_ROW:
        return Form("plain", passive, 0)
    if end.endswith(("ており", "ておらず")):
        return Form("progressive-medial", passive, 0)
    if end.endswith("であり"):
        return Form("copula-medial", "active", 0)
    if end.endswith(("て", "で")):
        return Form("te", passive, 0)
    return Form("medial", passive, 0) if _MEDIAL.search(end) else Form("copula", "active", 0)
