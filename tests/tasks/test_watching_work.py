from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from trailblazer.access.roles import ROLES, Permission, Role
from trailblazer.tasks.models import Job

REFRESH = '<meta http-equiv="refresh"'


@pytest.fixture
def lead(db):
    return make.member(role=Role.TEAM_LEAD)


def job(by, **fields):
    return Job.objects.create(name="check an import", asked_by=by, **fields)


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_the_page_asks_again_by_itself_until_the_work_is_over(sign_in, lead, state):
    page = sign_in(lead).get(f"/work/{job(lead, state=state).ref}").content.decode()
    assert REFRESH in page.partition("</head>")[0]
    assert 'aria-live="polite"' in page
    assert "You can leave this page" in page


@pytest.mark.parametrize("state", ["done", "failed"])
def test_work_that_is_over_stands_still(sign_in, lead, state):
    over = job(lead, state=state, finished_at=timezone.now())
    page = sign_in(lead).get(f"/work/{over.ref}").content.decode()
    assert REFRESH not in page
    assert "You can leave this page" not in page


def test_how_far_it_is_stands_in_words(sign_in, lead):
    running = job(lead, state="running", doing="Schools read", done=12_000, total=48_000)
    page = sign_in(lead).get(f"/work/{running.ref}").content.decode()
    assert "Schools read: <strong>12,000</strong> of 48,000 (25%)" in page


def test_work_of_unknown_length_shows_how_much_is_done_without_a_share(sign_in, lead):
    running = job(lead, state="running", doing="Schools read", done=12_000)
    page = sign_in(lead).get(f"/work/{running.ref}").content.decode()
    page = page.partition("<main")[2].partition("</main>")[0]
    assert "Schools read: <strong>12,000</strong></p>" in page
    assert "%" not in page
    assert "tb-bar" not in page


def test_what_failed_says_why_and_how_often_it_was_tried(sign_in, lead):
    failed = job(lead, state="failed", failure="The disk is full", attempts=5)
    page = sign_in(lead).get(f"/work/{failed.ref}").content.decode()
    assert "It failed after 5 tries: The disk is full" in page


def test_what_will_be_tried_again_says_so(sign_in, lead):
    page = sign_in(lead).get(f"/work/{job(lead, attempts=1, failure='Busy').ref}").content.decode()
    assert "will be tried again by itself" in page


def test_a_colleague_of_the_same_organisation_may_watch_too(sign_in, lead):
    colleague = make.member(lead.organisation.team, role=Role.ADMINISTRATOR)
    assert sign_in(colleague).get(f"/work/{job(lead).ref}").status_code == 200


def test_work_of_another_organisation_or_of_the_service_itself_does_not_exist(sign_in, lead):
    client = sign_in(lead)
    assert client.get(f"/work/{job(make.member(role=Role.TEAM_LEAD)).ref}").status_code == 404
    assert client.get(f"/work/{job(None).ref}").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if Permission.SEE_WORK not in ROLES[role]])
def test_a_role_that_may_not_see_work_does_not(sign_in, lead, role):
    other = make.member(lead.organisation.team, role=role)
    assert sign_in(other).get(f"/work/{job(lead).ref}").status_code == 403


def test_the_share_done_never_passes_the_whole():
    assert Job(done=7, total=5).percent == 100
    assert Job(done=7).percent is None
    assert Job(done=0, total=5, heard_from_at=timezone.now() - timedelta(days=1)).percent == 0
