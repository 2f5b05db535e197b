"""Documents on their way: read apart, shown meanwhile, bound to who sent them, ended by limits."""

from __future__ import annotations

import io
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.resources import files
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from lxml import html
from places import HERE, token_of
from test_web_changes import STATEMENT

from taiwa.errors import BinaryDocument, CorruptDocument, TaiwaError, TooLarge, TooSlow
from taiwa.reading import read_source
from taiwa.record import apart
from taiwa.record.adding import take_bytes
from taiwa.record.apart import receive, refusal, send
from taiwa.web import readers as reading
from taiwa.web.faults import ExpiredUpload
from taiwa.web.readers import Job, Readers, readers
from taiwa.web.waiting import EACH, MOST, PATIENCE, Waiting

SAMPLE = (files("taiwa") / "samples/kitanagi-1-en.txt").read_text("utf-8")
# So long that reading it takes some seconds.
LONG = (SAMPLE * 150).encode()
ROOM = 1 << 26


@pytest.fixture
def few() -> Iterator[Readers]:
    made = Readers(1, seconds=60)
    yield made
    made.close()


def job(name: str = "a.txt") -> Job:
    return Job(name, b"", None, False, ROOM)


def until(happens: Any, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.02)


# --- reading apart ---


def test_a_document_read_apart_reads_as_here() -> None:
    document = readers().start("a.txt", SAMPLE.encode(), None, False, ROOM).result()
    assert document.readings == take_bytes("a.txt", SAMPLE.encode(), "x").readings
    assert document.origin == "upload:a.txt"


def test_what_can_not_be_read_is_refused_by_the_same_name() -> None:
    made = readers().start("a.bin", bytes(range(256)), None, False, ROOM)
    with pytest.raises(BinaryDocument, match=r"a\.bin"):
        made.result()
    assert made.error is not None
    assert made.error.advice == BinaryDocument.advice
    with pytest.raises(TooLarge):
        readers().start("a.txt", b"x" * 99, None, False, 50).result()


def test_one_that_takes_too_long_is_ended_and_the_next_is_read() -> None:
    hasty = Readers(1, seconds=1.5)
    begun = time.monotonic()
    with pytest.raises(TooSlow, match=r"more than 1\.5 seconds"):
        hasty.start("long.txt", LONG, None, False, ROOM).result()
    assert time.monotonic() - begun < 10
    hasty.seconds = 60
    assert hasty.start("a.txt", SAMPLE.encode(), None, False, ROOM).result().readings
    hasty.close()


def test_one_that_nobody_wants_is_ended(few: Readers) -> None:
    first, second = (few.start(name, LONG, None, False, ROOM) for name in ("1.txt", "2.txt"))
    third = few.start("3.txt", SAMPLE.encode(), None, False, ROOM)
    until(lambda: first.stage == "opened")
    second.cancel()
    first.cancel()
    with pytest.raises(TaiwaError):
        first.result()
    assert third.result().readings
    assert (first.stage, second.stage, third.stage) == ("opened", "received", "reading")


def test_a_process_that_breaks_takes_one_document_with_it(few: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    start = reading._started

    def kept() -> Any:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(reading, "_started", kept)
    made = few.start("long.txt", LONG, None, False, ROOM)
    until(lambda: made.stage == "opened")
    os.kill(started[0].pid, signal.SIGSEGV)
    with pytest.raises(CorruptDocument, match="broke off"):
        made.result()
    assert few.start("a.txt", SAMPLE.encode(), None, False, ROOM).result().readings
    assert len(started) == 2


def test_a_process_without_work_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    start = reading._started
    monkeypatch.setattr(reading, "_started", lambda: started.append(start()) or started[-1])
    short = Readers(1, idle=0.2)
    short.expect()
    until(lambda: started and started[0].poll() is not None)
    short.close()


def test_no_room_for_a_process_costs_one_document(few: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Any:
        raise OSError("no more processes")

    with monkeypatch.context() as patch:
        patch.setattr(reading, "_started", none)
        with pytest.raises(CorruptDocument, match="broke off"):
            few.start("1.txt", SAMPLE.encode(), None, False, ROOM).result()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "unpacked", lambda _: {}["nothing of ours"])
        with pytest.raises(CorruptDocument, match="broke off"):
            few.start("2.txt", SAMPLE.encode(), None, False, ROOM).result()
    assert few.start("3.txt", SAMPLE.encode(), None, False, ROOM).result().readings


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("taiwa.reading.read_source", hungry)
    asked, answered = io.BytesIO(), io.BytesIO()
    send(
        asked,
        {"name": "a.txt", "language": None, "every": False, "scale": "taiwa-2026", "limit": ROOM},
        SAMPLE.encode(),
    )
    asked.seek(0)
    apart.serve(asked, answered)
    answered.seek(0)
    said = [head for head, _ in iter(lambda: receive(answered), None)]
    assert [each.get("stage") for each in said] == ["opened", "language", None]
    assert said[1]["language"] == "en"
    assert isinstance(refusal(said[-1]), TooLarge)


@pytest.mark.parametrize("cut", [0, 3, 12, 40, -1])
def test_a_frame_cut_short_is_the_end(cut: int) -> None:
    out = io.BytesIO()
    send(out, {"read": True}, b"one", b"two")
    assert receive(io.BytesIO(out.getvalue())) == ({"read": True, "parts": [3, 3]}, [b"one", b"two"])
    assert receive(io.BytesIO(out.getvalue()[:cut])) is None


def test_a_refusal_is_only_ever_one_of_ours() -> None:
    for named in ("os.system", "NotAnError", "annotations", "TaiwaError"):
        assert type(refusal({"refused": named, "said": "x", "advice": ""})) is TaiwaError


def test_the_language_is_told_as_it_is_read() -> None:
    for language in ("en", "ja", "ru"):
        data = (files("taiwa") / f"samples/kitanagi-1-{language}.txt").read_bytes()
        made = readers().start("a.txt", data, None, False, ROOM)
        assert made.result().readings[0].language == made.told == language
    assert read_source  # the same function that answers here


# --- waiting ---


def test_a_document_waits_for_its_visitor_alone_and_not_for_ever() -> None:
    now = [0.0]
    waiting = Waiting(lambda: now[0])
    mine = waiting.put(job("mine"), "me")
    assert waiting.get(mine, "me").name == "mine"
    for other in ("", "you", "m", "mé"):
        with pytest.raises(ExpiredUpload):
            waiting.get(mine, other)
    assert [each.name for _, each in waiting.of("me")] == ["mine"]
    assert waiting.of("you") == ()
    now[0] = PATIENCE + 1
    with pytest.raises(ExpiredUpload):
        waiting.get(mine, "me")
    assert waiting.of("me") == ()


def test_what_waited_too_long_is_kept_no_longer_than_until_the_next_comes() -> None:
    now = [0.0]
    waiting, left = Waiting(lambda: now[0]), job("left")
    waiting.put(left, "me")
    now[0] = PATIENCE + 1
    waiting.put(job("new"), "you")
    assert left.cancelled


def test_a_visitor_s_oldest_makes_room_before_anybody_else_s() -> None:
    waiting = Waiting()
    others = waiting.put(job("theirs"), "you")
    mine = [job(str(n)) for n in range(EACH + 2)]
    for each in mine:
        waiting.put(each, "me")
    assert [each.name for _, each in waiting.of("me")] == [str(n) for n in range(2, EACH + 2)]
    assert [each.cancelled for each in mine[:3]] == [True, True, False]
    assert waiting.get(others, "you").name == "theirs"
    for n in range(MOST):
        waiting.put(job(), f"visitor {n}")
    with pytest.raises(ExpiredUpload):
        waiting.get(others, "you")


# --- pages ---


def send_files(client: TestClient, *documents: tuple[str, bytes]) -> Any:
    files = [("document", each) for each in documents]
    return client.post("/add", files=files, data={"token": token_of(client)})


def test_a_ticket_is_of_no_use_to_another(app: FastAPI, writer: TestClient) -> None:
    ticket = send_files(writer, ("a.txt", STATEMENT.encode())).headers["location"]
    stranger = TestClient(app, base_url=HERE, follow_redirects=False)
    token = token_of(stranger)
    assert stranger.get(ticket).status_code == 410
    assert stranger.get(f"{ticket}/state").status_code == 410
    assert stranger.post(ticket, data={"token": token}).status_code == 410
    assert stranger.post(f"{ticket}/cancel", data={"token": token}).status_code == 410
    assert "a.txt" not in stranger.get("/add").text
    assert "a.txt" in writer.get("/add").text
    assert writer.get("/add/nothing").status_code == 410


def test_progress_is_shown_and_can_be_ended(writer: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taiwa.web.pages.adding.AT_ONCE", 0.0)
    answer = send_files(writer, ("<b>long</b>.txt", LONG))
    ticket = answer.headers["location"]
    page = writer.get(ticket)
    tree = html.fromstring(page.text)
    assert tree.xpath("//ol[@class='stages']/li[@class='done']/@data-stage")[0] == "received"
    assert tree.xpath("//noscript/meta[@http-equiv='refresh']")
    assert "<b>long" not in page.text
    state = writer.get(f"{ticket}/state").json()
    assert (state["ended"], state["stage"]) == (False, state["stage"])
    done = writer.post(f"{ticket}/cancel", data={"token": token_of(writer)})
    assert done.headers["location"] == "/add"
    assert writer.get(ticket).status_code == 410
    assert "long" not in writer.get("/add").text


def test_several_documents_one_after_another(writer: TestClient) -> None:
    second = STATEMENT.replace("Fifth", "Sixth").replace("2031", "2032").replace("buoys", "nets")
    answer = send_files(writer, ("1.txt", STATEMENT.encode()), ("2.txt", second.encode()), ("3.bin", bytes(range(256))))
    assert answer.headers["location"] == "/add#waiting"
    page = html.fromstring(writer.get("/add").text)
    tickets = page.xpath("//ul[contains(@class, 'waits')]//a/@href")
    assert page.xpath("//ul[contains(@class, 'waits')]//a/text()") == ["1.txt", "2.txt", "3.bin"]
    for ticket in tickets:
        until(lambda ticket=ticket: writer.get(f"{ticket}/state").json()["ended"])
    assert writer.get(tickets[2]).status_code == 415
    kept = writer.post(tickets[0], data={"token": token_of(writer)})
    there = kept.headers["location"]
    # Who goes back and keeps it again is told where it is.
    for again in (writer.get(tickets[0]), writer.post(tickets[0], data={"token": token_of(writer)})):
        assert again.headers["location"] == f"{there.partition('#')[0]}&again=1"
        assert "kept already" in writer.get(again.headers["location"]).text
    assert there.startswith("/add?kept=kitanagi")
    listed = html.fromstring(writer.get(there).text)
    (room,) = listed.xpath("//p[@class='kept']/a/@href")
    assert writer.get(room).status_code == 200
    assert listed.xpath("//ul[contains(@class, 'waits')]//a/text()") == ["2.txt"]
    # The last one leads to its text.
    assert writer.post(tickets[1], data={"token": token_of(writer)}).headers["location"].startswith("/read/")
    assert 'class="kept"' not in writer.get("/add?kept=nothing/there").text


def test_many_visitors_upload_at_once(app: FastAPI) -> None:
    led: list[str] = []

    def visit(n: int) -> None:
        client = TestClient(app, base_url=HERE, follow_redirects=False)
        text = STATEMENT.replace("buoys", f"buoys {n}").encode()
        ticket = send_files(client, (f"{n}.txt", text)).headers["location"]
        until(lambda: client.get(f"{ticket}/state").json()["ended"])
        led.append(client.post(ticket, data={"token": token_of(client)}).headers["location"])

    visits = [threading.Thread(target=visit, args=(n,)) for n in range(6)]
    for each in visits:
        each.start()
    for each in visits:
        each.join(60)
    assert len(set(led)) == 6


def test_documents_that_take_long_hold_up_nobody(writer: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """More documents wait to be read than there are threads that answer; a page comes all the same."""
    from taiwa.web import arriving

    slow = [Job(f"{n}.txt", b"x", None, False, 100) for n in range(20)]
    waiting = iter(slow)
    monkeypatch.setattr(arriving, "begun", lambda *_, **__: next(waiting))
    with ThreadPoolExecutor(len(slow)) as programs, writer:
        sent = [programs.submit(writer.post, "/api/v1/readings", files={"document": ("a.txt", b"x")}) for _ in slow]
        try:
            assert programs_wait(sent)
            assert writer.get("/search?q=trade").status_code == 200
            assert not any(each.done() for each in sent)
        finally:
            for each in slow:
                each.close(None, CorruptDocument("it was all in vain"))
        assert {each.result(30).status_code for each in sent} == {422}


def programs_wait(sent: list[Future[Response]]) -> bool:
    """Whether all have been sent: given a moment, none was answered."""
    time.sleep(0.5)
    return not any(each.done() for each in sent)
