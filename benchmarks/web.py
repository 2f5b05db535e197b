"""Pages under many readers: `python -m benchmarks.web [--postgresql] [--provisions N] [--requests N]`.

A record of generated statements (`benchmarks/generating.py`, 60 to 120 provisions each) is served as `taiwa serve`
does, in a process of its own; so is a bare page "hello" of the same stack (FastAPI, uvicorn, a Jinja template). This
process is 32 readers, each of whom waits for an answer before asking again. Hello is asked before and after each kind
of page, and the ratio is to those two. `--record FILE` keeps the record there, or takes it from there.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.generating import FIELDS, FORUMS, ranked, statements
from benchmarks.measuring import ROOT, judged, machine, table
from benchmarks.record import load
from benchmarks.visiting import Times, crowd, twice
from taiwa.record import Record
from taiwa.view.labels import labels_in

LEAST, MOST = 60, 120
HEAD = ("page", "alone ms", "asked", "failed", "p50 ms", "p95 ms", "a second", "CPU ms", "p50 / hello", "p95 / hello")
AIM, WEIGHT = 10.0, 200_000
HELLO = "<!DOCTYPE html>\n<title>{{ word }}</title>\n<p>{{ word }}</p>\n"


# --- the servers -----------------------------------------------------------------------------------------------------


def serve_hello() -> None:
    """Serves the page "hello" as the application is served, until it is told to end."""
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse
    from jinja2 import Environment

    from taiwa.web.serving import listen, server_of

    app, template = FastAPI(), Environment(autoescape=True).from_string(HELLO)

    def hello() -> HTMLResponse:
        return HTMLResponse(template.render(word="hello"))

    app.add_api_route("/search", hello, response_class=HTMLResponse)
    listening = listen("127.0.0.1", 0)
    print(listening.getsockname()[1], flush=True)
    server_of(app).run(sockets=[listening])


def serve_record(where: str) -> None:
    """Serves the application over the record at `where`, until it is told to end."""
    from taiwa.web.serving import Reach, serve

    reach = Reach(port=0)
    serve(reach, where, "benchmark", ready=lambda address: print(address.split(":")[2].strip("/"), flush=True))


@contextmanager
def running(*given: str) -> Iterator[tuple[int, int]]:
    """A server in a process of its own; its port, and the process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.web", *given], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline()), process.pid
    finally:
        process.terminate()
        process.wait(20)


def processor(process: int) -> float:
    """Seconds that a process has had a processor for, or nothing where the system doesn't tell (Linux does)."""
    try:
        after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a database of a server that is taken away again."""
    sys.path.insert(0, str(ROOT / "tests"))
    from postgresql import Server  # type: ignore[import-not-found]

    server = Server()
    try:
        yield server.database()
    finally:
        server.remove()


# --- what is asked ---------------------------------------------------------------------------------------------------


def pages(versions: Sequence[str], number: int) -> dict[str, list[str]]:
    """So many addresses of each kind of page, in an order that is always the same. `once` are never asked again, so
    that none can have been made before; `again` are a hundred that many ask for."""
    chance = random.Random("pages")
    words = [ranked(language, range(10, 10 + number)) for language in ("en", "ja", "ru")]
    word = list(dict.fromkeys(each for several in zip(*words, strict=True) for each in several))
    rooms = [f"/read/{version}" for version in chance.sample(versions, len(versions))]
    acts, follow = ("undertake", "welcome", "agree", "stress"), ("commitment", "intention")
    # Fields that the lexicon has too; others are refused.
    fields = [each for each in FIELDS if each in labels_in("en").tables["field"]]
    faceted = [
        _ask(q=each, act=chance.choice(acts), field=chance.choice(fields), followup=chance.choice(follow))
        for each in word
    ]
    typed = list(dict.fromkeys(_ask(part=1, q=each[:length]) for each in word for length in range(2, len(each) + 1)))
    chance.shuffle(typed)
    return {
        "start": ["/"] * number,
        "forum": _many([f"/forum/forum-{n}" for n in range(FORUMS)], number),
        "reading room, once": rooms[:number],
        "reading room, again": _many(rooms[-100:], number),
        "search, a word, once": [_ask(q=each) for each in word][:number],
        "search, a word, again": _many([_ask(q=each) for each in word[:100]], number),
        "search, two words, once": [_ask(q=f"{a} {b}") for a, b in zip(words[0], words[0][7:], strict=False)],
        "search, a word and facets, once": faceted[:number],
        "search, as you type, once": typed[:number],
    }


def _ask(**asked: object) -> str:
    return f"/search?{urlencode(asked)}"


def _many(addresses: Sequence[str], number: int) -> list[str]:
    return list(islice(cycle(addresses), number))


# --- measuring -------------------------------------------------------------------------------------------------------


def measure(where: str, hello: int, options: argparse.Namespace) -> None:
    """Measures the application over one record, and prints."""
    with Record.open(where, "benchmark") as record, record.read() as asking:
        versions = [version.id for version in asking.view.versions()]
    rows: list[tuple[str, ...]] = [HEAD]
    weights: list[tuple[str, ...]] = [("page", "HTML", "of which unpacked", "with style and scripts", "again")]
    worst: dict[str, float] = {}
    with running("--serve", where) as (port, process):
        for kind, addresses in pages(versions, options.requests).items():
            if options.only and options.only not in kind:
                continue
            alone = crowd(port, addresses[-1:], 1).each[0] * 1000
            before, used = bare(hello, options), processor(process)
            times = crowd(port, addresses[:-1], options.readers, options.seconds)
            used = processor(process) - used
            beside = Times(before.each + bare(hello, options).each)
            worst[kind] = times.p95 / beside.p95
            figures = (
                f"{alone:.1f}", str(len(times.each)), str(times.failed), f"{times.p50:.1f}", f"{times.p95:.1f}",
                f"{times.rate:.0f}", f"{used * 1000 / len(times.each):.1f}",
                f"{times.p50 / beside.p50:.1f}", f"{worst[kind]:.1f}",
            )  # fmt: skip
            rows.append((kind, *figures))
            print(f"  {kind}: {' '.join(figures)}; hello {_of(beside)}", file=sys.stderr, flush=True)
            weights.append((kind, *weigh(port, addresses[0])))
    print(table(rows))
    for kind, ratio in worst.items():
        if kind.startswith(("reading", "search")):
            print(f"{kind}: {judged(ratio, AIM, at_most=True)}")
    print(table(weights))


def bare(port: int, options: argparse.Namespace) -> Times:
    """Hello, half as often as a page."""
    return crowd(port, ["/search"] * (options.requests // 2), options.readers, options.seconds)


def _of(times: Times) -> str:
    return f"{times.p50:.1f} {times.p95:.1f}"


def weigh(port: int, address: str) -> tuple[str, ...]:
    """Bytes of a page over the wire, before packing, with its style and scripts; what a second visit is answered."""
    page, again = twice(port, address)
    text = page.text
    assets = dict.fromkeys(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
    whole = len(page.body) + sum(len(twice(port, each)[0].body) for each in assets)
    return f"{len(page.body):,}", f"{len(text.encode()):,}", f"{whole:,}", f"{again.status}, {len(again.body)} bytes"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--provisions", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=2000, help="of each kind of page, at most")
    parser.add_argument("--readers", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60, help="for each kind of page, at most")
    parser.add_argument("--record", metavar="FILE", help="keep the record here, or take it from here")
    parser.add_argument("--only", help="kinds of page with this in their name")
    parser.add_argument("--postgresql", action="store_true", help="a PostgreSQL server of its own instead of SQLite")
    parser.add_argument("--serve", metavar="ADDRESS", help=argparse.SUPPRESS)
    parser.add_argument("--hello", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hello:
        serve_hello()
    elif options.serve:
        serve_record(options.serve)
    else:
        with tempfile.TemporaryDirectory(prefix="taiwa-bench-") as folder, running("--hello") as (hello, _):
            where = options.record or str(Path(folder) / "record.sqlite3")
            if options.postgresql:
                with postgresql() as database:
                    _one(database, hello, options)
            else:
                _one(where, hello, options)


def _one(where: str, hello: int, options: argparse.Namespace) -> None:
    with Record.open(where, "benchmark") as record:
        with record.read() as asking:
            there = asking.view.count("version")
        if not there:
            load(record, statements(options.provisions, least=LEAST, most=MOST), 60, False)
        with record.read() as asking:
            texts, kind = asking.view.count("version"), "SQLite" if record.store.database.is_sqlite else "PostgreSQL"
    print(
        f"{kind}; {machine()}; {options.provisions} provisions in {texts} texts; {options.readers} readers", flush=True
    )
    measure(where, hello, options)


if __name__ == "__main__":
    main()
