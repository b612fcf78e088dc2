"""One page and one save: who came, scores, note, risk and the next visit; recorded again, it corrects."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests import make
from tests.young_people.pages import fields_of, words_of
from trailblazer.access.roles import Role
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Contact, Goal, GoalRating, Note, Score, Task, Unsent
from trailblazer.care.read_contact import how
from trailblazer.domain.contacts import moment
from trailblazer.referrals.models import Event
from trailblazer.young_people.consents import quiet_of
from trailblazer.young_people.models import QuietMode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
NINE = moment(make.TODAY, time(9))
CAME, DID_NOT_COME, THEY_CANCELLED = "5", "3", "2"


@pytest.fixture
def nadia(team):
    return make.member(team, Role.PRACTITIONER, name="Nadia Ferncastle")


@pytest.fixture
def course(team, nadia):
    school = make.school()
    person = make.young_person(team, first_name="Zahra", known_as="Zee", school=school)
    return make.course(make.matched_referral(team, young_person=person), nadia, sessions_planned=8)


@pytest.fixture
def goal(course):
    return Goal.objects.create(
        provider=course.provider,
        team=course.team,
        young_person=course.young_person,
        referral=course.referral,
        number=1,
        words="Answer a question in class",
        set_on=date(2026, 10, 1),
    )


@pytest.fixture
def contact(course, goal):
    """The seventh session, on the last working day before today."""
    first = score(course, 16, date(2026, 11, 5))
    assert first.measure == "gad-7"
    return make.contact(
        course,
        on=date(2026, 11, 23),
        school=course.young_person.school,
        session_number=7,
        interventions=["worry_management"],
    )


def score(course, total, on, **fields):
    ordinary = {"measure": "gad-7", "scored_on": on, "total": total}
    return Score.objects.create(
        provider=course.provider,
        team=course.team,
        young_person=course.young_person,
        referral=course.referral,
        **(ordinary | fields),
    )


@pytest.fixture
def page(sign_in, nadia, contact):
    client = sign_in(nadia)
    return client, reverse("care:record_contact", args=[contact.ref])


SCORE = "score_gad-7_self"


def records(page, **typed):
    client, address = page
    form = fields_of(client.get(address))
    form = {name: value for name, value in form.items() if name not in ("then", "later")}
    return client.post(address, form | {"risk": "as_before", "next_visit": "none"} | typed)


def test_the_page_is_filled_in_from_the_plan_but_never_the_risk(page):
    client, address = page
    response = client.get(address)
    words, form = words_of(response), fields_of(response)
    assert "Session 7 of 8, 23 November 2026 9am" in words
    assert "Risk never is" in words
    assert "Last 16, first 16" in words
    assert form["attendance"] == [CAME]
    assert form["interventions"] == ["worry_management"]
    assert form["minutes"] == ["45"]
    assert "risk" not in form


def test_one_save_keeps_everything(page, contact, goal, nadia):
    rated = {SCORE: "11", f"goal_{goal.ref}": "4"}
    answer = records(
        page, note="Worry time kept 5 of 7 days 🌱", next_visit="other", **rated, **at(1, 12, "11.30")
    )
    assert answer.status_code == 302
    contact.refresh_from_db()
    assert (contact.attendance, contact.minutes, contact.risk) == (CAME, 45, "as_before")
    assert contact.recorded_by == nadia
    assert Score.objects.get(contact=contact).total == 11
    assert GoalRating.objects.get(contact=contact).rating == 4
    assert Note.objects.get(contact=contact).words == "Worry time kept 5 of 7 days 🌱"
    then = Contact.objects.planned().get()
    assert (then.starts_at, then.session_number, then.course) == (
        moment(date(2026, 12, 1), time(11, 30)),
        8,
        contact.course,
    )
    kinds = set(Event.objects.filter(referral=contact.referral).values_list("kind", flat=True))
    assert kinds >= {"contact", "measure", "intervention"}


def at(day, month, typed, year=2026):
    return {
        "next_on_day": str(day),
        "next_on_month": str(month),
        "next_on_year": str(year),
        "next_time": typed,
    }


def test_sent_twice_it_is_recorded_once(page, contact):
    client, address = page
    form = (
        fields_of(client.get(address))
        | {"risk": "none", "note": "Once", "next_visit": "other"}
        | at(1, 12, "11")
    )
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    assert Note.objects.count() == 1
    assert Contact.objects.count() == 2


def test_recorded_again_it_corrects(page, contact, goal):
    records(page, note="Came with mother.", **{SCORE: "11"})
    records(page, note="Came with father.", **{SCORE: "12"})
    standing = Score.objects.filter(contact=contact, superseded_by=None).get()
    assert standing.total == 12
    note = Note.objects.standing().get(contact=contact)
    assert (note.words, note.corrects.words) == ("Came with father.", "Came with mother.")
    assert Event.objects.filter(kind="measure", superseded_by=None).count() == 1


def test_the_same_again_adds_nothing(page, contact):
    records(page, note="As it was.", **{SCORE: "11"})
    before = (Note.objects.count(), Score.objects.count(), Event.objects.count())
    records(page)
    assert (Note.objects.count(), Score.objects.count(), Event.objects.count()) == before


def test_a_late_save_shows_both_versions_and_nothing_is_lost(page, sign_in, team, contact):
    client, address = page
    old = fields_of(client.get(address)) | {"risk": "none", "note": "Mine", "next_visit": "none", SCORE: "10"}
    other = sign_in(make.member(team, Role.SUPERVISOR))
    records((other, address), note="Theirs", risk="as_before", **{SCORE: "9"})
    answer = client.post(address, old)
    words = words_of(answer)
    assert "Someone else changed this while you were writing" in words
    assert "Note Theirs Mine" in words
    assert "Risk today As before None" in words
    assert "GAD-7 9 10" in words
    form = fields_of(answer)
    assert form["note"] == ["Mine"]
    client.post(address, form | {"then": "stay"})
    assert Note.objects.standing().get().words == "Mine"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"risk": ""}, "Choose the risk today"),
        ({"minutes": str(25 * 60)}, "Enter minutes from 1 to 720"),
        ({"minutes": "an hour"}, "Enter minutes from 1 to 720"),
        ({SCORE: "22"}, "GAD-7: enter a whole number from 0 to 21"),
        ({SCORE: "-1"}, "GAD-7: enter a whole number from 0 to 21"),
        ({"note": "x" * 100_000}, "Enter at most 20,000 characters"),
        ({"attendance": ""}, "Choose whether they came"),
        ({"attendance": DID_NOT_COME}, "Choose what was done, or will be done"),
        ({"next_visit": "other"}, "Enter the day of the next visit"),
        ({"next_visit": "other", **at(30, 2, "9")}, "Enter a real date"),
        ({"next_visit": "other", **at(1, 12, "25:00")}, "Enter a time"),
        ({"next_visit": "other", **at(1, 11, "9")}, "Enter a day that is still to come"),
        ({"next_visit": "other", **at(28, 3, "1:30am", 2027)}, "There is no 01:30 on that day"),
        ({"next_visit": "20261201T0900X"}, "That time was taken since"),
        ({"other_total": "9"}, "Choose which questionnaire it is"),
        ({"other_measure": "phq-9", "other_total": "28"}, "Enter a PHQ-9 score from 0 to 27"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(page, contact, typed, says):
    answer = records(page, **({"note": "Long words of mine"} | typed))
    assert answer.status_code == 200
    assert says in words_of(answer)
    assert typed.get("note", "Long words of mine") in answer.content.decode()
    assert not Contact.objects.recorded().exists()
    assert not Note.objects.exists()


def test_a_contact_to_come_cannot_have_been_attended_but_can_be_cancelled(page, contact):
    Contact.objects.filter(pk=contact.pk).update(
        starts_at=moment(date(2026, 11, 27), time(9)), ends_at=moment(date(2026, 11, 27), time(10))
    )
    client, address = page
    assert "attendance" not in fields_of(client.get(address))
    answer = records(page, attendance=CAME)
    assert "This contact is still to come" in words_of(answer)
    assert records(page, attendance=THEY_CANCELLED, cancelled_reason="ill").status_code == 302


def test_another_questionnaire_is_entered_beside_the_usual_one(page, contact):
    records(page, other_measure="phq-9", other_total="12")
    assert Score.objects.get(contact=contact, measure="phq-9").total == 12


class TestWhoWasNotBrought:
    MISSED = {
        "attendance": DID_NOT_COME,
        "follow_up": "asked_school",
        "follow_up_words": "Reception rings back",
    }

    def test_somebody_follows_up_by_a_day(self, page, contact, nadia):
        client, address = page
        proposed = fields_of(client.get(address))
        assert [proposed[f"follow_up_on_{part}"] for part in ("day", "month")] == [["25"], ["11"]]
        records(page, **self.MISSED, **{SCORE: "11"})
        task = Task.objects.get()
        assert (task.owner, task.due_on, task.source) == (nadia, date(2026, 11, 25), "not_brought")
        assert task.words == "Did not come: asked school whether they are safe and in"
        assert not Score.objects.filter(contact=contact).exists()

    def test_recorded_otherwise_since_the_task_is_done(self, page, contact):
        records(page, **self.MISSED)
        records(page, attendance=CAME)
        assert Task.objects.get().done_words == "Recorded otherwise since"
        contact.refresh_from_db()
        assert (contact.follow_up, contact.follow_up_on) == ("", None)

    def test_the_third_in_a_course_asks_for_a_talk_once_and_closes_nothing(self, page, contact, course):
        for day in (2, 9):
            make.contact(course, on=date(2026, 11, day), attendance=DID_NOT_COME)
        records(page, **self.MISSED)
        records(page, **self.MISSED)
        alert = Alert.objects.get(kind="not_brought")
        assert "Nothing ends by itself" in alert.words
        assert alert.young_person == course.young_person
        course.refresh_from_db()
        assert course.is_open


class TestQuietMode:
    @pytest.fixture
    def quiet(self, course, nadia):
        QuietMode.objects.create(
            provider=course.provider,
            young_person=course.young_person,
            step="on",
            reason="Asked for it",
            happened_on=date(2026, 10, 1),
            by=nadia,
        )
        course.young_person.born_on = date(2010, 1, 1)
        course.young_person.save()

    def test_it_is_asked_at_each_contact_and_kept_where_it_was(self, quiet, page):
        client, address = page
        assert "Parents are not told. Is that still right?" in words_of(client.get(address))
        records(page, quiet="yes")
        newest = QuietMode.objects.order_by("-pk").first()
        assert (newest.step, newest.reason) == ("reviewed", "Asked at this contact: it is still right")
        assert "Is that still right?" not in words_of(client.get(address))

    def test_no_longer_leads_to_where_it_is_changed_and_stays_a_task_until_it_is(self, quiet, page, course):
        answer = records(page, quiet="no")
        assert answer.url == reverse("young_people:quiet_mode", args=[course.young_person.ref])
        assert Task.objects.open().get().words == "Quiet mode of Zee to look at again"
        records((page[0], answer.url), is_still_right="no", reason="Her mother knows")
        assert not Task.objects.open().exists()

    def test_nobody_who_came_is_left_unasked(self, quiet, page):
        answer = records(page)
        assert "Choose whether it is still right that parents are not told" in words_of(answer)
        assert "Enter why it could not be asked" in words_of(records(page, quiet="not_asked"))
        assert not Contact.objects.recorded().exists()

    def test_it_may_have_been_impossible_to_ask_and_the_reason_is_kept(self, quiet, page, course):
        assert records(page, quiet="not_asked", quiet_why="Her mother sat beside her").status_code == 302
        step = course.young_person.quiet_mode_steps.first()
        assert (step.step, step.reason) == ("not_asked", "Her mother sat beside her")
        assert quiet_of(course.young_person).is_on
        assert quiet_of(course.young_person).looked_at_on is None
        assert "Is that still right?" not in words_of(page[0].get(page[1]))  # of this contact; the next asks
        assert quiet_of(course.young_person).needs_a_look(make.TODAY)
        agreed = page[0].get(reverse("young_people:agreed", args=[course.young_person.ref]))
        assert "Could not be asked about" in words_of(agreed)

    def test_who_did_not_come_is_not_asked_about(self, quiet, page):
        assert records(page, attendance=THEY_CANCELLED, cancelled_reason="ill").status_code == 302
        assert Contact.objects.recorded().exists()
        assert not Task.objects.exists()

    def test_without_quiet_mode_there_is_no_question_more(self, page):
        client, address = page
        assert not {"quiet", "quiet_why"} & set(fields_of(client.get(address)))

    def test_who_may_not_decide_leaves_it_to_whoever_leads_the_help(
        self, quiet, contact, team, nadia, sign_in
    ):
        trainee = sign_in(make.member(team, Role.TRAINEE))
        page = trainee, reverse("care:record_contact", args=[contact.ref])
        assert "has a task to look at it" in words_of(trainee.get(page[1]))
        assert records(page, quiet="yes").status_code == 302
        assert (Task.objects.get().owner, QuietMode.objects.count()) == (nadia, 1)


def test_changed_risk_leads_to_the_page_of_risk(page, course):
    assert records(page, risk="changed").url.startswith(f"/young-people/{course.young_person.ref}/")


def test_saving_goes_on_to_the_next_contact_of_the_day(page, course, contact):
    then = make.contact(course, on=date(2026, 11, 23), at=time(10))
    client, address = page
    assert "Save and go to 10am" in words_of(client.get(address))
    assert records(page, next_visit="booked").url == reverse("care:record_contact", args=[then.ref])
    assert records(page, next_visit="booked", then="stay").url == address


def test_a_next_time_that_is_taken_is_refused_and_nothing_is_saved(page, course, nadia, contact):
    other = make.course(make.matched_referral(make_team_of(course)), nadia)
    make.contact(other, on=date(2026, 12, 1), at=time(9))
    answer = records(page, next_visit="other", **at(1, 12, "9:15"))
    assert "has another contact from 9am to 9:45am" in words_of(answer)
    assert not Contact.objects.recorded().exists()


def test_what_speaks_against_a_next_time_is_said_and_a_reason_lets_it_go_ahead(page, contact):
    same_lesson = {"next_visit": "other", **at(1, 12, "9:15")}
    answer = records(page, **same_lesson)
    assert "would miss the same lesson" in words_of(answer)
    assert not Contact.objects.recorded().exists()
    assert records(page, all_the_same="School asked for it", **same_lesson).status_code == 302
    assert Contact.objects.planned().get().all_the_same == "School asked for it"


def make_team_of(course):
    from trailblazer.teams.models import Team

    return Team.objects.get(organisation=course.team)


def test_what_was_written_and_not_sent_is_back_and_goes_when_it_is_sent(page, contact):
    client, address = page
    form = fields_of(client.get(address))
    half = {
        "note": "Half a",
        SCORE: "1",
        "risk": "none",
        "attendance": "6",
        "next_visit": "other",
        "next_on_day": "3",
    }
    assert client.post("/unsent/save", form | half).status_code == 204
    back = fields_of(client.get(address))
    assert {name: back[name] for name in half} == {name: [value] for name, value in half.items()}
    records(page, note="The whole")
    assert not Unsent.objects.exists()


def test_an_administrator_reads_who_came_and_no_note(sign_in, team, page, contact):
    records(page, note="Only for who helps")
    client = sign_in(make.member(team, Role.ADMINISTRATOR))
    words = words_of(client.get(reverse("care:contact", args=[contact.ref])))
    assert "Attendance Attended" in words
    assert "Only for who helps" not in words
    assert "Risk that day" not in words
    assert "Risk that day" in words_of(page[0].get(reverse("care:contact", args=[contact.ref])))
    assert client.get(reverse("care:record_contact", args=[contact.ref])).status_code == 403


def test_another_team_finds_nothing(sign_in, page, contact):
    client = sign_in(make.member(make.team(), Role.PRACTITIONER))
    for name in ("care:contact", "care:record_contact"):
        assert client.get(reverse(name, args=[contact.ref])).status_code == 404


def test_the_page_costs_no_more_with_thirty_contacts_than_with_three(
    page, course, django_assert_max_num_queries
):
    client, address = page
    make.contact(course, on=date(2026, 9, 1), attendance=CAME)
    client.get(address)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for day in range(1, 28):
        make.contact(course, on=date(2026, 10, day), attendance=CAME, session_number=1)
        score(course, 12, date(2026, 10, day))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few) + 1


@pytest.mark.parametrize(
    "medium, place, said",
    [
        ("Face to face", "School", "Face to face, school"),
        ("Telephone", "Telephone", "Telephone"),
        ("Face to face", "", "Face to face"),
    ],
)
def test_how_somebody_was_seen_says_nothing_twice(medium, place, said):
    assert how(medium, place) == said
