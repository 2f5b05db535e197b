"""What comes into the record, and out of it as a whole: documents, shipped dialogues, rereading, export."""

from __future__ import annotations

import os
from dataclasses import replace

from taiwa.errors import NotAllowed, WrongValue
from taiwa.intake import document_bytes
from taiwa.model import Kept
from taiwa.record import adding, exchange
from taiwa.record.adding import Added, Document
from taiwa.record.filing import Choice, Filing, file
from taiwa.record.naming import Names, key
from taiwa.record.seen import Seen
from taiwa.record.verbs.opened import Opened, check_seen
from taiwa.registry.dialogue import dialogue_in, dialogues
from taiwa.store.writer import now


class Putting(Opened):
    """Documents and dialogues, kept and read anew."""

    def add(
        self,
        where: str | os.PathLike[str],
        choice: Choice | None = None,
        *,
        language: str | None = None,
        every: bool = False,
        scale: str = "taiwa-2026",
        why: str = "",
    ) -> tuple[Added, ...]:
        """Reads the document at `where` and keeps it; one entry for each language version that was taken.

        A document that the record has already is recognised by its words, and nothing is changed. A forum that ships
        with Taiwa is taken up when a text names it. Raises what `taiwa.read` raises, and NotInRecord, WrongValue.
        """
        return self.keep(adding.take(where, language=language, every=every, scale=scale), choice, why=why)

    def keep(self, document: Document, choice: Choice | None = None, *, why: str = "") -> tuple[Added, ...]:
        """Keeps a document that was read already (`adding.take`)."""
        taken = self._take_up(document, choice)
        with self._act(why or f"added from {document.origin}") as (act, may):
            added = adding.add(act, document, choice or Choice(), may.view, lambda forum: may.of_forum("add", forum))
        return tuple(_remarked(each, taken) for each in added)

    def propose(self, document: Document, choice: Choice | None = None) -> Filing:
        """Where `keep` would file a document's first version, as the record is now; nothing is changed. Raises
        NotInRecord and WrongValue for a choice that can't be."""
        with self.read() as session:
            names = Names(session.view)
            return file(document.readings[0], choice or Choice(), session.view, names, document.origin, now())

    def _take_up(self, document: Document, choice: Choice | None) -> str | None:
        """Loads the shipped dialogue that a document is of, where the record lacks it and who adds may put forums in;
        returns its identifier."""
        if not self.rights.may("manage", None):
            return None
        with self.read() as session:
            names = Names(session.view)
            if (choice and (choice.forum or choice.meeting or choice.text)) or all(
                names.forum(reading.statement.forum) for reading in document.readings
            ):
                return None
        said = {key(reading.statement.forum or "") for reading in document.readings} - {""}
        for dialogue in dialogues():
            if said & {key(name.text) for name in dialogue.forum.names}:
                self.load(dialogue.forum.id)
                return dialogue.forum.id
        return None

    def load(self, dialogue: str) -> int:
        """Takes up the facts of a dialogue that ships with Taiwa; returns how many nouns that changed."""
        found = [each for each in dialogues() if each.forum.id == dialogue]
        if not found:
            known = ", ".join(each.forum.id for each in dialogues())
            raise WrongValue(f"no dialogue {dialogue!r} ships with Taiwa; there are {known}")
        with self._act("facts shipped with Taiwa") as (act, may):
            may.of_whole("manage")
            return adding.load(act, found[0])

    def load_file(self, path: str | os.PathLike[str]) -> int:
        """Takes up the facts of a dialogue from a TOML file written like those in `registry/data/dialogues`.

        Returns how many nouns that changed. Raises MissingFile, RegistryError.
        """
        _, data, _ = document_bytes(path)
        dialogue = dialogue_in(data.decode("utf-8", "replace"))
        with self._act(f"facts from {os.fspath(path)}") as (act, may):
            may.of_whole("manage")
            return adding.load(act, dialogue)

    def reread(self, version: str | None = None, *, why: str = "", seen: Seen | None = None) -> tuple[Kept, ...]:
        """Reads a version, or all, anew with this reader; returns the readings that differ from the current ones, which
        are kept beside them. Corrections stay. Raises NotInRecord, ChangedMeanwhile."""
        with self.read() as session:
            wanted = [version] if version else [each.id for each in session.view.versions()]
        kept = []
        for each in wanted:
            with self._act(why or "read anew") as (act, may):
                may.of("describe", "version", each)
                check_seen(seen, may.view)
                kept.append(adding.reread(act, each))
        return tuple(each for each in kept if each)

    def reindex(self) -> int:
        """Makes search's tables anew; returns the number of versions."""
        with self._act("search made anew") as (act, may):
            may.of_whole("manage")
            return adding.index_anew(act)

    def export(self, where: str | os.PathLike[str], format: str = "jsonl") -> dict[str, int]:
        """Writes the whole record to a new folder or ZIP file (`exchange`); returns rows by table."""
        if not (self.rights.everything and self.rights.may("manage", None)):
            raise NotAllowed("an export holds the whole record; your role does not let you do that")
        return exchange.export(self.store, where, format)


def _remarked(added: Added, taken: str | None) -> Added:
    if taken is None:
        return added
    return replace(added, remarks=(f"the facts of {taken} that ship with Taiwa were taken up", *added.remarks))
