"""The pages of hand-overs and changes to come: what is read before it goes, who sees what, and few queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.care.handing import handed_over
from trailblazer.access.roles import Role
from trailblazer.care.actions.hand_overs import record_step
from trailblazer.care.actions.hand_overs_to_us import accept
from trailblazer.care.actions.transitions import add_transition, plan_transition
from trailblazer.care.models import HandOver, Transition, WhileWaiting
from trailblazer.letters.models import Letter
from trailblazer.ui.forms import new_submission_key

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def team():
    return make.team(telephone="020 7946 0100")


@pytest.fixture
def member(team):
    return make.member(team, Role.SUPERVISOR)


@pytest.fixture
def person(team):
    grown = make.young_person(team, born_on=date(2010, 5, 3))
    return make.matched_referral(team, young_person=grown).young_person


@pytest.fixture
def browser(sign_in, member):
    return sign_in(member)


def day_of(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def typed(person, member, **more):
    """What is sent with the form, as it stands on the page."""
    return {
        "submission_key": new_submission_key(),
        "kind": "specialist",
        "to_name": "Larkmere CAMHS",
        "email": "camhs@example.org",
        "address": "",
        "reason": "complexity",
        "words": "Panic most days.",
        "agreed": "young_person",
        "without_consent_reason": "",
        "owner": member.ref,
        **day_of("sent_on", TODAY),
        **day_of("follow_up_on", NEXT_WEEK),
        **more,
    }


def hidden_of(page):
    """The hidden fields of the page that shows the letter."""
    import re
    from html import unescape

    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def new_at(person):
    return reverse("care:begin_hand_over", args=[person.ref])


def test_the_letter_is_read_word_for_word_before_anything_is_saved(browser, person, member):
    read = browser.post(new_at(person), typed(person, member))
    page = read.content.decode()
    assert "Nothing is saved yet" in page
    assert "camhs@example.org" in page
    assert not HandOver.objects.exists()
    sent = browser.post(new_at(person), hidden_of(read), follow=True)
    made = HandOver.objects.get()
    assert "Handed over. The letter is in the outbox" in sent.content.decode()
    assert all(line in page for line in made.summary.splitlines() if "’" not in line and "'" not in line)
    assert Letter.objects.get(about=made.ref).body == made.summary
    assert made.referral is not None
    assert made.follow_up_on == NEXT_WEEK


def test_what_changed_since_it_was_read_is_shown_again(browser, person, member):
    read = browser.post(new_at(person), typed(person, member))
    again = browser.post(new_at(person), hidden_of(read) | {"words": "Something else"})
    assert "Nothing is saved yet" in again.content.decode()
    person.is_location_protected = True
    person.save()
    again = browser.post(new_at(person), hidden_of(read))
    assert "Nothing is saved yet" in again.content.decode()
    assert not HandOver.objects.exists()


def test_change_goes_back_with_what_was_typed(browser, person, member):
    read = browser.post(new_at(person), typed(person, member))
    back = browser.post(new_at(person), hidden_of(read) | {"change": "1"}).content.decode()
    assert "Panic most days." in back
    assert "Read what goes" in back


def test_the_same_letter_sent_twice_is_one_hand_over(browser, person, member):
    read = hidden_of(browser.post(new_at(person), typed(person, member)))
    browser.post(new_at(person), read)
    browser.post(new_at(person), read)
    assert HandOver.objects.count() == 1


@pytest.mark.parametrize(
    "changed, says",
    [
        ({"agreed": ""}, "Choose who agreed that they are told"),
        ({"agreed": "nobody"}, "Enter why it is sent without agreement"),
        ({"to_name": ""}, "Enter which service"),
        ({"reason": ""}, "Choose why"),
        ({"words": ""}, "Enter what they need to know"),
        ({"address": "2 Mere Way"}, "Enter the email or the postal address, not both"),
        ({"email": "not an address"}, "Enter an email address"),
        ({"sent_on_year": "2027"}, "not in the future"),
        ({"words": "x" * 5001}, "Enter at most 5,000 characters"),
        ({"follow_up_on_year": "2025"}, "not over"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(browser, person, member, changed, says):
    sent = typed(person, member) | changed
    page = browser.post(new_at(person), sent)
    if "shown_for" in hidden_of(page):
        page = browser.post(new_at(person), hidden_of(page))
    assert says in page.content.decode()
    assert not HandOver.objects.exists()


def test_every_page_of_it_opens(browser, person, member):
    made = handed_over(member, person, referral=person.referrals.get())
    record_step(
        made, by=member, state="declined", happened_on=TODAY, follow_up_on=NEXT_WEEK, next_step="Ring"
    )
    change = add_transition(person, by=member, kind="age_16", due_on=date(2029, 5, 3))
    step = made.steps.first()
    pages = [
        reverse("care:hand_over", args=[made.ref]),
        reverse("care:hand_over_step", args=[made.ref]),
        reverse("care:correct_hand_over_step", args=[made.ref, step.ref]),
        reverse("care:settle_hand_over", args=[made.ref]),
        reverse("care:hand_over_letter", args=[made.ref]),
        reverse("care:hand_overs_of", args=[person.ref]),
        reverse("young_people:record", args=[person.ref]),
        new_at(person),
        f"{new_at(person)}?like={made.ref}",
        reverse("care:offer_meanwhile", args=[person.ref]),
        reverse("care:add_transition", args=[person.ref]),
        reverse("care:transition", args=[change.ref]),
        reverse("care:plan_transition", args=[change.ref]),
        reverse("care:transition_not_needed", args=[change.ref]),
        reverse("care:hand_over_for", args=[change.ref]),
    ]
    for page in pages:
        assert browser.get(page).status_code == 200, page
    shown = browser.get(pages[0]).content.decode()
    assert "They have come back to us" in shown
    assert "Their clock" in shown
    assert "Our clock" in shown


def test_a_step_is_recorded_from_its_page(browser, person, member):
    made = handed_over(member, person)
    at = reverse("care:hand_over_step", args=[made.ref])
    sent = {
        "submission_key": new_submission_key(),
        "version": made.version,
        "state": "declined",
        "words": "Not their threshold",
        "next_step": "",
        "owner": member.ref,
        **day_of("happened_on", TODAY),
        **day_of("follow_up_on", NEXT_WEEK),
    }
    assert "they have come back to us" in browser.post(at, sent).content.decode()
    done = browser.post(at, sent | {"next_step": "Ring the family"}, follow=True).content.decode()
    assert "Ring the family" in done
    made.refresh_from_db()
    assert made.state == "declined"


def test_an_old_screen_does_not_overwrite_what_a_colleague_heard(browser, person, member):
    made = handed_over(member, person)
    old = made.version
    record_step(made, by=member, state="received", happened_on=TODAY, follow_up_on=NEXT_WEEK)
    sent = {
        "submission_key": new_submission_key(),
        "version": old,
        "state": "waiting",
        "words": "A long wait",
        "owner": member.ref,
        **day_of("happened_on", TODAY),
        **day_of("follow_up_on", NEXT_WEEK),
    }
    page = browser.post(reverse("care:hand_over_step", args=[made.ref]), sent).content.decode()
    assert "Someone else changed this" in page
    assert "A long wait" in page


def test_a_receiving_team_reads_the_hand_over_but_not_the_record_until_it_accepts(
    sign_in, team, member, person
):
    other = make.team(team.organisation.provider)
    lead, named = make.member(other, Role.TEAM_LEAD), make.member(other, Role.PRACTITIONER)
    change = add_transition(person, by=member, kind="school_move", due_on=TODAY)
    school = make.service(other).school
    plan_transition(change, by=member, words="A visit", owner=member, next_school=school)
    made = handed_over(
        member,
        person,
        kind="transition",
        to_name=other.name,
        to_team=other.organisation,
        to_school=school,
        reason="moved",
        to_contact="",
        transition=change,
    )
    there = sign_in(lead)
    page = there.get(reverse("care:hand_over", args=[made.ref])).content.decode()
    assert "Accept with a named person" in page
    assert "Our clock" not in page
    assert there.get(reverse("young_people:record", args=[person.ref])).status_code == 404
    assert person.name in there.get(reverse("care:hand_overs_to_us")).content.decode()
    sent = {"submission_key": new_submission_key(), "version": made.version, "who": named.ref, "words": ""}
    done = there.post(reverse("care:accept_hand_over", args=[made.ref]), sent, follow=True)
    assert "Accepted" in done.content.decode()
    assert there.get(reverse("young_people:record", args=[person.ref])).status_code == 200
    assert sign_in(member).get(reverse("young_people:record", args=[person.ref])).status_code == 404


def test_a_practitioner_cannot_accept_for_the_team(sign_in, team, member, person):
    other = make.team(team.organisation.provider)
    made = handed_over(
        member,
        person,
        kind="transition",
        to_name=other.name,
        to_team=other.organisation,
        reason="age",
        to_contact="",
    )
    there = sign_in(make.member(other, Role.PRACTITIONER))
    assert (
        "Accept with a named person"
        not in there.get(reverse("care:hand_over", args=[made.ref])).content.decode()
    )
    assert there.get(reverse("care:accept_hand_over", args=[made.ref])).status_code == 403


def test_the_record_says_what_came_back_and_whose_word_is_needed(browser, team, member):
    grown = make.young_person(team, born_on=date(2010, 5, 3), known_as="Bo")
    grown.consents.create(
        provider=grown.provider,
        purpose="help",
        answer="given",
        given_by="carer",
        happened_on=date(2025, 9, 1),
    )
    made = handed_over(member, grown)
    record_step(made, by=member, state="lost", happened_on=TODAY, follow_up_on=NEXT_WEEK, next_step="Ring")
    page = browser.get(reverse("young_people:record", args=[grown.ref])).content.decode()
    assert "Larkmere CAMHS: lost from sight" in page
    assert "Bo is 16: their own word is needed" in page


@pytest.mark.parametrize("name", ["hand_overs", "hand_overs_to_us", "specialist_waits", "transitions"])
def test_no_list_asks_more_for_thirty_than_for_three(sign_in, team, member, name):
    other = make.member(make.team(team.organisation.provider), Role.SUPERVISOR)

    def queries():
        client = sign_in(other if name == "hand_overs_to_us" else member)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse(f"care:{name}"), {"list": "open"}).status_code == 200
        return len(caught)

    def add(count):
        for _ in range(count):
            person = make.young_person(team, school=make.school())
            if name == "hand_overs_to_us":
                handed_over(
                    member,
                    person,
                    kind="transition",
                    to_name=other.organisation.name,
                    to_team=other.organisation,
                    to_contact="",
                    reason="age",
                )
            else:
                handed_over(member, person)
            add_transition(person, by=member, kind="age_16", due_on=NEXT_WEEK)

    add(3)
    few = queries()
    add(27)
    assert queries() == few


def test_the_list_finds_by_name_service_state_and_kind(browser, team, member):
    ours = handed_over(member, make.young_person(team, last_name="Quillfeather"))
    handed_over(member, make.young_person(team), kind="service", to_name="Harbour help")
    at = reverse("care:hand_overs")

    def shown(**asked):
        return browser.get(at, {"list": "open"} | asked).content.decode()

    assert "Quillfeather" in shown(q="quill")
    assert "Harbour help" not in shown(q="quill")
    assert "Quillfeather" not in shown(kind="service")
    assert "No hand-over matches" in shown(state="lost")
    assert ours.ref in shown(list="unanswered")
    assert "Nothing has come back" in shown(list="back")


def test_support_while_waiting_is_logged_from_the_hand_over(browser, person, member):
    made = handed_over(member, person)
    at = f"{reverse('care:offer_meanwhile', args=[person.ref])}?hand_over={made.ref}"
    sent = {"submission_key": new_submission_key(), "what": "check_in", "words": "", "was_taken": ""}
    browser.post(at, sent | day_of("offered_on", TODAY))
    offer = WhileWaiting.objects.get()
    assert offer.hand_over == made
    answer = {"submission_key": new_submission_key(), "was_taken": "yes", "words": ""}
    browser.post(reverse("care:meanwhile_taken", args=[offer.ref]), answer)
    offer.refresh_from_db()
    assert offer.was_taken is True


def test_a_transition_is_planned_from_its_page(browser, team, member, person):
    change = add_transition(person, by=member, kind="school_move", due_on=NEXT_WEEK)
    school = make.service(make.team(team.organisation.provider)).school
    sent = {
        "submission_key": new_submission_key(),
        "version": change.version,
        "school_typed": str(school.urn),
        "words": "A visit first",
        "owner": member.ref,
    }
    page = browser.post(
        reverse("care:plan_transition", args=[change.ref]), sent, follow=True
    ).content.decode()
    assert "another team of ours" in page
    assert Transition.objects.get(pk=change.pk).next_school == school


def test_accepting_for_a_later_day_says_when_they_move(sign_in, team, member, person):
    other = make.team(team.organisation.provider)
    lead = make.member(other, Role.TEAM_LEAD)
    change = add_transition(person, by=member, kind="year_7", due_on=date(2027, 9, 1))
    made = handed_over(
        member,
        person,
        kind="transition",
        to_name=other.name,
        to_team=other.organisation,
        reason="age",
        to_contact="",
        transition=change,
    )
    accept(made, by=lead, who=make.member(other, Role.PRACTITIONER), moves_on=change.due_on)
    page = sign_in(member).get(reverse("care:transition", args=[change.ref])).content.decode()
    assert "They move on 1 September 2027" in page
