"""Work in processes: what is lost when one of them dies, and what is not."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from softskills.grading.class_run.pool import METHOD, NoWorkers, Pool, WorkerCrashed, batched

BAD = 13
DEADLINE = 30  # seconds


def nothing() -> None:
    """Start a process that needs nothing."""


def square(number: int) -> int:
    return number * number


def square_or_die(number: int) -> int:
    if number == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die_the_first_time(asked: tuple[str, int]) -> int:
    folder, number = asked
    if number == BAD:
        try:
            Path(folder, "died").mkdir()
        except FileExistsError:
            return number
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail(number: int) -> int:
    raise LookupError(f"no {number}")


def environment(name: str) -> str | None:
    return os.environ.get(name)


def results(pool: Pool, work: object, items: list[object], size: int = 4) -> dict[object, object]:
    found = [pair for batch in pool.map(work, items, size) for pair in batch]  # type: ignore[arg-type]
    assert len(found) == len(items), "every item has one result"
    return dict(found)


@pytest.mark.parametrize("jobs", [1, 2])
def test_everything_is_done_once(jobs: int) -> None:
    with Pool(jobs, nothing) as pool:
        assert results(pool, square, list(range(50))) == {number: number * number for number in range(50)}
        assert results(pool, square, []) == {}


def test_only_what_kills_its_process_is_lost() -> None:
    with Pool(2, nothing) as pool:
        found = results(pool, square_or_die, list(range(40)))
        lost = found.pop(BAD)
        assert isinstance(lost, WorkerCrashed)
        assert found == {number: number * number for number in range(40) if number != BAD}
        assert results(pool, square, [5]) == {5: 25}, "the pool works on"


def test_what_was_killed_from_outside_is_done_again(tmp_path: Path) -> None:
    items = [(str(tmp_path), number) for number in range(40)]
    with Pool(2, nothing) as pool:
        assert results(pool, die_the_first_time, list(items)) == {item: item[1] for item in items}


def end_at_once() -> None:
    os._exit(1)


def test_when_no_process_lives_long_enough_to_work_that_is_said_and_nothing_is_lost() -> None:
    with Pool(2, end_at_once) as pool, pytest.raises(NoWorkers, match="lack of memory"):
        results(pool, square, list(range(40)))


def test_errors_of_the_work_are_raised() -> None:
    with Pool(1, nothing) as pool, pytest.raises(LookupError, match="no 1"):
        list(pool.map(fail, [1], 1))


def test_few_batches_are_held_at_a_time() -> None:
    taken = 0

    def counted() -> Iterator[int]:
        nonlocal taken
        for number in range(1_000):
            taken += 1
            yield number

    with Pool(2, nothing) as pool:
        given = 0
        for batch in pool.map(square, counted(), 5):
            given += len(batch)
            assert taken - given <= 4 * 5, "what is waiting does not grow with the class"
    assert given == 1_000


def test_processes_see_the_environment_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("one", "two"):
        monkeypatch.setenv("OF_THIS_TEST", value)
        with Pool(1, nothing) as pool:
            assert results(pool, environment, ["OF_THIS_TEST"]) == {"OF_THIS_TEST": value}


def sleep(folder: str) -> None:
    Path(folder, str(os.getpid())).touch()
    time.sleep(10 * DEADLINE)


def run_a_pool(folder: str) -> None:
    with Pool(2, nothing) as pool:
        list(pool.map(sleep, [folder, folder], 1))


def test_processes_end_when_the_one_that_started_them_is_killed(tmp_path: Path) -> None:
    context: Any = multiprocessing.get_context(METHOD)
    boss = context.Process(target=run_a_pool, args=(str(tmp_path),))
    boss.start()
    wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
    workers = [psutil.Process(int(file.name)) for file in tmp_path.iterdir()]

    boss.kill()
    boss.join()

    _, alive = psutil.wait_procs(workers, DEADLINE)
    for process in alive:
        process.kill()
    assert not alive


def wait_until(done: object) -> None:
    deadline = time.monotonic() + DEADLINE
    while not done():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_batches() -> None:
    assert list(batched(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(batched([], 3)) == []
