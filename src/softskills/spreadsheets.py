"""What a spreadsheet must not take for a formula."""

from __future__ import annotations

from typing import Any

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes a cell for a formula by, or steps over to get there."""

_STEPPED_OVER = " \u00a0\ufeff"


def defused(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe before it makes it text. Numbers are left alone.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    if isinstance(value, str) and value.lstrip(_STEPPED_OVER).startswith(BEGINS_FORMULA):
        return f"'{value}"
    return value
