"""Two years of reviews, plans and policies of the invented schools: near the published averages, and improving."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files as files_of
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from trailblazer.access.models import Membership, Organisation, User
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Role
from trailblazer.demo import team_part
from trailblazer.demo.names import first_name, words
from trailblazer.demo.staff import InventedTeam
from trailblazer.demo.timetable import working_day_by
from trailblazer.domain.action_plans import months_after
from trailblazer.domain.contacts import moment
from trailblazer.domain.review_tools import Tool, lowest_items
from trailblazer.domain.school_terms import coming_terms
from trailblazer.domain.terms import school_year_of
from trailblazer.places.models import School
from trailblazer.whole_school import files
from trailblazer.whole_school.actions import ask_members, begin_review
from trailblazer.whole_school.models import (
    Agreed,
    Evidence,
    PlanLine,
    PlannedAction,
    Policy,
    Respondent,
    Review,
)
from trailblazer.whole_school.tools import known_tools

AUDIT, PRINCIPLES = "setting-audit-45", "eight-principles"
WITHOUT, ONE_YEAR = 0.05, 0.06  # of the schools, those without a review, and those with this year's only
STAFF_IN = 3  # schools of each team that have colleagues with an account of their own


@cache
def told() -> dict[str, Any]:
    return tomllib.loads((files_of("trailblazer.data") / "demo" / "whole_school.toml").read_text("utf-8"))


@dataclass
class Writer:
    """Writes what one school has done."""

    made: InventedTeam
    school: School
    random: Random

    @property
    def common(self) -> dict[str, Any]:
        return {
            "school": self.school,
            "team": self.made.team.organisation,
            "provider": self.made.team.provider,
        }

    @property
    def lead(self) -> Membership:
        return self.made.leads[self.school.urn]

    def write(self, colleagues: list[Membership]) -> None:
        self._policies()
        luck = self.random.random()
        if luck < WITHOUT or self.school is self.made.schools[-1]:
            return
        audit, year = known_tools().by_id[AUDIT], school_year_of(self.made.today).starts_in
        ratings = self._first(audit)
        if luck > WITHOUT + ONE_YEAR:
            day = working_day_by(date(year, 11, 1) - timedelta(days=365 - self.random.randint(0, 25)))
            review = self._review(audit, year - 1, day, ratings, [])
            self._plan(review, audit, ratings, is_over=True)
            ratings = self._later(ratings)
        first_day = date(year, 9, 1)
        day = max(first_day, working_day_by(self.made.today - timedelta(days=self.random.randint(5, 45))))
        review = self._review(audit, year, day, ratings, colleagues)
        self._plan(review, audit, ratings, is_over=False)
        if colleagues:
            self._evidence(review)

    def _first(self, tool: Tool) -> dict[str, int]:
        """A first year: a little under the published average, each school in its own way."""
        bent = self.random.gauss(-0.25, 0.3)
        return {
            item.id: min(3, max(0, round(self.random.gauss((area.benchmark or 55) * 0.03 + bent, 0.7))))
            for area in tool.areas
            for item in area.items
        }

    def _later(self, ratings: Mapping[str, int]) -> dict[str, int]:
        """A year on: what was low has moved most, and something has slipped."""
        moved = {}
        for item, rating in ratings.items():
            luck, up = self.random.random(), 0.62 - 0.15 * rating
            moved[item] = min(3, max(0, rating + (luck < up) - (luck > 0.96)))
        return moved

    def _review(
        self, tool: Tool, year: int, agreed_on: date, ratings: Mapping[str, int], colleagues: list[Membership]
    ) -> Review:
        review = Review.objects.create(
            **self.common,
            tool=tool.id,
            year=year,
            begun_on=agreed_on - timedelta(days=21),
            begun_by=self.lead,
            agreed_on=agreed_on,
            agreed_by=self.lead,
            agreed_with="Senior leaders, pastoral team and a governor",
        )
        answered = moment(agreed_on - timedelta(days=9), time(16))
        people = [(self.lead, self.lead.user.name), *((one, one.user.name) for one in colleagues)]
        names = [(None, job) for job in self.random.sample(told()["jobs"], 4 - len(people))]
        given = [self._differs(ratings) for _ in range(4)]
        Respondent.objects.bulk_create(
            Respondent(
                **self.common,
                review=review,
                member=member,
                name=name,
                asked_by=self.lead,
                asked_at=moment(review.begun_on, time(9)),
                ratings=said,
                seen=[area.id for area in tool.areas],
                answered_at=answered,
            )
            for (member, name), said in zip([*people, *names], given, strict=True)
        )
        self._agree(review, ratings, given)
        return review

    def _differs(self, ratings: Mapping[str, int]) -> dict[str, int]:
        """What one colleague said: mostly as was agreed later."""
        return {
            item: min(3, max(0, rating + self.random.choice((0, 0, 0, 0, 0, 0, -1, 1))))
            for item, rating in ratings.items()
        }

    def _agree(self, review: Review, ratings: Mapping[str, int], given: list[dict[str, int]]) -> None:
        Agreed.objects.bulk_create(
            Agreed(
                **self.common,
                review=review,
                item=item,
                rating=rating,
                why=self.random.choice(told()["why"]) if {one[item] for one in given} != {rating} else "",
                by=self.lead,
                agreed_at=moment(review.agreed_on or review.begun_on, time(16)),
            )
            for item, rating in ratings.items()
        )

    def _plan(self, review: Review, tool: Tool, ratings: Mapping[str, int], *, is_over: bool) -> None:
        """Of the lowest areas; last year's is mostly done, this year's is under way."""
        ideas = list(self._ideas(tool, ratings, year=review.year))[: self.random.randint(3, 4)]
        for number, (item, area, what, team_will) in enumerate(ideas):
            self._action(review, item, area, (what, team_will), number, is_over=is_over)

    def _ideas(
        self, tool: Tool, ratings: Mapping[str, int], *, year: int
    ) -> Iterator[tuple[str, str, str, str]]:
        used: set[str] = set()
        for item in lowest_items(tool, dict(ratings), len(ratings)):
            area = tool.area_of(item.id)
            if area is None or area.id in used:
                continue
            used.add(area.id)
            ideas = told()["ideas"][area.id]
            idea = ideas[year % len(ideas)]
            yield item.id, area.name, idea["what"], idea["team_will"]

    def _action(
        self, review: Review, item: str, area: str, words_: tuple[str, str], number: int, *, is_over: bool
    ) -> None:
        today, planned = self.made.today, review.agreed_on or review.begun_on
        by_on = months_after(planned, 3 + 2 * number) if is_over else today + timedelta(days=25 + 30 * number)
        if not is_over and number == 1 and self.random.random() < 0.5:
            by_on = max(planned, today - timedelta(days=self.random.randint(4, 11)))
        by_on = max(planned, working_day_by(by_on))
        begun = planned + timedelta(days=14) if is_over or number < 2 else None
        begun = begun if begun is None or begun <= today else today
        is_left = is_over and number == 3 and self.random.random() < 0.4
        done = by_on - timedelta(days=7) if is_over and not is_left else None
        if not is_over and number == 2 and self.random.random() < 0.5:
            begun = done = working_day_by(today - timedelta(days=2))
        owner = (self.lead, self.made.members[3], None, self.lead)[number]
        made = PlannedAction.objects.create(
            **self.common,
            review=review,
            year=review.year,
            item=item,
            area_name=area,
            what=words_[0],
            team_will=words_[1],
            owner=owner,
            owner_name="" if owner else self.random.choice(told()["jobs"]),
            by_on=by_on,
            review_term=next(coming_terms(by_on, 1)).code,
            planned_on=planned,
            planned_by=self.lead,
            begun_on=begun,
            done_on=done,
        )
        self._lines(made)

    def _lines(self, made: PlannedAction) -> None:
        kinds = (
            (PlanLine.Kind.PLANNED, made.planned_on),
            (PlanLine.Kind.BEGUN, made.begun_on),
            (PlanLine.Kind.DONE, made.done_on),
        )
        PlanLine.objects.bulk_create(
            PlanLine(
                **self.common,
                action=made,
                kind=kind,
                by_on=made.by_on,
                by=self.lead,
                at=moment(day, time(15)),
            )
            for kind, day in kinds
            if day is not None
        )

    def _policies(self) -> None:
        kept = [kind for kind in Policy.Kind if kind != Policy.Kind.OWN and self.random.random() < 0.85]
        for kind in kept:
            reviewed = working_day_by(self.made.today - timedelta(days=self.random.randint(30, 400)))
            Policy.objects.create(
                **self.common,
                kind=kind,
                reviewed_on=reviewed,
                due_on=months_after(reviewed, 12),
                where="School website, Policies",
            )

    def _evidence(self, review: Review) -> None:
        said = b"What the pupil panel said, in five lines (invented)\n\nQuiet room: open earlier.\n"
        ref = new_ref()
        Evidence.objects.create(
            **self.common,
            ref=ref,
            review=review,
            item="voice-1",
            name="Pupil panel, notes.txt",
            kind="txt",
            size=len(said),
            sha256=files.keep([said], ref),
            shows="Pupils were asked, and what they said",
            added_by=self.lead,
            added_at=moment(review.begun_on, time(10)),
        )


def write(made: InventedTeam) -> None:
    for place, school in enumerate(made.schools):
        random = Random(school.urn)  # noqa: S311 - the same every time, and of no concern to the others
        colleagues = _colleagues(made, school, random) if place < STAFF_IN else []
        Writer(made, school, random).write(colleagues)
        if place == STAFF_IN - 1:
            _under_way(made.leads[school.urn], school, colleagues)
    team_part.write(made, told())


def _under_way(lead: Membership, school: School, colleagues: list[Membership]) -> None:
    """A review begun today: ratings of the lead and of each colleague wait for them."""
    review = begin_review(school, by=lead, tool=PRINCIPLES)
    ask_members(review, by=lead, members=colleagues)


def _colleagues(made: InventedTeam, school: School, random: Random) -> list[Membership]:
    """Two of the school's staff with an account of their own, where nobody has made some yet."""
    organisation, password = Organisation.objects.get(urn=school.urn), make_password(None)
    there = list(
        Membership.objects.filter(organisation=organisation, role=Role.SCHOOL_STAFF).select_related("user")[
            :2
        ]
    )
    for number in range(2 - len(there)):
        name = f"{first_name(random)} {random.choice(words()['last_names'])}"
        email = f"{name.lower().replace(' ', '.')}.{school.urn}{number}@school.example"
        user = User.objects.create(email=email, name=name, password=password, is_invented=True)
        joined = made.leads[school.urn].started_on
        there.append(
            Membership.objects.create(
                user=user, organisation=organisation, role=Role.SCHOOL_STAFF, started_on=joined
            )
        )
    return there
