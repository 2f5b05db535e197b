"""Characters that an open format can't carry. Each becomes one U+FFFD, so that no place in a text moves.

Half a surrogate pair is in no encoding of Unicode; XML 1.0 has no control characters but tab and line ends, iCalendar
not even those in a line.
"""

from __future__ import annotations

import re

from taiwa.view.prose import heal

LONE = re.compile(r"[\ud800-\udfff]")
# What XML 1.0 (section 2.2) leaves out, and the controls C1, which it only discourages.
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def sound(text: str) -> str:
    """The text as any encoding of Unicode can carry it; as many characters, in the same places."""
    return LONE.sub("\ufffd", text)


def for_xml(text: str) -> str:
    """The text as XML can carry it; as many characters, in the same places. What is space stays space."""
    return NOT_XML.sub(lambda found: " " if found[0].isspace() else "\ufffd", text)


def one_line(text: str) -> str:
    """The text as one line without controls: a title, a summary."""
    return CONTROL.sub("\ufffd", sound(heal(text)))
