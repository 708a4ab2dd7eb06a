"""Talking to a platform: a token for a signed word, a line item found or made, and scores.

Sources: https://www.imsglobal.org/spec/security/v1p0/#using-json-web-tokens-with-oauth-2-0-client-credentials-grant and
https://www.imsglobal.org/spec/lti-ags/v2p0/. No redirect is followed, and nothing is sent to another host than the one
in the settings, because whoever gets the token may write grades.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

from softskills.grading.passback.settings import Platform, key_id, origin

ALGORITHM = "RS256"
SCOPES = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem https://purl.imsglobal.org/spec/lti-ags/scope/score"
LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
TRIES = 4
FIRST_WAIT, LONGEST_WAIT = 2.0, 120.0
MOST_PAGES = 50
_TIMEOUT = 30.0


class Down(RuntimeError):
    """The platform doesn't answer, or asks for patience longer than we have. The message says what it said."""


class Refused(RuntimeError):
    """The platform answers, and won't do it. The message says what it said."""

    def __init__(self, what: str, status: int = 0) -> None:
        super().__init__(what)
        self.status = status


class Client:
    """A platform, as the tool with this key is let in. `now` and `wait` are the clock."""

    def __init__(
        self,
        platform: Platform,
        key: RSAKey,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.platform, self.key, self.now, self.wait = platform, key, now, wait
        self._http = httpx.Client(timeout=_TIMEOUT, follow_redirects=False)
        self._token = ""
        self._tries = 0  # of the last request

    def close(self) -> None:
        self._http.close()

    def line_item(self, assignment: str, maximum: float) -> tuple[str, bool]:
        """The address of the assignment's line item, and whether it was made now. Raises Down and Refused."""
        if named := self.platform.line_items.get(assignment):
            return self._ours(named), False
        body = {"scoreMaximum": maximum, "label": assignment, "resourceId": assignment}
        for n in range(TRIES):
            if found := self._find(assignment):
                return found, False
            try:
                answer = self._send("POST", self.platform.lineitems, {"Content-Type": LINE_ITEM}, body, tries=1)
            except Down:  # it may have been made all the same, so look before another is asked for
                if n + 1 == TRIES:
                    raise
                self.wait(FIRST_WAIT * 2**n)
            else:
                return self._ours(_id_of(_json(answer))), True
        raise AssertionError("the loop ends before")

    def post_score(self, line_item: str, body: Mapping[str, Any], may_be_there: bool = False) -> None:
        """Have the platform take a score. Sent again with the same timestamp it does no harm: the platform takes it for
        the same, or says that it has one as new already (409), which is as good, if we may have sent it before.

        Raises Down, after which nobody knows whether it arrived, and Refused.
        """
        try:
            self._send("POST", scores_address(self._ours(line_item)), {"Content-Type": SCORE}, body)
        except Refused as refused:
            if refused.status != 409:
                raise
            if not may_be_there and self._tries == 1:
                raise Refused(f"it has a newer score already ({refused})", 409) from refused

    def _find(self, assignment: str) -> str | None:
        page: str | None = str(httpx.URL(self.platform.lineitems).copy_merge_params({"resource_id": assignment}))
        found = []
        for _ in range(MOST_PAGES):
            answer = self._send("GET", self._ours(page or ""), {"Accept": LINE_ITEMS})
            items = _json(answer)
            if not isinstance(items, list):
                raise Refused("its line items are no list")
            # a platform may leave the question for resource_id aside, and answer with all
            found += [_id_of(item) for item in items if isinstance(item, dict) and item.get("resourceId") == assignment]
            page = answer.links.get("next", {}).get("url")
            if not page:
                break
            page = str(answer.url.join(page))
        else:
            raise Refused(f"it has more than {MOST_PAGES} pages of line items")
        if len(found) > 1:
            raise Refused(
                f"it has {len(found)} line items for {assignment}: {', '.join(found)}. Name the right one in lti.yml, "
                "under line_items"
            )
        return self._ours(found[0]) if found else None

    def _send(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: Mapping[str, Any] | None = None,
        tries: int = TRIES,
    ) -> httpx.Response:
        """Ask with our token, and once more with a new one where it's no longer good."""
        renewed = False
        while True:
            token, fresh = self._token, not self._token
            if not token:
                token = self._token = self._new_token()

            def ask(token: str = token) -> httpx.Response:
                return self._http.request(
                    method, address, headers={**headers, "Authorization": f"Bearer {token}"}, json=body
                )

            answer = self._patiently(ask, tries)
            if answer.status_code == 401 and not fresh and not renewed:
                self._token, renewed = "", True
                continue
            return _good(answer, f"{method} {_shown(address)}")

    def _new_token(self) -> str:
        def ask() -> httpx.Response:
            form = {
                "grant_type": "client_credentials",
                "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion": assertion(self.platform, self.key, self.now()),  # each may be used once
                "scope": SCOPES,
            }
            return self._http.post(self.platform.token_endpoint, data=form)

        what = f"POST {_shown(self.platform.token_endpoint)}"
        answer = _json(_good(self._patiently(ask, TRIES), what))
        token = answer.get("access_token") if isinstance(answer, dict) else None
        if not isinstance(token, str) or not token:
            raise Refused(f"it gave no token ({what})")
        return token

    def _patiently(self, ask: Callable[[], httpx.Response], tries: int) -> httpx.Response:
        for n in range(tries):
            self._tries, pause = n + 1, FIRST_WAIT * 2**n
            try:
                answer = ask()
            except httpx.TransportError as error:
                what = f"it cannot be reached: {error or type(error).__name__}"
            else:
                if answer.status_code != 429 and answer.status_code < 500:
                    return answer
                what = f"it said {answer.status_code} {answer.reason_phrase}".strip()
                pause = max(pause, retry_after(answer.headers.get("Retry-After", ""), self.now()))
                if pause > LONGEST_WAIT:
                    raise Down(f"{what}, and to come again in {pause:.0f} seconds")
            if n + 1 < tries:
                self.wait(pause)
        raise Down(f"{what} ({tries} tries)" if tries > 1 else what)

    def _ours(self, address: str) -> str:
        try:
            if origin(address) == origin(self.platform.lineitems):
                return address
        except ValueError:
            pass
        raise Refused(
            f"it names {_shown(address)}, which is on another host than lineitems in lti.yml; nothing is sent there"
        )


def assertion(platform: Platform, key: RSAKey, now: datetime) -> str:
    """The signed word by which the platform knows us, good for five minutes and once."""
    seconds = int(now.timestamp())
    claims: dict[str, Any] = {
        "iss": platform.client_id,
        "sub": platform.client_id,
        "aud": platform.audience or platform.token_endpoint,
        "iat": seconds,
        "exp": seconds + 300,
        "jti": str(uuid4()),
    }
    if platform.deployment_id:
        claims["https://purl.imsglobal.org/spec/lti/claim/deployment_id"] = platform.deployment_id
    return jwt.encode({"alg": ALGORITHM, "typ": "JWT", "kid": key_id(platform, key)}, claims, key, [ALGORITHM])


def scores_address(line_item: str) -> str:
    """Where scores of a line item go: its path and /scores, and then what its address asks, which Moodle's do."""
    parts = urlsplit(line_item)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/scores", fragment=""))


def retry_after(said: str, now: datetime) -> float:
    """The seconds that a header asks for, as a number or as a date; 0 where it says neither."""
    if said.strip().isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _good(answer: httpx.Response, what: str) -> httpx.Response:
    if answer.is_success:
        return answer
    said = " ".join(answer.text[:300].split())
    line = f"it said {answer.status_code} {answer.reason_phrase} to {what}"
    raise Refused(f"{line}: {said}" if said else line, answer.status_code)


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError as error:
        raise Refused(f"its answer is no JSON ({_shown(str(answer.url))})") from error


def _id_of(item: Any) -> str:
    found = item.get("id") if isinstance(item, dict) else None
    if not isinstance(found, str):
        raise Refused("it has a line item without an address")
    return found


def _shown(address: str) -> str:
    return address.partition("?")[0]
