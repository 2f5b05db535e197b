"""Published texts in several languages, cut into parts whose numbers tell what belongs together: the truth.

Owns how each text is cut and what of it is hidden from the aligner: every number of an article, a target or a chapter.
The texts lie beside the project (`../shared/corpus/parallel`) and are never part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from benchmarks.measuring import SHARED

FOLDER = SHARED / "corpus" / "parallel"
_ARTICLE = re.compile(r"^(?:Article|Статья|[第弟])\s*([0-9０-９]+)\s*条?\s*$")
_CHARTER = re.compile(r"\b(?:Article|Статья) (\d+) (?=[A-ZА-ЯЁ«])")
_CHAPTER = re.compile(r"\b(?:Chapter|Глава) [IVXLC]+(?::[^.]{3,60}?)?(?= (?:Article|Статья) \d)")
_TARGET = re.compile(r"^(\d+-\w+)-title: ?", re.M)


@dataclass(frozen=True)
class Part:
    """A stretch of a text in one language with the name it shares with its counterparts."""

    name: str
    text: str


def declaration(language: str) -> list[Part]:
    """The Universal Declaration by article and paragraph; the preamble by paragraph of its own language's layout.

    A paragraph's name is that of its article with its number within it, which is the same in every language where the
    numbers of paragraphs are.
    """
    name = {"ja": "udhr_jpn.txt", "en": "udhr_eng.txt", "ru": "udhr_rus.txt"}[language]
    out: list[Part] = []
    article = ""
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if found := _ARTICLE.match(line.strip()):
            article = str(int(found[1]))
        elif article and line.strip():
            out.append(Part(article, line.strip()))
    return out


def charter(language: str) -> list[Part]:
    """The Charter by article; headings of chapters are left out."""
    text = (FOLDER / f"clean_un_charter_{language}.txt").read_text("utf-8")
    text = _CHAPTER.sub(" ", text)
    pieces = _CHARTER.split(text)
    out, expected = [], 1
    body = ""
    for number, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        # "Article 51 of the present Charter" begins no article: the numbers of those that begin go up by one.
        if int(number) == expected:
            if expected > 1:
                out.append(Part(str(expected - 1), body.strip()))
            body, expected = piece, expected + 1
        else:
            body += piece
    return [*out, Part(str(expected - 1), body.strip())]


def targets(language: str) -> list[Part]:
    """The targets of the Sustainable Development Goals, each a part."""
    text = (FOLDER / f"{language}_global_targets.yml").read_text("utf-8")
    pieces = _TARGET.split(text)
    return [Part(name, " ".join(body.split())) for name, body in zip(pieces[1::2], pieces[2::2], strict=True)]


def laid_out(parts: list[Part]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its numbers, a paragraph for each part, and (start, end, name) of each part in it."""
    text, places = "", []
    for part in parts:
        places.append((len(text), len(text) + len(part.text), part.name))
        text += part.text + "\n\n"
    return text, places


SETS = {
    "declaration": (declaration, ("ja", "en", "ru")),
    "charter": (charter, ("en", "ru")),
    "targets": (targets, ("en", "ru")),
}
