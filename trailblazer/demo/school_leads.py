"""Who leads in each invented school, with those before them; confirmations of this autumn; reviews; training."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.references import new_ref
from trailblazer.demo.names import first_name, words
from trailblazer.demo.staff import InventedTeam
from trailblazer.demo.timetable import working_day_by
from trailblazer.domain import codes
from trailblazer.domain.contacts import moment
from trailblazer.domain.lead_role import LEVELS, grant, responsibilities
from trailblazer.domain.school_roles import DEPUTY, LEAD, OFFICE, OPEN_FOR
from trailblazer.domain.terms import SchoolYear, school_year_of
from trailblazer.places.models import School
from trailblazer.school_leads.links import LINKS
from trailblazer.school_leads.models import (
    Confirmation,
    LeadHandOver,
    LeadTraining,
    ResponsibilityReview,
    SchoolRole,
)

DAY = timedelta(days=1)
WITHOUT = (3, 9)  # of a team's schools, those whose lead left and nobody follows yet
HANDED_OVER = 5  # whose lead began this autumn
UNREVIEWED, UNTRAINED = 0.3, 0.25
COURSES = (
    ("Leading a whole-school approach to mental health", "Wandle College (invented)"),
    ("Senior mental health lead, advanced", "Harbour Learning (invented)"),
    ("Mental health leadership in primary schools", "Thames Schools Partnership (invented)"),
)
EVIDENCE = {
    "whole_school": "Wellbeing policy, agreed by governors in {term}. Plan with owners and dates.",
    "noticing": "Staff pass worries on by one form; the pastoral lead reads it each Friday.",
    "services": "One page for staff on who helps with what, checked in {term}.",
    "coordination": "One list of who is helped by whom, read with the team at each review.",
    "staff": "Two training afternoons; 38 staff came.",
    "outcomes": "A page to governors in July with attendance and what pupils said.",
}


def write(made: InventedTeam) -> None:
    random = Random(f"leads {made.team.name}")  # noqa: S311 - the same every time, and of no concern to the others
    for number, school in enumerate(made.schools):
        OneSchool(made, school, random, number).write()


class OneSchool:
    """The people of one school, and what they did."""

    def __init__(self, made: InventedTeam, school: School, random: Random, number: int) -> None:
        self.made, self.school, self.random, self.number = made, school, random, number
        self.today, self.year = made.today, school_year_of(made.today)
        self.account: Membership = made.leads[school.urn]
        self.place = school.name.split()[0].lower()
        team = made.team
        self.common: dict[str, Any] = {
            "provider": team.provider,
            "team": team.organisation,
            "school": school,
        }

    def write(self) -> None:
        since = self.account.started_on + timedelta(days=self.random.randint(0, 60))
        before = self._role(LEAD, self._adult(), since - timedelta(days=700), since - DAY)
        is_new = self.number == HANDED_OVER
        began = date(self.year.starts_in, 11, 2) if is_new else since
        lead = self._role(LEAD, self.account.user.name, began, email=self.account.user.email)
        if is_new:
            earlier = self._role(LEAD, self._adult(), since, began - DAY)
            self._hand_over(earlier, lead)
        if self.number in WITHOUT:
            self._leaves(lead)
        self._others(since)
        self._confirmations(lead)
        self._reviews()
        self._training(lead, before)

    def _adult(self) -> str:
        return f"{first_name(self.random)} {self.random.choice(words()['last_names'])}"

    def _role(
        self, code: str, name: str, starts_on: date, last_day: date | None = None, email: str | None = None
    ) -> SchoolRole:
        if email is None:
            first, _, last = name.lower().partition(" ")
            email = f"{first[0]}.{last.replace(' ', '-')}@{self.place}.example"
        return SchoolRole.objects.create(
            **self.common,
            role=code,
            name=name,
            email=email,
            telephone=f"020 7946 0{self.random.randint(100, 999)}" if self.random.random() < 0.7 else "",
            starts_on=starts_on,
            last_day=last_day,
        )

    def _others(self, since: date) -> None:
        names = [code.code for code in codes.load("school_roles") if code.code not in (LEAD, "dsl", OFFICE)]
        for code in names:
            if self.random.random() < (0.4 if code == DEPUTY else 0.8):
                self._role(code, self._adult(), since + timedelta(days=self.random.randint(0, 200)))
        self._role(OFFICE, "School office", since, email=f"office@{self.place}.example")

    def _hand_over(self, earlier: SchoolRole, lead: SchoolRole) -> None:
        day = self._at(earlier.last_day or self.today)
        LeadHandOver.objects.create(
            **self.common,
            leaving=earlier,
            follower=lead,
            last_day=earlier.last_day or self.today,
            words="The quiet room is M12, and the caretaker has the key. Governors expect the plan in January.",
            done={code: self.today.isoformat() for code in ("meet", "team", "safeguarding")},
            invited_at=day,
        )

    def _leaves(self, lead: SchoolRole) -> None:
        """Left, as the school said; nobody has handed over yet, so the account is still open."""
        lead.last_day = working_day_by(self.today - timedelta(days=self.random.randint(12, 40)))
        lead.save()

    def _at(self, day: date) -> datetime:
        return moment(day, time(10, self.random.randint(0, 59)))

    def _confirmations(self, lead: SchoolRole) -> None:
        """Last autumn's, which nearly all answered; this autumn's, of which some are still open or never answered."""
        last_year = date(self.year.starts_in - 1, 10, 6)
        if self.random.random() < 0.9:
            self._asked(lead, last_year, answered_after=self.random.randint(1, 25))
        answered = self.random.random()
        if answered < 0.55:
            self._asked(
                lead,
                date(self.year.starts_in, 10, 5),
                self.random.randint(1, 25),
                is_changed=self.number % 4 == 1,
            )
        elif answered < 0.75:
            self._asked(lead, self.today - timedelta(days=self.random.randint(2, 9)))
        elif answered < 0.92:
            self._asked(lead, date(self.year.starts_in, 10, 5), reminders=2)

    def _asked(
        self,
        to: SchoolRole,
        on: date,
        answered_after: int | None = None,
        *,
        is_changed: bool = False,
        reminders: int = 0,
    ) -> None:
        at = self._at(on)
        one = Confirmation(
            **self.common,
            ref=new_ref(),
            school_year=school_year_of(on).starts_in,
            to_name=to.name,
            to_email=to.email,
            asked_at=at,
            expires_at=at + OPEN_FOR,
            reminders=reminders,
        )
        one.secret_hash = LINKS.hash_of(one)
        if answered_after is not None:
            one.answered_at, one.answered_by = at + timedelta(days=answered_after), to.name
            if is_changed:
                one.changes = [self._changed(to)]
                one.words = "The governor is away until January."
            else:
                one.looked_at = one.answered_at
        one.save()

    def _changed(self, lead: SchoolRole) -> dict[str, str]:
        after = lead.telephone or "not known"
        return {
            "who": f"{lead.name}, {lead.words}",
            "what": "Telephone",
            "before": "020 7946 0001",
            "after": after,
        }

    def _reviews(self) -> None:
        """Two years before, mostly; this year where they have begun. Levels go up more often than down."""
        heights = {one.code: self.random.choices((0, 1, 2), (3, 5, 2))[0] for one in responsibilities()}
        for back in (2, 1, 0):
            year = SchoolYear(self.year.starts_in - back)
            if back == 2 and self.random.random() < 0.5:
                continue
            done = [*EVIDENCE] if back else [*EVIDENCE][: self.random.choice((0, 2, 4, 6))]
            if back and self.random.random() < UNREVIEWED / 2:
                continue
            for code in done:
                step = self.random.choices((-1, 0, 1), (1, 5, 4))[0] if back < 2 else 0
                heights[code] = min(3, max(0, heights[code] + step))
                self._review(code, year, heights[code])

    def _review(self, code: str, year: SchoolYear, height: int) -> None:
        on = min(working_day_by(date(year.starts_in, 10, self.random.randint(5, 30))), self.today)
        ResponsibilityReview.objects.create(
            **self.common,
            school_year=year.starts_in,
            responsibility=code,
            level=list(LEVELS)[height],
            evidence=EVIDENCE[code].format(term=f"autumn {year.starts_in}") if height > 0 else "",
            reviewed_on=on,
            by=self.account,
        )

    def _training(self, lead: SchoolRole, before: SchoolRole) -> None:
        course, provider = self.random.choice(COURSES)
        if before.starts_on <= grant().closed_on and self.random.random() < 0.6:
            self._course(before, course, provider, before.starts_on + timedelta(days=60), with_grant=True)
        if self.number == HANDED_OVER or self.random.random() < UNTRAINED:
            return
        self._course(lead, course, provider, lead.starts_on + timedelta(days=self.random.randint(20, 200)))

    def _course(
        self, person: SchoolRole, course: str, provider: str, on: date, *, with_grant: bool = False
    ) -> None:
        on = working_day_by(min(on, self.today - timedelta(days=10)))
        ended = on + timedelta(days=70)
        is_over = ended < self.today
        every = [code.code for code in codes.load("training_outcomes")]
        claimed = min(max(on, grant().opened_on), grant().closed_on)
        LeadTraining.objects.create(
            **self.common,
            person=person,
            course=course,
            course_provider=provider,
            starts_on=on,
            ended_on=ended if is_over else None,
            certificate=f"SL-{self.random.randint(1000, 9999)}" if is_over else "",
            certificate_on=ended if is_over else None,
            outcomes=sorted(self.random.sample(every, self.random.randint(4, 8)), key=every.index),
            grant_on=claimed if with_grant else None,
            grant_pounds=grant().pounds if with_grant else None,
        )
