"""A host on this machine that sends as good hosts do: text packed by gzip, connections kept, files cached a while."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".woff2": "font/woff2"}


@cache
def _sent(file: Path) -> tuple[bytes, dict[str, str]]:
    """The body of a file as it goes over the wire, and its headers."""
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}
    body = file.read_bytes()
    if kind.startswith(PACKED):
        body, headers["Content-Encoding"] = gzip.compress(body, 6), "gzip"
    return body, headers | {"Content-Length": str(len(body)), "Cache-Control": "max-age=600", "Vary": "Accept-Encoding"}


@contextmanager
def gzip_served(folder: Path) -> Iterator[str]:
    """The address of a folder, for as long as it is served."""

    class Host(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = folder / unquote(urlsplit(self.path).path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file()
            body, headers = _sent(file) if found else (b"", {"Content-Length": "0"})
            self.send_response(200 if found else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
