"""The record of dialogues, as one object: everything that can be put in, decided, asked, with one line for each.

The verbs stand by groups in `verbs/`, their work in modules of its own.
"""

from __future__ import annotations

from taiwa.record import sample
from taiwa.record.adding import Added
from taiwa.record.verbs.asking import Answer, Questions
from taiwa.record.verbs.deciding import Deciding
from taiwa.record.verbs.describing import Describing
from taiwa.record.verbs.publishing import Publishing
from taiwa.record.verbs.putting import Putting

__all__ = ["Answer", "Record"]


class Record(Putting, Describing, Deciding, Questions, Publishing):
    """A record of dialogues. Use it as a context manager, or `close` it.

    with Record.open() as record:
        record.add("statement.pdf")
        for hit in record.search("water act:undertake").found.hits:
            print(hit.item.ref, hit.item.body)
    """

    def load_sample(self) -> tuple[Added, ...]:
        """Puts the invented forum that ships with Taiwa into the record, with its texts."""
        return sample.load_sample(self)
