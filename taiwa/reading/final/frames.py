"""Which act a noun of stance makes with the verb that carries it ("express hope", "share a view", "hold talks").

Owns READING.md section 2: the class is what is expressed, decided by verb and head noun together. Knows meanings
only; which words have them is the lexicon's business, and which noun stands before which verb that of `predicates`.
"""

from __future__ import annotations

from taiwa.lexicon import Form, Sense


def frame(
    noun: str, act: str | None, flags: frozenset[str], verb: Sense, form: Form
) -> tuple[str | None, frozenset[str]]:
    """(act, flags) of a stance noun under a verb, or (None, ...) where the verb does not carry it.

    READING.md section 2: "the class is what is expressed, decided by verb and head noun together".
    """
    carrier = verb.meaning.id
    if noun == "stance.thought":
        shared = carrier in ("light.share", "act.agree")
        return (
            ("agree", flags)
            if shared
            else (
                (act, flags | {noun}) if carrier not in ("light.hold", "light.receive", "act.stress") else (None, flags)
            )
        )
    if noun == "stance.grasp":
        return ("agree" if carrier in ("light.share", "act.agree") else act), flags
    if noun == "stance.view":
        if carrier in ("light.share", "act.agree", "light.have"):
            return "agree", flags
        if carrier == "act.affirm":
            return "affirm", flags
        return (
            ("state", flags | {"word"}) if carrier in ("light.express", "act.state", "light.exist") else (None, flags)
        )
    if noun == "stance.creed":
        return ("agree", flags) if carrier in ("light.share", "act.agree", "light.have") else (None, flags)
    if (
        carrier == "light.exist"
        and form.name == "plain"
        and noun in ("stance.view", "stance.word", "stance.talk", "stance.raise")
    ):
        return None, flags
    if noun == "stance.talk":
        return ("discuss", flags | {"proceeding", noun}) if carrier in ("light.hold", "light.exist") else (None, flags)
    if noun == "stance.word":
        if carrier == "light.receive":
            return "discuss", flags
        return (
            ("state", flags | {"word"})
            if carrier in ("light.hold", "light.exist", "act.recall", "act.report-own")
            else (None, flags)
        )
    if carrier == "light.hold" and noun not in (
        "stance.raise",
        "stance.proposal",
        "stance.call",
        "stance.decision",
        "stance.accord",
        "stance.offer",
    ):
        return None, flags
    if noun in ("stance.raise", "stance.proposal", "stance.call", "stance.decision", "stance.accord", "stance.offer"):
        reached = carrier in ("light.hold", "light.exist", "light.express", "act.state", "light.receive")
        return (act, flags | {noun}) if reached else (None, flags)
    if carrier == "act.agree" or (
        carrier in ("act.recall", "act.report-own") and noun not in ("stance.intend", "stance.hope")
    ):
        return None, flags
    if carrier == "act.stress" and noun not in ("stance.undertake",):
        return None, flags
    if carrier == "act.affirm" and noun in ("stance.welcome", "stance.weight", "stance.notice"):
        return None, flags
    if carrier == "light.receive" or (
        carrier == "light.share" and noun in ("stance.intend", "stance.welcome", "stance.promise")
    ):
        return None, flags
    return act, flags | {noun}
