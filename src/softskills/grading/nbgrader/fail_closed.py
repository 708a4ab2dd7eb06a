"""A guard that breaks must stop what it guards.

nbgrader notes an Exception that is raised in a hook in its log, and goes on as if the hook had let everything pass.
Only what is no Exception stops it: on the command line, and by formgrader's buttons, which show the message.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def fails_closed(outcome: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Turn whatever goes wrong in a function into SystemExit, with a message that begins with `outcome`: what was not
    done, in a sentence.
    """

    def guard(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def guarded(*arguments: P.args, **options: P.kwargs) -> R:
            try:
                return function(*arguments, **options)
            except KeyboardInterrupt:
                raise  # nbgrader tidies up, and stops
            except SystemExit as error:
                if isinstance(error.code, str) and error.code:
                    raise  # it says why
                raise SystemExit(_message(outcome, function.__qualname__, error)) from error
            except BaseException as error:
                raise SystemExit(_message(outcome, function.__qualname__, error)) from error

        return guarded

    return guard


def _message(outcome: str, name: str, error: BaseException) -> str:
    return (
        f"{outcome}\nThe check {name} broke ({type(error).__name__}: {error}), so nothing vouches for what it guards.\n"
        "Mend what is named here if it is a file or a setting of yours, and run the command again. Otherwise this is a "
        "fault in softskills: please report it with this message."
    )
