"""What must not be so when real people are served."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

LOCAL = {"", "localhost", "127.0.0.1", "::1"}
SHORTEST_SECRET = 50
LEAST_VARIETY = 5
UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def unsafe() -> list[str]:
    """Each unsafe setting, in a sentence that says what to do; none when it is safe to serve."""
    return [sentence for is_unsafe, sentence in _findings() if is_unsafe] + list(_database())


def worth_knowing() -> list[str]:
    """What is not unsafe, and right only where it is so: said by `trailblazer check`, and no reason to refuse."""
    earlier = "SECRET_KEY_FALLBACKS is set: run `trailblazer renew-secrets`, and take it out after 7 days."
    no_texts = (
        "NOTIFY_API_KEY and NOTIFY_TEXT_TEMPLATE are not both set: no text message is sent, and each is held."
    )
    return [
        _of_proxies(settings.TRUSTED_PROXIES),
        *([earlier] if settings.SECRET_KEY_FALLBACKS else []),
        *([] if settings.NOTIFY_API_KEY and settings.NOTIFY_TEXT_TEMPLATE else [no_texts]),
        *_refused_wording(),
        *_refused_tools(),
    ]


def _refused_wording() -> list[str]:
    """Content packs of questionnaires that are not used, each with why."""
    from trailblazer.domain.instruments.wording import packs_of

    refused = packs_of(settings.INSTRUMENT_WORDING).refused
    return [
        f"INSTRUMENT_WORDING, {name}: {why.rstrip('.')}. It is not used." for name, why in refused.items()
    ]


def _refused_tools() -> list[str]:
    """Review tools of the site that are not used, each with why."""
    from trailblazer.domain.review_tools import tools_of

    refused = tools_of(settings.REVIEW_TOOLS).refused
    return [f"REVIEW_TOOLS, {name}: {why.rstrip('.')}. It is not used." for name, why in refused.items()]


def _of_proxies(trusted: int) -> str:
    if trusted:
        return (
            f"TRUSTED_PROXIES is {trusted}: limits take the address that stands {trusted} from the end of "
            "X-Forwarded-For. Make sure that nobody can reach this server but through those proxies."
        )
    return (
        "TRUSTED_PROXIES is 0: limits take the address that connects to this server. Behind a proxy that is the "
        "proxy's own, so all visitors share one limit: set it to the number of proxies."
    )


def _findings() -> list[tuple[bool, str]]:
    origin = urlsplit(settings.ORIGIN)
    hosts = settings.ALLOWED_HOSTS
    return [
        (settings.DEBUG, "DEBUG is on. It shows the inside of the service to anyone: unset DEBUG."),
        (
            _is_weak(settings.SECRET_KEY),
            f"SECRET_KEY is the default or too plain. Set it to {SHORTEST_SECRET} random characters or more.",
        ),
        (
            any(map(_is_weak, settings.SECRET_KEY_FALLBACKS)),
            "SECRET_KEY_FALLBACKS holds a secret that is too plain. Run `trailblazer renew-secrets` and take it out.",
        ),
        (
            any("*" in host or host.startswith(".") for host in hosts),
            "ALLOWED_HOSTS holds a wildcard. Name the hosts people type.",
        ),
        (not hosts, "ALLOWED_HOSTS is empty. Name the hosts people type."),
        (
            origin.hostname not in hosts and not any("*" in host for host in hosts),
            "ORIGIN is not among ALLOWED_HOSTS, so its links would be refused. Add its host.",
        ),
        (
            origin.scheme != "https" and origin.hostname not in LOCAL,
            "ORIGIN is not https, so cookies would travel in the open. Serve behind TLS and set ORIGIN to https.",
        ),
        (settings.DEMO, "TRAILBLAZER_DEMO is on: anyone may sign in as anyone. Unset it."),
        (settings.TODAY is not None, "TODAY is set: the clock would be wrong. Unset it."),
        *_notify(),
        *_school_sign_in(),
    ]


def _notify() -> list[tuple[bool, str]]:
    """What is wrong with the settings of GOV.UK Notify, where it is used."""
    if not settings.NOTIFY_API_KEY:
        return []
    origin = urlsplit(settings.NOTIFY_BASE_URL)
    templates = [settings.NOTIFY_TEXT_TEMPLATE, settings.NOTIFY_EMAIL_TEMPLATE]
    return [
        (
            not re.fullmatch(rf".+-{UUID}-{UUID}", settings.NOTIFY_API_KEY),
            "NOTIFY_API_KEY is not a whole key: its name, the service and the secret, with hyphens between.",
        ),
        (
            origin.scheme != "https" and origin.hostname not in LOCAL,
            "NOTIFY_BASE_URL is not https, so names and numbers would travel in the open. Take the https address.",
        ),
        (
            not any(templates),
            "NOTIFY_API_KEY is set, and neither NOTIFY_TEXT_TEMPLATE nor NOTIFY_EMAIL_TEMPLATE: nothing goes by it.",
        ),
        (
            any(one and not re.fullmatch(UUID, one) for one in templates),
            "NOTIFY_TEXT_TEMPLATE or NOTIFY_EMAIL_TEMPLATE is not the ID of a template. Copy it from GOV.UK Notify.",
        ),
    ]


def _school_sign_in() -> list[tuple[bool, str]]:
    """What is wrong with the settings of the OpenID Connect provider, where it is used."""
    issuer = urlsplit(settings.OIDC_ISSUER)
    others = (settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    if not settings.OIDC_ISSUER:
        return [
            (any(others), "OIDC_CLIENT_ID or OIDC_CLIENT_SECRET is set without OIDC_ISSUER. Set all three.")
        ]
    return [
        (
            issuer.scheme != "https" and issuer.hostname not in LOCAL,
            "OIDC_ISSUER is not https, so anyone between could sign in as anyone. Take the https address.",
        ),
        (not all(others), "OIDC_ISSUER is set without OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Set all three."),
        ("openid" not in settings.OIDC_SCOPE, "OIDC_SCOPE lacks openid, without which nobody can sign in."),
        (
            not settings.OIDC_URN_CLAIM,
            "OIDC_URN_CLAIM is empty: nobody’s school would be known. Unset or set it.",
        ),
        (not settings.OIDC_NAME, "OIDC_NAME is empty: the sign-in page would not say where the link leads."),
    ]


def _is_weak(secret: str) -> bool:
    return (
        secret == settings.DEFAULT_SECRET or len(secret) < SHORTEST_SECRET or len(set(secret)) < LEAST_VARIETY
    )


def _database() -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield from _file(Path(connection.settings_dict["NAME"]))
    elif _is_open(connection.settings_dict):
        yield (
            "The database is open without authentication. Give its user a password, put it in DATABASE_URL, and let "
            "PostgreSQL ask for it (scram-sha-256 in pg_hba.conf)."
        )


def _file(database: Path) -> Iterator[str]:
    """A database in a file has no password: the file system says who may read it."""
    if not database.exists():
        return
    others_read = database.stat().st_mode & stat.S_IROTH
    others_enter = database.resolve().parent.stat().st_mode & stat.S_IXOTH
    if others_read and others_enter:
        yield f"Everyone on this machine can read the database file. Close it: chmod o-rwx {database.name}"


def _is_open(database: dict[str, Any]) -> bool:
    """Whether PostgreSQL does not ask who is there. Its answer is tried, not read from a file."""
    if database.get("PASSWORD"):
        return _lets_anyone_in()
    is_by_socket = not database.get("HOST") or str(database["HOST"]).startswith("/")
    return not is_by_socket  # by a socket the operating system says who is there


def _lets_anyone_in() -> bool:
    """Whether the server opens to our user with a password that is certainly wrong."""
    import psycopg

    ours = connection.get_connection_params()
    wrong = {name: ours[name] for name in ("dbname", "user", "host", "port") if ours.get(name)}
    try:
        psycopg.connect(**wrong, password="certainly not the password", connect_timeout=5).close()  # noqa: S106
    except psycopg.OperationalError:
        return False
    return True
