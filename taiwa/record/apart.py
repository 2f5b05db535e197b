"""Reading in a process of its own, for documents that strangers send: it can be ended, and takes nothing down with it.

Owns what goes over the pipe: frames of a head (JSON) and bytes. A reading comes back in the form in which the record
keeps it, so that nothing of a hostile document is ever run on the other side. `web/readers.py` starts the process.

    asked:     {"name", "language", "every", "scale", "limit"} and the document's bytes
    answered:  {"stage": "opened" | "language" | "reading", "language": code or None} as it goes on; then
               {"read": true} and the readings, or {"refused": class, "said": words, "advice": words}
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Callable
from typing import IO, Any

from taiwa import errors
from taiwa.errors import TaiwaError, TooLarge

# Bytes of address space: a reader with all its lexicons takes 0.6 GB of it, the largest document that is taken less.
MEMORY = 3 << 30
_LENGTH = struct.Struct(">Q")
Frame = tuple[dict[str, Any], list[bytes]]


def send(stream: IO[bytes], head: dict[str, Any], *parts: bytes) -> None:
    """Writes a frame."""
    written = json.dumps({**head, "parts": [len(each) for each in parts]}).encode()
    stream.write(_LENGTH.pack(len(written)) + written)
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> Frame | None:
    """The next frame; None where the stream has ended."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    head = stream.read(_LENGTH.unpack(length)[0])
    try:
        told = json.loads(head)
    except ValueError:  # cut short
        return None
    parts = [stream.read(size) for size in told["parts"]]
    return (told, parts) if [len(each) for each in parts] == told["parts"] else None


def refusal(head: dict[str, Any]) -> TaiwaError:
    """The error that a frame tells of."""
    kind = getattr(errors, str(head["refused"]), TaiwaError)
    error: TaiwaError = kind(head["said"]) if isinstance(kind, type) and issubclass(kind, TaiwaError) else TaiwaError()
    error.advice = str(head["advice"])
    return error


def serve(asked: IO[bytes], answered: IO[bytes]) -> None:
    """Reads document after document until there are no more questions."""
    while (frame := receive(asked)) is not None:
        head, (data,) = frame
        try:
            readings = _readings(head, data, lambda **told: send(answered, told))
            send(answered, {"read": True}, *readings)
        except TaiwaError as error:
            send(answered, _refused(error))
        except MemoryError:
            send(answered, _refused(TooLarge(f"{head['name']}: reading it takes more memory than there may be")))


def _refused(error: TaiwaError) -> dict[str, Any]:
    return {"refused": type(error).__name__, "said": str(error), "advice": error.advice}


def _readings(head: dict[str, Any], data: bytes, tell: Callable[..., None]) -> list[bytes]:
    from taiwa.intake import from_bytes
    from taiwa.reading import language_in, read_source, read_versions
    from taiwa.store.coding import packed

    name, language, scale = head["name"], head["language"], head["scale"]
    source = from_bytes(name, data, max_bytes=head["limit"])
    tell(stage="opened", language=None)
    tell(stage="language", language=language_in(source, language))
    if head["every"] and language is None:
        read = read_versions(source, scale=scale)
    else:
        read = (read_source(source, language=language, scale=scale),)
    tell(stage="reading", language=None)
    return [packed(each) for each in read]


def main() -> None:
    """The process: questions on standard input, answers on standard output, which nothing else can write to."""
    answered = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit()
    from taiwa.lexicon import languages, lexicon

    for language in languages():  # there already when the first document comes
        lexicon(language)
    serve(sys.stdin.buffer, answered)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; time is limited there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
