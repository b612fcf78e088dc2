"""Two years of what the invented teams did for whole schools, what is still to come, and what schools ordered."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Role
from trailblazer.activities.actions.offering import SHELF
from trailblazer.activities.actions.ordering import ALERT, DAYS_TO_ANSWER
from trailblazer.activities.links import LINKS
from trailblazer.activities.models import Feedback, Material, MenuItem, Order, SchoolActivity
from trailblazer.alerts.kinds import kind_of
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Activity
from trailblazer.demo.staff import InventedTeam
from trailblazer.demo.timetable import Timetable, is_holiday, working_day_by
from trailblazer.domain.activities import kinds
from trailblazer.domain.activity_feedback import questions_of
from trailblazer.domain.contacts import moment
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.domain.terms import add_working_days, is_working_day
from trailblazer.places.models import School

SEED = 20261127
A_TERM = (2, 6)  # activities of a school, at least and at most
TERMS_BACK = 6
WITH_ANSWERS = 0.3  # of what was held
FEW = 0.25  # of those, too few to tell


@cache
def invented() -> dict[str, Any]:
    return tomllib.loads((files("trailblazer.data") / "demo" / "activities.toml").read_text("utf-8"))


def write(made: InventedTeam, timetable: Timetable) -> None:
    Writer(made, timetable).write()


@dataclass
class Rows:
    """What is written at once: each activity with its works, and who did it."""

    works: list[Activity] = field(default_factory=list)
    activities: list[SchoolActivity] = field(default_factory=list)
    staff: list[list[Membership]] = field(default_factory=list)
    answers: list[Feedback] = field(default_factory=list)
    papers: dict[int, list[int]] = field(default_factory=dict)  # materials, by what was offered

    def save(self) -> None:
        Activity.objects.bulk_create(self.works)
        SchoolActivity.objects.bulk_create(self.activities)
        Feedback.objects.bulk_create(self.answers)
        did, worked = SchoolActivity.staff.through, Activity.staff.through
        taken = SchoolActivity.materials.through
        taken.objects.bulk_create(
            taken(schoolactivity_id=one.pk, material_id=paper)
            for one in self.activities
            for paper in self.papers.get(one.menu_item_id or 0, ())
        )
        pairs = list(zip(self.activities, self.staff, strict=True))
        did.objects.bulk_create(
            did(schoolactivity_id=one.pk, membership_id=who.pk) for one, people in pairs for who in people
        )
        worked.objects.bulk_create(
            worked(activity_id=work.pk, membership_id=who.pk)
            for one, people in pairs
            for work, those in ((one.work, people), (one.preparation, people[:1]))
            if work is not None
            for who in those
        )


class Writer:
    """One team's activities. Its own seed, so that nothing else of the demonstration changes with it."""

    def __init__(self, made: InventedTeam, timetable: Timetable) -> None:
        self.made, self.timetable, self.today = made, timetable, made.today
        self.random = Random(SEED + made.team.pk)  # noqa: S311 - the same every time, on purpose
        self.common = {"provider": made.team.provider, "team": made.team.organisation}
        self.supervisor = made.with_role(Role.SUPERVISOR)[0]
        self.items: list[MenuItem] = []
        self.rows = Rows()

    def write(self) -> None:
        self._menu()
        for school in self.made.schools[:-1]:  # the last is only joining
            for term in self._terms():
                for _ in range(self.random.randint(*A_TERM)):
                    self._held(school, term)
            self._coming(school)
        self._one_to_write_down()
        self.rows.save()
        self._orders()

    def _menu(self) -> None:
        library = [self._material(**one) for one in invented()["materials"]]
        names = ("title", "kind", "audience", "minutes")
        for one in invented()["menu"]:
            item = MenuItem.objects.create(
                **self.common,
                **{name: one[name] for name in names},
                outcomes=one.get("outcomes", ""),
                year_groups=one.get("year_groups", ""),
                offered_on=self.today - timedelta(days=400),
            )
            papers = [library[place] for place in one.get("materials", ())]
            item.materials.set(papers)
            self.rows.papers[item.pk] = [paper.pk for paper in papers]
            self.items.append(item)

    def _material(self, title: str, audience: str, kind: str = "", link: str = "") -> Material:
        common = {**self.common, "title": title, "audience": audience, "kind": kind}
        common |= {"added_by": self.supervisor, "added_on": self.today - timedelta(days=380)}
        if link:
            return Material.objects.create(**common, link=link)
        ref, said = new_ref(), f"{title}\n\nInvented for the demonstration.\n".encode()
        digest = SHELF.keep([said], ref)
        name = f"{title.replace(':', '')}.txt"
        return Material.objects.create(
            **common, ref=ref, name=name, ending="txt", size=len(said), sha256=digest
        )

    def _terms(self) -> Iterator[Term]:
        term = term_of(self.today)
        for _ in range(TERMS_BACK + 1):
            yield term
            term = term.previous

    def _chosen(self, school: School) -> tuple[MenuItem, dict[str, Any]]:
        known, oldest = invented()["menu"], school.high_age or 18
        weights = [one["weight"] if one.get("ages_from", 0) <= oldest else 0 for one in known]
        place = self.random.choices(range(len(known)), weights)[0]
        return self.items[place], known[place]

    def _day(self, school: School, first: date, last: date) -> date | None:
        """A day between two on which the school is open; None where there is hardly one."""
        for _ in range(8):
            day = first + timedelta(days=self.random.randint(0, max((last - first).days, 0)))
            if first <= day <= last and is_working_day(day) and not is_holiday(school, day):
                return day
        return None

    def _held(self, school: School, term: Term) -> None:
        last = min(term.last_day, self.today - timedelta(days=2))
        began = max(term.first_day, self.made.team.operational_on or term.first_day)
        day = self._day(school, began, last)
        if day is None:
            return
        item, how = self._chosen(school)
        made = self._activity(school, item, how, day)
        if self.random.random() < 0.04:
            made.cancelled_on = day
            made.cancelled_why = self.random.choice(invented()["cancelled"])
            return
        people = max(2, round(self.random.gauss(how["people"], how["people"] / 5)))
        made.work = self._work(made, item.minutes + self.random.choice((-5, 0, 0, 0, 10)), people)
        if self.random.random() < 0.5:
            made.preparation = self._work(made, self.random.choice((20, 30, 45)), None, "Preparing: ")
        if item.kind != "policy_work" and self.random.random() < WITH_ANSWERS:
            self._answers(made, people)

    def _activity(self, school: School, item: MenuItem, how: dict[str, Any], day: date) -> SchoolActivity:
        starts_at = moment(day, how["at"])
        lead = self.timetable.lead_of(school)
        staff = [lead] if item.audience == "pupils" or lead == self.supervisor else [lead, self.supervisor]
        made = SchoolActivity(
            **self.common,
            school=school,
            kind=item.kind,
            title=item.title,
            day=day,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=item.minutes),
            room="Main hall" if how["people"] > 40 else "Room 4",
            audience=item.audience,
            expected=how["people"],
            menu_item=item,
            planned_by=lead,
        )
        made.secret_hash = LINKS.hash_of(made)
        self.rows.activities.append(made)
        self.rows.staff.append(staff)
        return made

    def _work(self, of: SchoolActivity, minutes: int, people: int | None, before: str = "") -> Activity:
        known = kinds()[of.kind]
        made = Activity(
            **self.common,
            kind=known.work,
            function=known.function,
            happened_on=of.day,
            minutes=minutes,
            school=of.school,
            people=people,
            words=f"{before}{of.title}",
            by=of.planned_by,
        )
        self.rows.works.append(made)
        return made

    def _answers(self, of: SchoolActivity, people: int) -> None:
        is_few = self.random.random() < FEW
        count = self.random.randint(3, 8) if is_few else min(people, self.random.randint(11, 24))
        middle = {"useful": 4.2, "before": 2.4, "after": 3.9}
        for _ in range(count):
            marks = {
                one.code: min(5, max(1, round(self.random.gauss(middle[one.code], 0.8))))
                for one in questions_of(of.kind)
            }
            says = self.random.choice(invented()["changes"]) if self.random.random() < 0.4 else ""
            self.rows.answers.append(
                Feedback(
                    **self.common, school=of.school, activity=of, marks=marks, change=says, given_on=of.day
                )
            )

    def _coming(self, school: School) -> None:
        for _ in range(self.random.choice((0, 1, 1, 2))):
            first = self.today + timedelta(days=3)
            if (day := self._day(school, first, self.today + timedelta(days=24))) is not None:
                self._activity(school, *self._chosen(school), day)

    def _one_to_write_down(self) -> None:
        """Of the second practitioner's first school, three days ago or the school day before."""
        school = self.timetable.order[1]
        day = working_day_by(self.today - timedelta(days=3))
        self._activity(school, self.items[2], invented()["menu"][2], day)

    def _orders(self) -> None:
        """One of each: late, waiting, planned, not now, withdrawn."""
        schools = [one for one in self.made.schools[:-1] if one.urn in self.made.leads]
        coming = [one for one in self.rows.activities if one.day > self.today]
        now, weeks = term_of(self.today), invented()["weeks"]
        self._order(schools[0], self.items[0], now.next, weeks[0], asked=9)
        practitioner = self.made.with_role(Role.PRACTITIONER)[0]
        self._order(schools[1], self.items[5], now.next, weeks[1], asked=2, owner=practitioner)
        for activity in coming[:2]:
            item = next(one for one in self.items if one.title == activity.title)
            planned = {"activity": activity, "answered_by": self.supervisor}
            self._order(activity.school, item, now, weeks[2], asked=15, **planned)
        declined = {"declined_on": self.today - timedelta(days=4), "declined_why": invented()["declined"]}
        self._order(
            schools[2], self.items[1], now, weeks[3], asked=10, answered_by=self.supervisor, **declined
        )
        withdrawn = {"withdrawn_on": self.today - timedelta(days=6)}
        self._order(schools[3], self.items[6], now.next, weeks[4], asked=12, **withdrawn)

    def _order(
        self, school: School, item: MenuItem, term: Term, weeks: str, *, asked: int, **answer: Any
    ) -> None:
        day = working_day_by(self.today - timedelta(days=asked))
        people = next(one["people"] for one in invented()["menu"] if one["title"] == item.title)
        made = Order.objects.create(
            **self.common,
            school=school,
            menu_item=item,
            term=term.code,
            weeks=weeks,
            audience=item.audience,
            expected=people,
            asked_by=self.made.leads[school.urn],
            asked_at=moment(day, time(10)),
            due_on=add_working_days(day, DAYS_TO_ANSWER),
            **({"owner": self.supervisor} | answer),
        )
        if made.is_waiting:
            Alert.objects.create(
                **self.common,
                school=school,
                kind=ALERT,
                about=made.ref,
                about_address=f"/activities/orders/{made.ref}",
                words=f"{school.name} orders: {item.title}",
                raised_at=made.asked_at,
                due_at=kind_of(ALERT).due_at(made.asked_at),
                owner=made.owner,
            )
