"""The case forms of Russian names of states, capitals and organisations, by rule.

Owns the endings, and the few nouns whose endings tell nothing. What it can't decline it leaves alone: a form too few
costs a match, a wrong form is rarely written by anybody. Meant for names whose head is their first noun
(«Кыргызская Республика», «Совет Безопасности ООН»): what follows the head stays as it is.

The endings are those of the declension types 1 to 8 in A. A. Zaliznyak, «Грамматический словарь русского языка» (1977);
that the name behind «Республика», «Королевство», «город» keeps its form or is declined with it is from D. E. Rosental,
«Справочник по правописанию и литературной правке», §§ 196 and 197.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

# Genitive plurals cannot be told from the nominative; the other cases follow from the nominative's stem.
GENITIVE_PLURALS = {
    "Афины": "Афин",
    "Багамы": "Багам",
    "Балканы": "Балкан",
    "Балеары": "Балеар",
    "Гренадины": "Гренадин",
    "Коморы": "Комор",
    "Мальдивы": "Мальдив",
    "Нидерланды": "Нидерландов",
    "Острова": "Островов",
    "Сейшелы": "Сейшел",
    "Территории": "Территорий",
    "Филиппины": "Филиппин",
    "Земли": "Земель",
    "Кантоны": "Кантонов",
    "Провинции": "Провинций",
    "Штаты": "Штатов",
    "Эмираты": "Эмиратов",
    "государства": "государств",
    "государства-члены": "государств-членов",
    "острова": "островов",
    "республики": "республик",
    "страны": "стран",
    "территории": "территорий",
    "члены": "членов",
}
MASCULINE_SOFT = {
    "Браззавиль",
    "Брюссель",
    "Израиль",
    "Либревиль",
    "Пномпень",
    "Секретарь",
    "Тайвань",
    "секретарь",
}
# Soft nouns that are masculine whatever stands before: offices, and towns in -поль and -виль.
SOFT_ENDINGS = ("тель", "поль", "виль")
ANIMATE = {"Секретарь", "секретарь", "члены"}
FEMININE_SOFT = {"Беларусь"}
INDECLINABLE = {
    "Антигуа",
    "Баку",
    "Буркина-Фасо",
    "Бюро",
    "Кабо-Верде",
    "Квад",
    "Пуэрто-Рико",
    "Сан-Марино",
    "Сьерра-Леоне",
    "Того",
}
IRREGULAR = {
    "Египет": ("Египта", "Египту", "Египет", "Египтом", "Египте"),
    "море": ("моря", "морю", "море", "морем", "море"),
    "озеро": ("озера", "озеру", "озеро", "озером", "озере"),
    "рынок": ("рынка", "рынку", "рынок", "рынком", "рынке"),
    "Гвинея-Бисау": ("Гвинеи-Бисау", "Гвинее-Бисау", "Гвинею-Бисау", "Гвинеей-Бисау", "Гвинее-Бисау"),
    "Город-государство": (
        "Города-государства",
        "Городу-государству",
        "Город-государство",
        "Городом-государством",
        "Городе-государстве",
    ),
}
# A capital may open each part («Шри-Ланка», «Кот-д'Ивуар»); an abbreviation (БиГ, ООН) has more of them and stays.
NOUN = re.compile(r"[А-ЯЁа-яё][а-яё]*(?:[-'’][А-ЯЁа-яё]?[а-яё]*)*")
VOWELS = "аеёиоуыэюя"
HUSHING = "жшчщц"
# Genitive, dative, accusative, instrumental, prepositional.
Cases = tuple[str, str, str, str, str]
ACCUSATIVE = 2


def cases(name: str) -> tuple[str, ...]:
    """Every form of `name` that differs from `name` itself, each once; empty when it does not decline."""
    if name.startswith("«") and name.endswith("»") and name.count("«") == 1:
        return tuple(f"«{form}»" for form in cases(name[1:-1]))
    if any(sign in name.partition("«")[0] for sign in (" + ", " плюс ")):
        return ()
    return tuple(form for form in dict.fromkeys(_five(name)) if form != name)


@cache
def forms_of(name: str) -> frozenset[str]:
    """Every form in which a text may write a name in the singular, itself among them, with ё and with е.

    A name whose gender its ending doesn't tell (Ровель) has the forms of both. Behind a noun for a state the name may
    be declined with it (Королевства Норвегии).
    """
    found = {name, *cases(name)}
    words = name.split(" ")
    if len(words) == 1:
        found.update(form for row in paradigms_of(name) for form in row)
    elif len(words) == 2 and adjective(words[0]) is None and (head := noun_cases(words[0])):
        found.update(f"{h} {w}" for row in paradigms_of(words[1]) for h, w in zip(head, row, strict=True))
    elif len(words) == 2 and (front := adjective(words[0])) and noun_cases(words[1]) is None and words[1][-1] == "ь":
        rows = paradigms_of(words[1])  # the adjective tells the gender of a noun in -ь (Тихая Гавань)
        row = (rows[-1] if words[0].endswith(("ая", "яя")) else rows[0]) if rows else ()
        found.update(f"{a} {n}" for a, n in zip(front, row, strict=False))
    return frozenset(spelling for form in found for spelling in spellings(form))


def paradigms_of(word: str) -> tuple[Cases, ...]:
    """The cases of one word in every way in which an unknown name may be declined; empty where it is not."""
    if (column := adjective(word)) is not None and word.endswith(("ский", "цкий", "ская", "цкая", "ское", "цкое")):
        return (column,)
    known = noun_cases(word)
    if word.endswith("ь") and word not in MASCULINE_SOFT | FEMININE_SOFT and NOUN.fullmatch(word):
        stem = word[:-1]
        return (
            (stem + "я", stem + "ю", word, stem + "ем", stem + "е"),
            (stem + "и", stem + "и", word, stem + "ью", stem + "и"),
        )
    rows = (known,) if known is not None else ()
    if known is not None and len(word) > 4 and word.endswith(("ец", "ок", "ек")) and word[-3] not in VOWELS:
        stem = word[:-2] + word[-1]  # a vowel that comes and goes (Сивец, Сивца)
        ins = "ем" if word[-1] == "ц" else "ом"
        return (*rows, (stem + "а", stem + "у", word, stem + ins, stem + "е"))
    return rows


def plural_forms(phrase: str) -> frozenset[str]:
    """The case forms of a phrase in the plural (Стороны, главы государств), itself among them.

    The genitive of a noun is not told by its plural: every ending that it may have is given.
    """
    words = phrase.split(" ")
    head = next((i for i, word in enumerate(words) if adjective(word) is None), len(words) - 1)
    stem, last = words[head][:-1], words[head][-1]
    if last not in "ыиая":
        return frozenset(spellings(phrase))
    soft = last == "я" or (last == "и" and stem[-1] not in "кгх" + HUSHING)
    vowel = "я" if soft else "а"
    genitives = [stem, stem + "ов", stem + "ей"] + ([stem + "ев", stem + "й"] if soft else [])
    rows = [(0, form) for form in genitives] + [(2, words[head]), (2, genitives[0])]
    rows += [(case, stem + vowel + end) for case, end in ((1, "м"), (3, "ми"), (4, "х"))]
    out = [phrase]
    for case, noun in rows:
        front = [(adjective(word) or (word,) * 5)[case] for word in words[:head]]
        out.append(" ".join([*front, noun, *words[head + 1 :]]))
    return frozenset(spelling for form in out for spelling in spellings(form))


def _five(name: str) -> list[str]:
    """The five cases; the name itself five times when it does not decline."""
    for link in (" — ", " и "):
        left, found, right = name.partition(link)
        # «Папуа — Новая Гвинея», «Босния и Герцеговина»; not «Структура Мира и Развития» or «Экономический и ...».
        if found and " " not in left and adjective(left) is None and (link == " — " or " " not in right):
            return [link.join(pair) for pair in zip(_five(left), _five(right), strict=True)]
    words = name.split(" ")
    front, head = _split(words)
    noun = noun_cases(words[head])
    if noun is None:
        return [name] * 5
    animate = words[head] in ANIMATE
    return [
        " ".join([*(_agree(word, case, animate) for word in front), form, *words[head + 1 :]])
        for case, form in enumerate(noun)
    ]


def _split(words: list[str]) -> tuple[list[str], int]:
    """The adjectives before the head, with an «и» between them, and the head's place."""
    head = 0
    while head < len(words) - 1 and (adjective(words[head]) or (head and words[head] == "и")):
        head += 1
    return words[:head], head


def _agree(word: str, case: int, animate: bool) -> str:
    column = adjective(word)
    if column is None:
        return word
    return column[0] if case == ACCUSATIVE and animate and not word.endswith(("ая", "яя")) else column[case]


def adjective(word: str) -> Cases | None:
    """The cases of an adjective (accusative: the feminine's; others take the nominative), None for any other word."""
    stem, end = word[:-2], word[-2:]
    soft_i = stem[-1:] in "кгх" + HUSHING
    if end in ("ая", "яя") and len(stem) > 2:
        oblique = "ей" if end == "яя" or (stem[-1] in HUSHING and stem != "Больш") else "ой"
        return (stem + oblique, stem + oblique, stem + ("юю" if end == "яя" else "ую"), stem + oblique, stem + oblique)
    if end in ("ый", "ой", "ий") and len(stem) > 2:
        soft = (end == "ий" and not soft_i) or (
            stem[-1] in HUSHING and not (end == "ой" and stem in ("Больш", "больш"))
        )
        ins = "им" if end == "ий" or soft_i else "ым"
        gen, dat, prep = ("его", "ему", "ем") if soft else ("ого", "ому", "ом")
        return (stem + gen, stem + dat, word, stem + ins, stem + prep)
    if end == "ое" and len(stem) > 2:
        return (stem + "ого", stem + "ому", word, stem + ("им" if soft_i else "ым"), stem + "ом")
    if end == "ее" and len(stem) > 2:
        return (stem + "его", stem + "ему", word, stem + "им", stem + "ем")
    if end in ("ые", "ие") and len(stem) > 2 and (word == "Внешние" or not word.endswith(("ние", "тие"))):
        vowel = end[0]
        return (stem + vowel + "х", stem + vowel + "м", word, stem + vowel + "ми", stem + vowel + "х")
    if word in ("Соломоновы", "Маршалловы"):
        return (word + "х", word + "м", word, word + "ми", word + "х")
    return None


def noun_cases(word: str) -> Cases | None:
    """The cases of a noun in the number in which the name has it; None when it does not decline."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in GENITIVE_PLURALS:
        return _plural(word)
    if word in INDECLINABLE or not NOUN.fullmatch(word):
        return None
    last, before = word[-1], word[-2:-1]
    stem = word[:-1]
    if word.endswith(SOFT_ENDINGS) and word not in ANIMATE:
        animate = word.endswith("тель")
        return (stem + "я", stem + "ю", stem + "я" if animate else word, stem + "ем", stem + "е")
    if last in "ая":
        return None if before in "уоаю" or word.endswith("иа") else _feminine(word)
    if word.endswith(("ние", "тие")):
        return (stem + "я", stem + "ю", word, stem + "ем", stem[:-1] + "ии")
    if word.endswith("ство"):
        return (stem + "а", stem + "у", word, stem + "ом", stem + "е")
    if last == "й" or word in MASCULINE_SOFT:
        accusative = stem + "я" if word in ANIMATE else word
        prepositional = stem + ("и" if word.endswith("ий") else "е")
        return (stem + "я", stem + "ю", accusative, stem + ("ём" if word in ANIMATE else "ем"), prepositional)
    if word in FEMININE_SOFT:
        return (stem + "и", stem + "и", word, stem + "ью", stem + "и")
    if last in VOWELS + "ьъ":
        return None
    return (word + "а", word + "у", word, word + ("ем" if last in HUSHING else "ом"), word + "е")


def _feminine(word: str) -> Cases:
    stem, last, before = word[:-1], word[-1], word[-2]
    if word.endswith("ия"):
        return (stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и")
    if last == "я":
        return (stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е")
    genitive = "и" if before in "кгхжшчщ" else "ы"
    return (stem + genitive, stem + "е", stem + "у", stem + ("ей" if before in HUSHING else "ой"), stem + "е")


def _plural(word: str) -> Cases:
    genitive = GENITIVE_PLURALS[word]
    if word == "государства-члены":
        return (genitive, "государствам-членам", word, "государствами-членами", "государствах-членах")
    soft = word.endswith("ии")
    stem = word[:-1]
    dative, instrumental, prepositional = (stem + ("я" if soft else "а") + end for end in ("м", "ми", "х"))
    accusative = genitive if word in ANIMATE else word
    return (genitive, dative, accusative, instrumental, prepositional)


def spellings(name: str) -> tuple[str, ...]:
    """`name` with ё as written and as е, and with each kind of dash and apostrophe in use."""
    forms = [name, name.replace("ё", "е").replace("Ё", "Е")]
    dashes = [" — ", " – ", " - "] if " — " in name else [""]
    marks = ["'", "’"] if "'" in name or "’" in name else [""]
    out = []
    for form, dash, mark in product(forms, dashes, marks):
        changed = form.replace(" — ", dash) if dash else form
        out.append(changed.replace("'", mark).replace("’", mark) if mark else changed)
    return tuple(dict.fromkeys(out))
