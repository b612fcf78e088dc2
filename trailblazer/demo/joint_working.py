"""Three cohorts of joint working: one whose day 2 was this November, one a year older with its last ratings, and one
whose invitations are out.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.references import new_ref
from trailblazer.demo.names import first_name, words
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.contacts import moment
from trailblazer.domain.joint_working import Point, Sector, framework, months_after
from trailblazer.joint_working import links
from trailblazer.joint_working.models import (
    ActionLook,
    ActionOwner,
    Cohort,
    JointAction,
    MapNote,
    Participant,
    Rating,
    Reminder,
)
from trailblazer.places.models import School

Kind, State, Came, Status = Participant.Kind, Participant.State, Participant.Came, JointAction.Status
COVER = "£180 a day for each school from the joint budget of the board and councils. Claim with the attendance list."
PARTNERS: tuple[tuple[str, str, str], ...] = (
    ("nhs", "Wandle Valley NHS Trust (invented)", "Specialist service, team manager"),
    ("nhs", "Wandle Valley NHS Trust (invented)", "Single point of access, lead"),
    ("nhs", "Wandle Valley NHS Trust (invented)", "Mental health support team, lead"),
    ("nhs", "Wandle Valley NHS Trust (invented)", "Primary care mental health worker"),
    ("nhs", "Board of South West London (invented)", "Commissioner of children’s mental health"),
    ("nhs", "Public health nursing (invented)", "School nurse, lead"),
    ("council", "Early help (invented)", "Early help, manager"),
    ("council", "Educational psychology (invented)", "Educational psychologist"),
    ("council", "Virtual school (invented)", "Head"),
    ("voluntary", "Harbour Counselling (invented)", "Counselling, manager"),
    ("voluntary", "Parents Together (invented)", "Coordinator"),
)
# How far the invitations of the next are: the seat of whoever said no went to the first who waited.
INVITED: tuple[tuple[str, int], ...] = (
    ("accepted", 7),
    ("invited", 5),
    ("declined", 1),
    ("planned", 8),
    ("waiting", 2),
)
# What each sector says on average, before and after day 2, in the order of the areas; ten months later, for the older.
MEANS: dict[Sector, tuple[tuple[float, ...], tuple[float, ...]]] = {
    Sector.EDUCATION: ((1.6, 1.8, 1.7, 1.2, 1.9, 1.4, 2.0), (2.9, 3.2, 2.5, 1.9, 2.8, 2.1, 2.6)),
    Sector.HEALTH: ((2.4, 2.6, 2.0, 1.9, 2.3, 2.2, 2.9), (3.1, 3.3, 2.6, 2.5, 2.9, 2.6, 3.2)),
    Sector.OTHER: ((1.5, 1.7, 1.5, 1.3, 1.8, 1.5, 1.9), (2.4, 2.9, 2.2, 1.6, 2.6, 1.9, 2.3)),
}
ACTIONS: tuple[tuple[str, str, int, tuple[str, ...], str, str], ...] = (
    # area, words, days after day 1, owners by what they do (a school for each "school"), status at day 2, words then
    (
        "roles",
        "One page: who takes what, with telephone numbers",
        36,
        ("Mental health support team", "school"),
        "done",
        "On the wall of every staff room",
    ),
    (
        "outcomes",
        "Same two measures in every school and service",
        57,
        ("Specialist service",),
        "in_progress",
        "Agreed, forms not yet printed",
    ),
    (
        "access",
        "Monthly call, schools and specialist service",
        77,
        ("Primary care",),
        "in_progress",
        "First call held",
    ),
    ("contacts", "Name and deputy for each school, sent to all", 21, ("school",), "done", "List is out"),
    (
        "contacts",
        "Direct line to the single point of access, 3pm to 5pm",
        30,
        ("Single point of access",),
        "done",
        "Open since 19 October",
    ),
    (
        "planning",
        "One meeting each term for each school, dates for the year",
        40,
        ("Educational psychologist", "school"),
        "done",
        "Dates are fixed",
    ),
    (
        "learning",
        "Half a day on school avoidance, open to all",
        49,
        ("Educational psychologist", "school"),
        "done",
        "31 came",
    ),
    ("evidence", "List of what each service offers, and for whom", 49, ("Early help",), "done", "Shared"),
    (
        "access",
        "Answer to schools within five working days",
        60,
        ("Single point of access",),
        "in_progress",
        "Three of four weeks kept",
    ),
    ("roles", "What a school nurse does, in half a page", 28, ("School nurse",), "done", "Sent"),
    ("planning", "Parents read the plan before it is signed", 75, ("Coordinator", "school"), "open", ""),
    (
        "learning",
        "Two schools show their peer mentors to the others",
        48,
        ("school", "school"),
        "done",
        "Two visits held",
    ),
    ("contacts", "Out-of-hours card for staff", 35, ("Commissioner",), "done", "Printed"),
    (
        "outcomes",
        "Send outcome back to the school with consent",
        90,
        ("Mental health support team", "school"),
        "in_progress",
        "Wording agreed",
    ),
)
NOTES: tuple[tuple[str, str, str], ...] = (
    (
        "takes",
        "Worry and low mood, mild to moderate",
        "Mental health support team of the school. Ask by the school’s lead.",
    ),
    (
        "takes",
        "School avoidance",
        "School first, with the educational psychologist; support team where worry is behind it.",
    ),
    ("takes", "Self-harm", "Single point of access the same day; the school’s safeguarding lead is told."),
    ("takes", "Eating", "Specialist service directly. Do not wait for a second weight."),
    ("takes", "Bereavement", "Harbour Counselling (invented); support team where it goes on."),
    ("contact", "Single point of access", "020 7946 0301, 9am to 5pm; direct line for schools 3pm to 5pm."),
    ("contact", "Specialist service, duty", "020 7946 0302, any time in working hours."),
    ("contact", "Early help", "020 7946 0303. One form for both boroughs."),
    ("contact", "School nurses", "By the school’s own nurse; deputy 020 7946 0304."),
)


def write(made: Sequence[InventedTeam], programme: Membership, today: date) -> None:
    """The newer of schools of two teams, run by the programme; the older and the next of one team, run by its lead."""
    random = Random("joint working")  # noqa: S311 - the same every time
    host, other = made[0], made[1]
    schools = [*host.schools[:10], *other.schools[:8]]
    leads = {**host.leads, **other.leads}
    newer = _cohort(
        host,
        "Sutton and Merton, autumn 2026",
        (date(2026, 9, 24), date(2026, 11, 12)),
        "Carshalton",
        programme,
    )
    _Writer(random, newer, today).write(schools, leads, waiting=host.schools[10:12])
    days = (date(2025, 10, 9), date(2025, 11, 20))
    older = _cohort(other, "Merton, autumn 2025", days, "Morden", other.members[0])
    _Writer(random, older, today).write(other.schools[:14], other.leads, waiting=())
    days = (date(2027, 2, 11), date(2027, 3, 25))
    following = _cohort(host, "Sutton and Merton, spring 2027", days, "Wallington", host.members[0])
    asked = [one for one in (*host.schools, *reversed(other.schools)) if one.urn in leads]
    _Writer(random, following, today).invite(asked, leads)


def _cohort(host: InventedTeam, name: str, days: tuple[date, date], place: str, by: Membership) -> Cohort:
    day_1, day_2 = days
    return Cohort.objects.create(
        provider=host.team.provider,
        team=host.team.organisation,
        area=host.team.area,
        programme=by.organisation if by.organisation.kind == "programme" else None,
        organiser=by,
        name=name,
        place=place,
        day_1=day_1,
        day_2=day_2,
        first_wave_on=day_1 - timedelta(days=84),
        second_wave_on=day_1 - timedelta(days=56),
        cover_note=COVER,
    )


class _Writer:
    """Writes one cohort as it would have gone, up to today."""

    def __init__(self, random: Random, cohort: Cohort, today: date) -> None:
        self.random, self.cohort, self.today = random, cohort, today
        self.common: dict[str, Any] = {"provider": cohort.provider, "cohort": cohort}
        self.is_over = cohort.window(Point.TEN_MONTHS)[0] <= today

    def write(
        self, schools: Sequence[School], leads: dict[int, Membership], waiting: Sequence[School]
    ) -> None:
        people = [self._school(school, leads[school.urn], place) for place, school in enumerate(schools)]
        partners = PARTNERS[: 9 if self.is_over else None]
        people += [self._partner(*one) for one in partners]
        for school in waiting:
            self._person(school, leads[school.urn], State.DECLINED)
        self._ratings(people)
        self._agreed(people)
        for one in people:
            if one.ownerships.exists():
                self._reminded(one, Reminder.ACTIONS, self.cohort.day_1, (42,))
        for kind, heading, text in NOTES:
            MapNote.objects.create(**self.common, kind=kind, heading=heading, words=text)

    def invite(self, schools: Sequence[School], leads: dict[int, Membership]) -> None:
        """The first invitations are out and partly answered, the second still to go, and two schools wait."""
        states = [state for state, count in INVITED for _ in range(count)]
        for school, state in zip(schools, states, strict=False):
            self._person(school, leads[school.urn], state, wave=2 if state == State.PLANNED else 1)
        for place, one in enumerate(PARTNERS[:8]):
            self._partner(*one, state=State.ACCEPTED if place % 2 else State.INVITED)

    def _ratings(self, people: Sequence[Participant]) -> None:
        """Four schools of the newer cohort have not rated again, and were reminded."""
        once = set() if self.is_over else {people[place].pk for place in (3, 7, 11, 15)}
        for one in people:
            self._rate(one, Point.BEFORE)
            if one.pk in once:
                self._reminded(one, Point.DAY_2, self.cohort.day_2, (0, 3, 8))
            else:
                self._rate(one, Point.DAY_2)
            if self.is_over and self.random.random() < 0.85:
                self._rate(one, Point.TEN_MONTHS)

    def _reminded(self, one: Participant, what: str, since: date, days: tuple[int, ...]) -> None:
        """The link on its first day, and the reminders after it, as far as today."""
        for place, after in enumerate(days):
            if (on := since + timedelta(days=after)) <= self.today:
                Reminder.objects.create(
                    **self.common, participant=one, what=what, is_first=place == 0, sent_on=on
                )

    def _school(self, school: School, lead: Membership, place: int) -> Participant:
        missed = place in (4, 13)
        return self._person(
            school,
            lead,
            State.ACCEPTED,
            wave=1 if place < 12 else 2,
            came_day_1=Came.OTHER if place == 9 else Came.CAME,
            came_day_2=Came.NOT if missed else Came.CAME,
        )

    def _person(self, school: School, lead: Membership, state: str, **more: Any) -> Participant:
        email, name = lead.user.email, lead.user.name
        return self._add(
            kind=Kind.SCHOOL,
            school=school,
            name=name,
            job="Senior mental health lead",
            email=email,
            state=state,
            **more,
        )

    def _partner(self, kind: str, organisation: str, job: str, state: str = State.ACCEPTED) -> Participant:
        name = f"{first_name(self.random)} {self.random.choice(words()['last_names'])}"
        email = f"{name.lower().replace(' ', '.')}@partner.example"
        is_past = self.cohort.day_2 <= self.today
        came = {"came_day_1": Came.CAME, "came_day_2": Came.CAME} if is_past else {}
        return self._add(
            kind=kind,
            organisation=organisation,
            name=name,
            job=job,
            email=email,
            state=state,
            **came,
        )

    def _add(self, **values: Any) -> Participant:
        invited = self.cohort.day_1 - timedelta(days=84 if values.get("wave", 1) == 1 else 56)
        days: dict[str, date] = {}
        if values["state"] not in (State.PLANNED, State.WAITING):
            days = {"invited_on": invited, "answer_by": invited + timedelta(days=10)}
        if values["state"] in (State.ACCEPTED, State.DECLINED):
            answered = invited + timedelta(days=self.random.randint(1, 9))
            days["answered_on"] = min(answered, self.today)
        made = Participant(ref=new_ref(), **self.common, **values, **days)
        made.secret_hash = links.LINKS.hash_of(made)
        made.save()
        return made

    def _rate(self, one: Participant, point: Point) -> None:
        on = self._day_of(point)
        if on > self.today:
            return
        at: datetime = moment(on, time(9 + self.random.randint(0, 6), self.random.randint(0, 59)))
        answers = {area.code: self._answer(one, place, point) for place, area in enumerate(framework().areas)}
        for measure in framework().measures:
            higher = 0.0 if point is Point.BEFORE else 0.8
            answers[measure.code] = self._near(1.9 + higher)
        Rating.objects.create(
            **self.common, participant=one, point=point, answers=answers, rated_on=on, rated_at=at
        )

    def _day_of(self, point: Point) -> date:
        if point is Point.BEFORE:
            return self.cohort.day_1 - timedelta(days=self.random.randint(1, 12))
        if point is Point.DAY_2:
            return self.cohort.day_2
        return self.cohort.window(point)[0] + timedelta(days=self.random.randint(0, 20))

    def _answer(self, one: Participant, place: int, point: Point) -> int:
        before, after = MEANS[one.sector]
        if point is Point.BEFORE:
            return self._near(before[place])
        # Ten months later a little of it has gone, but for what became a habit.
        fades = 0.0 if point is Point.DAY_2 or place in (1, 5) else 0.3
        return self._near(after[place] - fades)

    def _near(self, mean: float) -> int:
        """A step of the scale whose mean over many is the one wanted."""
        low = int(mean)
        return min(4, max(1, low + (self.random.random() < mean - low)))

    def _agreed(self, people: Sequence[Participant]) -> None:
        for place, (area, text, days, owners, status, said) in enumerate(
            ACTIONS[: 9 if self.is_over else None]
        ):
            by_day = self.cohort.day_1 + timedelta(days=days)
            closed = status == Status.DONE or (self.is_over and place != 8)
            made = JointAction.objects.create(
                **self.common,
                domain=area,
                words=text,
                by_day=by_day,
                agreed_on=self.cohort.day_1,
                status=Status.DONE if closed else status,
                closed_on=min(by_day, self.today) if closed else None,
            )
            for number, role in enumerate(owners):
                owner = _with_role(people, role, place * 5 + number * 7)
                ActionOwner.objects.create(**self.common, joint_action=made, participant=owner)
            self._look(made, ActionLook.When.DAY_2, status, said, self.cohort.day_2)
            if self.is_over:
                later = months_after(self.cohort.day_1, 10)
                self._look(made, ActionLook.When.TEN_MONTHS, made.status, "Gone through by telephone", later)

    def _look(self, made: JointAction, when: str, status: str, said: str, on: date) -> None:
        by = self.cohort.organiser
        ActionLook.objects.create(
            **self.common,
            joint_action=made,
            when=when,
            status=status,
            words=said,
            looked_on=min(on, self.today),
            said_by=by.user.name if by else "",
        )


def _with_role(people: Sequence[Participant], role: str, nth: int) -> Participant:
    """The partner who does this; for a school, one lead after another."""
    fit = [one for one in people if (one.kind == Kind.SCHOOL if role == "school" else role in one.job)]
    return (fit or people)[nth % len(fit or people)]
