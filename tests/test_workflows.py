"""What runs on GitHub: it may no more than it must, and it calls what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from support.places import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
READ = {"contents": "read"}
PUBLISH = {"pages": "write", "id-token": "write"}


def workflow(name: str) -> dict[Any, Any]:
    """A workflow as YAML has it, where the key "on" is true."""
    return dict(yaml.safe_load((FOLDER / name).read_text("utf-8")))


def jobs(name: str) -> dict[str, dict[str, Any]]:
    return dict(workflow(name)["jobs"])


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in jobs(name).values():
        yield from job.get("steps", [])


@pytest.mark.parametrize("name", [file.name for file in FILES])
def test_a_workflow_may_only_read_has_an_end_and_runs_what_is_there(name: str) -> None:
    assert workflow(name)["permissions"] == READ
    assert "pull_request_target" not in workflow(name)[True]
    assert "secrets." not in (FOLDER / name).read_text("utf-8")
    for job in jobs(name).values():
        assert job.get("permissions", READ) in (READ, PUBLISH)
        if "uses" in job:
            assert (ROOT / job["uses"]).is_file()
        else:
            assert job["timeout-minutes"] <= 60
    for step in steps(name):
        assert re.fullmatch(r"actions/[a-z-]+@(?:v\d+|[0-9a-f]{40})", step.get("uses", "actions/none@v1")), step
        command = step.get("run", "")
        assert set(re.findall(r"^make ([a-z-]+)", command, re.MULTILINE)) <= TARGETS
        assert "${{ github.event" not in command, "an expression in a command can be a command of somebody else's"
        if command.startswith(".ci/"):
            assert (ROOT / command.split()[0]).is_file()


def test_only_what_was_tested_on_main_is_published_and_it_is_what_make_book_made() -> None:
    publishing = [
        (file.name, job) for file in FILES for job, is_in in jobs(file.name).items() if "permissions" in is_in
    ]
    assert publishing == [("pages.yml", "deploy")]
    deploy = jobs("pages.yml")["deploy"]
    assert set(deploy["needs"]) == {"book", "test"}
    assert "refs/heads/main" in deploy["if"] and "!= 'pull_request'" in deploy["if"]
    assert jobs("pages.yml")["test"]["uses"] == "./.github/workflows/test.yml"
    book = jobs("pages.yml")["book"]["steps"]
    assert next(step["run"] for step in book if "run" in step) == "make book"
    uploaded = {step["with"]["path"] for step in book if step.get("uses", "").startswith("actions/upload")}
    assert uploaded == {"_build/html"}


def test_every_check_runs_for_a_pull_request_and_before_publishing() -> None:
    assert set(workflow("test.yml")[True]) == {"pull_request", "workflow_call"}
    (job,) = jobs("test.yml").values()
    assert set(job["strategy"]["matrix"]["what"]) == {"test", "trials"} <= TARGETS
    assert "set -- test trials" in (ROOT / ".ci" / "run").read_text("utf-8")
