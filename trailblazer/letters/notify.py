"""GOV.UK Notify's published REST API, as much of it as we use: send a text or an email, and ask what became of it.

Source: GOV.UK Notify, REST API documentation (version 2), read 25 November 2026. A request carries a JSON Web Token
signed with HS256, made afresh, as it holds for 30 seconds. Errors are JSON: `status_code`, and `errors` with `error`
and `message`. Whatever we put in `reference` finds a message again for as long as Notify keeps it (7 days).
"""

import base64
import hashlib
import hmac
import http.client
import json
import re
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from trailblazer.letters.faults import NotNow, Refused, ServerAway

PATIENCE = 20.0  # seconds for one request
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf"\A.+-({UUID})-({UUID})\Z", re.IGNORECASE)
AFTER_TOO_MANY = timedelta(minutes=1)
AFTER_A_DAYS_MOST = timedelta(hours=1)
FAILED = ("permanent-failure", "temporary-failure", "technical-failure")


class NotAKey(ValueError):
    """The API key is not of the shape name-service-secret."""


def parts_of(key: str) -> tuple[str, str]:
    """The service and the secret of an API key. Raises NotAKey."""
    found = _KEY.match(key.strip())
    if not found:
        raise NotAKey(
            "An API key of GOV.UK Notify is its name, the service and the secret, with hyphens between"
        )
    return found[1], found[2]


def token(service: str, secret: str, moment: float) -> str:
    """A JSON Web Token (RFC 7519) for this moment."""
    head = _packed({"typ": "JWT", "alg": "HS256"})
    claims = _packed({"iss": service, "iat": int(moment)})
    signed = hmac.new(secret.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    return f"{head}.{claims}.{_base64(signed)}"


def _packed(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class _StayThere(HTTPRedirectHandler):
    """The token goes to the address we know and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_opener = build_opener(_StayThere)


@dataclass(frozen=True)
class Client:
    """One service of Notify."""

    key: str
    base_url: str

    def send_text(self, number: str, template: str, words: dict[str, str], reference: str) -> None:
        self._send("sms", {"phone_number": number}, template, words, reference)

    def send_email(self, address: str, template: str, words: dict[str, str], reference: str) -> None:
        self._send("email", {"email_address": address}, template, words, reference)

    def has(self, reference: str) -> bool:
        """Whether a message with this reference was taken, and has not failed since.

        Raises ServerAway where it cannot say.
        """
        return any(one.get("status") not in FAILED for one in self._listed({"reference": reference}))

    def failed(self) -> dict[str, str]:
        """The newest messages that did not arrive: reference to the status. Raises ServerAway where it cannot say."""
        asked = {"status": FAILED}
        return {one["reference"]: one["status"] for one in self._listed(asked) if one.get("reference")}

    def _send(
        self, kind: str, to: dict[str, str], template: str, words: dict[str, str], reference: str
    ) -> None:
        """Raises Refused, ServerAway, or NotNow where nobody knows whether it was taken."""
        asked = {**to, "template_id": template, "personalisation": words, "reference": reference}
        try:
            self._call("POST", f"/v2/notifications/{kind}", asked)
        except HTTPError as answer:
            raise _fault(answer) from None
        except (OSError, http.client.HTTPException) as reason:
            raise _not_answered(reason) from None

    def _listed(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            answer = self._call("GET", f"/v2/notifications?{urlencode(asked, doseq=True)}")
            found = answer["notifications"]
            return [one for one in found if isinstance(one, dict)]
        except HTTPError as said:
            fault = _fault(said)
            raise fault if isinstance(fault, ServerAway) else ServerAway(str(fault)) from None
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as reason:
            raise ServerAway(f"GOV.UK Notify does not say what it has: {type(reason).__name__}") from None

    def _call(self, method: str, path: str, asked: dict[str, Any] | None = None) -> Any:
        headers = {
            "Authorization": f"Bearer {token(*parts_of(self.key), time.time())}",
            "Content-Type": "application/json",
            "User-Agent": "Trailblazer",
        }
        body = json.dumps(asked).encode() if asked is not None else None
        request = Request(self.base_url.rstrip("/") + path, data=body, headers=headers, method=method)  # noqa: S310
        with _opener.open(request, timeout=PATIENCE) as answer:
            said = answer.read()
            return json.loads(said) if method == "GET" else None


def _fault(answer: HTTPError) -> Exception:
    """What an answer that is no success means for the message."""
    with answer:
        kind, words = _said(answer)
    said = f"GOV.UK Notify said {answer.code}: {words}"
    if answer.code == 429:
        wait = AFTER_A_DAYS_MOST if kind == "TooManyRequestsError" else AFTER_TOO_MANY
        return ServerAway(said, wait)
    if answer.code in (401, 403) or 300 <= answer.code < 400:
        return ServerAway(said)
    if answer.code >= 500 or answer.code == 408:
        return NotNow(said)
    return Refused(said)


def _said(answer: HTTPError) -> tuple[str, str]:
    """The kind and the words of an error; of an answer that is not Notify's own, nothing but its code."""
    try:
        first = json.loads(answer.read(100_000))["errors"][0]
        return str(first["error"]), str(first["message"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, IndexError, TypeError):
        return "", "no reason that can be read"


def _not_answered(reason: Exception) -> Exception:
    """Nobody there is no message's fault. Somebody there who fell silent may have taken it."""
    cause = reason.reason if isinstance(reason, URLError) else reason
    words = f"GOV.UK Notify does not answer: {type(cause).__name__}"
    is_nobody_there = isinstance(reason, URLError) and not isinstance(cause, TimeoutError)
    return ServerAway(words) if is_nobody_there else NotNow(words)
