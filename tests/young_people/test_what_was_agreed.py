"""Consent by purpose, competence, quiet mode, and what each lets be sent."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import make
from tests.young_people.pages import send, words_of
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.roles import Role
from trailblazer.domain.consent import Answer
from trailblazer.young_people import actions
from trailblazer.young_people.consents import is_quiet, may_send, quiet_of, standing_of
from trailblazer.young_people.models import Carer, Consent, QuietMode

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
AGED_14, AGED_16 = date(2012, 2, 14), date(2010, 2, 14)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def person(team):
    return make.young_person(team, first_name="Zahra", last_name="Thornbury", born_on=AGED_14)


@pytest.fixture
def by(team):
    return make.member(team, Role.PRACTITIONER)


def carer(person, **values):
    ordinary = {"name": "Daniel Thornbury", "relationship": "father", "may_decide": True}
    return Carer.objects.create(provider=person.provider, young_person=person, **(ordinary | values))


def says(person, by, purpose="help", answer="given", given_by="young_person", on=TODAY, **more):
    return actions.record_consent(
        person,
        by=by,
        today=TODAY,
        purpose=purpose,
        answer=answer,
        given_by=given_by,
        happened_on=on,
        **more,
    )


def decides(person, by, is_competent=True, on=TODAY, purpose="tell_parent"):
    return actions.decide_competence(
        person,
        by=by,
        today=TODAY,
        purpose=purpose,
        is_competent=is_competent,
        reason="Understands what it is, why, and what may happen next",
        decided_on=on,
    )


def quiet(person, by):
    return actions.switch_quiet_mode_on(person, by=by, today=TODAY, reason="Asked for it; safe at home")


# Consent


def test_what_was_said_before_stays_beside_the_newest(person, by):
    says(person, by, "tell_gp", "refused", on=TODAY - timedelta(days=9))
    says(person, by, "tell_gp", "given", on=TODAY - timedelta(days=3))
    assert person.consents.count() == 2
    assert standing_of(person).of("tell_gp") is Answer.GIVEN


def test_an_answer_that_is_entered_late_does_not_take_the_place_of_a_newer_one(person, by):
    says(person, by, "tell_gp", "refused", on=TODAY)
    says(person, by, "tell_gp", "given", on=TODAY - timedelta(days=3))
    assert standing_of(person).of("tell_gp") is Answer.REFUSED


def test_below_the_age_of_deciding_alone_a_carer_agrees_to_help(by):
    young = make.young_person(by.organisation.team, born_on=date(2016, 5, 1))
    with pytest.raises(NotPossible, match="At this age a parent or carer agrees to help"):
        says(young, by)
    says(young, by, given_by="carer", carer=carer(young))
    assert standing_of(young).of("help") is Answer.GIVEN


def test_whom_a_practitioner_found_competent_agrees_alone(by):
    young = make.young_person(by.organisation.team, born_on=date(2016, 5, 1))
    decides(young, by, purpose="help")
    assert says(young, by).given_by == "young_person"


@pytest.mark.parametrize("purpose", ["tell_parent", "messages", "recording", "tell_school"])
def test_a_decision_about_something_else_says_nothing_about_help(by, purpose):
    young = make.young_person(by.organisation.team, born_on=date(2016, 5, 1))
    decides(young, by, purpose=purpose)
    with pytest.raises(NotPossible, match="At this age a parent or carer agrees to help"):
        says(young, by)


def test_who_cannot_decide_about_recording_still_agrees_to_help(by):
    young = make.young_person(by.organisation.team, born_on=AGED_16)
    decides(young, by, is_competent=False, purpose="recording")
    assert says(young, by).given_by == "young_person"
    decides(young, by, is_competent=False, purpose="help")
    with pytest.raises(NotPossible, match="agrees to help"):
        says(young, by)


def test_a_carer_without_the_right_to_decide_does_not_agree_for_the_child(person, by):
    with pytest.raises(NotPossible, match="no right to decide"):
        says(person, by, given_by="carer", carer=carer(person, may_decide=False))
    assert says(person, by, "text", given_by="carer", carer=carer(person, may_decide=False))


def test_a_carer_of_another_child_says_nothing(person, by, team):
    stranger = carer(make.young_person(team))
    with pytest.raises(NotPossible, match="of this young person"):
        says(person, by, given_by="carer", carer=stranger)


def test_only_the_young_person_says_whether_parents_are_told(person, by):
    with pytest.raises(NotPossible, match="Only the young person"):
        says(person, by, "tell_parent", given_by="carer", carer=carer(person))


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), AGED_14 - timedelta(days=1)])
def test_nobody_agreed_on_a_day_to_come_or_before_their_birth(person, by, day):
    with pytest.raises(NotPossible, match="Enter a day"):
        says(person, by, "tell_gp", on=day)


def test_what_was_never_agreed_cannot_be_withdrawn(person, by):
    with pytest.raises(NotPossible, match="nothing can be withdrawn"):
        says(person, by, "tell_gp", "withdrawn")
    says(person, by, "tell_gp")
    says(person, by, "tell_gp", "withdrawn")
    assert standing_of(person).of("tell_gp") is Answer.WITHDRAWN


def test_a_form_names_which_carer_said_so(person, by, sign_in):
    daniel = carer(person)
    address = reverse("young_people:consent", args=[person.ref])
    page = send(
        sign_in(by), f"{address}?purpose=help", answer="given", said_by=daniel.ref, note="Status only"
    )
    assert page.status_code == 302
    consent = Consent.objects.get()
    assert (consent.purpose, consent.carer, consent.recorded_by) == ("help", daniel, by)


def test_a_note_that_is_too_long_is_refused_and_nothing_recorded(person, by, sign_in):
    address = reverse("young_people:consent", args=[person.ref])
    typed = {
        "purpose": "tell_gp",
        "answer": "given",
        "said_by": "young_person",
        "note": "🙂🙂🙂🙂🙂🙂\n" * 60,
    }
    assert "Enter at most 300 characters. This has 419" in words_of(send(sign_in(by), address, **typed))
    assert not Consent.objects.exists()


# Quiet mode


def test_under_16_quiet_mode_needs_a_competence_decision(person, by):
    with pytest.raises(NotPossible, match="Record first whether"):
        quiet(person, by)
    decides(person, by, is_competent=False, on=TODAY - timedelta(days=1))
    with pytest.raises(NotPossible, match="cannot decide yet if parents are told"):
        quiet(person, by)
    decision = decides(person, by)
    assert quiet(person, by).competence == decision
    assert is_quiet(person, TODAY)


@pytest.mark.parametrize("purpose", ["help", "messages", "recording"])
def test_quiet_mode_needs_the_decision_about_parents(person, by, purpose):
    decides(person, by, purpose=purpose)
    with pytest.raises(NotPossible, match="decide if parents are told"):
        quiet(person, by)


def test_quiet_mode_outlives_a_decision_about_something_else(person, by):
    decision = decides(person, by)
    quiet(person, by)
    decides(person, by, is_competent=False, purpose="recording")
    looked = actions.look_at_quiet_mode_again(person, by=by, today=TODAY, reason="Still right")
    assert looked.competence == decision


def test_a_decision_is_about_something(person, by, sign_in):
    with pytest.raises(NotPossible, match="Choose what it is about"):
        decides(person, by, purpose="everything")
    address = reverse("young_people:competence", args=[person.ref])
    typed = {"is_competent": "yes", "reason": "Understands"}
    assert "Choose what it is about" in words_of(send(sign_in(by), address, **typed))
    send(sign_in(by), f"{address}?purpose=tell_parent", **typed)
    assert person.competence_decisions.get().purpose == "tell_parent"
    agreed = words_of(sign_in(by).get(reverse("young_people:agreed", args=[person.ref])))
    assert "Can decide: whether parents or carers are told" in agreed


def test_from_16_it_needs_none(by):
    assert quiet(make.young_person(by.organisation.team, born_on=AGED_16), by).competence is None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRAINEE])
def test_only_who_decides_on_competence_sets_it(person, by, team, role):
    decides(person, by)
    with pytest.raises(PermissionDenied):
        quiet(person, make.member(team, role))
    with pytest.raises(PermissionDenied):
        decides(person, make.member(team, role))


def test_no_form_of_a_family_sets_it(person, by):
    decides(person, by)
    with pytest.raises(PermissionDenied):
        quiet(person, Visitor(holds=person))
    assert not QuietMode.objects.exists()


def test_it_is_looked_at_again_and_switched_off(person, by):
    decides(person, by)
    quiet(person, by)
    with pytest.raises(NotPossible, match="on already"):
        quiet(person, by)
    later = TODAY + timedelta(days=7)
    assert quiet_of(person).needs_a_look(later)
    actions.look_at_quiet_mode_again(person, by=by, today=later, reason="Still what she wants")
    assert quiet_of(person).looked_at_on == later
    assert not quiet_of(person).needs_a_look(later)
    assert quiet_of(person, TODAY).looked_at_on is None
    actions.switch_quiet_mode_off(person, by=by, today=later, reason="She told her mother herself")
    assert not is_quiet(person, later)
    with pytest.raises(NotPossible, match="not on"):
        actions.switch_quiet_mode_off(person, by=by, today=later, reason="Again")


def test_it_does_not_stay_on_a_decision_that_no_longer_stands(person, by):
    decides(person, by)
    quiet(person, by)
    decides(person, by, is_competent=False)
    with pytest.raises(NotPossible, match="Switch quiet mode off, or record a new decision"):
        actions.look_at_quiet_mode_again(person, by=by, today=TODAY, reason="Still right")


def test_the_page_says_what_is_missing_and_where_to_mend_it(person, by, sign_in):
    address = reverse("young_people:quiet_mode", args=[person.ref])
    client = sign_in(by)
    assert "Record first whether this young person can decide" in words_of(client.get(address))
    decides(person, by)
    send(client, address, reason="Asked for it; safe at home")
    assert is_quiet(person)
    send(client, address, is_still_right="no", reason="She told her mother")
    assert not is_quiet(person)


# What may be sent


def test_in_quiet_mode_no_channel_reaches_a_parent_and_no_post_goes_home(person, by):
    decides(person, by)
    quiet(person, by)
    daniel = carer(person)
    for channel in ("email", "text", "telephone", "post"):
        assert not may_send(person, channel, "parent", carer=daniel)
        assert may_send(person, channel, "parent", carer=daniel, is_safeguarding=True)
    assert not may_send(person, "post", "young_person")
    assert may_send(person, "text", "young_person")


def test_each_recipient_refuses_a_channel_for_themselves_only(person, by):
    daniel, maryam = carer(person), carer(person, name="Maryam")
    says(person, by, "text", "refused", given_by="carer", carer=daniel)
    assert not may_send(person, "text", "parent", carer=daniel)
    assert may_send(person, "text", "parent", carer=maryam)
    assert may_send(person, "text", "young_person")


def test_who_is_not_to_be_told_is_not_told(person):
    other = carer(person, may_be_told=False)
    assert not may_send(person, "email", "parent", carer=other)
    assert may_send(person, "email", "parent", carer=other, is_safeguarding=True)


def test_a_school_and_a_gp_are_told_only_what_was_agreed(person, by):
    assert not may_send(person, "email", "school")
    says(person, by, "tell_school")
    assert may_send(person, "email", "school")
    assert not may_send(person, "email", "gp")
    says(person, by, "tell_school", "withdrawn")
    assert not may_send(person, "email", "school")


def test_a_purpose_that_was_refused_is_not_sent(person, by):
    says(person, by, "recording", "refused")
    assert not may_send(person, "email", "young_person", purpose="recording")


def test_no_letter_goes_to_a_protected_home(person):
    person.is_location_protected = True
    assert not may_send(person, "post", "young_person")


def test_a_carer_of_somebody_else_is_a_mistake_not_a_letter(person, team):
    with pytest.raises(ValueError, match="carer"):
        may_send(person, "email", "parent", carer=carer(make.young_person(team)))


# Who can see what, and the log


def page(name, person):
    return reverse(f"young_people:{name}", args=[person.ref])


def test_who_can_see_what_follows_what_was_agreed(person, by, sign_in):
    person.school = make.school(name="Greenhollow High School")
    person.save()
    carer(person)
    client = sign_in(by)
    assert "Greenhollow High School That a request was received and answered. Not why" in words_of(
        client.get(page("who", person))
    )
    assert "Daniel Thornbury, father Letters and answers to them" in words_of(client.get(page("who", person)))
    says(person, by, "tell_school")
    decides(person, by)
    quiet(person, by)
    said = words_of(client.get(page("who", person)))
    assert "Greenhollow High School Where a request is and what happens next. Not why" in said
    assert "Daniel Thornbury, father Nothing. Quiet mode has been on since 24 November 2026" in said


def test_a_lead_reads_the_whole_log_and_others_their_own(person, by, team, sign_in):
    lead = make.member(team, Role.TEAM_LEAD, name="Imogen Larkfield")
    sign_in(by).get(page("record", person))
    sign_in(lead).get(page("record", person))
    assert by.user.name in words_of(sign_in(lead).get(page("log", person)))
    own = words_of(sign_in(by).get(page("log", person)))
    assert by.user.name in own
    assert "Imogen Larkfield" not in own


def test_the_pages_of_a_record_take_the_same_number_of_queries_however_much_is_in_it(
    person, by, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(by)

    def fill(many):
        for _ in range(many):
            daniel = carer(person)
            says(person, by, "text", given_by="carer", carer=daniel)
            decides(person, by)
            make.referral(by.organisation.team, young_person=person, school=make.school())

    for name in ("record", "agreed", "who"):
        fill(2)
        client.get(page(name, person))
        with django_assert_max_num_queries(60) as few:
            client.get(page(name, person))
        fill(9)
        with django_assert_num_queries(len(few)):
            client.get(page(name, person))
