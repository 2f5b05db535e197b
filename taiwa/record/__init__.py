"""The record: what the store keeps, put in and asked for in the terms of the reader.

Combines reading, registry and store. `Record` has everything; modules are named by what they do: `adding`, `filing`,
`review` and `deciding`, `asking`, `precedents`, `exchange`.
"""

from taiwa.record.adding import Added
from taiwa.record.beside import Basis, Sequel
from taiwa.record.filing import Choice
from taiwa.record.precedents import Precedent
from taiwa.record.record import Answer, Record
from taiwa.record.review import Decision, Review

__all__ = ["Added", "Answer", "Basis", "Choice", "Decision", "Precedent", "Record", "Review", "Sequel"]
