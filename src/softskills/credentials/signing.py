"""Signing a badge with an instructor's own key, and checking it: a compact JWS by RS256, as Open Badges 3.0 asks for.

The library is joserfc, of the extra `badges`. Source: https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof.
"""

from __future__ import annotations

import json
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from softskills.credentials.badge import NotValid

ALGORITHM = "RS256"
KEY_BITS = 3072
MAX_BYTES = 100_000
"""Of a badge that is read: one of ours has about 3,000."""


class _Registry(jws.JWSRegistry):
    """The header holds the public key, which is longer than what joserfc takes by itself."""

    max_header_length = 4096
    max_payload_length = MAX_BYTES


_REGISTRY = _Registry()


def new_key() -> RSAKey:
    """A new private key."""
    return RSAKey.generate_key(KEY_BITS)


def read_key(pem: bytes) -> RSAKey:
    """A private or a public key from a PEM file. Raises ValueError that says what is wrong with it."""
    try:
        key = RSAKey.import_key(pem)
    except (JoseError, ValueError, TypeError) as error:
        raise ValueError("it's no RSA key in a PEM file without a passphrase") from error
    return key


def fingerprint(key: RSAKey) -> str:
    """By what people recognise a public key: its thumbprint (RFC 7638)."""
    return key.thumbprint()


def sign(payload: dict[str, Any], key: RSAKey) -> str:
    """The badge as one line of text. Raises ValueError without the private half of the key."""
    if not key.is_private:
        raise ValueError("it's the public half of a key, and signing needs the private one")
    header = {"alg": ALGORITHM, "typ": "JWT", "jwk": key.as_dict(private=False)}
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False)
    return jws.serialize_compact(header, text.encode(), key, [ALGORITHM], _REGISTRY)


def signed_by(badge: str, key: RSAKey) -> Any:
    """What a badge says, if it was signed with `key`. The key in its own header isn't asked: anybody can put one there.

    Raises NotValid.
    """
    if len(badge) > MAX_BYTES:
        raise NotValid(f"it has more than {MAX_BYTES:,} bytes")
    try:
        found = jws.deserialize_compact(badge.strip(), key, [ALGORITHM], _REGISTRY)
        return json.loads(found.payload)
    except JoseError as error:
        raise NotValid("it wasn't signed with this key, or was changed since") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise NotValid("it's no badge") from error
