"""No team, no school, a paused school, a school that asks itself: an honest answer each time, and never a dead end."""

import pytest

from tests import make
from tests.referrals_public.journey import ABOUT_ZEE, Visitor
from trailblazer.places.models import SchoolLink
from trailblazer.referrals.models import Referral
from trailblazer.teams.models import RouteSetting

pytestmark = pytest.mark.django_db


def at(school, who="young_person"):
    visitor = Visitor().answers("who", who=who)
    visitor.answers("school", typed=school.name)
    visitor.answers("school", school=school.urn)
    return visitor


def test_a_school_without_a_team_is_told_so_with_what_there_is_instead():
    school = make.school()
    visitor = at(school).opens("/ask/no-team")
    assert f"We know of no help team for {school.name} yet." in visitor.text
    for words in ("Someone at school.", "Your doctor (GP).", "I go to another school"):
        assert words in visitor.text


def test_an_old_poster_leads_to_the_school_that_the_closed_one_became():
    old, new = make.school(is_open=False), make.school(name="Marlpit Academy")
    make.service(make.team(), new)
    link = SchoolLink.objects.create(school=old, linked_urn=new.urn, kind="Successor")
    assert "At Marlpit Academy" in Visitor().opens(f"/ask/at/{old.urn}").text
    link.delete()
    assert "At " not in Visitor().opens(f"/ask/at/{old.urn}").text


def test_a_parent_is_told_what_parents_can_do():
    visitor = at(make.school(), who="parent").opens("/ask/no-team")
    assert "Ask for the senior mental health lead" in visitor.text


def test_nothing_is_sent_where_nobody_would_read_it():
    school = make.school()
    visitor = Visitor().asks_for_themselves(school)
    assert (
        visitor.client.post("/ask/check", {"submission_key": "0" * 32}).headers["Location"] == "/ask/no-team"
    )
    assert not Referral.objects.exists()


def test_what_was_written_is_still_there_to_be_shown_to_someone():
    visitor = Visitor().asks_for_themselves(make.school()).opens("/ask/no-team")
    assert "What you wrote is not lost" in visitor.text
    assert "I worry all the time." in visitor.text


def test_a_paused_school_is_told_so():
    school = make.school()
    make.service(make.team(), school, state="paused", paused_on=make.STARTED, reason="No room")
    visitor = at(school).opens("/ask/no-team")
    assert "takes no new requests" in visitor.text
    assert "No room" not in visitor.text


def test_where_the_school_asks_for_pupils_the_page_says_so():
    team, school = make.team(), make.school()
    make.service(team, school)
    settings = {"who_may_ask": ["school_lead", "parent"]}
    RouteSetting.objects.create(team=team, in_force_from=make.STARTED, settings=settings)
    assert "Here the school asks the help team for you." in at(school).opens("/ask/no-team").text
    assert at(school, who="parent").opens("/ask/questions/help")


def test_the_way_in_from_a_poster_says_it_before_anything_is_typed():
    school = make.school()
    visitor = Visitor().opens(f"/ask/at/{school.urn}")
    assert f"We know of no help team for {school.name} yet." in visitor.text
    assert "Start now" not in visitor.text
    assert school.name in visitor.opens(f"/ask/no-team?school={school.urn}").text


def test_another_school_can_be_chosen():
    served, other = make.school(), make.school()
    make.service(make.team(), served)
    visitor = at(other)
    visitor.answers("school", query="?again=1", typed=served.name)
    visitor.answers("school", to="/ask/questions/help", school=served.urn)


def test_someone_without_a_school_is_offered_the_teams_near_by_and_can_ask_one():
    team, school = make.team(), make.school(town="Carshalton")
    make.service(team, school)
    visitor = Visitor().answers("who", who="young_person")
    visitor.answers("school", typed="nowhere at all")
    assert "We found no school with these words." in visitor.opens("/ask/questions/school").text
    visitor.answers("school", to="/ask/questions/place", school="none")
    visitor.answers("place", to="/ask/questions/place", typed="Carshalton", school_as_told="At home")
    assert team.name in visitor.opens("/ask/questions/place").text
    visitor.answers("place", to="/ask/questions/help", team=team.pk)
    for question in ("help", "words", "how-long", "helpers", "safe", "tell", "wishes", "contact"):
        visitor.answers(question, **({} if question != "safe" else {"risks": ["nothing"]}))
    visitor.answers("about", to="/ask/check", **ABOUT_ZEE).confirms()
    request = Referral.objects.get()
    assert (request.school, request.team_id, request.school_as_told) == (None, team.pk, "At home")


def test_someone_without_a_school_where_there_is_no_team_has_an_answer():
    make.school(town="Carshalton")
    visitor = Visitor().answers("who", who="young_person")
    visitor.answers("school", typed="nowhere at all")
    visitor.answers("school", school="none")
    visitor.answers("place", to="/ask/no-team", typed="Carshalton")
    assert "We know of no help team near there yet." in visitor.opens("/ask/no-team").text


@pytest.mark.parametrize("typed", ["Marl", "carshalton", "SM5 3PT", "sm53pt"])
def test_a_school_is_found_by_name_town_or_postcode(typed):
    school = make.school(name="Marlpit High", town="Carshalton", postcode="SM5 3PT")
    visitor = Visitor().answers("school", typed=typed)
    assert school.name in visitor.opens("/ask/questions/school").text


def test_a_school_is_found_by_its_urn():
    school = make.school()
    assert school.name in Visitor().answers("school", typed=school.urn).opens("/ask/questions/school").text


def test_a_closed_school_is_not_offered():
    school = make.school(is_open=False)
    assert (
        school.name
        not in Visitor()
        .answers("school", typed=school.name)
        .opens("/ask/questions/school")
        .html.split("nhsuk-radios")[-1]
    )


def test_many_schools_are_cut_off_with_how_many_there_are():
    for _ in range(21):
        make.school(name="Oakfield School")
    visitor = Visitor().answers("school", typed="oakfield").opens("/ask/questions/school")
    assert "We found 21 schools. These are the first 20." in visitor.text


def test_two_letters_are_too_few_to_search_by():
    assert "Type 3 letters or more." in Visitor().is_told("school", typed="ab")
