"""`lti.yml` in the course's folder: which platform takes the grades, and by which key it knows us."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from pydantic import AfterValidator, Field

from softskills.sources import ContentError, Model, Text, parse, read_yaml

FILE = "lti.yml"
KEY_BITS = 3072
_LOCAL = ("127.0.0.1", "localhost", "::1")


class NoPlatform(ValueError):
    """There is nothing to hand grades to. The message says what is missing or wrong, and what to do."""


def origin(address: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port of an address. Raises ValueError when it has a port that is none."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def _secure(address: str) -> str:
    scheme, host, _ = origin(address)
    if not host or not (scheme == "https" or (scheme == "http" and host in _LOCAL)):
        raise ValueError("must be an https address, because a key to the gradebook is sent there")
    return address


Address = Annotated[Text, AfterValidator(_secure)]


class Platform(Model):
    """What the platform's page of the tool says, and where our key lies.

    `audience` and `key_id` are what the platform expects instead of the token's address and of the key's thumbprint.
    `line_items` has by assignment the address of a line item that is there already.
    """

    issuer: Address
    client_id: Text
    token_endpoint: Address
    lineitems: Address
    key_file: Text
    deployment_id: Text | None = None
    audience: Text | None = None
    key_id: Text | None = None
    line_items: dict[str, Address] = Field(default_factory=dict)


def read_platform(root: Path) -> Platform:
    """The settings of the course in `root`. Raises NoPlatform."""
    file = root / FILE
    if not file.is_file():
        raise NoPlatform(f"{file} is missing. It says where grades go; the guide for instructors says what is in it.")
    try:
        return parse(read_yaml(file), Platform)
    except ContentError as error:
        raise NoPlatform(f"No grade can be sent.\n{error}") from error


def key_place(root: Path, platform: Platform) -> Path:
    """Where the private key lies: from the course's folder, unless it's named from the top."""
    return root / Path(platform.key_file).expanduser()


def read_key(file: Path) -> RSAKey:
    """The private key, if nobody else can read it. Raises NoPlatform."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as stream:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise NoPlatform(f"The key {file} is no file.")
            if found.st_mode & 0o077:
                raise NoPlatform(
                    f"Others on this computer can read the key {file}, or change it, and with it write grades. "
                    f"If they may have: make another. Otherwise: chmod 600 {file}"
                )
            pem = stream.read(100_000)
    except OSError as error:
        raise NoPlatform(
            f"The key {file} cannot be read: {error.strerror}. Make one: softskills passback-key"
        ) from error
    try:
        key = RSAKey.import_key(pem)
    except (JoseError, ValueError, TypeError) as error:
        raise NoPlatform(f"{file} is no RSA key in a PEM file without a passphrase.") from error
    if not key.is_private:
        raise NoPlatform(f"{file} is the public half of a key. Grades are sent with the private one.")
    return key


def make_key(file: Path) -> RSAKey:
    """A new private key, in a new file that only we can read. Raises FileExistsError and OSError."""
    key = RSAKey.generate_key(KEY_BITS)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(key.as_pem(private=True))
    return key


def key_id(platform: Platform, key: RSAKey) -> str:
    """By what the platform finds the key: what `lti.yml` says, or its thumbprint (RFC 7638)."""
    return platform.key_id or key.thumbprint()
