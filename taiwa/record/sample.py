"""The invented forum that ships with Taiwa, to try everything with: its facts, and its texts in three languages."""

from __future__ import annotations

import tomllib
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from taiwa.model import Entity
from taiwa.record.adding import Added
from taiwa.record.filing import Choice
from taiwa.registry.dialogue import names_in

if TYPE_CHECKING:
    from taiwa.record.record import Record

FORUM = "kitanagi"
# The English texts are the signed ones of this invented forum; the others say themselves what they are.
TEXTS = tuple(f"kitanagi-{number}-{language}.txt" for number in (1, 2) for language in ("en", "ja", "ru"))
AUTHORITIES = {"en": "authentic"}


def load_sample(record: Record) -> tuple[Added, ...]:
    """Puts the invented forum into a record; what is there already stays, as people have changed it.

    Raises what `Record.add` raises.
    """
    folder = files("taiwa") / "samples"
    with record.read() as asking:
        there = FORUM in {forum.id for forum in asking.view.forums()}
    if not there:
        with as_file(folder / f"{FORUM}.toml") as facts:
            record.put(*_entities(facts.read_text("utf-8")), why="invented, to try Taiwa with")
            record.load_file(facts)
    added: list[Added] = []
    for name in TEXTS:
        with as_file(folder / name) as text:
            choice = Choice(forum=FORUM, authority=AUTHORITIES.get(name[-6:-4]))
            added += record.add(text, choice, why="invented, to try Taiwa with")
    return tuple(added)


def _entities(facts: str) -> tuple[Entity, ...]:
    rows = tomllib.loads(facts)["entity"]
    return tuple(Entity(row["id"], row["kind"], names_in(row["names"])) for row in rows)
