"""One save records a session for everyone: each member their own contact, the leaders their minutes once."""

from datetime import date, time

import pytest

from tests import make
from tests.care.made_groups import made_group
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.care import collecting
from trailblazer.care.actions.group_contacts import DID_NOT_COME, HERE, LATE, TOLD_US, Place
from trailblazer.care.actions.registers import note_absences, record_count, record_register
from trailblazer.care.models import Contact, GoalRating, GroupSession, Note, Score, Task
from trailblazer.domain.pathways import catalogue
from trailblazer.referrals.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
YESTERDAY = date(2026, 11, 23)


@pytest.fixture
def made():
    return made_group(4, on=YESTERDAY)


def record(made, *places, note="Worry ladders made in pairs.", minutes=50, **more):
    places = {member.ref: place for member, place in zip(made.members, places, strict=False)}
    values = {"leaders": [made.leader, made.second]} | more
    return record_register(made.session, by=made.leader, places=places, note=note, minutes=minutes, **values)


def test_each_member_gets_a_contact_of_their_own(made):
    record(
        made,
        Place(HERE, score=5),
        Place(TOLD_US, reason="ill"),
        Place(DID_NOT_COME),
        Place(LATE, late_minutes=30, note="Left early for the bus."),
    )
    found = {c.young_person_id: c for c in Contact.objects.filter(group_session=made.session)}
    assert [found[p.pk].attendance for p in made.people] == ["5", "2", "3", "6"]
    assert [found[p.pk].minutes for p in made.people] == [50, None, None, 30]
    assert found[made.people[1].pk].cancelled_reason == "ill"
    assert all(
        c.referral and c.lead == made.leader and list(c.staff.all()) == [made.second] for c in found.values()
    )
    made.session.refresh_from_db()
    assert made.session.state == GroupSession.State.HELD
    assert made.session.minutes == 50
    assert set(made.session.leaders.all()) == {made.leader, made.second}


def test_it_counts_on_each_clock(made):
    record(made, Place(HERE), Place(TOLD_US, reason="ill"), Place(DID_NOT_COME), Place(LATE))
    events = [
        list(Event.objects.filter(referral__young_person=p, kind="contact").values_list("counts", flat=True))
        for p in made.people
    ]
    assert events == [[True], [], [False], [True]]


def test_the_group_note_goes_on_each_record_and_an_own_note_on_one(made):
    record(made, *[Place(HERE)] * 3, Place(HERE, note="Cried when the ladder was read."))
    assert sorted(Note.objects.filter(kind="group").values_list("young_person", flat=True)) == sorted(
        p.pk for p in made.people
    )
    own = Note.objects.get(kind="contact")
    assert own.young_person == made.people[3]
    assert own.contact.group_session == made.session


@pytest.mark.parametrize(
    "note, word",
    [("Aaron led the ladder", "Aaron"), ("The ashford family rang", "ashford"), ("chidi was late", "chidi")],
)
def test_a_group_note_that_names_a_member_is_refused_with_the_word(made, note, word):
    with pytest.raises(NotPossible, match=f"Take the name “{word}” out of the group note"):
        record(made, *[Place(HERE)] * 4, note=note)
    assert not Contact.objects.exists()
    assert not Note.objects.exists()


def test_a_group_note_that_names_somebody_else_of_the_team_in_full_is_refused(made):
    make.young_person(made.team, first_name="Mirela", last_name="Stanhope")
    with pytest.raises(NotPossible, match="“Mirela Stanhope”"):
        record(made, *[Place(HERE)] * 4, note="As mirela stanhope said")


def test_recording_again_corrects(made):
    record(made, Place(HERE, score=5), Place(HERE), Place(HERE), Place(HERE))
    record(
        made,
        Place(HERE, score=6),
        Place(DID_NOT_COME),
        Place(HERE, note="Wants to go on alone."),
        Place(HERE),
        note="Worry ladders made alone.",
        minutes=45,
    )
    assert Contact.objects.filter(group_session=made.session).count() == 4
    first = GoalRating.objects.get(superseded_by=None)
    assert (first.rating, first.supersedes.rating) == (6, 5)
    notes = Note.objects.filter(kind="group", corrected_by=None)
    assert set(notes.values_list("words", flat=True)) == {"Worry ladders made alone."}
    assert Note.objects.filter(kind="group").count() == 8
    away = Event.objects.filter(referral__young_person=made.people[1], kind="contact", superseded_by=None)
    assert list(away.values_list("counts", flat=True)) == [False]
    assert set(Contact.objects.filter(attendance="5").values_list("minutes", flat=True)) == {45}


def test_the_same_again_writes_nothing_new(made):
    for _ in range(2):
        record(made, *[Place(HERE, score=4, note="Well done.")] * 4)
    assert Note.objects.count() == 8
    assert GoalRating.objects.count() == 4
    assert Event.objects.filter(kind="contact").count() == 4
    assert Contact.history.count() == 8  # each booked and recorded once


def test_two_leaders_who_record_at_once_do_not_overwrite_each_other(made):
    record(made, *[Place(HERE)] * 4)
    with pytest.raises(StaleSave):
        record(made, *[Place(DID_NOT_COME)] * 4, version=1)
    assert set(Contact.objects.values_list("attendance", flat=True)) == {"5"}


def test_a_session_to_come_cannot_be_recorded_but_absences_can(settings):
    made = made_group(2, on=date(2026, 12, 1))
    with pytest.raises(NotPossible, match="still to come"):
        record(made, Place(HERE), Place(HERE))
    note_absences(made.session, by=made.leader, away={made.members[0].ref: "ill", made.members[1].ref: ""})
    contact = Contact.objects.get()
    assert (contact.young_person, contact.attendance) == (made.people[0], "2")
    note_absences(made.session, by=made.leader, away={made.members[0].ref: ""})
    contact.refresh_from_db()
    assert (contact.attendance, contact.cancelled_reason) == ("", "")


def test_who_was_told_of_and_came_after_all_is_recorded_as_here(made):
    note_absences(made.session, by=made.leader, away={made.members[0].ref: "ill"})
    record(made, *[Place(HERE)] * 4)
    contact = Contact.objects.get(young_person=made.people[0])
    assert (contact.attendance, contact.cancelled_reason, contact.minutes) == ("5", "", 50)


@pytest.mark.parametrize(
    "closed, sentence",
    [
        ({"is_open": False, "closed_on": date(2026, 8, 31)}, "closed on 31 August 2026"),
        ({"is_open": False}, "closed for good"),
    ],
)
def test_a_register_for_a_closed_school_is_refused(made, closed, sentence):
    for name, value in closed.items():
        setattr(made.school, name, value)
    made.school.save()
    made.group.refresh_from_db()
    made.session = GroupSession.objects.get(pk=made.session.pk)
    with pytest.raises(NotPossible, match=sentence):
        record(made, *[Place(HERE)] * 4)


def test_a_register_on_a_day_of_holiday_is_refused(made):
    for first, last in ((date(2026, 9, 2), date(2026, 11, 20)), (date(2026, 11, 30), date(2026, 12, 18))):
        made.school.terms.create(name="Autumn", starts_on=first, ends_on=last, source="The school")
    with pytest.raises(NotPossible, match=r"is closed on 23 November 2026 \(holiday until 29 November\)"):
        record(made, *[Place(HERE)] * 4)


def test_a_register_on_a_sunday_is_refused():
    made = made_group(1, on=date(2026, 11, 22))
    with pytest.raises(NotPossible, match="Sunday"):
        record(made, Place(HERE))


def test_who_left_before_is_not_on_it_and_who_joins_later_is_not_yet(made):
    made.members[0].left_on = YESTERDAY
    made.members[0].save()
    made.members[1].joined_on = make.TODAY
    made.members[1].save()
    record(made, *[Place(HERE)] * 4)
    assert set(Contact.objects.values_list("young_person", flat=True)) == {p.pk for p in made.people[2:]}


def test_a_course_of_the_pathway_is_linked_and_starts(made):
    course = make.course(
        make.matched_referral(made.team, young_person=made.people[0]), pathway="group_worries"
    )
    record(made, *[Place(HERE)] * 4)
    made.members[0].refresh_from_db()
    course.refresh_from_db()
    assert made.members[0].course == course
    assert Contact.objects.get(young_person=made.people[0]).course == course
    assert (course.state, course.started_on) == ("under_way", YESTERDAY)


def test_something_to_tell_the_supervisor_becomes_one_task(made):
    for _ in range(2):
        record(made, Place(HERE, note="Said something that worried us.", tell_supervisor=True))
    task = Task.objects.get()
    assert (task.owner, task.due_on) == (made.leader, date(2026, 11, 25))
    assert "Aaron" not in task.words


def test_what_is_counted_is_not_named():
    made = made_group(0, on=YESTERDAY, kind="assembly", function=2)
    values = {"note": "What worry is for.", "minutes": 30, "leaders": [made.leader]}
    record_count(made.session, by=made.leader, pupils=180, parents=None, school_staff=6, **values)
    made.session.refresh_from_db()
    assert (made.session.pupils, made.session.parents, made.session.school_staff) == (180, None, 6)
    assert not Contact.objects.exists()
    with pytest.raises(NotPossible, match="how many came"):
        record_count(made.session, by=made.leader, pupils=0, parents=None, school_staff=None, **values)


def test_somebody_has_to_have_led_it(made):
    with pytest.raises(NotPossible, match="who led"):
        record(made, Place(HERE), leaders=[])


@pytest.mark.parametrize("minutes", [0, 721, 1500])
def test_minutes_that_cannot_be_are_refused(made, minutes):
    with pytest.raises(NotPossible, match="from 1 to 720"):
        record(made, Place(HERE), minutes=minutes)


def test_the_session_is_over_before_it_is_recorded(settings):
    made = made_group(1, on=make.TODAY, at=time(23, 30))
    with pytest.raises(NotPossible, match="still to come"):
        record(made, Place(HERE))


def test_who_did_not_come_is_followed_up_and_no_longer_once_that_is_corrected(made):
    record(made, Place(DID_NOT_COME), Place(TOLD_US, reason="ill"), Place(HERE), Place(HERE))
    task = Task.objects.get()
    assert (task.young_person, task.owner, task.due_on) == (made.people[0], made.leader, make.TODAY)
    record(made, Place(HERE), Place(TOLD_US, reason="ill"), Place(HERE), Place(HERE))
    task.refresh_from_db()
    assert task.done_on == make.TODAY


def kinds(person):
    standing = Event.objects.filter(referral__young_person=person, superseded_by=None)
    return sorted(standing.values_list("kind", flat=True))


def test_a_group_gives_what_its_pathway_gives_and_it_stands_on_the_clock(made):
    gives = list(catalogue()["group_worries"].gives)
    record(made, Place(HERE), Place(TOLD_US, reason="ill"), Place(DID_NOT_COME), Place(LATE))
    found = {c.young_person_id: c.interventions for c in Contact.objects.all()}
    assert [found[p.pk] for p in made.people] == [gives, [], [], gives]
    assert ["intervention" in kinds(p) for p in made.people] == [True, False, False, True]
    record(made, Place(DID_NOT_COME))
    assert Contact.objects.get(young_person=made.people[0]).interventions == []
    assert "intervention" not in kinds(made.people[0])


def test_what_somebody_said_was_given_stays(made):
    record(made, Place(HERE))
    contact = Contact.objects.get()
    contact.interventions = ["psychoeducation"]
    contact.save()
    record(made, Place(LATE, late_minutes=30))
    assert Contact.objects.get().interventions == ["psychoeducation"]


@pytest.mark.parametrize(
    "pathway, seen", [("group_parents", "carer"), ("group_worries", "young_person"), ("", "young_person")]
)
def test_whom_it_sees_is_as_the_pathway_says(pathway, seen):
    made = made_group(1, on=YESTERDAY, pathway=pathway)
    record(made, Place(HERE))
    assert Contact.objects.get().seen == seen


def test_what_a_parents_group_collects_is_what_parents_say():
    made = made_group(1, on=YESTERDAY, pathway="group_parents")
    record(made, Place(HERE, score=14), collects="sdq-parent-4-17")
    score = Score.objects.get()
    assert (score.measure, score.rater) == ("sdq-parent-4-17", "parent")
    assert "gad-7" not in dict(collecting.choices("parent"))
    assert "sdq-parent-4-17" not in dict(collecting.choices("self"))
