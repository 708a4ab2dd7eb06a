"""A pretend learning platform on this machine: it gives tokens for signed words, and takes line items and scores.

As Moodle does, it has a query in the addresses of its line items, and refuses a score that is no newer than the one it
has (409).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

CLIENT = "tool-7"
DEPLOYMENT = "https://purl.imsglobal.org/spec/lti/claim/deployment_id"
Answer = tuple[int, dict[str, str]]


class LtiPlatform:
    """What it holds and what it was asked. `planned` are answers that it gives first, by what
    method and path end with; a status of 0 takes the request and then hangs up.
    """

    def __init__(self, address: str, public_key: RSAKey) -> None:
        self.address = address
        self.public_key = public_key
        self.asked: list[tuple[str, str]] = []
        self.assertions: list[dict[str, Any]] = []
        self.used: set[str] = set()
        self.tokens: set[str] = set()
        self.line_items: list[dict[str, Any]] = []
        self.scores: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.unknown_users: set[str] = set()
        self.planned: dict[str, list[Answer]] = {}
        self.page_size = 2
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.leaves_questions_aside = False

    def settings(self, **more: Any) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "client_id": CLIENT,
            "token_endpoint": f"{self.address}/token",
            "lineitems": f"{self.address}/course/lineitems?type_id=1",
            "key_file": "lti-key.pem",
            **more,
        }

    def posted(self) -> int:
        """How often a score came in, whatever became of it."""
        return sum(method == "POST" and path.endswith("/scores") for method, path in self.asked)

    def stands(self, line_item: int = 0) -> dict[str, float]:
        """By user the points that stand in a column."""
        ident = self.line_items[line_item]["id"]
        return {user: scores[-1]["scoreGiven"] for (item, user), scores in self.scores.items() if item == ident}

    def add_line_item(self, body: dict[str, Any]) -> dict[str, Any]:
        item = body | {"id": f"{self.address}/course/lineitems/{len(self.line_items) + 1}/lineitem?type_id=1"}
        self.line_items.append(item)
        return item

    def give_token(self, form: dict[str, list[str]]) -> tuple[int, Any]:
        try:
            found = jwt.decode(form["client_assertion"][0], self.public_key, ["RS256"])
        except JoseError as error:
            return 400, {"error": "invalid_client", "error_description": str(error)}
        claims, now = found.claims, self.now().timestamp()
        ours = claims["iss"] == claims["sub"] == CLIENT and claims["aud"] == f"{self.address}/token"
        if not ours or not claims["iat"] - 600 < now < claims["exp"] or claims["jti"] in self.used:
            return 400, {"error": "invalid_client", "error_description": "not for us, or used"}
        self.used.add(claims["jti"])
        self.assertions.append({**found.header, **claims})
        token = f"token-{len(self.used)}"
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": form["scope"][0]}

    def take_score(self, item: str, score: dict[str, Any]) -> tuple[int, Any]:
        if score["userId"] in self.unknown_users:
            return 404, {"error": "no such user in this course"}
        had = self.scores.setdefault((item, score["userId"]), [])
        if had and datetime.fromisoformat(score["timestamp"]) <= datetime.fromisoformat(had[-1]["timestamp"]):
            return 409, {"error": "refusing a score that is no newer"}
        had.append(score)
        return 204, None


@contextmanager
def lti_platform(public_key: RSAKey) -> Iterator[LtiPlatform]:
    """It runs within the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            wanted = query.get("resource_id", [None])[0]
            page = int(query.get("page", ["0"])[-1])
            found = [
                item
                for item in platform.line_items
                if platform.leaves_questions_aside or item.get("resourceId") == wanted
            ]
            first = page * platform.page_size
            headers = {}
            if found[first + platform.page_size :]:
                headers["Link"] = f'<{self.path}&page={page + 1}>; rel="next"'
            self._answer("", lambda: (200, found[first : first + platform.page_size]), headers)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            path = urlsplit(self.path).path
            if path == "/token":
                self._answer(body, lambda: platform.give_token(parse_qs(body)), open_to_all=True)
            elif path.endswith("/scores"):
                item = platform.address + self.path.replace("/scores?", "?")
                self._answer(body, lambda: platform.take_score(item, json.loads(body)))
            else:
                self._answer(body, lambda: (201, platform.add_line_item(json.loads(body))))

        def _answer(self, body: str, do: Any, headers: Any = None, open_to_all: bool = False) -> None:
            path = urlsplit(self.path).path
            platform.asked.append((self.command, path))
            for end, answers in platform.planned.items():
                if f"{self.command} {path}".endswith(end) and answers:
                    status, planned = answers.pop(0)
                    if status == 0:  # it did what was asked, and nobody hears of it
                        do()
                        self.close_connection = True
                        return
                    self._write(status, {"error": "planned"}, planned)
                    return
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if not open_to_all and token not in platform.tokens:
                self._write(401, {"error": "no such token"}, {})
                return
            status, data = do()
            self._write(status, data, headers or {})

        def _write(self, status: int, data: Any, headers: dict[str, str]) -> None:
            content = b"" if data is None else json.dumps(data).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        platform = LtiPlatform(f"http://127.0.0.1:{server.server_port}", public_key)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield platform
        finally:
            server.shutdown()
            thread.join()
