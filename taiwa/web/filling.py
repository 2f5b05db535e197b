"""The form for a provision: what it showed, what a person wrote in it, and what is so now, field by field.

Owns which fields a person changed. Only those are decided: what the form merely showed may have been changed by
somebody else since, and isn't written back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Provision, Statement
from taiwa.record import Decision, Review, seen
from taiwa.record.naming import Names
from taiwa.record.seen import Seen, state_of
from taiwa.store.view import View

FIELDS = ("act", "force", "followup", "speaker", "fields")
LISTED = re.compile(r"[,;、，；\n]+")
# Field by field: words, or lists of them. A force that goes with the act is the empty one.
Filling = Mapping[str, Any]


def parties_in(written: str) -> list[str]:
    """The parties that a person wrote, one after another."""
    return [name.strip() for name in LISTED.split(written) if name.strip()]


def strange(speakers: Sequence[str], statement: Statement, names: Names) -> list[str]:
    """Those that are neither parties of the text nor known to the record or the registry."""
    known = {*statement.parties, *(name for each in statement.parties.values() for name in each)}
    return [each for each in speakers if each not in known and not names.knows_party(each)]


def showing(provision: Provision, decisions: Sequence[Decision]) -> Filling:
    """What the form shows of a provision with the decisions on it."""
    forced = any(each.correction.field == "force" for each in decisions)
    return {
        "act": provision.act,
        "force": str(provision.force) if forced else "",
        "followup": provision.followup,
        "speaker": list(provision.speaker),
        "fields": list(provision.fields),
    }


def on(review: Review, provision: Provision) -> list[Decision]:
    """The decisions on a provision."""
    place = ("provision", *provision.anchor)
    return [it for it in review.decisions if (it.correction.subject, it.correction.start, it.correction.end) == place]


@dataclass(frozen=True, slots=True)
class Written:
    """What came back of a form: what it had shown (as JSON, empty from a program that saw none), and what stands in it.

    `absent` says that it is no provision, `nobody` and `fieldless` that no speaker is known and no field, `anyone` that
    the speaker is meant though nobody knows it.
    """

    shown: str
    act: str
    force: str
    followup: str
    speaker: str
    fields: tuple[str, ...]
    nobody: bool
    fieldless: bool
    absent: bool
    anyone: bool
    why: str

    @classmethod
    def of(cls, sent: FormData) -> Written:
        """From a form's fields."""
        words = {name: str(sent.get(name) or "") for name in ("shown", "act", "force", "followup", "speaker", "why")}
        ticks = {name: bool(sent.get(name)) for name in ("nobody", "fieldless", "absent", "anyone")}
        return cls(**words, **ticks, fields=tuple(str(each) for each in sent.getlist("fields")))  # type: ignore[arg-type]

    def before(self, now: Filling) -> Filling:
        """What the form had shown; `now` where it doesn't say. Raises WrongValue for what no form of ours says."""
        if not self.shown:
            return now
        try:
            read = json.loads(self.shown)
            return {name: _shaped(read[name], now[name]) for name in FIELDS}
        except (ValueError, RecursionError, LookupError, TypeError) as error:
            raise WrongValue("the form is no longer whole; open it again") from error

    def changes(self, before: Filling) -> Filling:
        """The fields that were changed against what was shown. What is left out of a form stays, unless it is ticked as
        empty."""
        wanted = self.filled(before)
        emptied = {name for name, tick in (("speaker", self.nobody), ("fields", self.fieldless)) if tick}
        changed = {name: value for name, value in wanted.items() if value != before[name]}
        return {name: value for name, value in changed.items() if name in emptied or value not in ("", [])}

    def filled(self, before: Filling) -> Filling:
        """What stands in the form. The main field stays the main one where it is still chosen."""
        kept = [field for field in before["fields"] if field in self.fields]
        fields = [*kept, *(field for field in self.fields if field not in kept)]
        return {
            "act": self.act,
            "force": str(int(self.force)) if self.force.isdecimal() and len(self.force) < 4 else "",
            "followup": self.followup,
            "speaker": [] if self.nobody else parties_in(self.speaker),
            "fields": [] if self.fieldless else fields,
        }


def unchanged(ref: str, before: Filling, names: Sequence[str]) -> Seen:
    """What holds as long as nobody changed these fields of a provision since a form showed them."""

    def find(view: View) -> Filling:
        now = showing(*seen.provision(view, ref))
        return {name: now[name] for name in names}

    return Seen(find, frozenset({state_of({name: before[name] for name in names})}))


def fact_unchanged(version: str, part: str, state: str) -> Seen:
    """The same for a fact of a version, by the state in which a form showed it."""

    def find(view: View) -> object:
        return fact_state(seen.statement(view, version), part)

    return Seen(find, frozenset({state_of(state)}))


def fact_state(statement: Statement, part: str) -> str:
    """What tells whether a fact has changed. Raises NotInRecord for a part that there isn't."""
    if not hasattr(statement, part):
        raise NotInRecord(f"a text has no fact {part!r}")
    return state_of(getattr(statement, part))


def _shaped(value: object, like: object) -> object:
    words = value if isinstance(value, list) else [value]
    if isinstance(value, list) is not isinstance(like, list) or not all(isinstance(each, str) for each in words):
        raise TypeError("not of a form's shape")
    return value
