"""Load and search of a large record: `python -m benchmarks.record [ADDRESS ...] [--provisions N]`.

Generated statements (`benchmarks/generating.py`) are put in as the program puts them in, a hundred to a transaction;
then ten typical searches are asked, several of each, through `Record.search`: query taken apart, SQL, items,
highlights. Beside each stands what the bare full-text engine takes for the same expression: twenty numbers, and a full
count. An ADDRESS is a file that isn't there yet, or an empty PostgreSQL database.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from sqlalchemy import Connection, text

from benchmarks.generating import Made, forums, meetings, ranked, statements, tongue, treaties
from benchmarks.measuring import judged, machine, table
from taiwa.model import Query
from taiwa.record.adding import index_version, put_entities
from taiwa.record.naming import Names
from taiwa.record.record import Record
from taiwa.store import Writing
from taiwa.store.expression import whole
from taiwa.store.search import Search

# Texts to a transaction, searches of each sort, rounds.
AT_ONCE, ROUNDS = 100, 3
AIM = 50.0  # milliseconds, p95


class Clock:
    """Seconds: those on the wall, or (for a machine that does other things too) those that this process and the
    database's had a processor for."""

    def __init__(self, connection: Connection, processor: bool) -> None:
        server = processor and connection.dialect.name != "sqlite"
        self.processor = processor
        self.server = connection.execute(text("SELECT pg_backend_pid()")).scalar_one() if server else None

    def __call__(self) -> float:
        """The time now."""
        if not self.processor:
            return perf_counter()
        if self.server is None:
            return process_time()
        return process_time() + int(Path(f"/proc/{self.server}/schedstat").read_text().split()[0]) / 1e9


def load(record: Record, made: Iterator[Made], minutes: float, processor: bool) -> tuple[int, float]:
    """Puts statements in, for so many minutes at most; returns the number of provisions and the seconds, generating
    not counted."""
    number, seconds, end = 0, 0.0, perf_counter() + minutes * 60
    record.put(*forums(), *meetings(), why="generated")
    with record.store.write("benchmark", "generated") as act:
        put_entities(act, treaties())
    while (batch := tuple(islice(made, AT_ONCE))) and perf_counter() < end:
        with record.store.write("benchmark", "generated") as act:
            clock = Clock(act.view.connection, processor)
            begin = clock()
            names = Names(act.view)
            for each in batch:
                keep(act, each, names)
            act.index.finish()
            seconds += clock() - begin
        number += sum(len(each.reading.provisions) for each in batch)
    with record.store.write("benchmark", "generated") as act:
        clock = Clock(act.view.connection, processor)
        begin = clock()
        act.index.settle()
        seconds += clock() - begin
    return number, seconds


def keep(act: Writing, made: Made, names: Names) -> None:
    """The steps of `taiwa.record.adding` after a document was read and filed."""
    act.writer.put(made.text)
    act.writer.add_version(made.version, made.data)
    act.writer.keep(made.version.id, made.reading)
    index_version(act, made.version.id, names, made.reading)


# --- what is asked ---------------------------------------------------------------------------------------------------

Asked = tuple[str, dict[str, tuple[str, ...]], str | None, str | None]


def searches() -> dict[str, list[Asked]]:
    """Ten sorts of searches, six of each: words, facets, since, until."""
    en = ranked("en", [13, 11, 14, 18, 24, 25])
    pairs = list(zip(ranked("en", [13, 18, 40, 60, 200, 400]), ranked("en", [10, 22, 35, 45, 30, 26]), strict=True))
    rare = ranked("en", [3000, 5000, 7000, 9000, 11000, 13000])
    kinds = ("undertake", "welcome", "support")
    facets = [
        {"speaker": ("Kitanagi",)}, {"field": ("water",)}, {"act": ("undertake",)},
        {"speaker": ("Talmar",), "field": ("trade",)},
        {"act": kinds, "field": ("water", "energy")}, {"forum": ("forum-3",), "speaker": ("Rhokesh",)},
    ]  # fmt: skip
    periods = [
        ("2020", None),
        (None, "2000"),
        ("2010", "2012"),
        ("2005-06", "2005-09"),
        ("2015", None),
        ("2001", "2020"),
    ]
    quoted = [f'"{phrase}"' for language in ("en", "ru", "ja") for phrase in tongue(language).formulas][:6]
    return {
        "a common word": [(word, {}, None, None) for word in en],
        "two words": [(f"{a} {b}", {}, None, None) for a, b in pairs],
        "a rare word": [(word, {}, None, None) for word in rare],
        "a quoted phrase": [(words, {}, None, None) for words in quoted],
        "Japanese, two characters": [
            (word, {}, None, None) for word in ("協力", "支援", "軍縮", "国際", "森林", "橋銀")
        ],
        "Japanese, one character": [(word, {}, None, None) for word in ("水", "軍", "橋", "森", "核", "協")],
        "Russian, inflected": [
            (word, {}, None, None)
            for word in ("сотрудничеством", "ресурсами", "соглашениях", "водной", "министру", "партнёрству")
        ],
        "a word and facets": [(word, each, None, None) for word, each in zip(en, facets, strict=True)],
        "facets and a period": [("", each, *period) for each, period in zip(facets, periods, strict=True)],
        "a word without another": [(f"{a} -{b}", {}, None, None) for a, b in pairs],
    }


def sentences() -> list[str]:
    """Sentences whose precedents are asked for: two of the record's own with other words in between."""
    out = []
    for at, made in enumerate(statements(400, seed=2026)):
        words = made.reading.provisions[at].text.split(" ")
        out.append(" ".join(words[:6] + words[7:20]) if len(words) > 6 else words[0][:40])
    return out[:6]


def asked(record: Record, one: Asked) -> object:
    """What the record answers: identifiers in order, characters found, the total."""
    words, facets, since, until = one
    found = record.search(words, facets, since=since, until=until).found
    return [[hit.item.ref, hit.spans, hit.via] for hit in found.hits], found.total


def query_of(record: Record, one: Asked) -> Query:
    """The query that `Record.search` asks."""
    return record.search(one[0], one[1], since=one[2], until=one[3], limit=0).query


def bare(connection: Connection, expression: str) -> Callable[[], None]:
    """The engine alone: twenty numbers that match, and how many do."""
    if connection.dialect.name == "sqlite":
        some = "SELECT rowid FROM words WHERE words MATCH :e LIMIT 20"
        all = "SELECT count(*) FROM words WHERE words MATCH :e"
    else:
        some = "SELECT item FROM words WHERE words @@ CAST(:e AS tsquery) LIMIT 20"
        all = "SELECT count(*) FROM words WHERE words @@ CAST(:e AS tsquery)"

    def run() -> None:
        connection.execute(text(some), {"e": expression}).all()
        connection.execute(text(all), {"e": expression}).all()

    return run


def timed(run: Callable[[], object], clock: Clock) -> float:
    """Median milliseconds of some rounds after one that isn't counted."""
    run()
    times = []
    for _ in range(ROUNDS):
        begin = clock()
        run()
        times.append((clock() - begin) * 1000)
    return median(times)


def p95(values: Sequence[float]) -> float:
    """The 95th percentile; of six values about the greatest."""
    return quantiles(values, n=20, method="inclusive")[-1]


def measure(record: Record, clock: Clock) -> tuple[list[tuple[str, ...]], list[float], dict[str, object]]:
    """Rows of the table, every time of a search, and the answers."""
    rows: list[tuple[str, ...]] = [("search", "hits", "p50 ms", "p95 ms", "engine p50", "engine p95")]
    every: list[float] = []
    answers: dict[str, object] = {}
    for name, several in searches().items():
        times, engine, hits = [], [], []
        for one in several:
            answers[f"{name} {one}"] = found = asked(record, one)
            hits.append(found[1])
            times.append(timed(partial(asked, record, one), clock))
            query = query_of(record, one)
            with record.store.read() as session:
                expression = engine_expression(session.search, query)
                if expression:
                    engine.append(timed(bare(session.search.connection, expression), clock))
        every += times
        rows.append((name, f"{min(hits)}-{max(hits)}", *_figures(times), *(_figures(engine) if engine else ("-", "-"))))
    times = []
    for sentence in sentences():
        answers[f"precedents {sentence}"] = [[each.item.ref, each.exact] for each in record.precedents(sentence)]
        times.append(timed(partial(record.precedents, sentence), clock))
    rows.append(("precedents of a sentence", "", *_figures(times), "-", "-"))
    return rows, every, answers


def engine_expression(search: Search, query: Query) -> str | None:
    """The full-text expression of a query; None where it has no words."""
    return whole(query, search.notation) or None


def _figures(times: Sequence[float]) -> tuple[str, str]:
    return f"{median(times):.1f}", f"{p95(times):.1f}"


def size(record: Record) -> int:
    """Bytes of the database."""
    if record.store.database.is_sqlite:
        name = record.store.database.url.database or ""
        return sum(os.path.getsize(each) for each in (name, f"{name}-wal") if os.path.exists(each))
    with record.store.read() as session:
        found = session.search.connection.execute(text("SELECT pg_database_size(current_database())"))
        return int(found.scalar_one())


def one(address: str, provisions: int, minutes: float, processor: bool) -> dict[str, object]:
    """Loads where nothing is, measures, prints; returns the answers."""
    with Record.open(address, "benchmark") as record:
        kind = "SQLite" if record.store.database.is_sqlite else "PostgreSQL"
        with record.store.read() as session:
            there = session.view.count("version")
        if not there:
            number, seconds = load(record, statements(provisions), minutes, processor)
            print(f"{kind}: {number} provisions in {seconds:.1f} s, {number / seconds:.0f} a second")
        with record.store.read() as session:
            items = session.view.count("item")
            wanted = text("SELECT count(*) FROM item WHERE kind = 'provision'")
            number = session.view.connection.execute(wanted).scalar_one()
            clock = Clock(session.view.connection, processor)
        print(f"{kind}: {number} provisions, {items} items, {size(record) / number:.0f} bytes a provision", flush=True)
        rows, every, answers = measure(record, clock)
        print(table(rows))
        slowest = p95(every)
        print(
            f"all: p50 {median(every):.1f} ms, p95 {slowest:.1f} ms; {judged(slowest, AIM, at_most=True)}", flush=True
        )
        return answers


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS")
    parser.add_argument("--provisions", type=int, default=200_000)
    parser.add_argument("--minutes", type=float, default=60, help="of loading, at most")
    parser.add_argument("--processor", action="store_true", help="processor time instead of time on the wall")
    options = parser.parse_args()
    time = "processor time" if options.processor else "time on the wall"
    print(f"The record; {machine()}; {options.provisions} generated provisions; {time}, median of {ROUNDS} rounds")
    given = (options.provisions, options.minutes, options.processor)
    answers = [one(address, *given) for address in options.addresses]
    for other in answers[1:]:
        unlike = [name for name in answers[0] if answers[0][name] != other[name]]
        print(f"the same answers from both: {'yes' if not unlike else 'NO: ' + '; '.join(unlike)}")


if __name__ == "__main__":
    main()
