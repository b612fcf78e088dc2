"""The invented requests of two school years, in bulk, and the same as if each had been done through the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.care.models import Group
from trailblazer.demo.care import Care
from trailblazer.demo.care_groups import InventedGroup
from trailblazer.demo.names import first_name, words
from trailblazer.demo.people import birth_date, invent
from trailblazer.demo.staff import InventedTeam
from trailblazer.demo.story import HELPED, Story, received_days, tell
from trailblazer.demo.timetable import Timetable, working_day_by
from trailblazer.domain.clock import Kind
from trailblazer.domain.identity import age_on, school_year_group
from trailblazer.domain.matching import Person, candidate_keys
from trailblazer.domain.routes import default_route, is_read_first
from trailblazer.domain.scope import Case, advise, common_rules, is_override
from trailblazer.places.models import School
from trailblazer.referrals.models import Answer, Decision, Event, Referral
from trailblazer.young_people.models import Carer, Competence, Consent, MatchKey, QuietMode, YoungPerson

LONDON = ZoneInfo("Europe/London")
BATCH = 500
CARERS = {"mother": "F", "father": "M", "grandparent": "", "step_parent": ""}
FOR_EACH_TEAM = 380
GROUPS, IN_A_GROUP = 3, 12
STATES = {
    **dict.fromkeys(HELPED, Referral.State.ACCEPTED),
    "advice_to_school": Referral.State.ADVICE_GIVEN,
    "signposted": Referral.State.SIGNPOSTED,
    "missing_middle": Referral.State.MISSING_MIDDLE,
    "referred_on": Referral.State.HANDED_OVER,
    "declined": Referral.State.DECLINED,
    "duplicate": Referral.State.DUPLICATE,
}


@dataclass
class Written:
    """One request with what belongs to it, before it is saved."""

    referral: Referral
    story: Story
    person: YoungPerson | None


def moment(day: date, random: Random) -> datetime:
    return datetime.combine(day, time(random.randint(8, 16), random.randint(0, 59)), LONDON)


class Writer:
    """Writes one team's requests. The same seed writes the same requests."""

    def __init__(
        self,
        random: Random,
        made: InventedTeam,
        numbers: Any,
        today: date,
        timetable: Timetable | None = None,
    ) -> None:
        self.random, self.made, self.numbers, self.today = random, made, numbers, today
        self.provider = made.team.organisation.provider
        self.timetable = timetable  # without one there are requests only, and no help
        self.care = Care(random, made, timetable, today) if timetable else None
        self.schools = made.schools[:-1]
        if timetable is not None:  # more in the schools that the first practitioner visits today
            self.schools = [*self.schools, *timetable.visited_first()]
        self.first = date(today.year - 2 - (today.month < 9), 9, 8)
        self.deciders = made.with_role(Role.SUPERVISOR, Role.TEAM_LEAD, Role.THERAPIST)
        self.helpers = made.with_role(
            Role.PRACTITIONER, Role.TRAINEE, Role.THERAPIST, Role.FAMILY_SUPPORT_WORKER
        )

    def write(self, count: int = FOR_EACH_TEAM) -> int:
        groups = self._groups()
        written = [self._one(day) for day in received_days(self.random, count, self.first, self.today)]
        of_group = {group: [self._member(group) for _ in range(IN_A_GROUP)] for group in groups}
        written += [one for members in of_group.values() for one in members]
        people = [one.person for one in written if one.person is not None]
        self._save_people(people)
        for one in written:
            one.referral.young_person = one.person
            one.referral.search = one.referral.search_text()
        save([one.referral for one in written])
        if self.care is not None:
            for group, members in of_group.items():
                group.write(self.care, [one.referral for one in members])
            self._help(written, self.care)
            self._lead_groups(of_group)
        save([event for one in written for event in self._events(one)])
        self._save_decisions(written)
        return len(written)

    def _help(self, written: list[Written], care: Care) -> None:
        for one in written:
            if one.referral.school is not None:
                care.of(one.referral, one.story, one.referral.school)
        Referral.objects.bulk_update([one.referral for one in written], ["owner"], batch_size=BATCH)
        care.save()

    def _groups(self) -> list[InventedGroup]:
        """One group in a school of the first practitioners each, at a time that is kept free for it."""
        if self.timetable is None:
            return []
        schools = self.timetable.order[: min(GROUPS, len(self.timetable.practitioners))]
        return [InventedGroup(self.random, one, self.timetable, self.today, time(11)) for one in schools]

    def _member(self, group: InventedGroup) -> Written:
        born_on = group.birth_date()
        story = group.story(born_on).until(self.today)
        person = invent(self.random, self.made, group.school, born_on, next(self.numbers))
        return Written(self._referral(story, person, group.school), story, person)

    def _lead_groups(self, groups: Iterable[InventedGroup]) -> None:
        beside = self.made.with_role(Role.THERAPIST)[0]
        for group in groups:
            made = Group.objects.get(school=group.school, team=self.made.team.organisation)
            made.leaders.add(group.lead, beside)
            for session in made.sessions.filter(state="held"):
                session.leaders.add(group.lead, beside)

    def _one(self, day: date) -> Written:
        school = self.random.choice(self.schools)
        born_on = birth_date(self.random, school, day)
        story = tell(self.random, day, born_on)
        if self.timetable is not None:
            story = story.fitted(self.timetable, school)
        story = story.until(self.today)
        number = next(self.numbers) if self.random.random() < 0.85 else None
        person = invent(self.random, self.made, school, born_on, number)
        is_new_from_outside = story.source in ("parent", "young_person") and story.on(Kind.DECIDED) is None
        referral = self._referral(story, person, school)
        return Written(referral, story, None if is_new_from_outside else person)

    def _referral(self, story: Story, person: YoungPerson, school: School) -> Referral:
        owner = self.random.choice(self.helpers)
        return Referral(
            provider=self.provider,
            team=self.made.team.organisation,
            school=school,
            **self._asked(story, person, self.made.leads[school.urn]),
            **self._told(story),
            **self._agreed(story, person),
            **self._so_far(story, owner),
        )

    def _asked(self, story: Story, person: YoungPerson, lead: Membership) -> dict[str, Any]:
        """Who asked, how, and for whom."""
        by_lead = story.source == "school_lead"
        route = "gp_letter" if story.source == "gp" else self.random.choice(("online",) * 3 + ("telephone",))
        emails = {"school_lead": lead.user.email, "parent": "family@example.org"}
        return {
            "source": story.source,
            "route": route,
            "received_on": story.received_on,
            "received_at": moment(story.received_on, self.random),
            "asked_by": lead if by_lead else None,
            "requester_name": lead.user.name if by_lead else "",
            "requester_email": emails.get(story.source, ""),
            "requester_relationship": "Mother" if story.source == "parent" else "",
            "first_name": person.first_name,
            "last_name": person.last_name,
            "born_on": person.born_on,
            "nhs_number": person.nhs_number if story.source == "gp" else "",
            "year_group": school_year_group(person.born_on, story.received_on),
            "postcode": "" if by_lead else person.postcode,
        }

    def _told(self, story: Story) -> dict[str, Any]:
        """What it is about, in invented words."""
        told, choose = words(), self.random.choice
        return {
            "reasons": story.reasons,
            "worry": choose(told["worries"].get(story.reasons[0], told["worries"]["other"])),
            "own_words": choose(told["own_words"]),
            "how_long": choose(("under_month", "one_to_three", "three_to_six", "six_to_year", "over_year")),
            "tried": choose(told["tried"]),
            "already_helping": [choose(("counsellor", "pastoral", "school_nurse", "nobody", "senco"))],
            "school_at_risk": ["missed_sessions"] if self.random.random() < 0.12 else [],
            "risks": story.risks,
            "names_risk": bool(story.risks),
            "risk_words": choose(told["risk_words"]) if story.risks else "",
            "hopes": choose(told["hopes"]),
            "wishes": {
                "where": choose(("room", "phone", "video", "any")),
                "when": choose(("lesson", "break", "any")),
            },
        }

    def _agreed(self, story: Story, person: YoungPerson) -> dict[str, Any]:
        """Who may know what, and whether somebody of the team reads it first."""
        by_lead = story.source == "school_lead"
        age = age_on(person.born_on, self.today)
        waits = story.on(Kind.DECIDED) is None
        tell_school = "given" if by_lead else self.random.choice(("given", "not_asked", "refused"))
        return {
            "consents": {"help": "given", "tell_school": tell_school},
            "has_send": True if person.send == "yes" else None,
            "school_may_know": not by_lead and self.random.random() < 0.6,
            "is_read_first": waits and is_read_first(default_route(), story.source, age),
        }

    def _so_far(self, story: Story, owner: Membership) -> dict[str, Any]:
        """How far it has come, and what happens next."""
        is_decided = story.on(Kind.DECIDED) is not None
        started = (Kind.ADVICE_OR_SUPPORT_GIVEN, Kind.PLAN_AGREED, Kind.SPECIALIST_ASSESSMENT)
        has_next = is_decided and story.on(Kind.ENDING) is None
        next_step = self.random.choice(words()["next_steps"]) if has_next else ""
        soon = working_day_by(self.today + timedelta(days=self.random.randint(-4, 9))) if is_decided else None
        return {
            "state": state_of(story),
            "answer_due_on": story.answer_due_on,
            "answered_on": story.on(Kind.ANSWERED),
            "decided_on": story.on(Kind.DECIDED),
            "help_started_on": story.on(*started),
            "closed_on": story.on(Kind.ENDING, Kind.WITHDRAWN),
            "owner": owner if is_decided else None,
            "next_step": next_step,
            "next_step_due_on": soon,
        }

    def _events(self, one: Written) -> list[Event]:
        by = self.random.choice(self.deciders)
        return [self._event(one.referral, kind, day, counts, by) for kind, day, counts in one.story.events]

    def _event(self, referral: Referral, kind: Kind, day: date, counts: bool, by: Membership) -> Event:
        model, ref = self.care.source(referral, kind, day) if self.care else ("", "")
        return Event(
            provider=self.provider,
            referral=referral,
            kind=kind,
            happened_on=day,
            counts=counts,
            recorded_at=moment(day, self.random),
            by=None if kind is Kind.RECEIVED else by,
            source_model=model,
            source_ref=ref,
        )

    def _save_decisions(self, written: list[Written]) -> None:
        decisions = [self._decision(one) for one in written if one.referral.decided_on]
        save(decisions)
        of = {decision.referral_id: decision for decision in decisions}
        save([self._answer(one, of.get(one.referral.pk)) for one in written if one.referral.answered_on])

    def _decision(self, one: Written) -> Decision:
        referral, story, by = one.referral, one.story, self.random.choice(self.deciders)
        role = "emhp" if story.outcome in HELPED else ""
        age = age_on(referral.born_on, story.received_on) if referral.born_on else None
        advice = advise(
            Case(frozenset(story.reasons), frozenset(story.risks), age), role or "emhp", common_rules()
        )
        overrides = is_override(advice, story.outcome)
        in_middle = story.outcome == "missing_middle"
        return Decision(
            provider=self.provider,
            referral=referral,
            outcome=story.outcome,
            role=role,
            advice={
                "position": advice.position.name.lower(),
                "rules": [rule.number for rule in advice.rules],
            },
            is_override=overrides,
            reason="Talked through in supervision: the family asked for this first." if overrides else "",
            declined_reason="alternative_service" if story.outcome == "declined" else "",
            destination=self.random.choice(("held_here", "joint_assessment", "voluntary"))
            if in_middle
            else "",
            look_again_on=story.received_on + timedelta(days=28) if in_middle else None,
            owner=referral.owner,
            decided_on=referral.decided_on or story.received_on,
            decided_by=by,
            recorded_at=moment(referral.decided_on or story.received_on, self.random),
        )

    def _answer(self, one: Written, decision: Decision | None) -> Answer:
        day = one.referral.answered_on or one.story.received_on
        owner = one.referral.owner.user.name if one.referral.owner else "Someone"
        text = "Thank you for asking. May we know a little more? We will ring you."
        if not one.story.asks_for_information:
            text = f"Thank you for asking. {words()['answers'][one.story.outcome].format(owner=owner)}"
        return Answer(
            provider=self.provider,
            referral=one.referral,
            decision=None if one.story.asks_for_information else decision,
            words=text,
            sent_on=day,
            sent_at=moment(day, self.random),
            sent_by=decision.decided_by if decision else self.deciders[0],
        )

    def _save_people(self, people: list[YoungPerson]) -> None:
        for person in people:
            person.search = search_of(person)
        save(people)
        save([key for person in people for key in self._keys(person)])
        save([carer for person in people for carer in self._carers(person)])
        save([consent for person in people for consent in self._consents(person)])
        for person in people[:: len(people) // 6 or 1]:
            self._quiet(person)

    def _keys(self, person: YoungPerson) -> list[MatchKey]:
        known = Person(
            person.first_name, person.last_name, person.born_on, person.postcode, person.nhs_number
        )
        return [
            MatchKey(young_person=person, provider=self.provider, key=key)
            for key in sorted(candidate_keys(known))
        ]

    def _carers(self, person: YoungPerson) -> list[Carer]:
        count = self.random.choice((1, 1, 2))
        relationships = self.random.sample(list(CARERS), count)
        return [
            Carer(
                provider=self.provider,
                young_person=person,
                name=f"{first_name(self.random, CARERS[relationship])} {person.last_name}",
                relationship=relationship,
                has_parental_responsibility=relationship in ("mother", "father") or None,
                may_decide=relationship in ("mother", "father"),
                telephone=f"07700 900{self.random.randint(0, 999):03}",
            )
            for relationship in relationships
        ]

    def _consents(self, person: YoungPerson) -> list[Consent]:
        day = self.today - timedelta(days=self.random.randint(5, 60))
        said = {
            "help": "given",
            "tell_school": self.random.choice(("given", "given", "refused")),
            "text": "given",
        }
        if self.random.random() < 0.7:
            said["tell_gp"] = self.random.choice(("given", "given", "refused"))
        return [
            Consent(
                provider=self.provider,
                young_person=person,
                purpose=purpose,
                answer=answer,
                given_by="young_person" if age_on(person.born_on, self.today) >= 16 else "carer",
                happened_on=day,
                how="telephone",
                recorded_by=self.made.members[0],
            )
            for purpose, answer in said.items()
        ]

    def _quiet(self, person: YoungPerson) -> None:
        """A few have quiet mode, each with the decision it needs."""
        age = age_on(person.born_on, self.today)
        if age < 13:
            return
        by, day = self.helpers[0], self.today - timedelta(days=20)
        common: dict[str, Any] = {"provider": self.provider, "young_person": person}
        decision = self._decides(person, Competence.PARENTS_TOLD, day)
        self._decides(person, Competence.HELP, day)
        QuietMode.objects.create(
            step="on",
            competence=decision,
            reason="Asked for this; safe at home.",
            happened_on=day,
            by=by,
            **common,
        )

    def _decides(self, person: YoungPerson, purpose: str, day: date) -> Competence:
        return Competence.objects.create(
            provider=person.provider,
            young_person=person,
            purpose=purpose,
            is_competent=True,
            reason="Understands what it is, why, and what may happen next. Talked it through twice.",
            decided_on=day,
            decided_by=self.helpers[0],
        )


def state_of(story: Story) -> Referral.State:
    """Where the request is today."""
    if story.on(Kind.WITHDRAWN):
        return Referral.State.WITHDRAWN
    if story.on(Kind.DECIDED) is None:
        asked = story.on(Kind.INFORMATION_REQUESTED) is not None
        return Referral.State.NEEDS_INFORMATION if asked else Referral.State.RECEIVED
    if story.on(Kind.ENDING) and story.outcome in (*HELPED, "missing_middle", "referred_on"):
        return Referral.State.CLOSED
    return STATES[story.outcome]


def search_of(person: YoungPerson) -> str:
    """As the record keeps it when it is saved by a page."""
    maker = getattr(person, "search_text", None)
    return maker() if maker else ""


def save(rows: list[Any]) -> None:
    if rows:
        kind: type[Model] = type(rows[0])
        kind._default_manager.bulk_create(rows, batch_size=BATCH)
