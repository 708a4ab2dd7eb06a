"""Firefox as it is installed, driven through WebDriver BiDi, which it speaks itself: w3c.github.io/webdriver-bidi.

Playwright drives only a Firefox of its own making, and its BiDi asks for commands that the long-term release lacks.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import websocket

SECONDS = 120  # for a start or a page on a busy machine
PRESS = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]


class Firefox:
    """One tab. Errors in the console and the addresses that its pages asked for are noted."""

    def __init__(self, connection: websocket.WebSocket) -> None:
        self.faults: list[str] = []
        self.requested: list[str] = []
        self._connection = connection
        self._numbers = count(1)
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> None:
        self.send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def reload(self) -> None:
        self.send("browsingContext.reload", context=self._tab, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression that JSON can hold."""
        text = f"JSON.stringify({expression})"
        found = self.send("script.evaluate", expression=text, target={"context": self._tab}, awaitPromise=False)
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"]) if "value" in found["result"] else None

    def wait_until(self, expression: str) -> None:
        deadline = time.monotonic() + SECONDS
        while not self.evaluate(f"Boolean({expression})"):
            assert time.monotonic() < deadline, f"never came true: {expression}"
            time.sleep(0.1)

    def click(self, role: str, name: str, within: str) -> None:
        """Click the one element of this role and accessible name inside the element that a CSS selector finds."""
        [start] = self._locate({"type": "css", "value": within})
        [found] = self._locate({"type": "accessibility", "value": {"role": role, "name": name}}, startNodes=[start])
        to_the_middle = "element => element.scrollIntoView({ block: 'center', behavior: 'instant' })"
        target = {"context": self._tab}
        self.send("script.callFunction", functionDeclaration=to_the_middle, arguments=[found], target=target,
                  awaitPromise=False)  # fmt: skip
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": found}}
        mouse = {"type": "pointer", "id": "mouse", "actions": [move, *PRESS]}
        self.send("input.performActions", context=self._tab, actions=[mouse])

    def _locate(self, locator: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
        found = self.send("browsingContext.locateNodes", context=self._tab, locator=locator, **more)["nodes"]
        return [{"sharedId": node["sharedId"]} for node in found]

    def send(self, method: str, **params: Any) -> Any:
        """The result of a command; what happens meanwhile is noted."""
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._connection.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", f"{method}: {answer}"
                return answer["result"]
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        match event["method"]:
            case "log.entryAdded" if event["params"]["level"] == "error":
                self.faults.append(event["params"]["text"])
            case "network.beforeRequestSent":
                self.requested.append(event["params"]["request"]["url"])


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Firefox without a window and with a new profile in this folder."""
    profile.mkdir()
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with (profile / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        # Without an origin: Firefox refuses a connection that a web page may have made.
        connection = websocket.create_connection(_address(profile, process), suppress_origin=True, timeout=SECONDS)
        yield Firefox(connection)
        connection.close()
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """Where it listens, which it writes into its profile."""
    file = profile / "WebDriverBiDiServer.json"
    deadline = time.monotonic() + SECONDS
    while not (file.exists() and (text := file.read_text("utf-8"))):
        assert process.poll() is None and time.monotonic() < deadline, (profile / "said").read_text("utf-8", "replace")
        time.sleep(0.1)
    place = json.loads(text)
    return f"ws://{place['ws_host']}:{place['ws_port']}/session"
