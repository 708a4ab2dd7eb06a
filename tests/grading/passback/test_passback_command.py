"""`softskills passback` and `softskills passback-key`, as an instructor types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey
from typer.testing import CliRunner, Result

from softskills.cli import app
from softskills.grading.keeping.one_learner import delete
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.passback_rows import read_sent
from support.passback_class import ASSIGNMENT, Class


def run(graded: Class, *options: str, code: int = 0, command: str = "passback") -> Result:
    arguments = [command, *([ASSIGNMENT] if command == "passback" else []), *options]
    ran = CliRunner().invoke(app, [*arguments, "--course", str(graded.root)])
    assert ran.exit_code == code, ran.output
    return ran


def test_a_dry_run_shows_each_change_and_asks_nobody(graded: Class) -> None:
    graded.name("benny", None)
    out = run(graded).stdout
    assert "ada: nothing -> 8 of 10\n" in out and "cleo: nothing -> 0 of 10\n" in out
    assert "left out: benny\n" in out and "Nothing of theirs was graded: dora\n" in out
    assert "2 to send, 0 there already, 0 held back, 1 without an id.\nNothing was sent." in out
    assert graded.platform.asked == []

    table = graded.root / "ids.csv"
    table.write_text("id;lms_user_id\nbenny;b+1\n", "utf-8")
    out = run(graded, "--apply", "--ids", str(table)).stdout
    assert "benny: nothing -> 5.5 of 10\n" in out and "Done. 3 scores sent." in out
    assert graded.platform.stands() == {"user+ada": 8, "b+1": 5.5, "user+cleo": 0}
    graded.mark("ada", manual_score=9)
    assert "ada: 8 of 10 -> 9 of 10\n" in run(graded, "--ids", str(table)).stdout


def test_who_was_refused_is_named_and_the_exit_status_says_so(graded: Class) -> None:
    graded.platform.unknown_users.add("user+benny")
    ran = run(graded, "--apply", code=1)
    assert "benny: the platform refused the score" in ran.stderr and "Done. 2 scores sent." in ran.stdout


def test_what_ended_early_says_how_to_go_on(graded: Class) -> None:
    graded.platform.planned["/scores"] = [(204, {}), (429, {"Retry-After": "3600"})]
    ran = run(graded, "--apply", code=2)
    assert "1 score sent and noted, 2 not." in ran.stderr


def test_a_key_that_others_can_read_is_refused_before_anybody_is_asked(graded: Class) -> None:
    (graded.root / "lti-key.pem").chmod(0o640)
    assert "chmod 600" in run(graded, "--apply", code=2).stderr
    assert graded.platform.asked == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"token_endpoint": "http://lms.example/token"}, "must be an https address"),
        ({"lineitem": "https://lms.example/1"}, "lineitem"),
        ({"key_file": "nowhere.pem"}, "softskills passback-key"),
        ({"key_file": "nbgrader_config.py"}, "no RSA key"),
    ],
)
def test_settings_that_are_wrong_are_said(graded: Class, change: dict[str, str], why: str) -> None:
    (graded.root / "nbgrader_config.py").chmod(0o600)
    graded.settle(**change)
    assert why in run(graded, "--apply", code=2).stderr


def test_without_settings_it_says_what_is_missing(graded: Class) -> None:
    (graded.root / "lti.yml").unlink()
    assert "lti.yml is missing" in run(graded, code=2).stderr


def test_a_key_is_made_once_for_us_alone_and_its_public_half_is_shown(graded: Class) -> None:
    graded.settle(key_file="new.pem", key_id="k1")
    first = run(graded, command="passback-key").stdout
    assert (graded.root / "new.pem").stat().st_mode & 0o777 == 0o600
    assert run(graded, command="passback-key").stdout == first
    pem, _, jwk = first.strip().rpartition("\n")
    shown = json.loads(jwk)
    assert (shown["kid"], shown["alg"], shown["use"]) == ("k1", "RS256", "sig")
    private = RSAKey.import_key((graded.root / "new.pem").read_bytes())
    assert RSAKey.import_key(pem).as_dict(private=False)["n"] == private.as_dict(private=False)["n"] == shown["n"]
    assert not {"d", "p", "q", "dp", "dq", "qi"} & set(shown) and "PRIVATE" not in pem


def test_what_was_sent_goes_with_a_learner_who_is_deleted(graded: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    graded.send()
    monkeypatch.setenv("NBGRADER_EXCHANGE", str(graded.root.parent / "exchange"))
    course = CourseAssignment(graded.root, ASSIGNMENT)
    where = graded.platform.settings()["lineitems"]
    assert "ada" in read_sent(course, where)
    delete(course, "ada")
    assert set(read_sent(course, where)) == {"benny", "cleo"}
    assert Path(graded.root / "gradebook.db").is_file()
