from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from trailblazer.access.roles import ROLES, Permission, Role
from trailblazer.imports.models import Import
from trailblazer.places.history import history, related
from trailblazer.places.models import SchoolChange, SchoolLink

pytestmark = pytest.mark.django_db
REGISTER_DAY, LATER_DAY = date(2026, 1, 30), date(2026, 9, 1)


def a_file(name, as_at):
    return Import.objects.create(kind="school register", file_name=name, as_at=as_at, state="done")


@pytest.fixture
def programme():
    return make.member(role=Role.PROGRAMME)


@pytest.fixture
def read(sign_in, programme):
    """The words of a school's page, without its markup's line breaks."""
    client = sign_in(programme)

    def reading(school):
        answer = client.get(f"/schools/{school.urn}")
        assert answer.status_code == 200
        return " ".join(answer.content.decode().partition("<main")[2].split())

    return reading


def test_it_shows_the_facts_with_the_file_they_come_from_and_its_day(read):
    source = a_file("gias_20260130.csv", REGISTER_DAY)
    school = make.school(
        is_invented=False, last_import=source, census_on=date(2019, 1, 17), fsm_percent=Decimal("23.30")
    )
    page = read(school)
    assert "From gias_20260130.csv, as at 30 January 2026" in page
    assert "Open Government Licence v3.0" in page
    assert "400" in page
    assert "census of 17 January 2019" in page
    assert "23.3%" in page
    assert "11 to 18" in page
    assert "South West London" in page


def test_what_the_register_leaves_blank_is_not_known_and_never_nought(read):
    page = read(make.school(pupils=None, girls=None, easting=None, northing=None, low_age=None))
    figures = page.partition('class="tb-figures"')[2].partition("</dl>")[0]
    assert figures.count("not known") == 3
    assert ">0<" not in figures
    assert 'Grid</dt><dd class="tb-num"><em class="tb-quiet">not known' in page


def test_a_college_without_a_number_says_that_the_register_has_none_for_colleges(read):
    page = read(make.school(type_group_code="1", phase_code="6", phase_name="16 plus", pupils=None))
    assert "Learners" in page
    assert "the register has none for colleges" in page


def test_no_girls_is_a_number(read):
    assert "Girls</dt><dd>0</dd>" in read(make.school(girls=0, boys=400))


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"status_code": "2", "is_open": False}, "Closed</strong>"),
        ({"status_code": "3"}, "Proposed to close</strong>"),
        ({"in_england": False, "authority": None, "is_invented": False}, "kept, and not counted"),
        ({"is_invented": True}, "for the demonstration, and counted nowhere"),
    ],
)
def test_what_sets_it_apart_stands_beside_its_name(read, fields, words):
    banner = read(make.school(**fields)).partition('class="tb-figures"')[0]
    assert words in banner


def test_its_team_is_named_only_while_it_serves(read):
    team = make.team(name="Sutton team")
    school = make.service(team).school
    assert "Sutton team" in read(school)
    gone = make.service(team, starts_on=make.STARTED, ends_on=make.TODAY, state="left").school
    page = read(gone)
    assert "No team serves this school yet" in page
    assert f"/find-your-team/{gone.urn}" in page


def test_a_closed_school_is_not_said_to_want_a_team(read):
    page = read(make.school(status_code="2", is_open=False))
    assert "No team: this school is not open" in page
    assert "find-your-team" not in page


def test_a_closed_school_is_not_said_to_have_full_service(read):
    page = read(make.service(make.team(name="Sutton team"), make.school(is_open=False)).school)
    assert "Sutton team" in page
    assert "the school is not open and not counted as covered" in page
    assert "Full service" not in page


def test_its_history_is_told_newest_first_by_the_day_of_each_file():
    school = make.school()
    first, second = a_file("first.csv", REGISTER_DAY), a_file("second.csv", LATER_DAY)
    add = SchoolChange.objects.create
    add(school=school, happened_on=REGISTER_DAY, source=first)
    add(school=school, field="status_code", old="1", new="2", happened_on=LATER_DAY, source=second)
    add(school=school, field="status_name", old="Open", new="Closed", happened_on=LATER_DAY, source=second)
    add(school=school, field="pupils", old=None, new=1400, happened_on=LATER_DAY, source=second)
    add(school=school, field="closed_on", old=None, new="2026-08-31", happened_on=LATER_DAY, source=second)
    newest, oldest = history(school)
    assert (newest.happened_on, newest.source, newest.is_first) == (LATER_DAY, "second.csv", False)
    assert newest.changes == [
        ("Status", "Open", "Closed"),
        ("Pupils", "not known", "1,400"),
        ("Closed on", "not known", "31 August 2026"),
    ]
    assert (oldest.happened_on, oldest.is_first, oldest.changes) == (REGISTER_DAY, True, [])


def test_what_an_older_file_changed_after_a_newer_one_is_said_to_be_imported_later(read):
    school = make.school(pupils=400)
    newer, older = a_file("newer.csv", LATER_DAY), a_file("older.csv", REGISTER_DAY)
    older.applied_at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    older.save()
    add = SchoolChange.objects.create
    add(school=school, happened_on=LATER_DAY, source=newer)
    add(school=school, field="pupils", old=410, new=400, happened_on=REGISTER_DAY, source=older)
    above, below = history(school)
    assert (above.imported_later_on, below.imported_later_on) == (None, date(2026, 10, 5))
    assert "older.csv. Imported later, on 5 October 2026" in read(school)
    add(school=school, field="pupils", old=400, new=410, happened_on=LATER_DAY, source=newer)
    assert [entry.imported_later_on for entry in history(school)] == [None, date(2026, 10, 5)]


def test_what_came_in_the_order_of_its_days_is_not_said_to_be_late():
    school = make.school()
    for pupils, day in ((1, REGISTER_DAY), (2, LATER_DAY), (3, LATER_DAY)):
        source = a_file(f"{pupils}.csv", day)
        SchoolChange.objects.create(
            school=school, field="pupils", old=0, new=pupils, happened_on=day, source=source
        )
    assert [entry.imported_later_on for entry in history(school)] == [None, None, None]


def test_a_change_of_codes_alone_is_no_entry_of_history():
    school = make.school()
    SchoolChange.objects.create(
        school=school,
        field="phase_code",
        old="2",
        new="4",
        happened_on=LATER_DAY,
        source=a_file("a", LATER_DAY),
    )
    assert history(school) == []


def test_it_leads_to_what_it_was_before_and_became_where_the_register_holds_it(read):
    school, after = make.school(), make.school(name="Marlpit Academy")
    add = SchoolLink.objects.create
    add(
        school=school,
        linked_urn=after.urn,
        linked_name="Old name",
        kind="Successor",
        established_on=LATER_DAY,
    )
    add(school=school, linked_urn=100001, linked_name="Gone School", kind="Predecessor")
    successor, predecessor = sorted(related(school), key=lambda link: link.kind, reverse=True)
    assert (successor.name, successor.is_here) == ("Marlpit Academy", True)
    assert (predecessor.name, predecessor.is_here) == ("Gone School", False)
    page = read(school)
    assert f'<a href="/schools/{after.urn}">Marlpit Academy</a>' in page
    assert "Gone School<span" in page
    assert "not in the register we hold" in page


def test_it_takes_as_many_questions_with_much_history_as_with_none(sign_in, programme):
    client = sign_in(programme)
    bare, full = make.school(), make.service(make.team()).school
    source = a_file("one.csv", REGISTER_DAY)
    SchoolChange.objects.create(school=bare, happened_on=REGISTER_DAY, source=source)
    SchoolLink.objects.create(school=bare, linked_urn=full.urn, kind="Successor")
    for number in range(30):
        source = a_file(f"{number}.csv", REGISTER_DAY)
        SchoolChange.objects.create(
            school=full, field="pupils", old=number, new=number + 1, happened_on=REGISTER_DAY, source=source
        )
        SchoolLink.objects.create(school=full, linked_urn=make.school().urn, kind="Predecessor")
        make.service(make.team(), full)
    client.get(f"/schools/{full.urn}")  # the first page of a session also begins the session
    counts = []
    for school in (make.service(make.team(), bare).school, full):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(f"/schools/{school.urn}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_number_that_is_no_school_is_not_found(sign_in, programme):
    client = sign_in(programme)
    for urn in ("1", "999999", "99999999999999999999"):
        assert client.get(f"/schools/{urn}").status_code == 404


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.VISITOR, Role.SERVICE, Role.SENIOR_MENTAL_HEALTH_LEAD})
)
def test_every_role_that_may_see_schools_sees_it_and_no_other(sign_in, role):
    seen = sign_in(make.member(role=role)).get(f"/schools/{make.school().urn}").status_code
    assert seen == (200 if Permission.SEE_SCHOOLS in ROLES[role] else 403)
