"""Who may do what with which part of the record, asked before anything is written.

Owns the step from an identifier to the forum whose roles decide. What somebody doesn't see is not there for them: the
answer is NotInRecord then, word for word as for what nobody has.
"""

from __future__ import annotations

from collections.abc import Mapping

from taiwa.errors import NotAllowed, NotInRecord, WrongValue
from taiwa.model import Delegate, Entity, Evidence, Forum, Meeting, Text, Version
from taiwa.model.access import Rights
from taiwa.record.naming import Names
from taiwa.record.setting import Described
from taiwa.store import Asking, Writing
from taiwa.store.view import View

# So many sets of names are kept: one for each set of confidential forums that somebody sees.
SETS = 16


class Permits:
    """What one person may do in one state of the record. `view` is the record as they see it."""

    def __init__(self, act: Writing, rights: Rights) -> None:
        self.view, self.rights, self._act = act.seen(rights.granted), rights, act

    def of_whole(self, verb: str) -> None:
        """`verb` on what is of no forum. Raises NotAllowed."""
        self._need(verb, None, False, "the record as a whole")

    def of_forum(self, verb: str, id: str | None) -> None:
        """`verb` in a forum (None: what is of none). Raises NotInRecord, NotAllowed."""
        if id is None:
            self.of_whole(verb)
        else:
            self._need(verb, id, self.view.forum(id).confidential, f"the forum {id}")

    def of(self, verb: str, kind: str, ref: str) -> None:
        """`verb` on a `meeting`, a `text`, a `version`, or a provision of one. Raises NotInRecord, NotAllowed.

        The kind is part of the question: a text may be called what a meeting or a version is called."""
        self.of_forum(verb, forum_of(self.view, kind, ref))

    def of_noun(self, noun: Forum | Meeting | Delegate | Text | Entity | Evidence) -> None:
        """Putting a noun in, in the place of one that is there or as a new one. Raises NotInRecord, NotAllowed."""
        match noun:
            case Forum():
                self.new_or("forum", noun.id, None)
            case Meeting():
                self.new_or("meeting", noun.id, noun.forum)
            case Text():
                self.new_or("text", noun.id, noun.forum)
                if noun.meeting is not None:
                    self.of("describe", "meeting", noun.meeting)
            case Delegate():
                self.of("describe", "meeting", noun.meeting)
            case Evidence():
                self._of_subject(noun.subject)
            case Entity():
                self.of_entity(noun.id)

    def of_entity(self, id: str) -> None:
        """Describing an entity, which is the whole record's; one that they don't see is never replaced. Raises
        NotInRecord, NotAllowed."""
        self.of_whole("describe")
        if self._act.view.is_taken("entity", id):
            self.view.entity(id)

    def of_described(self, noun: Described) -> None:
        """Changing what is there, and where it is to be then. Raises NotInRecord, NotAllowed."""
        if isinstance(noun, Version):
            self.of("describe", "version", noun.id)
            self.of("describe", "text", noun.text)
        else:
            self.of_noun(noun)

    def new_or(self, kind: str, id: str, forum: str | None) -> None:
        """Describing what is there under an identifier, or putting something new into `forum`. A new forum is the whole
        record's. Raises NotInRecord, NotAllowed."""
        if kind == "forum":
            if any(each.id == id for each in self.view.forums()):
                self.of_forum("describe", id)
            else:
                self.of_whole("manage")
            return
        # The forum first: into one that they don't see nothing is put, whether the identifier is taken there or not.
        self.of_forum("describe", forum)
        self._is_called_by(kind, id, forum)
        if self._act.view.is_taken(kind, id):
            self.of("describe", kind, id)

    def _is_called_by(self, kind: str, id: str, forum: str | None) -> None:
        """Raises WrongValue for an identifier that begins otherwise than with its forum, of something new or hidden:
        with any others whoever sees little could try out which are taken."""
        beginning = "texts" if forum is None else forum
        if self.rights.everything or id.startswith(f"{beginning}/"):
            return
        try:
            forum_of(self.view, kind, id)
        except NotInRecord as error:
            raise WrongValue(f"{id}: a new {kind} is called {beginning}/NAME here") from error

    def _of_subject(self, subject: str) -> None:
        """Giving evidence of a subject, as the history names it. Raises NotInRecord, NotAllowed, WrongValue."""
        kind, _, id = subject.partition(" ")
        of = id.partition(" ")[0]
        match kind:
            case "forum" | "level":
                self.of_forum("describe", of)
            case "meeting" | "text" | "version":
                self.of("describe", kind, id)
            case "delegate":
                self.of("describe", "meeting", of)
            case "reading" | "correction" | "link":
                self.of("describe", "version", of)
            case "entity":
                self.of_whole("describe")
                self.view.entity(id)
            case _:
                raise WrongValue(f"{subject!r} is nothing that evidence is of; write for instance: meeting FORUM/NAME")

    def _need(self, verb: str, forum: str | None, confidential: bool, where: str) -> None:
        if not self.rights.may(verb, forum, confidential):
            raise NotAllowed(f"your role in {where} does not let you {WORDS[verb]}")


WORDS: Mapping[str, str] = {
    "read": "read there",
    "decide": "correct what was read there",
    "add": "add documents there",
    "describe": "change facts there",
    "manage": "do that",
}


def forum_of(view: View, kind: str, ref: str) -> str | None:
    """The forum of a `meeting`, a `text`, a `version`, or a provision of one. Raises NotInRecord."""
    id = ref.partition("#")[0].partition("@")[0]
    if kind == "meeting":
        return view.meeting(id).forum
    return view.text(view.version(id).text if kind == "version" else id).forum


class NamesKept:
    """The names of the record as each set of people sees it, made once a state."""

    def __init__(self) -> None:
        self._kept: dict[frozenset[str] | None, tuple[int, Names]] = {}

    def of(self, session: Asking) -> Names:
        """The names of a session's state and sight."""
        state, granted = session.view.state(), session.view.sight.granted
        found = self._kept.get(granted)
        if found is None or found[0] != state:
            while len(self._kept) >= SETS:
                self._kept.pop(next(iter(self._kept)), None)
            found = state, Names(session.view)
            self._kept[granted] = found
        return found[1]
