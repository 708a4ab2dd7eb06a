"""Badges that an instructor signs: `softskills badge key`, `issue` and `verify`."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit
from uuid import uuid4

import typer

from softskills.cli.common import needing, writing

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

badge = typer.Typer(no_args_is_help=True, help="Badges that you sign yourself (Open Badges 3.0). None is automatic.")


@badge.command()
def key(
    file: Annotated[Path, typer.Argument(help="A new file for the private key. FILE.pub gets the public one.")],
) -> None:
    """Make a key to sign badges with. Keep it as you'd keep a signature stamp, and publish the public half."""
    with needing("badges", "badge key"):
        from softskills.credentials.signing import fingerprint, new_key
    made = new_key()
    public = file.with_name(f"{file.name}.pub")
    with writing(instead="Name another place."):
        try:
            _write_new(file, made.as_pem(private=True), 0o600)
            _write_new(public, made.as_pem(private=False), 0o644)
        except FileExistsError as error:
            typer.echo(f"{error.filename} is there already, and stays as it is. Name another file.", err=True)
            raise typer.Exit(1) from error
    typer.echo(f"{file} is your key: only you can read it, so keep a copy where only you do.")
    typer.echo(f"{public} is for everybody who checks a badge. Its fingerprint: {fingerprint(made)}")


@badge.command()
def issue(
    signing_key: Annotated[Path, typer.Option("--key", help="Your private key, from `softskills badge key`.")],
    issuer: Annotated[str, typer.Option(help="Who vouches: your name, or that of your institution.")],
    issuer_url: Annotated[str, typer.Option(help="An https address of yours that stays. It's your id in the badge.")],
    to: Annotated[str, typer.Option(help="Whom it is for, by name.")],
    name: Annotated[str, typer.Option(help="What it is for, in a few words.")],
    criteria: Annotated[str, typer.Option(help="What they did for it, so that a stranger knows what it's worth.")],
    description: Annotated[str | None, typer.Option(help="What it is. Without it: the criteria.")] = None,
    email: Annotated[
        str | None, typer.Option(help="Their email address. Only a hash of it stands in the badge.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file for the badge.")] = Path("badge.jwt"),
) -> None:
    """Sign a badge: one line of text that says who did what, and that you vouch for it."""
    with needing("badges", "badge issue"):
        from softskills.credentials.badge import Achievement, Issuer, Person, claims, credential
        from softskills.credentials.signing import sign
    for option, text in {"--issuer": issuer, "--to": to, "--name": name, "--criteria": criteria}.items():
        if not text.strip():
            raise typer.BadParameter(f"{option} is empty, and a badge needs it")
    address = urlsplit(issuer_url)
    if address.scheme != "https" or not address.hostname:
        raise typer.BadParameter(f"--issuer-url {issuer_url} is no https address, such as https://example.edu/skills")
    unsigned = credential(
        uuid4().urn,
        Issuer(issuer_url, issuer.strip()),
        Achievement(uuid4().urn, name.strip(), (description or criteria).strip(), criteria.strip()),
        Person(uuid4().urn, to.strip(), email, secrets.token_hex(16)),
        datetime.now(UTC).replace(microsecond=0),
    )
    loaded = _key(signing_key)
    try:
        signed = sign(claims(unsigned), loaded)
    except ValueError as error:
        raise typer.BadParameter(f"{signing_key} can't be used: {error}") from error
    with writing(output):
        output.write_text(signed + "\n", "ascii")
    typer.echo(f"{output} says that {issuer.strip()} vouches for {to.strip()}: {name.strip()}. It can't be taken back.")


@badge.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A badge, from `softskills badge issue` or another program.")],
    public_key: Annotated[
        Path,
        typer.Option("--key", help="The issuer's public key, which you have from the issuer and not from the badge."),
    ],
    email: Annotated[str | None, typer.Option(help="An email address that should be the holder's.")] = None,
) -> None:
    """Check that a badge was signed with this key and is unchanged, and say what it says. If not: exit status 1."""
    with needing("badges", "badge verify"):
        from softskills.credentials.badge import NotValid, is_for, read
        from softskills.credentials.signing import MAX_BYTES, fingerprint, signed_by
    loaded = _key(public_key)
    try:
        with file.open("rb") as stream:
            text = stream.read(MAX_BYTES + 2).decode("ascii", "replace")
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read: {error.strerror}") from error
    try:
        payload = signed_by(text, loaded)
        found = read(payload, datetime.now(UTC))
        if email is not None and not is_for(payload, email):
            raise NotValid(f"it isn't for {email}")
    except NotValid as error:
        typer.echo(f"{file} is not valid: {error}.", err=True)
        raise typer.Exit(1) from error
    said = {
        "Issued by": f"{found.issuer.name}, {found.issuer.url}",
        "To": found.name,
        "For": found.achievement.name,
        "What they did": found.achievement.criteria,
        "Since": found.since.isoformat(),
        "Key": fingerprint(loaded),
    }
    typer.echo(f"{file} was signed with this key, and hasn't been changed.")
    for word, text in said.items():
        typer.echo(f"{word}: {_printable(text)}")


def _key(file: Path) -> RSAKey:
    from softskills.credentials.signing import read_key

    try:
        return read_key(file.read_bytes())
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise typer.BadParameter(f"{file} can't be used: {error}") from error


def _write_new(file: Path, content: bytes, mode: int) -> None:
    """Write a file that isn't there yet, with these permissions from the first byte."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


def _printable(text: str) -> str:
    """A text of a stranger's on one line, without what a terminal would take for a command."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
