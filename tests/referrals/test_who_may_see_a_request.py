import pytest

from tests import make
from tests.referrals.conftest import names_on
from trailblazer.access.roles import Role
from trailblazer.young_people.models import Consent


def status(client, referral):
    return client.get(f"/requests/{referral.ref}").status_code


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.TRAINEE, Role.ADMINISTRATOR, Role.SUPERVISOR])
def test_the_team_sees_its_requests(place, sign_in, role):
    assert status(sign_in(make.member(place.team, role)), place.referral()) == 200


def test_another_team_finds_nothing(place, sign_in):
    other = make.team(place.team.organisation.provider)
    assert status(sign_in(make.member(other)), place.referral()) == 404


def test_the_lead_of_another_school_of_the_team_finds_nothing(place, sign_in):
    other = make.member(make.service(place.team).school)
    assert status(sign_in(other), place.referral()) == 404


def test_a_school_sees_what_the_family_agreed_that_it_may(place, sign_in):
    client = sign_in(place.lead)
    assert status(client, place.referral(source="parent", school_may_know=True)) == 200
    assert status(client, place.referral(source="parent")) == 404


def test_what_the_family_took_back_is_gone_from_the_school(place, sign_in):
    person = make.young_person(place.team)
    referral = place.referral(source="parent", school_may_know=True, young_person=person)
    client = sign_in(place.lead)
    assert status(client, referral) == 200
    Consent.objects.create(
        provider=person.provider,
        young_person=person,
        purpose="tell_school",
        answer="withdrawn",
        given_by="young_person",
        happened_on=make.TODAY,
    )
    assert status(client, referral) == 404
    assert names_on(client.get("/requests/")) == []


def test_of_anothers_request_the_school_reads_the_status_and_not_the_words(place, sign_in):
    referral = place.referral(
        source="parent", school_may_know=True, worry="Cries at night", consents={"tell_school": "given"}
    )
    words = sign_in(place.lead).get(f"/requests/{referral.ref}").content.decode()
    assert "Cries at night" not in words
    assert "Add to it" not in words


def test_of_its_own_request_the_school_reads_the_answer(place, sign_in):
    from trailblazer.referrals import actions

    referral = place.referral()
    actions.decide(referral, by=place.supervisor, outcome="group", role="emhp", answer="A group on Tuesdays.")
    assert "A group on Tuesdays." in sign_in(place.lead).get(f"/requests/{referral.ref}").content.decode()


def test_where_the_family_said_no_the_school_does_not_read_what_happens(place, sign_in):
    from trailblazer.referrals import actions

    referral = place.referral(consents={"tell_school": "refused"})
    actions.decide(referral, by=place.supervisor, outcome="group", role="emhp", answer="A group.")
    words = sign_in(place.lead).get(f"/requests/{referral.ref}").content.decode()
    assert "A group." not in words
    assert "Accepted" not in words
    assert "Answered" in words


def test_the_school_never_reads_the_childs_record(place, sign_in):
    person = make.young_person(
        place.team, first_name="Legalname", last_name="Onrecord", nhs_number="9990000018"
    )
    referral = place.referral(young_person=person)
    words = sign_in(place.lead).get(f"/requests/{referral.ref}").content.decode()
    assert "Legalname" not in words
    assert "000 0018" not in words


@pytest.mark.parametrize("page", ["waits", "history", "decide", "match/new"])
def test_the_pages_of_the_team_are_not_for_the_school(place, sign_in, page):
    assert sign_in(place.lead).get(f"/requests/{place.referral().ref}/{page}").status_code == 403


def test_looking_is_written_down(place, sign_in):
    from trailblazer.access.models import LogEntry

    referral = place.referral()
    sign_in(place.practitioner).get(f"/requests/{referral.ref}")
    assert LogEntry.objects.get(record=referral.ref, kind="look").member == place.practitioner
