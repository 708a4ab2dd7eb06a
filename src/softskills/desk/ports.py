"""Ports of this machine."""

from __future__ import annotations

import socket

HOST = "127.0.0.1"


class CannotStart(Exception):
    """Something doesn't run. The message says why, and what to do."""


def free_port(variable: str, wanted: int, what: str) -> int:
    """The port that is asked for, or the next free one. Raises CannotStart."""
    for port in range(wanted, min(wanted + 100, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError:
                text = f"{variable}: port {port} needs an administrator. Choose one above 1023."
                raise CannotStart(text) from None
            except OSError:
                continue
        if port != wanted:
            print(f"    Port {wanted} is busy. {what} uses {port}.", flush=True)
        return port
    raise CannotStart(f"No free port from {wanted} on. Set {variable} to another one.")
