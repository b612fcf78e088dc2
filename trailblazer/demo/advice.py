"""Two years of invented advice and liaison, times that are free in the next days, and teachers who book them."""

import tomllib
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from trailblazer.access.models import Membership, Organisation, User
from trailblazer.access.roles import Role
from trailblazer.advice.models import (
    Advice,
    AdviceBooking,
    AdviceSlot,
    AdviceTimes,
    IndirectActivity,
    Liaison,
    MeetingRound,
    OutsideAction,
)
from trailblazer.care.models import Activity, Course, Task
from trailblazer.demo.names import first_name, words
from trailblazer.demo.staff import InventedTeam
from trailblazer.demo.timetable import Timetable, is_holiday
from trailblazer.domain.advice import LENGTH, cut
from trailblazer.domain.contacts import moment
from trailblazer.domain.terms import add_working_days, is_working_day
from trailblazer.places.models import School

FIRST, LAST = time(12, 45), time(13, 30)  # between two sessions in school
DAYS_AHEAD = 8
OUTCOMES = ("strategies",) * 6 + ("request", "request", "signposted", "consultation", "nothing_more")
BOOKED_SINCE = timedelta(days=300)
SEED = 20261126


@cache
def invented() -> dict[str, Any]:
    source = files("trailblazer.data") / "demo" / "advice.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def write(made: InventedTeam, timetable: Timetable) -> None:
    Writer(made, timetable).write()


class Writer:
    """One team's advice. Its own seed, so that nothing else of the demonstration changes with it."""

    def __init__(self, made: InventedTeam, timetable: Timetable) -> None:
        self.made, self.timetable, self.today = made, timetable, made.today
        self.random = Random(SEED + made.team.pk)  # noqa: S311 - the same every time, on purpose
        organisation = made.team.organisation
        self.common: dict[str, Any] = {"provider": organisation.provider, "team": organisation}
        self.teachers: dict[int, list[Membership]] = {}

    def write(self) -> None:
        for number, school in enumerate(self.made.schools):
            self.teachers[school.urn] = [self._teacher(school, n) for n in range(2 if number == 0 else 1)]
        for number, school in enumerate(self.made.schools[:-1]):
            self._given(school, a_week=0.7 if number == 0 else 0.25)
        self._to_come()
        self._liaison()
        self._meetings()

    def _teacher(self, school: School, number: int) -> Membership:
        name = f"{first_name(self.random)} {self.random.choice(words()['last_names'])}"
        email = f"staff{number + 1}.{school.urn}@school.example"
        user = User.objects.create(email=email, name=name, password=make_password(None), is_invented=True)
        return Membership.objects.create(
            user=user,
            organisation=Organisation.objects.get(urn=school.urn),
            role=Role.SCHOOL_STAFF,
            started_on=self.made.leads[school.urn].started_on,
        )

    def _days(self, school: School, a_week: float) -> list[date]:
        """Days in term since the team began, so many a week on average, until two days ago."""
        first = self.made.team.operational_on or self.today
        days = (first + timedelta(days=n) for n in range((self.today - first).days - 1))
        open_ones = (day for day in days if is_working_day(day) and not is_holiday(school, day))
        return [day for day in open_ones if self.random.random() < a_week / 5]

    def _given(self, school: School, a_week: float) -> None:
        lead = self.timetable.lead_of(school)
        for day in self._days(school, a_week):
            asked = self._asked()
            booking = None
            if day >= self.today - BOOKED_SINCE and self.random.random() < 0.5:
                booking = self._booking(school, lead, day, asked)
            self._advice(school, lead, day, asked, booking)

    def _asked(self) -> dict[str, Any]:
        topics = invented()["topics"]
        return dict(self.random.choices(topics, [one["weight"] for one in topics])[0])

    def _work(self, kind: str, by: Membership, day: date, minutes: int, school: School | None) -> Activity:
        made = Activity.objects.create(
            **self.common, kind=kind, function=3, happened_on=day, minutes=minutes, school=school, by=by
        )
        made.staff.add(by)
        return made

    def _advice(
        self,
        school: School,
        lead: Membership,
        day: date,
        asked: dict[str, Any],
        booking: AdviceBooking | None,
    ) -> None:
        work = self._work(
            "consultation_school", lead, day, 15 if booking else self.random.choice((5, 10, 15)), school
        )
        outcome = "safeguarding" if asked["code"] == "self_harm" else self.random.choice(OUTCOMES)
        Advice.objects.create(
            **self.common,
            school=school,
            activity=work,
            booking=booking,
            asked_by=booking.asked_by if booking else None,
            lead_may_see=booking.lead_may_see if booking else False,
            topic=asked["code"],
            outcome=outcome,
            agreed="\n".join(asked["agreed"]) if booking else "",
        )

    def _slots(self, member: Membership, day: date) -> list[AdviceSlot]:
        quarters = cut(moment(day, FIRST), moment(day, LAST))
        times = AdviceTimes.objects.create(
            **self.common,
            member=member,
            day=day,
            starts_at=quarters[0].starts_at,
            ends_at=quarters[-1].ends_at,
            ways=["telephone", "video"],
            is_for_all=True,
        )
        return [
            AdviceSlot.objects.create(**self.common, times=times, member=member, **one._asdict())
            for one in quarters
        ]

    def _booking(
        self,
        school: School,
        member: Membership,
        day: date,
        asked: dict[str, Any],
        slot: AdviceSlot | None = None,
    ) -> AdviceBooking | None:
        """Of a day on which the practitioner has booked nothing else yet."""
        if slot is None:
            at = moment(day, FIRST)
            if AdviceSlot.objects.filter(
                member=member, starts_at__gte=at, starts_at__lt=at + LENGTH * 3
            ).exists():
                return None
            slot = self._slots(member, day)[0]
        ages = ("ks3", "ks4") if (school.low_age or 0) >= 11 else ("ks1", "ks2")
        return AdviceBooking.objects.create(
            **self.common,
            school=school,
            slot=slot,
            asked_by=self.random.choice(self.teachers[school.urn]),
            topic=asked["code"],
            age=self.random.choice(ages),
            question=asked["question"],
            way="telephone",
            reach=f"Extension {self.random.randint(201, 289)}",
            lead_may_see=self.random.random() < 0.4,
            booked_at=slot.starts_at - timedelta(days=3),
        )

    def _to_come(self) -> None:
        """Times in the next days, some of them booked; and one of yesterday that is still to be written down."""
        order = self.made.schools
        for number, member in enumerate(self.timetable.practitioners):
            days = [add_working_days(self.today, n) for n in range(1, DAYS_AHEAD, 2)]
            own = [school for school in order if self.timetable.lead_of(school) == member] or order
            for day in days:
                slots = self._slots(member, day)
                if self.random.random() < 0.6:
                    self._booking(self.random.choice(own), member, day, self._asked(), slots[1])
            yesterday = add_working_days(self.today - timedelta(days=4), 1)
            if number == 0 and yesterday < self.today:
                self._booking(own[0], member, yesterday, self._asked())

    def _liaison(self) -> None:
        people = self.timetable.practitioners
        courses = list(Course.objects.filter(team=self.made.team.organisation, state="under_way")[:40])
        for number in range(60):
            day = add_working_days(self.today - timedelta(days=9 * number + 4), 1)
            about = self.random.choice(courses) if courses and number < 12 else None
            by = about.lead if about and about.lead else self.random.choice(people)
            what = self.random.choice(invented()["liaison"])
            work = self._work("liaison", by, min(day, self.today), self.random.choice((10, 15, 20)), None)
            decision = "" if about else what["decision"]
            Liaison.objects.create(**self.common, activity=work, whom=what["whom"], decision=decision)
            if about:
                self._indirect(work, about, what["decision"])

    def _indirect(self, work: Activity, course: Course, said: str = "") -> None:
        IndirectActivity.objects.create(
            provider=course.provider,
            team=course.team,
            young_person=course.young_person,
            referral=course.referral,
            activity=work,
            words=said,
        )

    def _meetings(self) -> None:
        """A meeting round somebody, with an action of ours and two of others, of which one is late."""
        courses = Course.objects.filter(
            team=self.made.team.organisation, state="under_way", lead__isnull=False
        )
        for course in courses.select_related("lead", "young_person__school").order_by("pk")[:2]:
            assert course.lead is not None
            day = add_working_days(self.today - timedelta(days=16), 1)
            work = self._work("multi_agency", course.lead, day, 45, course.young_person.school)
            self._indirect(work, course)
            common = {"provider": course.provider, "team": course.team, "young_person": course.young_person}
            meeting = MeetingRound.objects.create(
                **common,
                activity=work,
                came=["young_person", "parent", "team", "senco"],
                decisions="Quiet start stays until Christmas. One adult to go to. Look again in January.",
            )
            for owner, what, due in (
                ("SENCO", "Adds the quiet start to the support plan", self.today - timedelta(days=4)),
                ("Social worker", "Finds out about help with mornings", self.today + timedelta(days=10)),
            ):
                OutsideAction.objects.create(
                    **common, meeting=meeting, owner_name=owner, words=what, due_on=due, asked_by=course.lead
                )
            Task.objects.ask(
                meeting,
                "Send the worry sheet to school and home",
                owner=course.lead,
                due_on=self.today + timedelta(days=3),
                source="meeting",
                by=course.lead,
            )
