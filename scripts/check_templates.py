"""Every page compiles, names nothing that no view gives it, and keeps the rules a strict policy in the browser needs.

A name that a page uses must be set in it, be one of the environment's, or be a key that some Python of the page's own
app (or of the shared page furniture) writes down: `{"referral": ...}`, `dict(referral=...)`, `context["referral"]`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment, TemplateError, meta, nodes

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "trailblazer"
# What Django and its forms give to every page or widget.
GIVEN = {
    "request",
    "csrf_input",
    "csrf_token",
    "messages",
    "form",
    "field",
    "fields",
    "widget",
    "errors",
    "view",
    "given",  # to what one app brings to the page of another: places/cards.py, young_people/record_pages.py
}
# What the library of sign-in gives to its pages, by their folders.
LIBRARY_PAGES = ("account/", "mfa/", "usersessions/")
GIVEN_BY_LIBRARY = {
    "action_url",
    "authenticator",
    "authenticators",
    "can_download_codes",
    "can_generate_codes",
    "can_view_codes",
    "is_mfa_enabled",
    "js_data",
    "reauthentication_alternatives",
    "redirect_field",
    "session_count",
    "sessions",
    "token_fail",
    "total_count",
    "totp_svg_data_uri",
    "unused_code_count",
    "unused_codes",
    "webauthn_form",
}
SHARED = (
    "ui",
    "desk/menu.py",
    "access/middleware.py",
    "young_people/record_pages.py",
    "young_people/first_seen.py",
)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
FORBIDDEN = {
    "an inline style": re.compile(r"""<[a-z][^<>]*\sstyle\s*=|["']style["']\s*:|<style\b""", re.IGNORECASE),
    "an inline event": re.compile(r"""<[a-z][^<>]*\son[a-z]+\s*=|["']on[a-z]{4,}["']\s*:""", re.IGNORECASE),
    "a script without a nonce": re.compile(r"<script\b(?![^>]*\bnonce=)[^>]*>", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "something fetched from another host": re.compile(
        r"<(link|script|img|iframe|source|object|form)\b[^>]*(https?:)?//[a-z]", re.IGNORECASE
    ),
}
ADDRESS = re.compile(r"https?://([a-z0-9.-]+)", re.IGNORECASE)
# Places a page may link to; nothing is ever fetched from them.
LINKED = {
    "111.nhs.uk",
    "get-information-schools.service.gov.uk",
    "giveusashout.org",
    "www.bbc.co.uk",
    "www.childline.org.uk",
    "www.england.nhs.uk",
    "www.gov.uk",
    "www.kooth.com",
    "www.nationalarchives.gov.uk",
    "www.nhs.uk",
    "www.samaritans.org",
    "www.w3.org",
    "www.youngminds.org.uk",
}


def pages() -> Jinja2:
    """The engine that renders them, as the settings make it."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return engine


def templates() -> Iterator[tuple[str, Path]]:
    """Each page with the name it is loaded by: what follows its app's `pages` folder."""
    for path in sorted(PACKAGE.glob("*/pages/**/*.jinja")):
        yield Path(*path.relative_to(PACKAGE).parts[2:]).as_posix(), path


def keys_written_in(paths: Iterator[Path] | list[Path]) -> set[str]:
    """Every name that the Python files could hand to a page."""
    return set().union(*map(keys_of, paths))


@cache
def keys_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Dict):
            found |= {
                key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
            }
        elif isinstance(node, ast.Call):
            found |= {word.arg for word in node.keywords if word.arg}
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            found |= {node.slice.value} if isinstance(node.slice.value, str) else set()
    return found


def python_of(place: str) -> list[Path]:
    path = PACKAGE / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def names_made_in(environment: Environment, tree: nodes.Template) -> set[str]:
    """What the page, or a page that it extends, sets or imports at its top, which its blocks see too."""
    made: set[str] = set()
    for node in tree.body:
        if isinstance(node, nodes.FromImport):
            made |= {name if isinstance(name, str) else name[1] for name in node.names}
        elif isinstance(node, nodes.Import):
            made.add(node.target)
        elif isinstance(node, nodes.Macro):
            made.add(node.name)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            made |= {name.name for name in node.find_all(nodes.Name) if name.ctx == "store"}
        elif isinstance(node, nodes.Extends) and isinstance(node.template, nodes.Const):
            assert environment.loader is not None
            source = environment.loader.get_source(environment, node.template.value)[0]
            made |= names_made_in(environment, environment.parse(source))
    return made


def faults_of_names(
    environment: Environment, tree: nodes.Template, path: Path, shared: set[str]
) -> Iterator[str]:
    app = path.relative_to(PACKAGE).parts[0]
    known = GIVEN | shared | environment.globals.keys() | keys_written_in(python_of(app))
    known |= names_made_in(environment, tree)
    if Path(*path.relative_to(PACKAGE).parts[2:]).as_posix().startswith(LIBRARY_PAGES):
        known |= GIVEN_BY_LIBRARY
    for name in sorted(meta.find_undeclared_variables(tree) - known):
        yield f"nothing gives the page a name {name}"


def faults_of_text(text: str) -> Iterator[str]:
    for what, pattern in FORBIDDEN.items():
        for found in pattern.finditer(text):
            yield f"line {text.count(chr(10), 0, found.start()) + 1}: {what}"
    for found in ADDRESS.finditer(text):
        if found[1].lower() not in LINKED:
            yield f"line {text.count(chr(10), 0, found.start()) + 1}: an address that is not on the list: {found[0]}"


def faults_of(environment: Environment, name: str, path: Path, shared: set[str]) -> Iterator[str]:
    text = path.read_text("utf-8")
    try:
        if Path(str(environment.get_template(name).filename)) != path:
            yield f"another page is called {name} too"
        yield from faults_of_names(environment, environment.parse(text), path, shared)
    except TemplateError as fault:
        yield f"does not compile: {fault}"
    # Blank lines stand for what is taken out, so that line numbers stay right.
    yield from faults_of_text(COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text))


def main() -> int:
    django.setup()
    environment = pages().env
    shared = set().union(*(keys_written_in(python_of(place)) for place in SHARED))
    found = list(templates())
    faults = [
        f"{path.relative_to(ROOT)}: {fault}"
        for name, path in found
        for fault in faults_of(environment, name, path, shared)
    ]
    print("\n".join(faults) or f"{len(found)} pages keep the rules.")
    return 1 if faults or not found else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
