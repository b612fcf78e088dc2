"""Every address of ours leads to a view that declares its permissions; an empty declaration is a public page."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

FRAMEWORK = ("allauth", "django")


def routes(resolver=None, prefix=""):
    """Every pattern of the resolver with its whole address and its name."""
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern


OURS = [(a, p) for a, p in routes() if not p.callback.__module__.startswith(FRAMEWORK)]


def test_there_are_pages():
    assert len(OURS) > 30


@pytest.mark.parametrize("address, pattern", OURS, ids=[address for address, _ in OURS])
def test_a_page_declares_who_may_open_it(address, pattern):
    assert hasattr(pattern.callback, "permissions"), (
        f"{pattern.callback.__module__} {pattern.callback.__name__}"
    )
