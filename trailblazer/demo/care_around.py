"""What stands around the invented help: groups, other work, tasks, days away, risk, concerns and hand-overs."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.care.models import Activity, AgreedSplit, AwayDay, Course, HandOver, HandOverStep, Task
from trailblazer.demo.care import care_words
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.contacts import moment
from trailblazer.domain.terms import add_working_days, is_working_day
from trailblazer.referrals.models import Referral
from trailblazer.safeguarding.models import Concern, RiskAssessment, SafetyPlan, Told

WEEKS_OF_WORK = 10
SPLIT = (50, 30, 20)
DAYS_AT_UNIVERSITY = 2
STEPS_OF_HAND_OVER = (
    ("sent",),
    ("sent", "received"),
    ("sent", "received", "accepted", "waiting"),
    ("sent", "received", "accepted", "waiting", "started"),
    ("sent", "received", "declined"),
    ("sent", "received", "accepted", "handed_back"),
)


class Around:
    """One team's other work."""

    def __init__(self, random: Random, made: InventedTeam, today: date) -> None:
        self.random, self.made, self.today = random, made, today
        self.common: dict[str, Any] = {"provider": made.team.provider, "team": made.team.organisation}
        self.helpers = [member for member in made.members if member.role != Role.ADMINISTRATOR]
        self.supervisor = made.members[1]

    def write(self) -> None:
        self._split()
        for member in self.helpers:
            self._work(member)
            self._tasks(member)
        for trainee in self.made.with_role(Role.TRAINEE):
            self._university(trainee)
        self._risks()
        self._hand_overs()

    def _split(self) -> None:
        one, two, three = SPLIT
        AgreedSplit.objects.create(
            team=self.made.team.organisation,
            from_on=date(self.today.year - (self.today.month < 9), 9, 1),
            one=one,
            two=two,
            three=three,
            agreed_by=f"{self.made.team.name.removesuffix(' team')} governance board",
        )

    def _work(self, member: Membership) -> None:
        """Three or four pieces of other work each week, until yesterday."""
        days = [self.today - timedelta(days=n) for n in range(1, 7 * WEEKS_OF_WORK)]
        rows = []
        for day in filter(is_working_day, days):
            if self.random.random() < 0.7:
                kind, function, minutes, words = self.random.choice(care_words()["activities"])
                in_school = kind in ("lead_meeting", "staff_training", "parents", "consultation_school")
                rows.append(
                    Activity(
                        **self.common,
                        kind=kind,
                        function=function,
                        happened_on=day,
                        minutes=minutes,
                        school=self.random.choice(self.made.schools) if in_school else None,
                        people=self.random.randint(8, 40) if kind in ("staff_training", "parents") else None,
                        words=words,
                        by=member,
                    )
                )
        Activity.objects.bulk_create(rows)
        through = Activity.staff.through
        through.objects.bulk_create([through(activity_id=row.pk, membership_id=member.pk) for row in rows])

    def _tasks(self, member: Membership) -> None:
        courses = list(
            Course.objects.filter(lead=member, state="under_way").select_related("young_person")[:3]
        )
        for words in self.random.sample(care_words()["tasks"], 2):
            course = self.random.choice(courses) if courses else None
            Task.objects.create(
                **self.common,
                young_person=course.young_person if course else None,
                owner=member,
                words=words,
                due_on=add_working_days(self.today - timedelta(days=3), self.random.randint(1, 7)),
                made_by=member,
            )

    def _university(self, trainee: Membership) -> None:
        """Two days of the week, the last on which they are in no school."""
        in_school = {visit.day.weekday() for visit in trainee.visits.all()}
        for weekday in sorted(set(range(5)) - in_school)[-DAYS_AT_UNIVERSITY:]:
            AwayDay.objects.create(
                **self.common,
                member=trainee,
                kind="university",
                starts_on=date(self.today.year - (self.today.month < 9), 9, 21),
                ends_on=self.today + timedelta(days=200),
                weekday=weekday,
            )

    def _risks(self) -> None:
        """Everybody in help who named a risk has it looked at, most with a safety plan; for some a concern as well."""
        named = Referral.objects.filter(team=self.made.team.organisation, names_risk=True, state="accepted")
        for number, referral in enumerate(named.exclude(young_person=None).order_by("-received_on", "pk")):
            self._risk(referral, number)
            if number % 3 == 0:
                self._concern(referral, number)

    def _risk(self, referral: Referral, number: int) -> None:
        words, told = care_words()["risk"], self._lately(referral, 12)
        common = {**self.common, "young_person": referral.young_person}
        RiskAssessment.objects.create(
            **common,
            level=("medium", "low", "high")[number % 3],
            risks=referral.risks,
            told_on=told,
            what=words["what"][number % 2],
            keeps_safe=words["keeps_safe"],
            headline=words["headline"][number % 3],
            lead_knows=True,
            review_on=self.today + timedelta(days=(0, 5, -2)[number % 3]),
            by=referral.owner or self.supervisor,
            recorded_at=self._at(told),
        )
        SafetyPlan.objects.create(
            **common,
            warning_signs=words["warning_signs"],
            what_i_can_do=words["can_do"],
            people_and_places=words["places"],
            who_to_ask=words["ask"],
            making_it_safe=words["safe"],
            agreed_with=["young_person", "carer"],
            agreed_on=told,
            review_on=self.today + timedelta(days=14),
        )

    def _concern(self, referral: Referral, number: int) -> None:
        words, seen = care_words()["concern"], self._lately(referral, 9)
        is_shared = number % 2 == 0
        common = {
            **self.common,
            "young_person": referral.young_person,
            "by": referral.owner or self.supervisor,
        }
        concern = Concern.objects.create(
            **common,
            seen_on=seen,
            seen_and_said=words["seen"],
            kinds=["neglect"],
            decision="share" if is_shared else "not_share",
            reason=words["reason"] if is_shared else words["not_share"],
            recorded_at=self._at(seen),
        )
        if is_shared:
            Told.objects.create(
                **common,
                concern=concern,
                whom="dsl",
                how="telephone",
                told_at=self._at(seen),
                receipt_at=None,
            )

    def _hand_overs(self) -> None:
        followed = Referral.objects.filter(
            team=self.made.team.organisation, state__in=("handed_over", "missing_middle")
        ).exclude(young_person=None)
        for number, referral in enumerate(followed.order_by("received_on", "pk")):
            self._hand_over(referral, STEPS_OF_HAND_OVER[number % len(STEPS_OF_HAND_OVER)], number)

    def _hand_over(self, referral: Referral, steps: tuple[str, ...], number: int) -> None:
        is_specialist = referral.state == "handed_over"
        sent = referral.decided_on or referral.received_on
        common = {**self.common, "young_person": referral.young_person}
        services = care_words()["specialist_services" if is_specialist else "services"]
        made = HandOver.objects.create(
            **common,
            referral=referral,
            kind="specialist" if is_specialist else "service",
            to_name=services[number % len(services)],
            reason="complexity" if is_specialist else "choice",
            summary=care_words()["hand_over"],
            state=steps[-1],
            sent_on=sent,
            follow_up_on=add_working_days(self.today, number % 9 + 1),
            owner=referral.owner or self.supervisor,
        )
        for nth, state in enumerate(steps):
            day = min(self.today - timedelta(days=1), sent + timedelta(days=9 * nth))
            HandOverStep.objects.create(
                **common,
                hand_over=made,
                state=state,
                happened_on=max(day, sent),
                by=self.supervisor,
                recorded_at=self._at(max(day, sent)),
            )

    def _lately(self, referral: Referral, days: int) -> date:
        return max(referral.received_on, self.today - timedelta(days=days))

    def _at(self, day: date) -> datetime:
        return moment(day, time(self.random.randint(10, 16), 15))
