import re

import pytest

from tests import make
from trailblazer.referrals import actions
from trailblazer.referrals.models import Answer, Decision


class Page:
    """The page of one request, worked as a browser without script works it."""

    def __init__(self, client, referral):
        self.client, self.referral = client, referral
        self.typed = {}
        self.read(client.get(f"/requests/{referral.ref}"))

    def read(self, response):
        self.response, self.words = response, response.content.decode()
        form = self.words.partition('id="decision"')[2].partition("</form>")[0]
        hidden = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form)
        self.typed |= dict(hidden)
        shown = re.search(r'<textarea[^>]*name="answer"[^>]*>(.*?)</textarea>', form, re.DOTALL)
        if shown:
            self.typed["answer"] = shown.group(1).strip()
        return self

    def send(self, **values):
        self.typed |= values
        response = self.client.post(f"/requests/{self.referral.ref}/decide", self.typed)
        if response.status_code == 302:
            self.redirected = response
            return self
        return self.read(response)


@pytest.fixture
def page(place, sign_in):
    return Page(sign_in(place.supervisor), place.referral(reasons=["phobia_blood_needle_vomit"]))


def accept(place, **more):
    return {
        "outcome": "one_to_one",
        "one_to_one-role": "higher_level_therapist",
        "one_to_one-owner": place.therapist.ref,
        "one_to_one-next_step": "First contact",
        "one_to_one-next_step_due_on_day": "27",
        "one_to_one-next_step_due_on_month": "11",
        "one_to_one-next_step_due_on_year": "2026",
    } | more


def test_the_advice_is_there_with_its_reason_its_number_and_its_day(page):
    assert "outside what an education mental health practitioner offers" in page.words
    assert "rule 14, in force from 1 September 2018" in page.words
    assert "a higher-level therapist" in page.words or "higher-level therapist can take this" in page.words


def test_the_words_are_shown_before_anything_is_saved(place, page):
    page.send(**accept(place))
    assert "Tariq Holloway" in page.typed["answer"]
    assert "Friday 27 November" in page.typed["answer"]
    assert not Decision.objects.exists()


def test_one_button_saves_the_decision_and_sends_the_words_as_changed(place, page):
    page.send(**accept(place)).send(answer="Dear Ruth, Tariq rings on Friday.", then="send")
    assert page.redirected.url == f"/requests/{page.referral.ref}"
    assert Answer.objects.get().words == "Dear Ruth, Tariq rings on Friday."
    decision = Decision.objects.get()
    assert (decision.role, decision.owner) == ("higher_level_therapist", place.therapist)


def test_it_can_be_saved_without_sending_and_answered_later(place, page):
    page.send(**accept(place)).send(then="save")
    assert Decision.objects.exists()
    assert not Answer.objects.exists()
    later = page.client.get(f"/requests/{page.referral.ref}/answer").content.decode()
    assert "Tariq Holloway" in later


def test_words_for_another_choice_are_not_sent(place, page):
    page.send(**accept(place))
    page.send(outcome="group", **{"group-role": "higher_level_therapist"}, then="send")
    assert not Decision.objects.exists()
    assert "small group" in page.typed["answer"]


def test_other_than_the_advice_needs_a_reason(place, page):
    page.send(**accept(place) | {"one_to_one-role": "emhp"})
    assert "Enter your reason" in page.words
    assert "answer" not in page.typed


@pytest.mark.parametrize(
    "outcome, says",
    [
        ("", "Choose what happens next"),
        ("one_to_one", "Choose who will help"),
        ("missing_middle", "Choose where they will be helped meanwhile"),
        ("missing_middle", "Choose a named owner"),
        ("more_information", "Enter what you need to know"),
        ("duplicate", "Choose the request that this one repeats"),
        ("declined", "Choose why it is not for this team"),
    ],
)
def test_what_is_missing_is_said_beside_it(page, outcome, says):
    assert says in page.send(outcome=outcome).words


def test_a_day_that_does_not_exist_is_refused_and_what_was_typed_stays(place, page):
    page.send(**accept(place) | {"one_to_one-next_step_due_on_day": "31", "reason": "My reason"})
    assert "Enter a real date" in page.words
    assert "My reason" in page.words


def test_what_is_wrong_under_another_choice_does_not_matter(place, page):
    page.send(**accept(place) | {"missing_middle-look_again_on_day": "99"})
    assert "Enter a real date" not in page.words


def test_a_stale_save_shows_both_and_saves_nothing(place, page):
    page.send(**accept(place))
    actions.add_words(page.referral, by=place.lead, words="She has stopped eating lunch")
    page.send(then="send")
    assert "Someone else changed this while you were writing" in page.words
    assert "She has stopped eating lunch" in page.words
    assert not Decision.objects.exists()
    page.send(then="send")
    assert Decision.objects.exists()


def test_the_same_form_sent_twice_does_it_once(place, page):
    page.send(**accept(place))
    page.send(then="send")
    page.send(then="send")
    assert (Decision.objects.count(), Answer.objects.count()) == (1, 1)


def test_fixed_words_cannot_be_changed_on_the_way(place, sign_in):
    page = Page(sign_in(place.supervisor), place.referral(consents={"tell_school": "refused"}))
    page.send(outcome="group", **{"group-role": "emhp"}).send(answer="All about Robin", then="send")
    assert "All about Robin" not in Answer.objects.get().words


def test_possible_duplicates_are_there_to_match(place, sign_in):
    person = make.young_person(place.team, first_name="Robin", last_name="Fernleigh")
    client, referral = sign_in(place.practitioner), place.referral()
    words = client.get(f"/requests/{referral.ref}").content.decode()
    assert "Same date of birth, like name" in words
    form = words.partition(f"/requests/{referral.ref}/match")[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    client.post(f"/requests/{referral.ref}/match", sent)
    referral.refresh_from_db()
    assert referral.young_person == person


def test_of_someone_elses_people_no_more_is_said_than_whose_they_are(place, sign_in):
    other = make.team(place.team.organisation.provider, name="Merton team")
    make.young_person(other, first_name="Robin", last_name="Fernleigh", known_as="Secretname")
    words = sign_in(place.practitioner).get(f"/requests/{place.referral().ref}").content.decode()
    assert "Someone known to Merton team" in words
    assert "Secretname" not in words


def test_a_practitioner_reads_and_does_not_decide(place, sign_in):
    words = sign_in(place.practitioner).get(f"/requests/{place.referral().ref}").content.decode()
    assert "Your decision" not in words


def test_every_definition_of_the_wait_stands_beside_the_others(place, sign_in):
    words = sign_in(place.practitioner).get(f"/requests/{place.referral().ref}/waits").content.decode()
    for part in (
        "Answer:",
        "Decision:",
        "First contact",
        "Help started",
        "National full clock stop",
        "at most 28 days",
    ):
        assert part in words
