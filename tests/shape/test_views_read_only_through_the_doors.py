"""No page opens a person's record but by `find` or `visible_to`: everything else is a hole in the wall."""

import ast

import pytest
from django.apps import apps
from django.conf import settings

from trailblazer.access.records import VisibleRecord

RECORDS = {model.__name__ for model in apps.get_models() if issubclass(model, VisibleRecord)}
PAGES = sorted(
    path
    for path in settings.PACKAGE.rglob("*.py")
    if path.stem == "views" or "views" in path.parent.parts[-1:] or path.stem in ("our_school", "menu")
)


def _unscoped(tree):
    """Places that reach for a record's manager without going on to `visible_to`."""
    scoped = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    for node in ast.walk(tree):
        is_manager = isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
        if (
            is_manager
            and isinstance(node.value, ast.Name)
            and node.value.id in RECORDS
            and id(node) not in scoped
        ):
            yield f"line {node.lineno}: {node.value.id}.{node.attr}"


def test_there_are_pages():
    assert len(PAGES) >= 8


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(settings.PACKAGE)))
def test_a_view_reads_records_only_through_the_doors(path):
    assert list(_unscoped(ast.parse(path.read_text()))) == []


def test_the_check_itself_finds_a_hole():
    tree = ast.parse("Referral.objects.get(pk=1)\nReferral.objects.visible_to(member).first()")
    assert list(_unscoped(tree)) == ["line 1: Referral.objects"]
