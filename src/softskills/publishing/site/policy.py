"""What a page may load and run: only what lies beside it, and of the scripts within it only those that were built.

The policy stands in each page, so that it holds on every host, also on one whose headers nobody can set.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

RULES = {
    "default-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # charts and bars have their measures in style attributes
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\btype=["']?(?!text/javascript|application/javascript|module)[\w/+.-]+""", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc=", re.IGNORECASE)
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)


def with_policy(page: str) -> str:
    """A page with its policy, right behind its character set: what stands before a policy escapes it."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy_of(page)}">'
    return _CHARSET.sub(lambda found: f"{found[0]}\n    {meta}", page, count=1)


def policy_of(page: str) -> str:
    hashes = [f"'sha256-{hash_of(text)}'" for text in dict.fromkeys(scripts_within(page))]
    rules = RULES | {"script-src": " ".join(["'self'", *hashes])}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def scripts_within(page: str) -> list[str]:
    """The texts of the scripts that stand in a page and run. Data in a script element does not run."""
    elsewhere = re.compile(f"{_SOURCE.pattern}|{_DATA.pattern}", re.IGNORECASE)
    return [found["text"] for found in _SCRIPT.finditer(page) if not elsewhere.search(found["attributes"])]


def hash_of(script: str) -> str:
    return b64encode(sha256(script.replace("\r\n", "\n").encode()).digest()).decode()
