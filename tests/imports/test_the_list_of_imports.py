from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.imports.conftest import words_of
from trailblazer.imports.kinds import TAGS
from trailblazer.imports.models import Import

pytestmark = pytest.mark.django_db
SUMMARY = {"read": 51_457, "refused": 3}


def imported(**fields):
    ordinary = {"kind": "school register", "file_name": "gias_20260130.csv", "as_at": date(2026, 1, 30)}
    return Import.objects.create(**(ordinary | fields))


def test_there_is_something_to_do_where_there_is_none(keeper):
    page = keeper.opens("/imports/")
    assert "Nothing has been imported yet." in page
    assert 'href="/imports/register/add"' in page


@pytest.mark.parametrize("state", Import.State.values)
def test_each_state_has_its_words(keeper, state):
    imported(state=state)
    words, colour = TAGS[Import.State(state)]
    assert f'nhsuk-tag--{colour}">{words}</strong>' in keeper.opens("/imports/")


def test_each_row_says_which_file_of_which_day_who_and_how_much(keeper, programme):
    imported(state="done", summary=SUMMARY, uploaded_by=programme)
    imported(state="checking", file_name="next.csv")
    words = words_of(keeper.opens("/imports/"))
    assert "gias_20260130.csv Register of schools 30 January 2026 Done 51,457 3" in words
    assert "Ada Quill" in words
    assert "not known not known" in words
    assert "from the command line" in words


def test_as_many_queries_for_many_as_for_few(keeper, programme):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            keeper.opens("/imports/")
        return len(queries)

    imported(uploaded_by=programme)
    asked()  # the first page of a session writes the session down
    few = asked()
    for _ in range(60):
        imported(uploaded_by=programme)
    assert asked() == few
