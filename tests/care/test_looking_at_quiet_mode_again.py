"""Where a contact is recorded without asking about quiet mode, one task stands until somebody has looked."""

from datetime import date

import pytest

from tests import make
from tests.care.helped import two_sessions
from tests.care.made_groups import made_group
from trailblazer.access.roles import Role
from trailblazer.care.actions.assessing import begin_call, finish_call, keep_answers
from trailblazer.care.actions.group_contacts import DID_NOT_COME, HERE, Place
from trailblazer.care.actions.registers import record_register
from trailblazer.care.models import Task
from trailblazer.domain.checklists import checklist
from trailblazer.young_people.actions import look_at_quiet_mode_again, switch_quiet_mode_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
YESTERDAY, LAST_MONTH = date(2026, 11, 23), date(2026, 10, 20)
WORDS = {"note": "Ladders made in pairs.", "minutes": 50}


@pytest.fixture
def made():
    return made_group(3, on=YESTERDAY)


def registers(made, *places):
    by_member = {member.ref: place for member, place in zip(made.members, places, strict=True)}
    return record_register(made.session, by=made.leader, places=by_member, leaders=[made.leader], **WORDS)


def test_a_register_leaves_one_task_for_who_came_and_is_in_quiet_mode(made):
    for person in made.people[:2]:
        make.quiet(person, made.leader, on=LAST_MONTH)
    registers(made, Place(HERE), Place(DID_NOT_COME), Place(HERE))
    registers(made, Place(HERE), Place(DID_NOT_COME), Place(HERE))
    task = Task.objects.get(source="quiet_mode")
    assert (task.young_person, task.owner) == (made.people[0], made.leader)
    assert task.words == "Quiet mode of Aaron to look at again"
    assert task.due_on == date(2026, 12, 1)


@pytest.mark.parametrize("looks", [look_at_quiet_mode_again, switch_quiet_mode_off])
def test_a_look_closes_it(made, looks):
    person = made.people[0]
    make.quiet(person, made.leader, on=LAST_MONTH)
    registers(made, Place(HERE), Place(HERE), Place(HERE))
    looks(person, by=made.leader, today=make.TODAY, reason="Asked by telephone")
    task = Task.objects.get(source="quiet_mode")
    assert (task.done_on, task.done_by, task.done_words) == (make.TODAY, made.leader, "Looked at")
    registers(made, Place(HERE), Place(HERE), Place(HERE))
    assert not Task.objects.open().filter(source="quiet_mode").exists()


def test_what_was_looked_at_on_the_day_is_not_due(made):
    make.quiet(made.people[0], made.leader, on=YESTERDAY)
    registers(made, Place(HERE), Place(HERE), Place(HERE))
    assert not Task.objects.filter(source="quiet_mode").exists()


def test_a_triage_call_leaves_one_too():
    team = make.team()
    lead = make.member(team, Role.PRACTITIONER)
    course = two_sessions(team, lead)
    make.quiet(course.young_person, lead, on=LAST_MONTH)
    call = begin_call(course.referral, by=lead)
    asked = checklist("triage_call").questions
    answers = {question.code: "not_now" for question in asked if question.kind == "consent"}
    answers |= {question.code: True for question in asked if question.kind == "said"}
    keep_answers(call, by=lead, answers=answers | {"with_whom": "young_person"})
    finish_call(call, by=lead, given_by="young_person", minutes=20)
    assert Task.objects.get(source="quiet_mode").owner == lead


def test_the_queries_of_a_register_do_not_grow_with_it():
    """Quiet mode is read once for all of them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def read_of_steps(count):
        made = made_group(count, on=YESTERDAY)
        with CaptureQueriesContext(connection) as asked:
            registers(made, *[Place(HERE)] * count)
        return sum('FROM "young_people_quietmode"' in one["sql"] for one in asked)

    assert read_of_steps(2) == read_of_steps(5) == 1
