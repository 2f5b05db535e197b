"""Why two counterparts don't say the same, a sentence for each flag. The sentences are the interface's `[parity]`."""

from __future__ import annotations

from taiwa.lexicon.idioms import habits
from taiwa.model import Flag, Idiom, Pairing
from taiwa.view.labels import Labels

# Which table of the interface has the words for what a flag of a kind holds.
TABLES = {"class": "act", "followup": "followup"}

FACTS = ("date", "session", "kind", "level", "place", "next")


def names_of(pairing: Pairing, labels: Labels) -> tuple[str, str]:
    """What the two versions are called: by their languages, or by their documents where these are the same."""
    if pairing.left.language != pairing.right.language:
        return labels.name("language", pairing.left.language), labels.name("language", pairing.right.language)
    return pairing.left.source.name, pairing.right.source.name


def reason(flag: Flag, pairing: Pairing, labels: Labels) -> str:
    """The flag as a sentence; one that is tolerated says why."""
    left_name, right_name = names_of(pairing, labels)
    table = TABLES.get(flag.kind, "act" if flag.kind == "missing" else "")
    left, right = (
        ", ".join(_value(v, flag.subject, table, labels) for v in values) for values in (flag.left, flag.right)
    )
    filled = {"left": left, "right": right, "left_name": left_name, "right_name": right_name}
    one = {"one": left_name, "other": right_name} if flag.left else {"one": right_name, "other": left_name}
    filled |= one | {"value": left or right, "subject": labels.name("subject", flag.subject)}
    both = bool(flag.left) and bool(flag.right)
    phrase = "fact" if flag.subject == "fact" else flag.kind
    said = labels.phrase("parity", phrase if both or flag.kind == "missing" else f"{phrase}_one", **filled)
    if not flag.tolerated:
        return said
    return f"{said} {labels.phrase('parity', 'tolerated', says=says(flag.tolerated, labels))}"


def _value(value: str, subject: str, table: str, labels: Labels) -> str:
    """One of a flag's values in words: a fact of the text with its name, a number with marks between thousands."""
    if subject == "number":
        return labels.grouped(value)
    name, _, said = value.partition(" ")
    if subject != "fact" or name not in FACTS or not said:
        return labels.name(table, value)
    if name == "next":
        return f"{labels.say('next_meeting')}: {_value(said, subject, table, labels)}"
    if name == "session":
        return labels.say("session", session=said)
    return f"{labels.name('mention', name)} {said}" if name in ("date", "place") else labels.name(name, said)


def idiom(found: Idiom, labels: Labels) -> str:
    """An idiom as a sentence."""
    words = {"left": found.left_words, "right": found.right_words}
    return labels.phrase("parity", "idiom", **words, says=says(found.name, labels))


def says(name: str, labels: Labels) -> str:
    """What is said of a habit of translators: by the interface, else by the lexicon, which holds the English."""
    known = next((habit.says for habit in habits() if habit.name == name), name)
    return labels.tables.get("idiom", {}).get(name, known)


def prevails(pairing: Pairing, labels: Labels) -> str:
    """Which version binds, in a sentence."""
    left_name, right_name = names_of(pairing, labels)
    if pairing.prevails in ("left", "right"):
        name = left_name if pairing.prevails == "left" else right_name
        return labels.phrase("parity", "prevails", version=name)
    return labels.phrase("parity", "prevails_both" if pairing.prevails == "both" else "prevails_unknown")
