"""Why two counterparts don't say the same, a sentence for each flag. The sentences are the interface's `[parity]`."""

from __future__ import annotations

from taiwa.lexicon.idioms import habits
from taiwa.model import Flag, Idiom, Pairing
from taiwa.view.labels import Labels

# Which table of the interface has the words for what a flag of a kind holds.
TABLES = {"class": "act", "followup": "followup"}


def names_of(pairing: Pairing, labels: Labels) -> tuple[str, str]:
    """What the two versions are called: by their languages, or by their documents where these are the same."""
    if pairing.left.language != pairing.right.language:
        return labels.name("language", pairing.left.language), labels.name("language", pairing.right.language)
    return pairing.left.source.name, pairing.right.source.name


def reason(flag: Flag, pairing: Pairing, labels: Labels) -> str:
    """The flag as a sentence; one that is tolerated says why."""
    left_name, right_name = names_of(pairing, labels)
    table = TABLES.get(flag.kind, "act" if flag.kind == "missing" else "")
    left, right = (", ".join(labels.name(table, value) for value in values) for values in (flag.left, flag.right))
    filled = {"left": left, "right": right, "left_name": left_name, "right_name": right_name}
    one = {"one": left_name, "other": right_name} if flag.left else {"one": right_name, "other": left_name}
    filled |= one | {"value": left or right, "subject": labels.name("subject", flag.subject)}
    both = bool(flag.left) and bool(flag.right)
    said = labels.phrase("parity", flag.kind if both or flag.kind == "missing" else f"{flag.kind}_one", **filled)
    if not flag.tolerated:
        return said
    return f"{said} {labels.phrase('parity', 'tolerated', says=says(flag.tolerated))}"


def idiom(found: Idiom, labels: Labels) -> str:
    """An idiom as a sentence."""
    words = {"left": found.left_words, "right": found.right_words}
    return labels.phrase("parity", "idiom", **words, says=says(found.name))


def says(name: str) -> str:
    """What the lexicon says of a habit of translators."""
    return next((habit.says for habit in habits() if habit.name == name), name)


def prevails(pairing: Pairing, labels: Labels) -> str:
    """Which version binds, in a sentence."""
    left_name, right_name = names_of(pairing, labels)
    if pairing.prevails in ("left", "right"):
        name = left_name if pairing.prevails == "left" else right_name
        return labels.phrase("parity", "prevails", version=name)
    return labels.phrase("parity", "prevails_both" if pairing.prevails == "both" else "prevails_unknown")
