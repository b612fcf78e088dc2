"""A course ends with its reason and what each is told, in words that were seen; and is opened again in time."""

import re
from datetime import date, timedelta

import pytest

from tests import make
from tests.care.handing import handed_over
from tests.care.helped import LAST, agreed, two_sessions
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.actions.endings import end_course, reopen_course
from trailblazer.care.endings import copies, proposed, seal_of
from trailblazer.care.hand_overs import clock_of
from trailblazer.care.models import Course, Ending, Task
from trailblazer.letters.models import Letter
from trailblazer.young_people.models import Carer

ACT = re.compile(r"nhsuk-button[^>]*>(Write|Agree|Book)")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def lead(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def course(team, lead):
    return two_sessions(team, lead)


def end(course, lead, **change):
    return end_course(course, by=lead, **({"ended_on": LAST, "reason": "completed"} | change))


def test_the_request_ends_with_its_last_course(course, lead):
    end(course, lead)
    course.referral.refresh_from_db()
    assert (course.referral.state, course.referral.closed_on) == ("closed", LAST)


def test_with_another_course_open_the_request_goes_on(course, lead):
    make.course(course.referral, lead)
    end(course, lead)
    course.referral.refresh_from_db()
    assert course.referral.state == "accepted"


@pytest.mark.parametrize(
    "ended_on, says",
    [
        (date(2026, 11, 19), "not before the last contact"),
        (date(2026, 10, 1), "not before the course began"),
        (make.TODAY + timedelta(days=1), "not in the future"),
    ],
)
def test_a_day_that_cannot_be_right_is_refused_and_nothing_ends(course, lead, ended_on, says):
    with pytest.raises(NotPossible, match=says):
        end(course, lead, ended_on=ended_on)
    course.refresh_from_db()
    assert course.is_open


def test_nothing_ends_while_contacts_are_booked(course, lead):
    make.contact(course, on=make.TODAY + timedelta(days=7))
    with pytest.raises(NotPossible, match="still booked"):
        end(course, lead)


def test_what_was_cancelled_for_a_day_to_come_holds_no_ending_back(course, lead):
    make.contact(course, on=make.TODAY + timedelta(days=7), attendance="2")
    assert end(course, lead).ended_on == LAST


def test_without_a_pair_it_needs_a_reason(team, lead):
    course = make.course(make.matched_referral(team), lead)
    make.contact(course, on=LAST, attendance="5")
    with pytest.raises(NotPossible, match="Collect it first"):
        end(course, lead)
    assert end(course, lead, unpaired_reason="Moved before the second").unpaired_reason


@pytest.fixture
def hand_over(course, lead):
    return handed_over(lead, course.young_person, referral=course.referral)


def test_a_hand_over_that_nobody_answered_holds_the_ending_until_a_person_says_why(course, lead, hand_over):
    with pytest.raises(NotPossible, match="has not answered"):
        end(course, lead)
    assert end(course, lead, despite_hand_over="They wait there now").ended_on == LAST
    course.referral.refresh_from_db()
    assert course.referral.state == "closed"


def test_the_hand_over_is_followed_on_after_the_ending_and_the_wait_there_goes_on(course, lead, hand_over):
    asked_again_on = hand_over.follow_up_on
    end(course, lead, despite_hand_over="They wait there now")
    hand_over.refresh_from_db()
    assert hand_over.is_open
    assert (hand_over.owner, hand_over.follow_up_on) == (lead, asked_again_on)
    assert (hand_over.help_ended_on, hand_over.help_ended_why) == (LAST, "They wait there now")
    assert Task.objects.open().get(about=hand_over.ref).owner == lead
    assert clock_of(hand_over, make.TODAY).progress().is_waiting


def test_its_page_says_that_our_help_has_ended_and_the_list_of_waits_still_has_it(
    course, lead, hand_over, sign_in
):
    end(course, lead, despite_hand_over="They wait there now")
    client = sign_in(lead)
    page = client.get(f"/hand-overs/{hand_over.ref}").content.decode()
    assert "Our help ended on 20 November 2026: They wait there now" in page
    assert hand_over.ref in client.get("/hand-overs/waiting-there").content.decode()


def test_nothing_is_asked_while_another_course_goes_on(course, lead, hand_over):
    make.course(course.referral, lead)
    end(course, lead)
    hand_over.refresh_from_db()
    assert hand_over.is_open
    assert hand_over.help_ended_on is None


def test_nothing_is_asked_while_a_course_of_another_request_goes_on(course, team, lead, hand_over):
    make.course(make.matched_referral(team, young_person=course.young_person), lead)
    end(course, lead)
    course.referral.refresh_from_db()
    hand_over.refresh_from_db()
    assert (course.referral.state, hand_over.is_open) == ("closed", True)


WORDS = {
    "for_young_person": "Well done",
    "for_carer": "Thank you for the brave steps",
    "for_school": "Help has ended",
    "for_gp": "Six sessions of guided self-help",
}


def test_each_summary_goes_in_the_very_words_to_whom_consent_lets_have_it(course, lead):
    person = course.young_person
    make.member(person.school)
    Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Dana Fernleigh",
        relationship="mother",
        email="dana@example.org",
    )
    agreed(person, "tell_school")
    end(course, lead, **WORDS)
    sent = {letter.recipient_kind: (letter.state, letter.body.strip()) for letter in Letter.objects.all()}
    assert sent["young_person"] == ("queued", "Well done")
    assert sent["parent"] == ("queued", "Thank you for the brave steps")
    assert sent["school"] == ("queued", "Help has ended")
    assert sent["gp"][0] == "held"


def test_where_nobody_agreed_school_and_gp_get_nothing(course, lead):
    make.member(course.young_person.school)
    end(course, lead, **WORDS)
    states = dict(Letter.objects.values_list("recipient_kind", "state"))
    assert states["school"] == states["gp"] == "held"


def test_the_page_shows_word_for_word_what_goes_and_what_is_held_before_anything_is_sent(
    course, lead, sign_in
):
    make.member(course.young_person.school)
    client = sign_in(lead)
    typed = {
        "submission_key": "d" * 32,
        "version": str(course.version),
        "ended_on_day": "20",
        "ended_on_month": "11",
        "ended_on_year": "2026",
        "reason": "completed",
        **WORDS,
    }
    shown = client.post(f"/courses/{course.ref}/end", typed).content.decode()
    assert "Held back" in shown
    assert "Nobody has agreed yet that school is told" in shown
    for words in WORDS.values():
        assert words in shown
    assert "Nobody is known to give it to" in shown  # no parent stands in the record
    assert not Letter.objects.exists()
    seen = re.search('name="seen" value="([0-9a-f]+)"', shown)[1]
    agreed(course.young_person, "tell_school")  # in the meantime a colleague records a yes
    late = client.post(f"/courses/{course.ref}/end", typed | {"seen": seen}).content.decode()
    assert "has changed since you looked" in late
    assert not Letter.objects.exists()
    again = client.post(f"/courses/{course.ref}/end", typed).content.decode()
    seen = re.search('name="seen" value="([0-9a-f]+)"', again)[1]
    client.post(f"/courses/{course.ref}/end", typed | {"seen": seen, "submission_key": "e" * 32})
    course.refresh_from_db()
    assert course.state == Course.State.ENDED
    assert "tell_school" not in Letter.objects.get(recipient_kind="school").hold_reason
    assert set(Letter.objects.values_list("body", flat=True)) == {
        f"{said}\n" for name, said in WORDS.items() if name != "for_carer"
    }


def posted(course, day, **more):
    return {
        "submission_key": "d" * 32,
        "version": str(course.version),
        "ended_on_day": str(day.day),
        "ended_on_month": str(day.month),
        "ended_on_year": str(day.year),
        "reason": "completed",
    } | more


def test_an_end_before_the_start_is_refused_at_its_field_before_anything_is_shown(course, lead, sign_in):
    typed = posted(course, date(2026, 10, 1), for_school="Help has ended, kept as typed")
    shown = sign_in(lead).post(f"/courses/{course.ref}/end", typed).content.decode()
    assert 'href="#id_ended_on_0"' in shown or 'href="#id_ended_on"' in shown
    assert "not before the course began, on" in shown
    assert "Help has ended, kept as typed" in shown
    assert "What goes to whom</h1>" not in shown


def test_a_colleague_who_changed_the_course_meanwhile_is_said_and_the_words_stay(course, lead, sign_in):
    client = sign_in(lead)
    typed = posted(course, LAST, for_school="Kept as typed")
    seen = seal_of(copies(course.young_person, {"for_school": "Kept as typed"}))
    Course.objects.get(pk=course.pk).save()  # a colleague
    shown = client.post(f"/courses/{course.ref}/end", typed | {"seen": seen}).content.decode()
    assert "Someone else changed this" in shown
    assert "Kept as typed" in shown
    course.refresh_from_db()
    assert course.is_open
    assert f'name="version" value="{course.version}"' in shown


def test_who_has_no_email_gets_a_letter_where_that_may_be(course, lead):
    person = course.young_person
    Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Dana Fernleigh",
        relationship="mother",
        address="4 Alder Row, Sutton",
    )
    person.email, person.address = "", "4 Alder Row, Sutton"
    person.save()
    going = {copy.field: (copy.channel, bool(copy.allowed)) for copy in copies(person, WORDS)}
    assert going["for_carer"] == ("post", True)
    assert going["for_young_person"] == ("email", False)  # the family's letter box, unless they said yes
    agreed(person, "post")
    person = type(person).objects.get(pk=person.pk)
    going = {copy.field: (copy.channel, bool(copy.allowed)) for copy in copies(person, WORDS)}
    assert going["for_young_person"] == ("post", True)


@pytest.mark.parametrize(
    "address, channel",
    [("reception@alder-surgery.example", "email"), ("Alder Surgery, 1 High Street", "post")],
)
def test_the_gp_gets_it_where_that_was_agreed_and_somebody_said_where(course, lead, address, channel):
    agreed(course.young_person, "tell_gp")
    end(course, lead, **WORDS, gp_name="Alder Surgery", gp_address=address)
    letter = Letter.objects.get(recipient_kind="gp")
    assert (letter.state, letter.channel, letter.address) == ("queued", channel, address)
    assert letter.recipient_name == "Alder Surgery"


def test_a_school_whose_lead_has_no_account_gets_a_letter(course):
    agreed(course.young_person, "tell_school")
    school = course.young_person.school
    (copy,) = copies(course.young_person, {"for_school": "Help has ended"})
    assert (copy.who, copy.channel, bool(copy.allowed)) == (school.name, "post", True)
    assert copy.to.address.startswith(school.name)


def test_the_gp_who_asked_or_was_written_to_need_not_be_typed_again(course, lead):
    assert "gp_name" not in proposed(course)
    course.referral.source, course.referral.requester_name = "gp", "Dr Ashgrove"
    assert proposed(course)["gp_name"] == "Dr Ashgrove"
    end(course, lead, for_gp="Help has ended", gp_name="Elm Surgery", gp_address="1 Elm Grove")
    assert proposed(course)["gp_address"] == "1 Elm Grove"


def test_words_that_give_a_protected_home_away_are_held_and_the_page_says_so_before(course, lead):
    person = course.young_person
    person.address, person.is_location_protected = "4 Alder Row, Sutton", True
    person.save()
    words = {"for_young_person": "We met at 4 Alder Row"}
    (shown,) = copies(person, words)
    assert not shown.allowed
    end(course, lead, **words)
    letter = Letter.objects.get()
    assert (letter.state, letter.hold_reason) == ("held", shown.allowed.why)


@pytest.mark.parametrize(
    "purpose, answer", [("tell_school", "given"), ("tell_gp", "given"), ("email", "refused")]
)
def test_what_was_shown_is_exactly_what_is_queued(course, lead, purpose, answer):
    agreed(course.young_person, purpose, answer)
    make.member(course.young_person.school)
    shown = copies(course.young_person, WORDS)
    end(course, lead, **WORDS, shown=seal_of(shown))
    queued = {
        (one.recipient_name, one.address, one.channel, one.body.rstrip("\n"), one.state, one.hold_reason)
        for one in Letter.objects.all()
    }
    assert queued == {
        (c.who, c.to.address, c.channel, c.words, "queued" if c.allowed else "held", c.allowed.why)
        for c in shown
    }


def test_the_ending_stands_on_the_page_of_plan_and_sessions(course, lead, team, sign_in):
    end(course, lead, plan_after="Look at the ladder first", **WORDS)
    page = f"/young-people/{course.young_person.ref}/plan"
    shown = sign_in(lead).get(page).content.decode()
    assert "Look at the ladder first" in shown
    assert "Six sessions of guided self-help" in shown
    administrator = sign_in(make.member(team, Role.ADMINISTRATOR)).get(page).content.decode()
    assert "Six sessions of guided self-help" not in administrator
    assert Ending.objects.count() == 1
    its_own = sign_in(lead).get(f"/courses/{course.ref}/").content.decode()
    assert "Had it last" in its_own
    assert "Open it again" in its_own


def test_what_has_ended_asks_for_no_plan(course, lead, sign_in):
    page = f"/young-people/{course.young_person.ref}/plan"
    shown = sign_in(lead).get(page).content.decode()
    end(course, lead)
    assert ACT.search(shown)
    assert not ACT.search(sign_in(lead).get(page).content.decode())


def test_it_is_opened_again_within_five_days_and_the_ending_is_struck_out(course, lead, settings):
    end(course, lead)
    again = reopen_course(course, by=lead, reason="Came back worried")
    assert again.is_open
    course.referral.refresh_from_db()
    assert (course.referral.state, course.referral.closed_on) == ("accepted", None)
    end(again, lead)
    settings.TODAY = LAST + timedelta(days=6)
    with pytest.raises(NotPossible, match="new request"):
        reopen_course(again, by=lead, reason="Late")


@pytest.mark.parametrize("days, says", [(5, "Why does it go on?"), (6, "It is a new request")])
def test_the_page_says_from_when_it_is_a_new_request(course, lead, sign_in, settings, days, says):
    end(course, lead)
    settings.TODAY = LAST + timedelta(days=days)
    assert says in sign_in(lead).get(f"/courses/{course.ref}/open-again").content.decode()


def test_contacts_that_are_still_booked_are_named_on_the_page_of_the_ending(course, lead, sign_in):
    booked = make.contact(course, on=make.TODAY + timedelta(days=7))
    assert f"/contacts/{booked.ref}" in sign_in(lead).get(f"/courses/{course.ref}/end").content.decode()


def test_the_pack_of_somebody_who_leaves_holds_everyone_they_have(course, lead, team, sign_in):
    supervisor = make.member(team, Role.SUPERVISOR)
    shown = sign_in(supervisor).get(f"/caseload/pack/{lead.ref}").content.decode()
    assert course.young_person.name in shown
    assert "Give all of them to someone" in shown
    foreign = make.member(make.team(), Role.PRACTITIONER)
    assert sign_in(supervisor).get(f"/caseload/pack/{foreign.ref}").status_code == 404
