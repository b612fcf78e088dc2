import pytest

from tests import make
from trailblazer.places.models import SchoolLink
from trailblazer.places.successors import became

pytestmark = pytest.mark.django_db


def closed(name="Old School", **fields):
    return make.school(name=name, is_open=False, status_code="2", **fields)


def link(school, to, kind="Successor"):
    SchoolLink.objects.create(school=school, linked_urn=getattr(to, "urn", to), kind=kind)


@pytest.fixture
def old():
    return closed()


@pytest.mark.parametrize(
    "kind, follows",
    [
        ("Successor", True),
        ("Successor - merged", True),
        ("Successor - amalgamated", True),
        ("Successor - Split School", True),
        ("Predecessor", False),
        ("Sixth Form Centre Link", False),
    ],
)
def test_a_closed_school_became_its_successors(old, kind, follows):
    new = make.school()
    link(old, new, kind)
    assert became([old.urn]) == {old.urn: [new] if follows else []}


def test_what_it_became_is_followed_through_those_that_closed_since(old):
    since, now = closed(), make.school()
    link(old, since)
    link(since, now)
    assert became([old.urn, since.urn]) == {old.urn: [now], since.urn: [now]}


def test_a_school_may_become_several_and_each_is_named_once(old):
    since, first, second = closed(), make.school(name="A"), make.school(name="B")
    for to in (second, first, since):
        link(old, to)
    link(since, first)
    assert became([old.urn])[old.urn] == [first, second]


def test_what_is_closed_outside_england_or_not_here_is_nowhere_to_go(old):
    for to in (closed(), make.school(in_england=False), 100001):
        link(old, to)
    assert became([old.urn])[old.urn] == []


def test_an_open_school_became_nothing():
    school = make.school()
    link(school, make.school(), "Successor - Split School")
    assert became([school.urn]) == {school.urn: []}


def test_links_in_a_circle_end(old):
    other = closed()
    link(old, other)
    link(other, old)
    assert became([old.urn]) == {old.urn: []}


def test_schools_that_became_nothing_cost_one_question(django_assert_num_queries):
    urns = [make.school().urn for _ in range(5)]
    with django_assert_num_queries(1):
        became(urns)
