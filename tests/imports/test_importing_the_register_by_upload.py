"""The register of schools as pages: upload, check, confirm, progress, done, take back."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import make
from tests.imports.conftest import words_of, works
from tests.register_files import links_text, register_text
from trailblazer.access.roles import ROLES, Permission, Role
from trailblazer.imports.models import Import
from trailblazer.places.models import School, SchoolLink
from trailblazer.tasks.models import Job
from trailblazer.tasks.work import run_job, take_up_what_was_dropped

pytestmark = pytest.mark.django_db(transaction=True)
OAK = {"URN": "100001", "EstablishmentName": "Oak School"}
ELM = {"URN": "100002", "EstablishmentName": "Elm School"}
CHEAM = {"Town": "Cheam"}
REFRESH = '<meta http-equiv="refresh" content="2">'


def state():
    return Import.objects.latest("pk").state


def test_from_upload_to_done(keeper):
    shown = keeper.uploads(OAK, ELM, name="edubasealldata20260130.csv")
    assert REFRESH in shown.page
    assert "The file is being checked" in shown.page
    assert 'aria-live="polite"' in shown.page
    works()
    page = keeper.opens(shown.address)
    assert REFRESH not in page
    assert "Check before you send" in page
    assert "Schools added 2 not here before" in words_of(page)
    assert not School.objects.exists()

    confirmed = keeper.sends_from(page, f"{shown.address}/confirm")
    assert REFRESH in confirmed.page
    assert "The schools are being saved" in confirmed.page
    works()
    page = keeper.opens(shown.address)
    assert "What changed" in page
    assert ">Done</strong>" in page
    assert list(School.objects.values_list("name", flat=True)) == ["Elm School", "Oak School"]
    made = Import.objects.get()
    assert (str(made.as_at), made.uploaded_by.user.name) == ("2026-01-30", "Ada Quill")


def test_the_preview_says_what_changes_what_is_refused_and_what_stays(keeper):
    keeper.brings_in(OAK, ELM)
    bad = {"URN": "100003", "OpenDate": "31-02-2020"}
    shown = keeper.uploads(OAK | CHEAM, bad)
    works()
    words = words_of(keeper.opens(shown.address))
    assert "Schools changed 1 0 closed, 0 opened again" in words
    assert "Rows refused 1" in words
    assert "3 OpenDate" in words
    assert "no such day" in words
    assert "Town 1" in words
    assert "Schools that the file does not name: 1. Nothing is deleted." in words


CLOSED = {
    "EstablishmentStatus (code)": "2",
    "EstablishmentStatus (name)": "Closed",
    "CloseDate": "31-08-2026",
}


def test_schools_that_a_team_serves_and_the_file_closes_are_listed_before_and_after(keeper):
    keeper.brings_in(OAK, ELM, {"URN": "100003", "EstablishmentName": "Ash School"})
    team = make.team(name="Sutton team", is_invented=False)
    service = make.service(team, School.objects.get(pk=100001))
    shown = keeper.uploads(OAK | CLOSED, ELM | CLOSED)
    works()
    page = keeper.opens(shown.address)
    assert "Closed schools that a team serves: 1" in words_of(page)
    assert "Oak School Sutton by this file Sutton team" in words_of(page)
    assert f'<a href="/teams/{team.ref}">Sutton team</a>' in page

    keeper.sends_from(page, f"{shown.address}/confirm")
    works()
    page = keeper.opens(shown.address)
    assert "Oak School Sutton 31 August 2026 Sutton team" in words_of(page)
    assert '<a href="/schools/100001">Oak School</a>' in page

    service.ends_on, service.state = make.TODAY, "left"
    service.save()
    assert "Closed schools that a team serves" not in words_of(keeper.opens(shown.address))


def test_more_of_them_than_are_shown_are_a_link_away(keeper):
    address = keeper.brings_in(OAK)
    team = make.team()
    for _ in range(22):
        make.service(team, make.school(is_open=False, status_code="2"))
    words, page = words_of(keeper.opens(address)), keeper.opens(address)
    assert "And 2 more." in words
    assert keeper.opens("/schools/?state=closed&team=yes").count("Marlpit School") >= 22
    assert "/schools/?state=closed&amp;team=yes" in page


def test_links_come_with_it(keeper):
    link = {"URN": "100001", "LinkURN": "100002", "LinkName": "Elm School", "LinkType": "Successor"}
    keeper.brings_in(OAK, ELM, links=links_text(link))
    assert SchoolLink.objects.get().linked_urn == 100002


@pytest.mark.parametrize(
    "content, said",
    [
        (b"PK\x03\x04 not really a workbook", "damaged or was cut short"),
        (b"name,age\nRobin,9\n", "This file is not the school register"),
        (register_text(OAK, without=("URN",)).encode("cp1252"), "lacks a column of the school register: URN"),
    ],
)
def test_a_file_of_no_use_is_refused_with_its_reason(keeper, content, said):
    shown = keeper.uploads(content=content)
    works()
    page = keeper.opens(shown.address)
    assert "File refused" in page
    assert said in words_of(page)
    assert "Import these schools" not in page
    assert REFRESH not in page
    assert not School.objects.exists()
    assert "File refused" in keeper.opens("/imports/")


def test_the_name_of_a_file_is_shown_and_never_used_as_a_path(keeper, tmp_path):
    keeper.uploads(OAK, name="..%2F..%2Fx20260130<b>.csv")
    made = Import.objects.get()
    assert made.path == f"imports/{made.ref}/register"
    assert (tmp_path / made.path).exists()
    assert "<b>" not in keeper.opens(f"/imports/register/{made.ref}").partition("<main")[2]


@pytest.mark.parametrize(
    "name, typed, said",
    [
        ("register.csv", {}, "Enter the day of the register"),
        (
            "register.csv",
            {"as_at_day": "31", "as_at_month": "2", "as_at_year": "2026"},
            "for example 30 1 2026",
        ),
        ("register20261125.csv", {}, "Enter a day that is not in the future"),
    ],
)
def test_the_day_of_a_register_is_known_and_not_to_come(keeper, name, typed, said):
    file = SimpleUploadedFile(name, register_text(OAK).encode("cp1252"))
    assert said in keeper.sends("/imports/register/add", file=file, **typed).page
    assert not Import.objects.exists()


def test_a_day_typed_goes_before_the_day_in_the_name(keeper):
    file = SimpleUploadedFile("register20260130.csv", register_text(OAK).encode("cp1252"))
    keeper.sends("/imports/register/add", file=file, as_at_day="1", as_at_month="2", as_at_year="2026")
    assert str(Import.objects.get().as_at) == "2026-02-01"


def test_a_file_must_be_chosen_and_hold_something(keeper):
    assert "Choose the register of schools" in keeper.sends("/imports/register/add").page
    empty = SimpleUploadedFile("gias_20260130.csv", b"")
    assert "Choose a file that is not empty" in keeper.sends("/imports/register/add", file=empty).page


def test_the_same_form_sent_twice_uploads_once(keeper):
    first = keeper.uploads(OAK)
    file = SimpleUploadedFile("gias_20260130.csv", register_text(OAK).encode("cp1252"))
    again = keeper.client.post("/imports/register/add", {"submission_key": first.key, "file": file})
    assert again["Location"] == first.address
    assert (Import.objects.count(), Job.objects.count()) == (1, 1)


def test_confirming_twice_imports_once(keeper):
    shown = keeper.uploads(OAK)
    works()
    page = keeper.opens(shown.address)
    for _ in range(2):
        keeper.sends_from(page, f"{shown.address}/confirm")
    assert Job.objects.filter(name="apply register").count() == 1
    refused = keeper.sends_from(re.sub(r"[0-9a-f]{32}", "0" * 32, page), f"{shown.address}/confirm")
    assert "This file is not waiting to be confirmed" in refused.page


def test_a_job_that_is_run_again_changes_nothing_more(keeper):
    address = keeper.brings_in(OAK, ELM)
    before = list(School.objects.values()), list(Import.objects.values())
    for job in Job.objects.all():
        Job.objects.filter(pk=job.pk).update(state="waiting")
        run_job.call(job.pk)
    assert (list(School.objects.values()), list(Import.objects.values())) == before
    assert "Done" in keeper.opens(address)


def test_a_worker_that_dies_while_saving_leaves_nothing_half_done(keeper):
    shown = keeper.uploads(OAK)
    works()
    keeper.sends_from(keeper.opens(shown.address), f"{shown.address}/confirm")
    long_ago = timezone.now() - timedelta(hours=1)
    DBTaskResult.objects.all().delete()
    Job.objects.filter(name="apply register").update(state="running", attempts=1, heard_from_at=long_ago)
    works()
    assert state() == "applying"
    take_up_what_was_dropped()
    works()
    assert (state(), School.objects.count()) == ("done", 1)


def test_a_check_that_fails_for_good_says_so(keeper, tmp_path):
    shown = keeper.uploads(OAK)
    made = Import.objects.get()
    Job.objects.filter(pk=made.job_id).update(state="failed", attempts=3)
    page = keeper.opens(shown.address)
    assert "The file could not be checked" in page
    assert "Nothing was changed. It was tried 3 times." in words_of(page)
    assert REFRESH not in page


def test_saving_that_failed_for_good_may_be_tried_again(keeper):
    shown = keeper.uploads(OAK)
    works()
    keeper.sends_from(keeper.opens(shown.address), f"{shown.address}/confirm")
    Job.objects.filter(name="apply register").update(state="failed", attempts=3)
    page = keeper.opens(shown.address)
    assert "Try again" in page
    keeper.sends_from(page, f"{shown.address}/confirm")
    works()
    assert (state(), School.objects.count()) == ("done", 1)


def test_taking_it_back_asks_first_and_then_does_it(keeper):
    keeper.brings_in(OAK)
    address = keeper.brings_in(OAK | CHEAM, ELM)
    asked = keeper.opens(f"{address}/take-back")
    assert "Take this import back?" in asked
    assert "Schools that it added and that will be gone: 1" in words_of(asked)
    assert School.objects.count() == 2
    assert "The import is being taken back" in keeper.sends_from(asked, f"{address}/take-back").page
    works()
    assert "Taken back on 24 November 2026" in words_of(keeper.opens(address))
    assert list(School.objects.values_list("urn", "town")) == [(100001, "Sutton")]


def test_it_is_not_taken_back_where_a_later_import_changed_the_same_schools(keeper):
    first = keeper.brings_in(OAK)
    keeper.brings_in(OAK | CHEAM)
    refused = keeper.sends_from(keeper.opens(f"{first}/take-back"), f"{first}/take-back")
    assert "A later import changed some of these schools too. Take that one back first" in refused.page
    assert School.objects.get().town == "Cheam"


def test_nor_where_a_school_that_it_added_is_in_use(keeper):
    address = keeper.brings_in(OAK)
    make.service(make.team(), School.objects.get())
    keeper.sends_from(keeper.opens(f"{address}/take-back"), f"{address}/take-back")
    works()
    page = keeper.opens(address)
    assert "This import was not taken back" in page
    assert "are in use, so it cannot be taken back" in page
    assert (state(), School.objects.count()) == ("done", 1)


def test_an_import_that_is_not_done_has_no_page_to_take_it_back(keeper):
    shown = keeper.uploads(OAK)
    assert "Take this import back?" not in keeper.opens(f"{shown.address}/take-back")


MAY_NOT = [role for role in Role if Permission.KEEP_REGISTER not in ROLES[role] and role != Role.VISITOR]


@pytest.mark.parametrize("role", MAY_NOT)
def test_nobody_else_opens_these_pages(keeper, sign_in, role):
    shown = keeper.uploads(OAK)
    works()
    client = sign_in(make.member(make.team(), role))
    for address in ("/imports/", "/imports/register/add", shown.address, f"{shown.address}/take-back"):
        assert client.get(address).status_code == 403
    assert client.post(f"{shown.address}/confirm", {"submission_key": "0" * 32}).status_code == 403
    assert state() == "preview"


def test_someone_without_an_account_is_asked_to_sign_in(client):
    assert client.get("/imports/register/add").status_code == 302


def test_an_import_that_is_not_there_is_not_found(keeper):
    assert keeper.client.get("/imports/register/0000000000000000").status_code == 404
