"""What a person decides of a reading: fields of a provision or of a version's facts, and what a mention stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from taiwa.model import Correction, Link
from taiwa.record import adding, deciding
from taiwa.record.naming import Names
from taiwa.record.seen import Seen
from taiwa.record.verbs.opened import Opened, check_seen, need_reason


class Deciding(Opened):
    """Decisions, and their end; each needs a reason but for a link."""

    def correct(self, ref: str, field: str, value: str, why: str) -> Correction:
        """Decides a field of a provision (`VERSION#p12`) or of a version's facts (`VERSION`). A reason is needed."""
        return self.decide(ref, {field: value}, why)[0]

    def decide(
        self, ref: str, values: Mapping[str, str], why: str, *, seen: Seen | None = None
    ) -> tuple[Correction, ...]:
        """Decides several fields of one provision, or of a version's facts, in one act. A reason is needed.

        Raises NotInRecord, WrongValue, ChangedMeanwhile."""
        need_reason(why)
        with self._act(why) as (act, may):
            may.of("decide", "version", ref)
            check_seen(seen, may.view)
            return tuple(deciding.correct(act, ref, field, value) for field, value in values.items())

    def withdraw(self, version: str, number: int, why: str, *, seen: Seen | None = None) -> Correction:
        """Ends a correction; the machine's finding holds again. A reason is needed. Raises NotInRecord,
        ChangedMeanwhile."""
        return self.withdraw_several(version, (number,), why, seen=seen)[0]

    def withdraw_several(
        self, version: str, numbers: Sequence[int], why: str, *, seen: Seen | None = None
    ) -> tuple[Correction, ...]:
        """Ends corrections of one version in one act: all, or none where one of them isn't there."""
        need_reason(why)
        with self._act(why) as (act, may):
            may.of("decide", "version", version)
            check_seen(seen, may.view)
            ended = tuple(act.writer.withdraw(version, number) for number in numbers)
            adding.index_version(act, version, Names(act.view))
            return ended

    def link(self, ref: str, written: str, entity: str, why: str = "", *, seen: Seen | None = None) -> Link:
        """Says that a mention (its words as the provision has them) stands for an entity. Raises NotInRecord,
        ChangedMeanwhile."""
        with self._act(why) as (act, may):
            may.of("decide", "version", ref)
            check_seen(seen, may.view)
            may.view.entity(entity)
            link = deciding.link(act, ref, written, entity)
            adding.index_version(act, link.version, Names(act.view))
            return link

    def unlink(self, ref: str, written: str, why: str, *, seen: Seen | None = None) -> Link:
        """Ends what a person said that a mention stands for; what its name says holds again. A reason is needed. Raises
        NotInRecord, ChangedMeanwhile."""
        need_reason(why)
        with self._act(why) as (act, may):
            may.of("decide", "version", ref)
            check_seen(seen, may.view)
            ended = deciding.unlink(act, ref, written)
            adding.index_version(act, ended.version, Names(act.view))
            return ended
