"""The invented help: courses, contacts, notes, plans, goals, scores, visits and endings, as if recorded day by day."""

import tomllib
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.care.models import (
    Allocation,
    Contact,
    Course,
    EducationCheck,
    Ending,
    Goal,
    GoalRating,
    Group,
    GroupMember,
    GroupSession,
    Note,
    Plan,
    PlanPart,
    Score,
    Visit,
)
from trailblazer.demo import care_measures
from trailblazer.demo.names import DATA
from trailblazer.demo.staff import POSTS, InventedTeam
from trailblazer.demo.story import HELPED, Story
from trailblazer.demo.timetable import Slot, Timetable
from trailblazer.domain.clock import Kind
from trailblazer.domain.contacts import moment
from trailblazer.domain.entered_scores import measures
from trailblazer.domain.identity import age_on
from trailblazer.domain.pathways import Pathway, catalogue, suggested
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import Consent

SESSION = timedelta(minutes=45)
LOW = frozenset({"low_mood", "self_esteem"})
SOURCES = {Kind.CONTACT: "care.Contact", Kind.INTERVENTION: "care.Contact", Kind.MEASURE: "care.Score"}
SOURCES |= {Kind.PLAN_AGREED: "care.Plan", Kind.ENDING: "care.Ending"}


@cache
def care_words() -> dict[str, Any]:
    return tomllib.loads((DATA / "care.toml").read_text(encoding="utf-8"))


def kind_of_help(story: Story) -> str:
    """Which of the word lists fits."""
    if story.outcome == "parent_led":
        return "parent"
    return "low_mood" if LOW & set(story.reasons) else "worry"


def kind_of_plan(pathway: str) -> str:
    """Which words of a plan fit the help that is given."""
    if catalogue()[pathway].kind == "parent_led":
        return "parent"
    return "low_mood" if pathway in ("behavioural_activation", "group_low_mood") else "worry"


def pathway_of(story: Story, born_on: date, day: date, post: str) -> Pathway:
    """What the catalogue suggests first for them and who helps; where nothing fits, what that post gives to most."""
    if story.in_group:
        return catalogue()["group_worries"]
    age = age_on(born_on, day)
    fitting = suggested(story.reasons, age, story.outcome, day, post)
    single = [one for one in fitting if one.kind in ("one_to_one", "parent_led")]
    if single:
        return single[0]
    if post == "wellbeing_facilitator":
        return catalogue()["wellbeing_sessions"]
    return catalogue()["guided_self_help" if age >= 11 else "parent_led_anxiety"]


ASKED_ONCE = 0.25  # as it is in services: a first score, and nothing to compare it with


def measure_of(story: Story, age: int) -> tuple[str, str]:
    """What is filled in, and by whom: by a parent in parent-led help, and by the young person from 6."""
    if story.outcome == "parent_led" or age < 6:
        return "sdq-parent-4-17", "parent"
    if age < 11:
        return "cors", "self"
    return ("phq-9" if kind_of_help(story) == "low_mood" else "gad-7"), "self"


class Care:
    """Collects what belongs to the help of one team, in memory, and saves it in bulk."""

    def __init__(self, random: Random, made: InventedTeam, timetable: Timetable, today: date) -> None:
        self.random, self.made, self.timetable, self.today = random, made, timetable, today
        self.rows: dict[type, list[Any]] = defaultdict(list)
        self.visits: dict[tuple[int, int, date], Visit] = {}
        self.members: dict[int, GroupMember] = {}
        self.group_sessions: dict[tuple[int, date], GroupSession] = {}
        self.refs: dict[tuple[int, Kind, date], str] = {}  # of the record behind an event, by request

    def of(self, referral: Referral, story: Story, school: School) -> None:
        """Everything about one request that was accepted. The request is saved already."""
        if story.outcome not in HELPED or referral.young_person is None or story.on(Kind.DECIDED) is None:
            return
        if story.on(Kind.WITHDRAWN):
            return
        course = self._course(referral, story, school)
        if story.in_group:
            self.members[id(referral)].course = course
        contacts = self._contacts(course, referral, story, school)
        if story.on(Kind.PLAN_AGREED):
            self._plan(course, referral, story)
        if contacts:
            self._goals(referral, story, contacts)
            self._scores(referral, story, contacts)
            self._long_forms(referral, contacts)
        if course.started_on and self.random.random() < 0.4:
            self._education(course)
        if course.ended_on:
            self._said(referral, course)
            self._ending(course, story)

    def source(self, referral: Referral, kind: Kind, day: date) -> tuple[str, str]:
        """The record behind an event of this request."""
        ref = self.refs.get((id(referral), kind, day), "")
        return (SOURCES[kind], ref) if ref else ("", "")

    def save(self) -> None:
        from trailblazer.demo.requests import save

        for kind in (
            Visit,
            Group,
            GroupSession,
            Course,
            Allocation,
            Contact,
            Plan,
            PlanPart,
            Goal,
            GoalRating,
            Score,
            Note,
        ):
            save(self.rows.pop(kind, []))
        for rows in self.rows.values():
            save(rows)
        self.rows.clear()

    def add(self, model: type, young_person: Any = None, **values: Any) -> Any:
        if young_person is not None:
            values["young_person"] = young_person
        row = model(provider=self.made.team.provider, team=self.made.team.organisation, **values)
        self.rows[model].append(row)
        return row

    def _course(self, referral: Referral, story: Story, school: School) -> Course:
        decided = story.on(Kind.DECIDED) or story.received_on
        started = next((day for kind, day, counts in story.events if kind is Kind.CONTACT and counts), None)
        ended = story.on(Kind.ENDING)
        waits_for_lead = started is None and self.random.random() < 0.3
        lead = None if waits_for_lead else self.timetable.lead_of(school)
        referral.owner = lead
        person = referral.young_person
        assert person is not None, "only a matched request has a course"
        post = POSTS[Role(lead.role)] if lead is not None else "emhp"
        pathway = pathway_of(story, person.born_on, decided, post)
        course = self.add(
            Course,
            referral.young_person,
            referral=referral,
            pathway=pathway.code,
            state="ended" if ended else "under_way" if started else "waiting",
            lead=lead,
            allocated_on=decided if lead else None,
            opened_on=decided,
            started_on=started,
            sessions_planned=pathway.sessions,
            session_minutes=pathway.minutes,
            ended_on=ended,
        )
        if lead is not None:
            self.add(
                Allocation,
                referral.young_person,
                course=course,
                lead=lead,
                happened_on=decided,
                by=self.made.members[1],
                recorded_at=moment(decided, time(16)),
            )
        return course

    def _contacts(self, course: Course, referral: Referral, story: Story, school: School) -> list[Contact]:
        """Those of the past, each recorded, and those to come. Gives the ones that were attended."""
        attended, number = [], 0
        plans = care_words()["sessions"][kind_of_help(story)]
        past = [(day, counts) for kind, day, counts in story.events if kind is Kind.CONTACT]
        for day, came in past:
            number += came
            contact = self._contact(
                course, story, school, story.slots[day], plans[min(number, len(plans)) - 1]
            )
            self._record(contact, story, came, number if came else None)
            self.refs[id(referral), Kind.CONTACT, day] = contact.ref
            self.refs[id(referral), Kind.INTERVENTION, day] = contact.ref
            if story.in_group:
                contact.group_session = self.group_sessions[school.urn, day]
            if came:
                attended.append(contact)
        for slot in story.planned if course.lead else []:
            number += 1
            planned = self._contact(course, story, school, slot, plans[min(number, len(plans)) - 1])
            planned.session_number = number
        return attended

    def _contact(self, course: Course, story: Story, school: School, slot: Slot, plan: str) -> Contact:
        by_telephone = not slot.in_school
        is_parent = story.outcome == "parent_led"
        return self.add(
            Contact,
            course.young_person,
            referral=course.referral,
            course=course,
            visit=None if by_telephone or course.lead is None else self.visit(course.lead, school, slot),
            lead=course.lead or self.timetable.lead_of(school),
            starts_at=slot.starts_at,
            ends_at=slot.starts_at + SESSION,
            place="telephone" if by_telephone else "school_room",
            school=None if by_telephone else school,
            medium="02" if by_telephone else "01",
            plan=plan,
            seen="carer" if is_parent else "young_person",
        )

    def _record(self, contact: Contact, story: Story, came: bool, number: int | None) -> None:
        words = care_words()["notes"]["attended" if came else "did_not_come"]
        contact.attendance = self.random.choice(("5", "5", "5", "6")) if came else "3"
        contact.minutes = self.random.choice((45, 45, 50, 40)) if came else None
        contact.session_number = number
        contact.risk = self.random.choice(("none", "none", "as_before")) if came else ""
        contact.interventions = (
            [
                {"low_mood": "behavioural_activation", "parent": "parent_led"}.get(
                    kind_of_help(story), "worry_management"
                )
            ]
            if came
            else []
        )
        if not came:
            contact.follow_up = self.random.choice(("rang_carer", "asked_school"))
            contact.follow_up_on = contact.starts_at.date()
        contact.recorded_at = contact.starts_at + timedelta(minutes=self.random.randint(50, 240))
        contact.recorded_by = contact.lead
        self.add(
            Note,
            contact.young_person,
            course=contact.course,
            contact=contact,
            words=self.random.choice(words),
            about_on=contact.starts_at.date(),
            written_at=contact.recorded_at,
            by=contact.lead,
        )

    def visit(self, lead: Membership, school: School, slot: Slot) -> Visit:
        key = (lead.pk, school.urn, slot.day)
        if key not in self.visits:
            _, _, is_morning = self.timetable.of_school[school.urn]
            first, last = (time(9), time(12, 45)) if is_morning else (time(13, 30), time(15, 30))
            rooms = care_words()["rooms"]
            is_sure = slot.day <= self.today and (is_morning or slot.day < self.today)
            self.visits[key] = self.add(
                Visit,
                member=lead,
                school=school,
                day=slot.day,
                starts_at=moment(slot.day, first),
                ends_at=moment(slot.day, last),
                room=rooms[school.urn % len(rooms)],
                room_state="confirmed" if is_sure or self.random.random() < 0.5 else "not_confirmed",
                way_in=care_words()["way_in"][school.urn % 3],
            )
        return self.visits[key]

    def _plan(self, course: Course, referral: Referral, story: Story) -> None:
        words, agreed = care_words()["plans"], story.on(Kind.PLAN_AGREED)
        kind = kind_of_plan(course.pathway)
        plan = self.add(
            Plan,
            referral.young_person,
            referral=referral,
            lead_worker=course.lead,
            problem_statement=words[kind],
            what_we_will_do=self.random.choice(words["will_do"][kind]),
            in_plain_words=self.random.choice(words["plain"][kind]),
            adjustments=self.random.sample(
                ["quiet", "same_time", "breaks", "written"], self.random.randint(0, 2)
            ),
            agreed_on=agreed,
            agreed_by=["carer", "team"] if kind == "parent" else ["young_person", "team"],
            review_on=agreed + timedelta(days=42) if agreed else None,
        )
        if agreed:
            self.refs[id(referral), Kind.PLAN_AGREED, agreed] = plan.ref
        self.add(
            PlanPart,
            referral.young_person,
            plan=plan,
            course=course,
            who=course.lead,
            role="emhp",
            what="Weekly sessions in school",
            starts_on=agreed,
        )

    def _goals(self, referral: Referral, story: Story, contacts: list[Contact]) -> None:
        chosen = self.random.sample(care_words()["goals"], self.random.choice((1, 1, 2, 2, 3)))
        for number, words in enumerate(chosen, start=1):
            rating = self.random.randint(1, 3)
            goal = self.add(
                Goal,
                referral.young_person,
                referral=referral,
                number=number,
                words=words,
                set_on=contacts[0].starts_at.date(),
            )
            for contact in contacts:
                self.add(
                    GoalRating,
                    referral.young_person,
                    goal=goal,
                    contact=contact,
                    rating=rating,
                    rated_on=contact.starts_at.date(),
                    by=contact.lead,
                    recorded_at=contact.recorded_at,
                )
                rating = min(10, max(0, rating + self.random.choice((-1, 0, 1, 1, 2))))

    def _scores(self, referral: Referral, story: Story, contacts: list[Contact]) -> None:
        """A score at each contact from the day of the first that the story tells, most of them falling."""
        person = referral.young_person
        first = story.on(Kind.MEASURE)
        if first is None or person is None:
            return
        measure, rater = measure_of(story, age_on(person.born_on, first))
        known = measures()[measure]
        middle = (known.lowest + known.highest) // 2
        total, better = middle + self.random.randint(0, 5), -1 if known.better == "lower" else 1
        drift = self.random.choices(((3, 2, 1, 0), (1, 0, 0, -1), (0, -1, -2, 0)), (60, 28, 12))[0]
        is_asked_once = self.random.random() < ASKED_ONCE
        for contact in contacts:
            day = contact.starts_at.date()
            if day < first:
                continue
            score = self.add(
                Score,
                person,
                referral=referral,
                contact=contact,
                measure=measure,
                rater=rater,
                total=total,
                scored_on=day,
                by=contact.lead,
                recorded_at=contact.recorded_at,
                **care_measures.filled(self.random, measure, total),
            )
            self.refs[id(referral), Kind.MEASURE, day] = score.ref
            if is_asked_once:
                return
            step = better * self.random.choice(drift)
            total = min(known.highest, max(known.lowest, total + step))

    def _long_forms(self, referral: Referral, contacts: list[Contact]) -> None:
        """For every third, the RCADS from paper at the first contact and every fourth after it."""
        person = referral.young_person
        first = contacts[0].starts_at.date() if contacts else None
        if person is None or first is None or self.random.random() > 1 / 3:
            return
        if not care_measures.RCADS_FROM <= age_on(person.born_on, first) < care_measures.RCADS_TO:
            return
        share = self.random.uniform(0.35, 0.65)
        for contact in contacts[:: care_measures.EVERY]:
            self.add(
                Score,
                person,
                referral=referral,
                contact=contact,
                measure=care_measures.RCADS["self"],
                rater="self",
                scored_on=contact.starts_at.date(),
                by=contact.lead,
                recorded_at=contact.recorded_at,
                **care_measures.rcads(self.random, share),
            )
            share = max(0.1, share - self.random.uniform(-0.03, 0.18))

    def _said(self, referral: Referral, course: Course) -> None:
        """Half of those whose course has ended say how it was."""
        if self.random.random() < 0.5 and referral.young_person is not None:
            self.add(
                Score,
                referral.young_person,
                referral=referral,
                measure="how-was-it",
                rater="self",
                scored_on=course.ended_on,
                **care_measures.said(self.random),
            )

    def _education(self, course: Course) -> None:
        started = course.started_on
        assert started is not None, "only a course that has begun is looked at"
        days = {"start": started, "end": course.ended_on}
        if course.ended_on:
            days["term_after"] = course.ended_on + timedelta(days=90)
        self.rows[Consent].append(
            Consent(
                provider=self.made.team.provider,
                young_person=course.young_person,
                purpose="education",
                answer="given",
                given_by="carer",
                happened_on=started,
                how="telephone",
                recorded_by=course.lead,
            )
        )
        missed, rating = self.random.randint(2, 24), self.random.randint(2, 6)
        for stage, day in days.items():
            if day is None or day >= self.today:
                continue
            self.add(
                EducationCheck,
                course.young_person,
                course=course,
                stage=stage,
                checked_on=day,
                from_on=day - timedelta(days=42),
                to_on=day,
                sessions_missed=missed,
                sessions_possible=60,
                exclusion="none",
                is_part_time=self.random.random() < 0.06,
                school_rating=rating,
                own_rating=max(0, rating - 1),
                by=course.lead,
                recorded_at=moment(day, time(16)),
            )
            missed, rating = max(0, missed - self.random.randint(0, 8)), min(10, rating + 1)

    def _ending(self, course: Course, story: Story) -> None:
        day = course.ended_on
        assert day is not None, "only a course that has ended has an ending"
        chances = {
            "completed": 70,
            "no_further": 10,
            "asked_to_stop": 8,
            "did_not_come": 8,
            "other_service": 4,
        }
        ending = self.add(
            Ending,
            course.young_person,
            course=course,
            reason=self.random.choices(list(chances), list(chances.values()))[0],
            ended_on=day,
            plan_after="Keep the ladder where you see it. If it grows for two weeks, tell someone.",
            for_young_person="You did what you set out to do. You can come back.",
            by=course.lead,
            recorded_at=self._end_of(day),
        )
        self.refs[id(course.referral), Kind.ENDING, day] = ending.ref

    def _end_of(self, day: date) -> datetime:
        return moment(day, time(16, 30))
