"""Work in processes, of which one may die and take nothing but the piece of work that killed it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from typing import Any, TypeVar

# Forked from a process that has loaded what is needed and has no threads; where there is no fork, started anew.
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"

T = TypeVar("T")
R = TypeVar("R")


class WorkerCrashed:
    """Stands for the result of a piece of work during which its process died."""


class NoWorkers(RuntimeError):
    """Processes end as soon as they are started, so that no work can be done at all."""


class Pool:
    """A number of processes. `start` with its arguments is called once in each; all of it must be importable.

    The processes end with the block, and also when this process is killed.
    """

    def __init__(self, jobs: int, start: Callable[..., None], *arguments: Any) -> None:
        self._context = multiprocessing.get_context(METHOD)
        self._jobs = jobs
        self._initial = (dict(os.environ), start, *arguments)
        self._executor = self._new_executor()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    def map(self, work: Callable[[T], R], items: Iterable[T], size: int) -> Iterator[list[tuple[T, R | WorkerCrashed]]]:
        """Do the work for all items, `size` at a time, and give the results batch by batch as they are ready.

        Only a few batches are held at any time. When a process dies, every item that it may have had is done again,
        one after the other; an item during which it dies again is WorkerCrashed. Other errors of `work` are raised.

        Raises NoWorkers.
        """
        batches = batched(items, size)
        flying: dict[Future[list[R]], list[T]] = {}
        suspects: deque[list[T]] = deque()
        while True:
            for batch in _take(batches, 2 * self._jobs - len(flying)):
                try:
                    flying[self._executor.submit(_each, work, batch)] = batch
                except BrokenProcessPool:
                    suspects.append(batch)
            if not flying and not suspects:
                return
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            if suspects or any(map(_broke, done)):
                done, _ = wait(flying)  # when one process has died, all that is flying ends
            for future in done:
                batch = flying.pop(future)
                if _broke(future):
                    suspects.append(batch)
                else:
                    yield list(zip(batch, future.result(), strict=True))
            if suspects:
                self._renew()
            while suspects:
                yield [(item, self._alone(work, item)) for item in suspects.popleft()]

    def _alone(self, work: Callable[[T], R], item: T) -> R | WorkerCrashed:
        try:
            return self._executor.submit(work, item).result()
        except BrokenProcessPool:
            self._renew()
            self._require_worker()
            return WorkerCrashed()

    def _require_worker(self) -> None:
        try:
            self._executor.submit(_nothing).result()
        except BrokenProcessPool as error:
            raise NoWorkers(
                "The processes that should do the work end as soon as they begin, perhaps for lack of memory."
            ) from error

    def _renew(self) -> None:
        self._executor.shutdown()
        self._executor = self._new_executor()

    def _new_executor(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, self._context, _start, self._initial)


def prepare(module: str) -> None:
    """Begin to load in the background what the processes of a pool will need. Not needed, but saves the wait for it."""
    if METHOD == "forkserver":
        multiprocessing.get_context(METHOD).set_forkserver_preload([module])
        forkserver.ensure_running()


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`; the last may be shorter."""
    rest = iter(items)
    while batch := list(_take(rest, size)):
        yield batch


def _take(items: Iterator[T], count: int) -> Iterator[T]:
    for _, item in zip(range(count), items, strict=False):
        yield item


def _broke(future: Future[Any]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _start(environment: dict[str, str], start: Callable[..., None], *arguments: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all at once; the one that started them ends them
    os.environ.clear()
    os.environ.update(environment)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(*arguments)


def _end_with_parent() -> None:
    """Otherwise a process would wait for ever for work from one that was killed."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    pass


def _each(work: Callable[[T], R], batch: Sequence[T]) -> list[R]:
    return [work(item) for item in batch]
