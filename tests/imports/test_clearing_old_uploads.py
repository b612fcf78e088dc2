"""A preview nobody confirmed goes after a week with its file. Of what is over only the file goes; its hash stays."""

import os
from datetime import timedelta

import pytest

from tests.imports.conftest import words_of, works
from trailblazer.access.models import LogEntry
from trailblazer.access.records import NotPossible
from trailblazer.access.today import now
from trailblazer.imports.models import Import
from trailblazer.places import actions, uploads
from trailblazer.places.models import School
from trailblazer.places.schedule import clear_old_uploads

pytestmark = pytest.mark.django_db(transaction=True)
OAK = {"URN": "100001", "EstablishmentName": "Oak School"}


def after(days):
    """So many days have gone by, for the records and for the files."""
    Import.objects.update(uploaded_at=now() - timedelta(days=days))
    for folder in uploads.where(uploads.FOLDER).iterdir():
        moment = folder.stat().st_mtime - days * 86400
        os.utime(folder, (moment, moment))


def clear():
    return clear_old_uploads(progress=None)


def folders():
    return [folder.name for folder in uploads.where(uploads.FOLDER).iterdir()]


@pytest.fixture
def previewed(keeper):
    shown = keeper.uploads(OAK)
    works()
    return shown.address


def test_an_unconfirmed_preview_goes_after_a_week_and_says_so(keeper, previewed):
    after(6)
    assert clear() == {"cleared": 0, "swept": 0}
    after(8)
    assert clear() == {"cleared": 1, "swept": 1}
    found = Import.objects.get()
    assert (found.state, found.path, found.summary, len(found.sha256)) == ("lapsed", "", None, 64)
    assert folders() == []
    page = words_of(keeper.opens(previewed))
    assert "Nobody confirmed this file within 7 days" in page
    assert "Import these schools" not in page
    assert "Not confirmed in time" in words_of(keeper.opens("/imports/"))
    assert LogEntry.objects.filter(what="uploaded register of schools cleared").count() == 1
    assert clear() == {"cleared": 0, "swept": 0}


def test_what_was_cleared_is_confirmed_no_more(programme, previewed):
    after(8)
    clear()
    with pytest.raises(NotPossible):
        actions.confirm(Import.objects.get(), by=programme)
    assert not School.objects.exists()


def test_of_an_import_that_is_done_only_the_file_goes_and_it_can_still_be_taken_back(keeper, previewed):
    keeper.sends_from(keeper.opens(previewed), f"{previewed}/confirm")
    works()
    after(8)
    assert clear() == {"cleared": 1, "swept": 1}
    found = Import.objects.get()
    assert (found.state, len(found.sha256)) == ("done", 64)
    keeper.sends(f"{previewed}/take-back")
    works()
    assert Import.objects.get().state == "undone"
    assert not School.objects.exists()


def test_one_under_way_keeps_its_file(keeper):
    keeper.uploads(OAK)
    after(8)
    assert clear() == {"cleared": 0, "swept": 0}
    assert len(folders()) == 1


def test_the_folder_that_a_crash_left_goes_the_next_time_and_a_new_one_does_not(previewed):
    left = uploads.where(uploads.FOLDER) / "left-by-a-crash"
    left.mkdir()
    assert clear() == {"cleared": 0, "swept": 0}
    os.utime(left, (0, 0))
    assert clear() == {"cleared": 0, "swept": 1}
    assert len(folders()) == 1


def test_where_nothing_was_ever_uploaded_there_is_nothing_to_clear(db):
    assert clear() == {"cleared": 0, "swept": 0}


def test_the_preview_of_an_older_register_warns_plainly(keeper):
    keeper.brings_in(OAK, name="gias_20260130.csv")
    shown = keeper.uploads(OAK, name="gias_20251201.csv")
    works()
    page = words_of(keeper.opens(shown.address))
    assert "This register is older than the one of 30 January 2026" in page
    assert "Import this older register" in page
    same = keeper.uploads(OAK, name="gias_20260130.csv")
    works()
    assert "older" not in words_of(keeper.opens(same.address))
