"""Takes statements of xAPI to a record store that somebody named. Nothing is sent anywhere else, or unasked."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import urlsplit

from softskills.packages.xapi import Statement

AT_ONCE = 50
"""Statements of one request."""
SECONDS = 30


class NotSent(ValueError):
    """Statements that a store did not take. The message says how many it has, and why not the others."""


def send(statements: Sequence[Statement], endpoint: str, login: str) -> None:
    """Send statements to the record store at `endpoint`; `login` is "name:password". Sent once more, they change
    nothing. Raises NotSent.
    """
    address = urlsplit(endpoint)
    if address.scheme != "https" and address.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise NotSent(f"{endpoint} is no https address, and answers and password would go there for all to read")
    for begin in range(0, len(statements), AT_ONCE):
        request = urllib.request.Request(  # noqa: S310 - https, or this machine
            f"{endpoint.rstrip('/')}/statements",
            json.dumps(statements[begin : begin + AT_ONCE], ensure_ascii=False).encode(),
            {
                "Content-Type": "application/json",
                "X-Experience-API-Version": "1.0.3",
                "Authorization": f"Basic {b64encode(login.encode()).decode()}",
            },
            method="POST",
        )
        try:
            with _OPENER.open(request, timeout=SECONDS):
                pass
        except urllib.error.HTTPError as error:
            said = error.read(500).decode("utf-8", "replace").strip()
            raise NotSent(f"{begin} of {len(statements)} are there; then it said {error.code}: {said}") from error
        except OSError as error:
            raise NotSent(f"{begin} of {len(statements)} are there; then it didn't answer: {error}") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A store that leads elsewhere is not the one that was named."""

    def redirect_request(self, *args: object, **more: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)
