"""A badge as Open Badges 3.0 has it: a verifiable credential about one achievement of one person.

Source: https://www.imsglobal.org/spec/ob/v3p0/, the data model and section 8.2. All of this is pure; `signing` signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
TYPES = ["VerifiableCredential", "OpenBadgeCredential"]


@dataclass(frozen=True)
class Issuer:
    """Who vouches: an address of theirs that stays, and the name under which they do."""

    url: str
    name: str


@dataclass(frozen=True)
class Achievement:
    """What somebody did: its name, what it is, and what had to be done for it. `id` is a URI."""

    id: str
    name: str
    description: str
    criteria: str


@dataclass(frozen=True)
class Person:
    """Whom the badge is for. The email address, if there's one, stands in the badge as a hash with `salt` only."""

    id: str
    name: str
    email: str | None = None
    salt: str = ""


class NotValid(ValueError):
    """A badge that can't be trusted. Its text says why."""


def credential(badge: str, issuer: Issuer, achievement: Achievement, person: Person, at: datetime) -> dict[str, Any]:
    """The credential, unsigned. `badge` is its own id, a URI; `at` the time from which it's valid, to the second."""
    return {
        "@context": CONTEXT,
        "id": badge,
        "type": TYPES,
        "name": achievement.name,
        "issuer": {"id": issuer.url, "type": ["Profile"], "name": issuer.name, "url": issuer.url},
        "validFrom": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": person.id,
            "type": ["AchievementSubject"],
            "identifier": _identifiers(person),
            "achievement": {
                "id": achievement.id,
                "type": ["Achievement"],
                "name": achievement.name,
                "description": achievement.description,
                "criteria": {"narrative": achievement.criteria},
            },
        },
    }


def claims(vc: dict[str, Any]) -> dict[str, Any]:
    """What is signed: the credential, and beside it the claims of a JWT that repeat its own (section 8.2.4)."""
    return vc | {
        "iss": vc["issuer"]["id"],
        "jti": vc["id"],
        "nbf": int(datetime.fromisoformat(vc["validFrom"]).timestamp()),
        "sub": vc["credentialSubject"]["id"],
    }


@dataclass(frozen=True)
class Badge:
    """What a sound badge says: by whom, to whom, for what, and since when."""

    issuer: Issuer
    name: str
    achievement: Achievement
    since: datetime


def read(payload: Any, now: datetime) -> Badge:
    """The badge in what was signed. The signature is somebody else's to check.

    Raises NotValid when it's no Open Badge, when its claims contradict it, or when it isn't valid at the time `now`.
    """
    try:
        if not set(TYPES) <= set(payload["type"]):
            raise NotValid("it's no Open Badge of version 3.0")
        subject, achievement = payload["credentialSubject"], payload["credentialSubject"]["achievement"]
        since = datetime.fromisoformat(payload["validFrom"])
        due = {
            "iss": payload["issuer"]["id"],
            "jti": payload["id"],
            "nbf": int(since.timestamp()),
            "sub": subject["id"],
        }
        for claim, value in due.items():
            if payload[claim] != value:
                raise NotValid(f"its claim {claim} contradicts what it says")
        until = datetime.fromisoformat(payload["validUntil"]) if "validUntil" in payload else None
        ends = datetime.fromtimestamp(payload["exp"], UTC) if "exp" in payload else None
        if since > now:
            raise NotValid(f"it's valid only from {since.isoformat()}")
        if any(end is not None and end <= now for end in (until, ends)):
            raise NotValid("it's no longer valid")
        return Badge(
            Issuer(_text(payload["issuer"]["id"]), _text(payload["issuer"]["name"])),
            next(_text(one["identityHash"]) for one in subject["identifier"] if one["identityType"] == "name"),
            Achievement(
                _text(achievement["id"]),
                _text(achievement["name"]),
                _text(achievement["description"]),
                _text(achievement["criteria"]["narrative"]),
            ),
            since,
        )
    except NotValid:
        raise
    except (KeyError, TypeError, ValueError, StopIteration, OverflowError, OSError) as error:
        raise NotValid("parts of a badge are missing in it, or are of another kind than they should be") from error


def is_for(payload: dict[str, Any], email: str) -> bool:
    """Whether a badge, of which `read` made something, names an email address as that of its holder."""
    identifiers = [one for one in payload["credentialSubject"]["identifier"] if isinstance(one, dict)]
    return any(
        one.get("identityHash") == _hashed(email, str(one.get("salt", "")))
        for one in identifiers
        if one.get("identityType") == "emailAddress" and one.get("hashed") is True
    )


def _identifiers(person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": person.name}
    ]
    if person.email:
        found.append(
            {
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": True,
                "identityHash": _hashed(person.email, person.salt),
                "salt": person.salt,
            }
        )
    return found


def _hashed(email: str, salt: str) -> str:
    return f"sha256${sha256((email.strip().lower() + salt).encode()).hexdigest()}"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
