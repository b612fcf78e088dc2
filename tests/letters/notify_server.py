"""A stand-in that speaks GOV.UK Notify's published API on a spare port: it checks who asks, and keeps what it took."""

import base64
import hashlib
import hmac
import json
import re
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"a_test-key-{SERVICE}-{SECRET}"
TEXT, EMAIL = "f33517ff-2a88-4f6e-b855-c550268ce08a", "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
FIELDS = {TEXT: ("sms", {"message"}), EMAIL: ("email", {"subject", "message"})}
CLOCK_MAY_DIFFER = 30  # seconds
A_PAGE = 250


class Notify:
    """What it took, oldest first, and how it is told to misbehave: of `answers`, one is given for each request."""

    def __init__(self):
        self.taken, self.asked = [], []
        self.answers = []  # (code, kind, message), "silence", "silence after", "drop after", "nonsense"
        self.lookups = []  # the same, for what asks and does not send
        self.lock = threading.Lock()

    def texts(self):
        return [(one["phone_number"], one["body"]) for one in self.taken if one["type"] == "sms"]


class Answer(Exception):
    def __init__(self, code, kind, message):
        self.code, self.kind, self.message = code, kind, message


class Handler(BaseHTTPRequestHandler):
    notify: Notify
    hushed: threading.Event

    def log_message(self, *_):
        pass

    def do_POST(self):
        self._answer(self._send, self.notify.answers)

    def do_GET(self):
        self._answer(self._list, self.notify.lookups)

    def _answer(self, act, told):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.notify.lock:
            self.notify.asked.append((self.command, self.path))
            misbehaviour = told.pop(0) if told else None
        if misbehaviour == "silence":
            return self._say_nothing()
        if misbehaviour == "nonsense":
            return self._say(502, b"<html>Bad gateway</html>", "text/html")
        try:
            self._check_who_asks()
            if isinstance(misbehaviour, tuple):
                raise Answer(*misbehaviour)
            code, said = act(body)
        except Answer as fault:
            errors = [{"error": fault.kind, "message": fault.message}]
            return self._say_json(fault.code, {"status_code": fault.code, "errors": errors})
        if misbehaviour == "silence after":
            return self._say_nothing()
        if misbehaviour == "drop after":
            self.close_connection = True
            return self.connection.close()
        return self._say_json(code, said)

    def _say_nothing(self):
        self.hushed.wait(5)
        self.close_connection = True

    def _say_json(self, code, said):
        self._say(code, json.dumps(said).encode(), "application/json")

    def _say(self, code, body, kind):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _check_who_asks(self):
        given = self.headers.get("Authorization", "")
        if not given.startswith("Bearer "):
            raise Answer(401, "AuthError", "Unauthorized: authentication token must be provided")
        head, claims, signature = given.removeprefix("Bearer ").split(".")
        if opened(head) != {"typ": "JWT", "alg": "HS256"} or opened(claims).get("iss") != SERVICE:
            raise Answer(403, "AuthError", "Invalid token: service not found")
        signed = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
        if not hmac.compare_digest(raw(signature), signed):
            raise Answer(403, "AuthError", "Invalid token: API key not found")
        if abs(time.time() - opened(claims)["iat"]) > CLOCK_MAY_DIFFER:
            raise Answer(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")

    def _send(self, body):
        kind, asked = self.path.removeprefix("/v2/notifications/"), json.loads(body)
        to = "phone_number" if kind == "sms" else "email_address"
        allowed = {to, "template_id", "personalisation", "reference"}
        if kind not in ("sms", "email") or self.headers.get("Content-Type") != "application/json":
            raise Answer(404, "NoResultFound", "No result found")
        if not {to, "template_id"} <= set(asked) <= allowed:
            raise Answer(400, "ValidationError", f"Properties required or not allowed: {sorted(asked)}")
        if not re.fullmatch(r"\+447\d{9}" if kind == "sms" else r"[^@\s]+@[^@\s]+", asked[to]):
            raise Answer(400, "ValidationError", f"{to} is not valid")
        template = FIELDS.get(asked["template_id"])
        if template is None or template[0] != kind:
            raise Answer(400, "BadRequestError", "Template not found")
        words = asked.get("personalisation", {})
        if missing := template[1] - set(words):
            raise Answer(400, "BadRequestError", f"Missing personalisation: {', '.join(sorted(missing))}")
        if kind == "sms" and len(words["message"]) > 918:
            raise Answer(400, "BadRequestError", "Text messages cannot be longer than 918 characters.")
        made = {
            "id": str(uuid.uuid4()),
            "type": kind,
            "status": "created",
            "reference": asked.get("reference"),
        }
        made |= {"phone_number": None, "email_address": None, "body": words["message"]}
        made |= {to: asked[to], "subject": words.get("subject"), "template": {"id": asked["template_id"]}}
        with self.notify.lock:
            self.notify.taken.append(made)
        return 201, {"id": made["id"], "reference": made["reference"], "content": {"body": made["body"]}}

    def _list(self, _):
        asked = parse_qs(urlsplit(self.path).query)
        if unknown := set(asked) - {"reference", "status", "template_type", "older_than"}:
            raise Answer(400, "ValidationError", f"Additional properties are not allowed ({sorted(unknown)})")
        with self.notify.lock:
            found = [
                one
                for one in reversed(self.notify.taken)
                if one["reference"] in asked.get("reference", [one["reference"]])
                and one["status"] in asked.get("status", [one["status"]])
            ]
        return 200, {"notifications": found[:A_PAGE], "links": {"current": self.path}}


def raw(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def opened(part):
    return json.loads(raw(part))


def started(port=0):
    """The stand-in, its server and its port. End it with `end`."""
    notify, hushed = Notify(), threading.Event()
    handler = type("Bound", (Handler,), {"notify": notify, "hushed": hushed})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads, server.hushed = True, hushed
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return notify, server


def end(server):
    server.hushed.set()
    server.shutdown()
    server.server_close()
