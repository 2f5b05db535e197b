"""Answers packed for the wire (gzip), and the tags by which a browser knows them again.

What a page holds of a secret, the form's token, is another one at each address (`origins.Tokens`): so nobody can try
out guesses in an address and see by the packed length which of them is right.
"""

from __future__ import annotations

import gzip
import hashlib
import re

# Below this many bytes the head of an answer is the larger part; a level at which a long page takes a millisecond.
SMALLEST, LEVEL = 1 << 10, 4
# Kinds of answer that packing makes smaller; a document's bytes go out as they are.
PACKABLE = re.compile(r"text/|application/(.+\+)?(json|xml|javascript)|image/svg")
_REFUSED = re.compile(r"q=0(\.0*)?$")


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header names gzip, and doesn't refuse it."""
    wanted = (part.strip().lower().partition(";") for part in accepted.split(",")[:20])
    return any(name.strip() == "gzip" and not _REFUSED.match(weight.strip()) for name, _, weight in wanted)


def packed(body: bytes) -> bytes:
    """A body packed, always the same for the same bytes."""
    return gzip.compress(body, LEVEL, mtime=0)


def tag_of(body: bytes, is_packed: bool = False) -> str:
    """The ETag of an unpacked body; packed it is another one, since it is other bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}{"-gzip" if is_packed else ""}"'
