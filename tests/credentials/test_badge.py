"""Badges: what is signed can be checked, and nothing else passes for a badge of that issuer."""

from __future__ import annotations

import base64
import hmac
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from typer.testing import CliRunner, Result

from softskills.cli import app
from softskills.credentials.badge import Achievement, Issuer, NotValid, Person, claims, credential, read
from softskills.credentials.signing import MAX_BYTES, new_key, read_key, sign, signed_by

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
KEY, OTHER = new_key(), new_key()
WITH_OPENBADGESLIB = """
import sys
from openbadgeslib.ob3 import OB3Verifier
found = OB3Verifier(open(sys.argv[1], "rb").read()).verify(open(sys.argv[2]).read().strip())
print(found.issuer.name, found.achievement.name, sep="|")
"""


def payload() -> dict[str, Any]:
    achievement = Achievement("urn:uuid:2", "Listening", "Listening in conversations.", "Three were watched.")
    person = Person("urn:uuid:3", "Zoë", "zoe@example.org", "salt")
    return claims(credential("urn:uuid:1", Issuer("https://example.edu/ada", "Ada"), achievement, person, NOW))


def part(data: Any) -> str:
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def test_a_signed_badge_says_what_was_signed() -> None:
    found = read(signed_by(sign(payload(), KEY), KEY), NOW)
    assert (found.issuer, found.name) == (Issuer("https://example.edu/ada", "Ada"), "Zoë")
    assert found.achievement.criteria == "Three were watched."
    assert found.since == NOW


def test_the_header_is_as_the_specification_has_it_and_holds_no_private_key() -> None:
    header = json.loads(base64.urlsafe_b64decode(sign(payload(), KEY).split(".")[0] + "=="))
    assert header["alg"] == "RS256"
    assert header["jwk"].keys() == {"kty", "n", "e"}
    assert header.keys() == {"alg", "typ", "jwk"}


def test_an_email_address_is_in_it_as_a_hash_only() -> None:
    assert "zoe@example.org" not in json.dumps(payload())


def forged() -> dict[str, str]:
    """Badges that weren't signed with KEY, by how they were made."""
    head, body, signature = sign(payload(), KEY).split(".")
    changed = part(payload() | {"name": "Leading"})
    pem = KEY.as_pem(private=False)
    secret = f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{body}"
    return {
        "another key, which is in the header": sign(payload(), OTHER),
        "another text": f"{head}.{changed}.{signature}",
        "no signature": f"{part({'alg': 'none'})}.{body}.",
        "the public key as a secret": f"{secret}.{part(hmac.new(pem, secret.encode(), sha256).digest())}",
        "the signature left out": f"{head}.{body}.",
        "nothing": "",
        "no badge at all": "Zoë did it",
        "too large": "a" * (MAX_BYTES + 1),
    }


@pytest.mark.parametrize("badge", forged().values(), ids=forged())
def test_what_was_not_signed_with_the_key_is_refused(badge: str) -> None:
    with pytest.raises(NotValid):
        signed_by(badge, KEY)


def without(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda data: {key: value for key, value in data.items() if key != name}


@pytest.mark.parametrize(
    "change",
    [
        *(
            without(name)
            for name in ("type", "issuer", "id", "validFrom", "credentialSubject", "iss", "jti", "nbf", "sub")
        ),
        lambda data: data | {"type": ["VerifiableCredential"]},
        lambda data: data | {"iss": "https://example.edu/mallory"},
        lambda data: data | {"jti": "urn:uuid:9"},
        lambda data: data | {"nbf": data["nbf"] - 1},
        lambda data: data | {"sub": "urn:uuid:9"},
        lambda data: data | {"validUntil": "2026-05-03T11:59:59Z"},
        lambda data: data | {"exp": int(NOW.timestamp())},
        lambda data: data | {"validFrom": "soon"},
        lambda data: data | {"issuer": "https://example.edu/ada"},
        lambda data: data | {"credentialSubject": data["credentialSubject"] | {"identifier": []}},
        lambda data: data | {"credentialSubject": data["credentialSubject"] | {"achievement": {"name": 3}}},
        lambda data: [data],
        lambda data: None,
    ],
)
def test_what_contradicts_itself_is_no_badge(change: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(NotValid):
        read(change(payload()), NOW)


def test_a_badge_of_tomorrow_is_not_valid_today() -> None:
    with pytest.raises(NotValid, match="valid only from"):
        read(payload(), NOW - timedelta(seconds=1))


def test_only_a_private_key_signs_and_only_a_key_is_read() -> None:
    public = read_key(KEY.as_pem(private=False))
    assert isinstance(public, RSAKey)
    with pytest.raises(ValueError, match="signing needs the private one"):
        sign(payload(), public)
    with pytest.raises(ValueError, match="no RSA key"):
        read_key(b"-----BEGIN NOTHING-----")


def run(folder: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(app, ["badge", *arguments])


def issue(folder: Path, *more: str, name: str = "Listening") -> Result:
    who = ["--issuer", "Ada", "--issuer-url", "https://example.edu/ada", "--to", "Zoë"]
    return run(folder, "issue", "--key", "mine", *who, "--name", name, "--criteria", "Three were watched.", *more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a key in it."""
    ran = run(tmp_path, "key", "mine")
    assert ran.exit_code == 0, ran.output
    return tmp_path


def test_a_key_is_for_its_owner_and_is_never_overwritten(folder: Path) -> None:
    assert (folder / "mine").stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" not in (folder / "mine.pub").read_bytes()
    before = (folder / "mine").read_bytes()
    ran = run(folder, "key", "mine")
    assert ran.exit_code == 1
    assert ran.stderr == "mine is there already, and stays as it is. Name another file.\n"
    assert (folder / "mine").read_bytes() == before


def test_a_badge_is_issued_and_checked(folder: Path) -> None:
    assert issue(folder, "--email", "Zoe@example.org").exit_code == 0
    ran = run(folder, "verify", "badge.jwt", "--key", "mine.pub", "--email", "zoe@example.org")
    assert ran.exit_code == 0, ran.output
    assert "Issued by: Ada, https://example.edu/ada\nTo: Zoë\nFor: Listening\n" in ran.stdout
    wrong = run(folder, "verify", "badge.jwt", "--key", "mine.pub", "--email", "ines@example.org")
    assert (wrong.exit_code, wrong.stderr) == (1, "badge.jwt is not valid: it isn't for ines@example.org.\n")
    assert run(folder, "key", "other").exit_code == 0
    wrong = run(folder, "verify", "badge.jwt", "--key", "other.pub")
    assert wrong.exit_code == 1
    assert wrong.stdout == ""
    assert wrong.stderr == "badge.jwt is not valid: it wasn't signed with this key, or was changed since.\n"


def test_a_strangers_words_are_no_command_for_a_terminal(folder: Path) -> None:
    assert issue(folder, name="Listening\x1b[2J\nTo: Mallory").exit_code == 0
    ran = run(folder, "verify", "badge.jwt", "--key", "mine.pub")
    assert "\x1b" not in ran.stdout
    assert "\nTo: Mallory" not in ran.stdout


@pytest.mark.parametrize("url", ["example.edu", "http://example.edu", "https://", "javascript:alert(1)"])
def test_an_issuer_has_an_address(folder: Path, url: str) -> None:
    assert issue(folder, "--issuer-url", url).exit_code == 2
    assert not (folder / "badge.jwt").exists()


@pytest.mark.trial
def test_a_library_of_others_takes_the_badge(folder: Path) -> None:
    assert issue(folder).exit_code == 0
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder / "lib"), "openbadgeslib==4.6.3"]
    subprocess.run(pip, check=True, timeout=300)
    ran = subprocess.run(
        [sys.executable, "-c", WITH_OPENBADGESLIB, "mine.pub", "badge.jwt"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "lib")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "Ada|Listening\n"
