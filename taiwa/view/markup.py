"""What every part of the page is written with: escaping, a colour for each act, a number for each name to filter by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape as escape_html

from taiwa.view.prose import UNSAFE, safe
from taiwa.view.tally import Tally

# Acts of one stance share a colour; the word on the card tells them apart.
FAMILIES = {
    "discuss": "talk",
    "state": "talk",
    "note": "talk",
    "welcome": "approve",
    "support": "approve",
    "concern": "concern",
    "stress": "stance",
    "affirm": "stance",
    "agree": "stance",
    "urge": "urge",
    "intend": "intend",
    "undertake": "undertake",
}

# Most words on a page have none of these: looking for them once is quicker than replacing each.
MEANT = re.compile(f"[&<>\"'\\t]|{UNSAFE.pattern}")

Numbers = Mapping[str, Mapping[str, int]]


def escape(text: str) -> str:
    """Text for HTML, between tags or in quotes, without control characters."""
    return escape_html(safe(text)) if MEANT.search(text) else text


def family(act: str) -> str:
    """The class that colours an act."""
    return FAMILIES.get(act, "talk")


def filters(tally: Tally) -> dict[str, Mapping[str, int]]:
    """What a reader can filter by, each value with its count."""
    return {"act": tally.acts, "followup": tally.followups, "speaker": tally.speakers, "field": tally.fields}


def numbers(tally: Tally) -> Numbers:
    """For each filter its values, numbered from 1: names of parties may hold spaces, numbers never do."""
    return {name: {value: n for n, value in enumerate(values, 1)} for name, values in filters(tally).items()}
