"""Language knowledge as data: meanings once, phrases for each language, each with an example beside it.

Linguists edit `data/` (see README.md there); rules ask `lexicon(language)` and see meanings only.
"""

from taiwa.lexicon.checking import check, try_phrase
from taiwa.lexicon.entries import Entry, Meaning, Scale, entries, languages, meanings, scale, scales
from taiwa.lexicon.grading import FIRMNESS, GRADES, Graded, Grading, grading
from taiwa.lexicon.inflection import Form, paradigm
from taiwa.lexicon.lexicon import Hit, Lexicon, Matcher, Sense, Suffixes, ending, lexicon

__all__ = [
    "FIRMNESS",
    "GRADES",
    "Entry",
    "Form",
    "Graded",
    "Grading",
    "Hit",
    "Lexicon",
    "Matcher",
    "Meaning",
    "Scale",
    "Sense",
    "Suffixes",
    "check",
    "ending",
    "entries",
    "grading",
    "languages",
    "lexicon",
    "meanings",
    "paradigm",
    "scale",
    "scales",
    "try_phrase",
]
