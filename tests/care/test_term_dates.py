"""Term dates of a school: its own, its authority's, or not known; entered by its team; imported from a file."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import make
from tests.young_people.pages import send, words_of
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Role
from trailblazer.care.actions.terms import enter_terms
from trailblazer.care.calendars import refuse_closed, terms_of_school
from trailblazer.domain.school_days import Stretch
from trailblazer.domain.terms import SchoolYear
from trailblazer.places import terms
from trailblazer.places.actions import import_terms
from trailblazer.places.models import SchoolTerm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
FILE = """
source = "Sutton Council, 3 March 2026"
[[authorities]]
code = "319"
terms = [{ name = "Autumn, first half", starts_on = 2026-09-02, ends_on = 2026-10-23 },
         { name = "Autumn, second half", starts_on = 2026-11-02, ends_on = 2026-12-18 }]
"""


@pytest.fixture
def school(team):
    return make.service(team).school


@pytest.fixture
def member(team):
    return make.member(team, Role.ADMINISTRATOR)


def test_a_file_of_an_authority_is_read_whole(school):
    assert import_terms(terms.from_text(FILE), by=Service()) == 2
    assert import_terms(terms.from_text(FILE), by=Service()) == 2
    assert SchoolTerm.objects.count() == 2
    known = terms_of_school(school)
    assert (known.whose, known.source) == ("authority", "Sutton Council, 3 March 2026")
    with pytest.raises(NotPossible, match=r"closed on 28 October \(holiday until 1 November\)"):
        refuse_closed(school, date(2026, 10, 28))


@pytest.mark.parametrize(
    "wrong, match",
    [
        ("source =", "not TOML"),
        ("[[authorities]]\ncode = '319'", "where its dates come from"),
        (FILE.replace("2026-10-23", "2026-11-05"), "ends on 5 November, after"),
        (FILE.replace("2026-10-23", "2026-08-01"), "not before it"),
        (FILE.replace("319", "999"), "no authority with the code 999"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(school, wrong, match):
    with pytest.raises(terms.TermsFault, match=match):
        import_terms(terms.from_text(wrong), by=Service())
    assert not SchoolTerm.objects.exists()


def test_the_sample_that_travels_with_the_service_can_be_read():
    sample = terms.from_text(terms.SAMPLE.read_text(encoding="utf-8"))
    assert sample.source == "Invented for the demonstration"
    assert set(sample.by_authority) == {"207", "212", "213", "315", "319"}


def test_where_nobody_gave_dates_the_page_says_not_known(school, member, sign_in):
    page = words_of(sign_in(member).get(reverse("care:terms", args=[school.pk])))
    assert "Nobody has entered term dates" in page
    assert "not known" in words_of(sign_in(member).get(reverse("places:school", args=[school.pk])))


def test_a_schools_own_dates_are_entered_beginning_with_its_authoritys(school, member, sign_in):
    import_terms(terms.from_text(FILE), by=Service())
    client = sign_in(member)
    address = reverse("care:enter_terms", args=[school.pk, 2026])
    done = send(client, address, last_0_day="16", source="The school office")
    assert done.status_code == 302
    known = terms_of_school(school)
    assert known.whose == "school"
    assert known.stretches[0].last_day == date(2026, 10, 16)
    page = words_of(client.get(reverse("care:terms", args=[school.pk])))
    assert "The school’s own dates" in page
    send(client, reverse("care:use_authority_terms", args=[school.pk]))
    assert terms_of_school(school).whose == "authority"


def test_half_a_half_is_refused_and_what_was_typed_stays(school, member, sign_in):
    page = send(
        sign_in(member), reverse("care:enter_terms", args=[school.pk, 2026]),
        first_0_day="2", first_0_month="9", first_0_year="2026", source="Office",
    )  # fmt: skip
    assert "Enter both days of autumn, first half, or neither" in words_of(page)
    assert 'value="Office"' in page.content.decode()


@pytest.mark.parametrize(
    "stretches, match",
    [
        ([], "at least one"),
        ([Stretch(date(2025, 9, 2), date(2025, 10, 2), "Autumn")], "not within the school year 2026/27"),
        (
            [
                Stretch(date(2026, 9, 2), date(2026, 10, 2), "A"),
                Stretch(date(2026, 10, 1), date(2026, 12, 2), "B"),
            ],
            "A ends on 2 October, after B begins",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused(school, member, stretches, match):
    with pytest.raises(NotPossible, match=match):
        enter_terms(school, by=member, year=SchoolYear(2026), stretches=stretches, source="Office")


def test_another_teams_school_is_not_theirs_to_enter(school, sign_in):
    stranger = make.member(make.team(), Role.ADMINISTRATOR)
    stretch = Stretch(date(2026, 9, 2), date(2026, 10, 2), "Autumn")
    with pytest.raises(PermissionDenied):
        enter_terms(school, by=stranger, year=SchoolYear(2026), stretches=[stretch], source="Office")
    assert sign_in(stranger).get(reverse("care:enter_terms", args=[school.pk, 2026])).status_code == 404


def test_the_page_of_a_school_shows_term_and_next_visit(school, member, team, sign_in):
    from tests.care.days import Days

    days = Days()
    visit = days.visit(date(2026, 12, 1))
    page = words_of(sign_in(days.member).get(reverse("places:school", args=[days.school.pk])))
    assert "Open, until 18 December 2026" in page
    assert "Tuesday 1 December, 9am" in page
    outsider = words_of(sign_in(member).get(reverse("places:school", args=[days.school.pk])))
    assert "Tuesday 1 December" not in outsider
    assert visit.ref not in outsider
