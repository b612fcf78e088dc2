"""Words that are read as plain text: letters and messages. They are templates as pages are, without HTML's escapes."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.template import engines
from jinja2 import Environment


@cache
def _environment() -> Environment:
    from django.template.backends.jinja2 import Jinja2

    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return engine.env.overlay(autoescape=False)


def render(template: str, words: Mapping[str, Any]) -> str:
    """The text of a template with these words in it. A name the template uses and nobody gives is an error."""
    text = _environment().get_template(template).render(words)
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(lines) + "\n"
