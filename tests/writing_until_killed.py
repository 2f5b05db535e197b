"""A process that writes in a record until it is killed: prints a line when each act is acknowledged.

    python tests/writing_until_killed.py PLACE FIRST LAST

Act N adds a small text whose words name N; every fourth act corrects the text added before.
"""

from __future__ import annotations

import sys

from taiwa import read_text
from taiwa.record.adding import Document
from taiwa.record.filing import Choice
from taiwa.record.record import Record


def words(number: int) -> str:
    return f"Joint Statement\n\nThe Ministers welcomed the harbour{number} and decided to deepen basin{number}.\n"


def main(place: str, first: int, last: int) -> None:
    base = read_text(words(0), language="en")
    assert len(base.provisions) == 2
    with Record.open(place, "writer") as record:
        print("open", flush=True)
        for number in range(first, last):
            text = words(number)
            reading = read_text(text, language="en", name=f"{number}.txt")
            document = Document(text.encode(), f"{number}.txt", (reading,))
            (added,) = record.keep(document, Choice(kind=f"statement-{number}"))
            print("added", number, added.version.id, flush=True)
            if number % 4 == 3:
                record.correct(f"{added.version.id}#{reading.provisions[0].id}", "act", "state", f"reason {number}")
                print("corrected", number, added.version.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
