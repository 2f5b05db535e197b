"""Reading of languages that put the predicate in front of its object (English): groups, clauses, lists."""

from taiwa.reading.initial.group import Found, Group
from taiwa.reading.initial.groups import Groups
from taiwa.reading.initial.utterances import SentenceReader

__all__ = ["Found", "Group", "Groups", "SentenceReader"]
