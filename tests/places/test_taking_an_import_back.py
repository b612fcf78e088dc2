"""Taking an import back: every school is as it was, or nothing is taken back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from tests import make
from tests.register_files import links_text, register_text, write
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Role
from trailblazer.imports.models import Import
from trailblazer.places import actions, areas
from trailblazer.places.models import School, SchoolChange, SchoolLink

pytestmark = pytest.mark.django_db
OAK = {"URN": "100001", "EstablishmentName": "Oak School"}
ELM = {"URN": "100002", "EstablishmentName": "Elm School"}
CHEAM = {"Town": "Cheam"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("registers")


@pytest.fixture
def bring_in(folder):
    return lambda *rows, **more: import_of(folder, list(rows), **more)


def import_of(folder, rows, links=(), as_at=date(2026, 1, 30)):
    register = write(folder / "register.csv", register_text(*rows))
    with_links = write(folder / "links.csv", links_text(*links)) if links else None
    return actions.import_register(register, by=Service(), as_at=as_at, links=with_links)


def schools():
    return [list(model.objects.order_by("pk").values()) for model in (School, SchoolChange, SchoolLink)]


def test_each_school_is_as_it_was(bring_in):
    bring_in(OAK)
    before = schools()
    made = bring_in(OAK | CHEAM | {"OpenDate": "01-09-2011", "PercentageFSM": "23.3"}, ELM)
    actions.undo(made, by=Service())
    assert schools() == before
    made.refresh_from_db()
    assert (made.state, made.undone_at is not None) == ("undone", True)


def test_taking_back_twice_changes_nothing_more(bring_in):
    made = bring_in(OAK)
    actions.undo(made, by=Service())
    assert actions.undo(made, by=Service()).state == "undone"


def test_it_may_be_brought_in_again_afterwards(bring_in):
    actions.undo(bring_in(OAK), by=Service())
    assert bring_in(OAK).summary["added"] == 1


def test_not_where_a_later_import_changed_the_same_school(bring_in):
    first = bring_in(OAK, ELM)
    bring_in(OAK | CHEAM, ELM)
    before = schools()
    with pytest.raises(NotPossible, match="A later import changed some of these schools too"):
        actions.undo(first, by=Service())
    assert schools() == before


def test_nor_where_a_later_import_linked_a_school_that_it_added(bring_in):
    first = bring_in(OAK, ELM)
    bring_in(OAK, ELM, links=[{"URN": "100001", "LinkURN": "100002", "LinkType": "Successor"}])
    with pytest.raises(NotPossible, match="A later import"):
        actions.undo(first, by=Service())


def test_it_is_the_order_of_saving_that_counts_and_not_of_uploading(bring_in):
    earlier = Import.objects.create(kind="school register", file_name="a", as_at=date(2026, 1, 1))
    later = bring_in(OAK)
    SchoolChange.objects.create(
        school_id=100001,
        field="town",
        old="Sutton",
        new="Cheam",
        happened_on=date(2026, 1, 1),
        source=earlier,
    )
    with pytest.raises(NotPossible, match="A later import"):
        actions.undo(later, by=Service())


def test_later_imports_of_other_schools_are_no_hindrance(bring_in):
    bring_in(OAK, ELM)
    changed = bring_in(OAK | CHEAM, ELM)
    bring_in(OAK | CHEAM, ELM | CHEAM)
    actions.undo(changed, by=Service())
    assert dict(School.objects.values_list("urn", "town")) == {100001: "Sutton", 100002: "Cheam"}


def test_not_where_a_team_serves_a_school_that_it_added(bring_in):
    made = bring_in(OAK, ELM)
    make.service(make.team(), School.objects.get(urn=100001))
    before = schools()
    with pytest.raises(NotPossible, match="in use"), transaction.atomic():
        actions.undo(made, by=Service())
    assert schools() == before


def test_not_where_people_sign_in_for_a_school_that_it_added(bring_in):
    made = bring_in(OAK)
    make.member(School.objects.get())
    with pytest.raises(NotPossible, match="in use"):
        actions.undo(made, by=Service())


def test_a_team_that_serves_a_school_which_only_changed_is_no_hindrance(bring_in):
    bring_in(OAK)
    make.service(make.team(), School.objects.get())
    actions.undo(bring_in(OAK | CHEAM), by=Service())
    assert School.objects.get(urn=100001).town == "Sutton"


def test_what_was_never_brought_in_cannot_be_taken_back():
    waiting = Import.objects.create(
        kind="school register", file_name="a", as_at=date(2026, 1, 1), state="preview"
    )
    with pytest.raises(NotPossible, match="Only an import that is done"):
        actions.undo(waiting, by=Service())


def test_only_who_keeps_the_register_may(bring_in):
    made = bring_in(OAK)
    with pytest.raises(PermissionDenied):
        actions.undo(made, by=make.member(make.team(), Role.TEAM_LEAD))


URNS = some.sampled_from([str(100001 + number) for number in range(5)])
CELLS = some.fixed_dictionaries(
    {"URN": URNS},
    optional={
        "Town": some.sampled_from(["Sutton", "Cheam", "São"]),
        "EstablishmentStatus (code)": some.sampled_from("1234"),
        "NumberOfPupils": some.sampled_from(["", "0", "410"]),
        "PercentageFSM": some.sampled_from(["", "0", "23.3", "100"]),
        "CloseDate": some.sampled_from(["", "31-08-2025"]),
        "LA (code)": some.sampled_from(["319", "315", "672", ""]),
        "Easting": some.sampled_from(["", "525800"]),
    },
)
LINK = some.builds(lambda one, other: {"URN": one, "LinkURN": other, "LinkType": "Successor"}, URNS, URNS)
ROWS = some.lists(CELLS, min_size=1, max_size=5)
FILES = some.tuples(ROWS, some.lists(LINK, max_size=3))


@settings(max_examples=25)
@given(some.lists(FILES, min_size=2, max_size=4))
def test_taking_back_the_last_ones_gives_what_was_before_each_of_them(folder, files):
    with transaction.atomic():
        areas.load(by=Service())
        seen, made = [], []
        for rows, links in files:
            seen.append(schools())
            made.append(import_of(folder, rows, links))
        while made:
            actions.undo(made.pop(), by=Service())
            assert schools() == seen.pop()
        transaction.set_rollback(True)
