"""Work that is no contact is written down in two taps, once for all who took part, and corrected by writing it anew."""

from datetime import date

import pytest

from tests import make
from tests.young_people.pages import fields_of, send, words_of
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.actions.activities import record_activity, set_agreed_split
from trailblazer.care.models import Activity, AgreedSplit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
ADD = "/other-work/add"


@pytest.fixture
def team(db):
    return make.team()


@pytest.fixture
def member(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def client(member, sign_in):
    return sign_in(member)


def test_two_taps_are_enough(client, member):
    sent = fields_of(client.get(ADD))  # everything but what it was is filled in
    assert "kind" not in sent
    response = client.post(ADD, sent | {"kind": "lead_meeting"})
    made = Activity.objects.get()
    assert (made.function, made.minutes, made.happened_on) == (2, 30, make.TODAY)
    assert list(made.staff.all()) == [member]
    assert "Meeting with the senior mental health lead" in words_of(client.get(response.url))


@pytest.mark.parametrize("kind, function", [("consultation_team", 1), ("staff_training", 2), ("liaison", 3)])
def test_the_function_follows_the_kind_and_may_be_changed(client, kind, function):
    send(client, ADD, kind=kind)
    send(client, ADD, kind=kind, function="1")
    assert sorted(Activity.objects.values_list("function", flat=True)) == sorted([function, 1])


def test_a_consultation_inside_the_team_is_recorded_once_for_all_who_took_part(client, member, team, sign_in):
    colleague = make.member(team, Role.PSYCHOLOGIST)
    send(client, ADD, kind="consultation_team", took_part=[colleague.ref])
    made = Activity.objects.get()
    assert set(made.staff.all()) == {member, colleague}
    assert "Consultation inside the team" in words_of(sign_in(colleague).get("/other-work/"))


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({}, "Choose what it was"),
        ({"kind": "other", "length": "other"}, "Enter minutes from 1 to 720"),
        ({"kind": "other", "length": "other", "other_minutes": "1500"}, "Enter minutes from 1 to 720"),
        ({"kind": "other", "length": "other", "other_minutes": "0"}, "Enter minutes from 1 to 720"),
        ({"kind": "other", "happened_on_day": "25"}, "not in the future"),
        ({"kind": "other", "happened_on_year": "2020"}, "Enter a day since"),
        ({"kind": "other", "people": "-3"}, "Enter a number from 0 to 5,000"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(client, typed, sentence):
    assert sentence in words_of(send(client, ADD, **typed))
    assert not Activity.objects.exists()


def test_words_that_name_a_young_person_of_the_team_are_refused(client, team):
    make.young_person(team, first_name="Mirela", last_name="Stanhope")
    response = send(client, ADD, kind="consultation_school", words="About mirela stanhope of 8C")
    assert "Take the name “Mirela Stanhope” out of the words" in words_of(response)
    send(client, ADD, kind="consultation_school", words="About a pupil of 8C")
    assert Activity.objects.get().words == "About a pupil of 8C"


def test_a_correction_is_written_anew_and_the_first_counts_no_more(client, member):
    send(client, ADD, kind="audit", length="60")
    first = Activity.objects.get()
    send(client, f"/other-work/{first.ref}/change", length="other", other_minutes="75")
    first.refresh_from_db()
    second = Activity.objects.get(is_in_error=False)
    assert (first.is_in_error, first.minutes, second.minutes, second.kind) == (True, 60, 75, "audit")
    assert list(second.staff.all()) == [member]
    assert "corrected or taken back already" in words_of(send(client, f"/other-work/{first.ref}/change"))


def test_it_is_taken_back_from_its_row(client):
    send(client, ADD, kind="audit")
    made = Activity.objects.get()
    client.post(f"/other-work/{made.ref}/take-back", fields_of(client.get("/other-work/")))
    made.refresh_from_db()
    assert made.is_in_error
    assert "No other work is written down this week" in words_of(client.get("/other-work/"))


def test_a_colleague_who_took_no_part_cannot_correct_it(client, team, sign_in):
    send(client, ADD, kind="audit")
    made = Activity.objects.get()
    other = sign_in(make.member(team, Role.PRACTITIONER))
    assert "Only who took part" in words_of(send(other, f"/other-work/{made.ref}/change", length="15"))
    lead = sign_in(make.member(team, Role.TEAM_LEAD))
    send(lead, f"/other-work/{made.ref}/change", length="15")
    assert Activity.objects.get(is_in_error=False).minutes == 15


def test_another_team_does_not_find_it(client, sign_in):
    send(client, ADD, kind="audit")
    made = Activity.objects.get()
    stranger = sign_in(make.member(make.team(), Role.TEAM_LEAD))
    assert stranger.get(f"/other-work/{made.ref}/change").status_code == 404


def test_a_school_is_filled_from_the_address(client, team):
    school = make.service(team).school
    assert fields_of(client.get(f"{ADD}?school={school.urn}"))["school"] == [str(school.urn)]
    assert client.get(f"{ADD}?school=x").status_code == 200


@pytest.mark.parametrize("week", ["", "2026-11-18", "not-a-day", "0001-01-01", "9999-12-31"])
def test_any_week_is_answered(client, week):
    assert client.get("/other-work/", {"week": week}).status_code == 200


def test_somebody_of_no_team_records_nothing(db):
    provider = make.provider()
    with pytest.raises(NotPossible, match="Only a team"):
        record_activity(
            by=make.member(provider, Role.TEAM_LEAD), kind="audit", minutes=30, happened_on=make.TODAY
        )


def test_the_agreed_split_is_set_by_who_leads_and_must_make_100(team, sign_in, client):
    lead = sign_in(make.member(team, Role.TEAM_LEAD))
    typed = {"one": "50", "two": "30", "three": "30", "agreed_by": "Sutton governance board"}
    response = send(lead, "/time/agreed", **typed)
    assert "The three per cents make 110" in words_of(response)
    assert 'href="#id_three"' in response.content.decode()
    send(lead, "/time/agreed", **typed | {"three": "20"})
    made = AgreedSplit.objects.get()
    assert (made.one, made.two, made.three, made.from_on) == (50, 30, 20, make.TODAY)
    assert client.get("/time/agreed").status_code == 403


def test_a_split_of_another_provider_is_not_set(team):
    with pytest.raises(NotPossible):
        set_agreed_split(
            team.organisation,
            by=make.member(make.team(), Role.TEAM_LEAD),
            from_on=date(2026, 9, 1),
            one=50,
            two=30,
            three=20,
            agreed_by="Nobody",
        )
