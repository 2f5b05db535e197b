"""What people say of forums, meetings, delegations, texts, versions and entities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from taiwa.model import Delegate, Entity, Evidence, Forum, Meeting, Text, Version
from taiwa.record import describing, setting
from taiwa.record.seen import Seen
from taiwa.record.setting import Noun
from taiwa.record.verbs.opened import Opened, check_seen, need_reason
from taiwa.store.view import View


class Describing(Opened):
    """Nouns added, and facts of them changed."""

    def describe_forum(self, id: str, *, why: str = "", **given: Any) -> tuple[Forum, bool]:
        """Adds a forum, or changes what is given of it (`describing.forum`); returns it, and whether it is new."""
        with self._act(why) as (act, may):
            may.new_or("forum", id, None)
            noun = describing.forum(act.view, id, **given)
            return noun, setting.put(act, noun)

    def describe_meeting(self, id: str, *, why: str = "", **given: Any) -> tuple[Meeting, bool]:
        """Adds a meeting, or changes what is given of it (`describing.meeting`); returns it, and whether it is new."""
        with self._act(why) as (act, may):
            may.new_or("meeting", id, given.get("forum") or id.partition("/")[0])
            noun = describing.meeting(act.view, id, **given)
            return noun, setting.put(act, noun)

    def describe_entity(self, id: str, *, why: str = "", **given: Any) -> tuple[Entity, bool]:
        """Adds an entity, or changes what is given of it (`describing.entity`); returns it, and whether it is new."""
        with self._act(why) as (act, may):
            may.of_entity(id)
            noun = describing.entity(act.view, id, **given)
            return noun, setting.put(act, noun)

    def put(
        self, *nouns: Forum | Meeting | Delegate | Text | Entity | Evidence, why: str = "", seen: Seen | None = None
    ) -> int:
        """Adds nouns, or replaces what is said of them, in one act; returns how many that changed. `seen` is what the
        writer saw of the first.

        Raises NotInRecord where what a noun belongs to isn't there, WrongValue for a value that isn't known,
        ChangedMeanwhile.
        """
        changed = 0
        with self._act(why) as (act, may):
            for noun in nouns:
                may.of_noun(noun)
                check_seen(seen if noun is nouns[0] else None, may.view, noun)
                changed += setting.put(act, noun)
        return changed

    def change(
        self, find: Callable[[View], Noun], values: Mapping[str, Any], why: str = "", *, seen: Seen | None = None
    ) -> tuple[Noun, bool]:
        """Gives some fields of the noun that `find` finds other values, which are as JSON has them; returns the noun,
        and whether that changed it. A text or version is changed for a reason only.

        Raises NotInRecord, WrongValue, ChangedMeanwhile.
        """
        with self._act(why) as (act, may):
            before = find(may.view)
            may.of_described(before)
            if isinstance(before, Text | Version):
                need_reason(why)
            noun = setting.changed_in(may.view, before, values)
            check_seen(seen, may.view, noun)
            may.of_described(noun)
            return noun, setting.keep(act, noun, before)

    def set(self, id: str, field: str, value: str, why: str) -> object:
        """Changes one field of a meeting, text or version, told by its identifier: where a text belongs, a meeting's
        date, a version's authority. `value` is words or JSON, `null` empties it. A reason is needed.

        Returns the noun. Raises NotInRecord, WrongValue.
        """
        need_reason(why)
        with self._act(why) as (act, may):
            kind = type(setting.noun_called(may.view, id)).__name__.lower()
            may.of("describe", kind, id)
            noun = setting.set_field(act, id, field, value, may.view)
            may.of("describe", kind, id)  # where it is now, too
            return noun
