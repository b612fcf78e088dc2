"""What belongs to the invented hand-overs: agreement, tasks, support meanwhile; and the changes to come."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from trailblazer.access.models import Membership
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.care import transitions
from trailblazer.care.actions.hand_overs import hand_over
from trailblazer.care.actions.transitions import add_transition, plan_transition
from trailblazer.care.following import keep_task
from trailblazer.care.hand_over_letter import ToSend, letter_of
from trailblazer.care.models import Course, HandOver, WhileWaiting
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain import codes
from trailblazer.domain.consent import DECIDES_ALONE_FROM
from trailblazer.domain.terms import SchoolYear, school_year_of
from trailblazer.places.models import School
from trailblazer.young_people.models import Carer, Consent, YoungPerson

YEAR_6, SECONDARY = "Year 6", "4"
WORDS = "Worries about the new school. Three sessions are left; she likes to draw before she talks."
PLANNED = "A visit to the new school in July, and a call in the first week"


def write(made: list[InventedTeam], today: date) -> None:
    """Called when every team is there: a change of school may lead to another of them."""
    random = Random(today.toordinal())  # noqa: S311 - the same every time, on purpose
    for team in made:
        for found in HandOver.objects.filter(team=team.team.organisation).order_by("pk"):
            _complete(found, random)
    transitions.find(today)
    for team, other in pairwise(made):
        if team.team.provider == other.team.provider:
            _to_another_team(team, other, today)


def _complete(found: HandOver, random: Random) -> None:
    """Agreed to, with a task while it is open, settled once help has started there; most are offered something."""
    person = found.young_person
    carer = _who_decides(person, found.sent_on)
    found.consent = Consent.objects.create(
        provider_id=found.provider_id,
        young_person=person,
        purpose="tell_service",
        answer=Consent.Answer.GIVEN,
        given_by=Consent.CARER if carer else Consent.YOUNG_PERSON,
        carer=carer,
        happened_on=found.sent_on,
        note=f"To {found.to_name}",
        recorded_by=found.owner,
    )
    if found.state == HandOver.State.STARTED:
        last = found.steps.order_by("happened_on", "pk").last()
        found.settled_on = last.happened_on if last else found.sent_on
        found.settled_why, found.follow_up_on = HandOver.State.STARTED.label, None
    found.summary = _letter(found)
    found.save()
    if found.is_open:
        keep_task(
            found, by=Service(), words="Ring the family, and decide again" if found.has_come_back else ""
        )
        if random.random() < 0.6:
            _meanwhile(found, random)


def _letter(found: HandOver) -> str:
    """The words that were written, as the letter they went in."""
    to_send = ToSend(
        found.young_person,
        found.kind,
        found.to_name,
        found.reason,
        found.summary,
        found.sent_on + timedelta(days=14),
        consent=found.consent,
    )
    return letter_of(to_send, by=found.owner, on=found.sent_on)


def _who_decides(person: YoungPerson, on: date) -> Carer | None:
    """A carer for somebody under 16; nobody but themselves from then on."""
    return person.carers.filter(may_decide=True).first() if person.age_on(on) < DECIDES_ALONE_FROM else None


def _meanwhile(found: HandOver, random: Random) -> None:
    WhileWaiting.objects.create(
        provider_id=found.provider_id,
        team_id=found.team_id,
        young_person_id=found.young_person_id,
        referral=found.referral,
        hand_over=found,
        offered_on=found.sent_on,
        what=random.choice([code.code for code in codes.load("while_waiting")]),
        was_taken=random.choice([True, True, False, None]),
        by=found.owner,
    )


def _to_another_team(team: InventedTeam, other: InventedTeam, today: date) -> None:
    """Two of Year 6 go to a secondary school that another team serves: one is planned, one waits for the answer."""
    leaving = list(_year_6(team, today)[:2])
    next_school = next((one for one in other.schools if one.phase_code == SECONDARY), None)
    if next_school is None:
        return
    for number, course in enumerate(leaving):
        lead = course.lead
        assert lead is not None, "chosen among those with a practitioner"
        _plan(course.young_person, lead, next_school, today)
        if number == 0:
            _hand_over(course, lead, other, next_school)


def _year_6(team: InventedTeam, today: date) -> list[Course]:
    courses = Course.objects.open().filter(team=team.team.organisation, lead__role=Role.PRACTITIONER)
    found = courses.select_related("young_person", "lead__organisation", "lead__user", "referral").order_by(
        "pk"
    )
    return [course for course in found if course.young_person.year_on(today) == YEAR_6]


def _plan(person: YoungPerson, by: Membership, school: School, today: date) -> None:
    on = SchoolYear(school_year_of(today).starts_in + 1).first_day
    change = add_transition(person, by=by, kind="year_7", due_on=on)
    plan_transition(change, by=by, words=PLANNED, owner=by, next_school=school)


def _hand_over(course: Course, by: Membership, other: InventedTeam, school: School) -> None:
    person = course.young_person
    hand_over(
        person,
        by=by,
        kind=HandOver.Kind.TRANSITION,
        to_name=other.team.name,
        to_team=other.team.organisation,
        to_school=school,
        reason="age",
        words=WORDS,
        sent_on=course.opened_on + timedelta(days=1),
        agreed_by=_who_decides(person, course.opened_on),
        without_consent_reason="The family was asked, and has not answered yet",
        referral=course.referral,
        course=course,
        transition=person.transitions.get(kind="year_7"),
    )
