from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.referrals.conftest import figures_on, names_on
from trailblazer.access.models import LogEntry

TODAY = make.TODAY


def names(page):
    return [name.split()[-1] for name in names_on(page)]


@pytest.fixture
def page(place, sign_in):
    client = sign_in(place.supervisor)

    def opened(question=""):
        return client.get(f"/requests/{question}")

    return opened


def fill(place, count):
    for number in range(count):
        person = make.young_person(place.team) if number % 2 else None
        referral = place.referral(
            young_person=person, owner=place.therapist, risks=["missing"] * (number % 3 == 0)
        )
        if number % 4 == 0:
            make.event(referral, "answered", TODAY)


def test_the_longest_wait_comes_first(place, page):
    place.referral(last_name="Second", received_on=date(2026, 11, 10))
    place.referral(last_name="First", received_on=date(2026, 10, 10))
    assert names(page()) == ["First", "Second"]


def test_the_words_say_how_long(place, page):
    place.referral(received_on=TODAY - timedelta(days=47))
    assert "19 past 28" in page().content.decode()


@pytest.mark.parametrize(
    "stage, fields, is_there",
    [
        ("to_match", {}, True),
        ("to_decide", {"state": "needs_information"}, True),
        ("to_decide", {"state": "accepted", "decided_on": TODAY}, False),
        ("missing_middle", {"state": "missing_middle", "decided_on": TODAY}, True),
        ("handed_over", {"state": "handed_over", "decided_on": TODAY}, True),
        ("waiting", {"state": "handed_over", "decided_on": TODAY}, False),
        ("closed", {"state": "withdrawn"}, True),
        ("all", {"state": "withdrawn"}, True),
    ],
)
def test_each_stage_holds_its_own(place, page, stage, fields, is_there):
    from trailblazer.referrals.models import Referral

    made = place.referral(last_name="Here")
    Referral.objects.filter(pk=made.pk).update(**fields)
    assert (names(page(f"?stage={stage}")) == ["Here"]) is is_there


@pytest.mark.parametrize(
    "typed, found",
    [
        ("whitlocke", True),
        ("HANA whit", True),
        ("999 000 0018", True),
        ("Hana Ellerby", False),
        ("---", False),
    ],
)
def test_a_request_is_found_by_name_and_number(place, page, typed, found):
    place.referral(first_name="Hana", last_name="Whitlocke", nhs_number="9990000018")
    assert bool(names(page(f"?q={typed}"))) is found


def test_a_request_is_found_by_its_reference_as_it_is_spoken(place, page):
    from trailblazer.access.references import spoken

    made = place.referral(last_name="Here")
    place.referral(last_name="There")
    assert names(page(f"?q={spoken(made.ref)}")) == ["Here"]


def test_a_matched_request_is_found_by_the_name_in_the_record(place, page):
    person = make.young_person(place.team, first_name="Łukasz", last_name="Renamed")
    place.referral(last_name="Before", young_person=person)
    assert names(page("?q=renamed")) == ["Renamed"]
    assert names(page("?q=before")) == ["Renamed"]


@pytest.mark.parametrize(
    "question, expected",
    [
        ("?waited=late", ["Late"]),
        ("?waited=soon", ["Soon"]),
        ("?waited=ok", ["New"]),
        ("?only=risk", ["Soon"]),
        ("?only=young_person", ["New"]),
        ("?state=needs_information", ["Late"]),
        ("?state=no_such_state", ["Late", "Soon", "New"]),
        ("?waited=nonsense&page=999", ["Late", "Soon", "New"]),
    ],
)
def test_filters_narrow_and_nonsense_does_not(place, page, question, expected):
    place.referral(last_name="Late", received_on=TODAY - timedelta(days=28), state="needs_information")
    place.referral(last_name="Soon", received_on=TODAY - timedelta(days=22), risks=["missing"])
    place.referral(last_name="New", received_on=TODAY, source="young_person")
    assert names(page(question)) == expected


def test_the_figures_say_who_is_past_four_weeks_and_who_will_be(place, page):
    place.referral(received_on=TODAY - timedelta(days=28))
    place.referral(received_on=TODAY - timedelta(days=27))
    place.referral(received_on=TODAY - timedelta(days=20))
    figures = figures_on(page())
    assert figures["Waiting for help to start"] == ("3", "median 27 days", False)
    assert figures["Past four weeks"] == ("1", "longest 28 days", True)
    assert figures["Reach day 28 this week"][0] == "1"
    assert figures["Answer overdue"] == ("3", "after 5 working days", True)


def test_a_decision_that_told_nobody_is_still_owed_an_answer(place, page):
    from trailblazer.referrals import actions

    referral = place.referral(received_on=date(2026, 10, 1))
    values = {"declined_reason": "outside_age", "reason": "Is 19"}
    actions.decide(referral, by=place.supervisor, outcome="declined", **values)
    assert figures_on(page())["Answer overdue"][0] == "1"
    assert names(page("?stage=all&only=unanswered")) == ["Fernleigh"]


def test_fifty_stand_on_a_page(place, page):
    for _ in range(51):
        place.referral()
    first = page()
    assert len(names(first)) == 50
    assert "of <strong>51</strong> requests" in first.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(place, page):
    fill(place, 4)
    page()
    with CaptureQueriesContext(
        connection,
    ) as few:
        page()
    fill(place, 30)
    with CaptureQueriesContext(connection) as many:
        page()
    assert len(many) == len(few)


def test_the_list_of_a_school_asks_no_more_for_more_rows(place, sign_in):
    client = sign_in(place.lead)
    fill(place, 4)
    client.get("/requests/")
    with CaptureQueriesContext(connection) as few:
        client.get("/requests/")
    fill(place, 30)
    with CaptureQueriesContext(connection) as many:
        client.get("/requests/")
    assert len(many) == len(few)


def test_who_was_shown_is_written_down_once(place, page):
    made = [place.referral(), place.referral()]
    page()
    entry = LogEntry.objects.filter(what="requests for support listed").get()
    assert sorted(entry.records) == sorted(referral.ref for referral in made)


def test_an_empty_stage_says_what_it_means_and_what_to_do(place, page):
    assert "Nobody waits for help to start" in page().content.decode()
    assert "No requests match" in page("?q=nobody").content.decode()


def test_a_school_reads_no_more_of_a_name_than_tells_pupils_apart(place, sign_in):
    place.referral(first_name="Hana", last_name="Whitlocke")
    words = sign_in(place.lead).get("/requests/").content.decode()
    assert "Hana W" in words
    assert "Whitlocke" not in words


def test_whose_owner_has_left_is_with_nobody(place, page):
    place.referral(last_name="Held", owner=place.practitioner)
    place.referral(last_name="Left", owner=place.therapist)
    place.referral(last_name="None")
    place.therapist.ended_on = TODAY
    place.therapist.save()
    html = page("?stage=all").content.decode()
    assert "left, with nobody" in html
    assert html.count("left, with nobody") == 1
    assert sorted(names(page("?stage=all&only=nobody"))) == ["Left", "None"]
