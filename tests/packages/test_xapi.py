"""A log as statements of xAPI: what they say, and that they go only where somebody says."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from typer.testing import CliRunner

from softskills.answers import Record
from softskills.cli import app
from softskills.items import Practice, load_bank
from softskills.packages.record_store import NotSent, send
from softskills.packages.xapi import statements_of
from softskills.scoring import credit
from support.places import LISTENING_COURSE

BANK = load_bank(LISTENING_COURSE / "data")
HOME = "https://example.org/course"
TIME = "2026-01-31T09:30:00.123Z"


def stated(item: str, answer: Any, learner: str = "ada") -> dict[str, Any]:
    (found,) = statements_of([Record(TIME, item, answer)], BANK, learner, f"{HOME}/")
    return found


def test_a_statement_says_who_answered_what_when_and_how_well() -> None:
    item = BANK.items["novak-list-one"]
    assert isinstance(item, Practice)
    found = stated("novak-list-one", {"choice": "b", "sure": "fairly"})
    assert found["actor"]["account"] == {"homePage": HOME, "name": "ada"}
    assert found["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert found["timestamp"] == TIME
    thing = found["object"]
    assert thing["id"] == f"{HOME}/items/novak-list-one"
    assert thing["definition"]["interactionType"] == "choice"
    assert [one["id"] for one in thing["definition"]["choices"]] == ["a", "b", "c", "d"]
    assert thing["definition"]["description"]["en-GB"].startswith("You take repair calls")
    assert found["result"]["response"] == "b"
    assert found["result"]["extensions"] == {f"{HOME}/xapi/answer": {"choice": "b", "sure": "fairly"}}
    assert found["result"]["score"]["scaled"] == pytest.approx(credit(item, {"choice": "b"}, item.key), abs=1e-4)


@pytest.mark.parametrize(
    ("item", "answer", "kind", "response", "is_scored"),
    [
        ("listening-06", {"order": ["d", "a", "b", "c"]}, "sequencing", "d[,]a[,]b[,]c", True),
        ("listening-01", {"best": "a", "worst": "b"}, "other", '{"best": "a", "worst": "b"}', True),
        ("listening-01", {"best": "a"}, "other", '{"best": "a"}', False),
        ("novak-list-one", {"choice": "z"}, "choice", '{"choice": "z"}', False),
        ("listening-reflection", {"text": "Größe <b>"}, "long-fill-in", "Größe <b>", False),
        ("listening-intention", {"if": "a", "then": "b"}, "other", '{"if": "a", "then": "b"}', False),
        ("rating/of old/today", None, "other", "null", False),
    ],
)
def test_each_kind_of_answer(item: str, answer: Any, kind: str, response: str, is_scored: bool) -> None:
    found = stated(item, answer)
    assert found["object"]["definition"]["interactionType"] == kind
    assert found["result"]["response"] == response
    assert ("score" in found["result"]) is is_scored
    assert " " not in found["object"]["id"]


def test_the_same_answer_has_the_same_id_and_another_learner_another() -> None:
    ids = [stated("novak-list-one", {"choice": "b"}, learner)["id"] for learner in ("ada", "ada", "ben")]
    assert ids[0] == ids[1] != ids[2]
    assert UUID(ids[0]).version == 5
    assert statements_of([Record(TIME, "reader", {"seed": "s"})], BANK, "ada", HOME) == []


@pytest.fixture
def store() -> Iterator[tuple[str, list[tuple[str | None, Any]]]]:
    """The address of a record store, and what it got. It takes no statement of Ben's, and leads away from /moved."""
    got: list[tuple[str | None, Any]] = []

    class Store(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            code = 302 if self.path.startswith("/moved") else 200
            if told[0]["actor"]["account"]["name"] == "ben":
                code = 403
            if code == 200:
                assert self.headers["X-Experience-API-Version"] == "1.0.3"
                got.append((self.headers["Authorization"], told))
            self.send_response(code)
            self.send_header("Location", "/statements")
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()
    server.server_close()


def test_statements_go_to_a_store_that_is_named(store: tuple[str, list[Any]], tmp_path: Path) -> None:
    address, got = store
    log = [Record(f"2026-01-31T09:30:{second:02}.000Z", "novak-list-one", {"choice": "b"}) for second in range(60)]
    (tmp_path / "answers.jsonl").write_text("".join(f"{one.line()}\n" for one in log), "utf-8")

    def run(*words: str) -> int:
        told = ["export", "xapi", str(tmp_path / "answers.jsonl"), "-o", str(tmp_path / "out.json")]
        more = ["--home", HOME, "--course", str(LISTENING_COURSE), *words]
        return CliRunner().invoke(app, [*told, *more], env={"SOFTSKILLS_XAPI_LOGIN": "us:secret"}).exit_code

    assert run("--learner", "ada") == 0
    assert got == []
    assert run("--learner", "ada", "--to", address) == 0
    assert [len(told) for _, told in got] == [50, 10]
    assert got[0][0] == f"Basic {b64encode(b'us:secret').decode()}"
    assert [one for _, told in got for one in told] == json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert run("--learner", "ben", "--to", address) == 2
    assert run("--learner", "ada", "--to", f"{address}/moved") == 2
    assert len(got) == 2


def test_nothing_goes_where_all_can_read_it() -> None:
    with pytest.raises(NotSent, match="https"):
        send([stated("novak-list-one", {"choice": "b"})], "http://example.org", "us:secret")
