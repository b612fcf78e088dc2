"""One invented request as it went: who asked and for what, what was decided, and what happened on which day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from trailblazer.demo.timetable import Slot, Timetable
from trailblazer.domain.clock import Kind
from trailblazer.domain.identity import age_on
from trailblazer.domain.terms import add_working_days, answer_due_on, is_working_day
from trailblazer.places.models import School

# How often, out of a hundred. Rates follow published services (guide 2.9, 2.6); they are not targets.
SOURCES = {"school_lead": 60, "parent": 21, "young_person": 13, "gp": 4, "teacher": 2}
OUTCOMES = {
    "one_to_one": 46,
    "parent_led": 13,
    "group": 10,
    "advice_to_school": 9,
    "signposted": 9,
    "missing_middle": 5,
    "referred_on": 3,
    "declined": 4,
    "duplicate": 1,
}
REASONS = {
    "anxiety": 40,
    "low_mood": 17,
    "emotional_regulation": 9,
    "exam_stress": 8,
    "sleep": 7,
    "behaviour": 7,
    "friends": 5,
    "family_relationships": 4,
    "adjusting_to_change": 4,
    "panic": 4,
    "separation": 3,
    "self_esteem": 3,
    "phobia_blood_needle_vomit": 2,
    "neurodevelopmental": 3,
}
ONLY_FROM_11 = {"exam_stress", "low_mood", "panic", "self_esteem"}
HELPED = ("one_to_one", "parent_led", "group")
OF_HELP = frozenset(
    {
        Kind.CONTACT,
        Kind.MEASURE,
        Kind.PLAN_AGREED,
        Kind.ADVICE_OR_SUPPORT_GIVEN,
        Kind.INTERVENTION,
        Kind.ENDING,
    }
)
MONTHS = {9: 9, 10: 12, 11: 14, 12: 8, 1: 12, 2: 10, 3: 12, 4: 7, 5: 10, 6: 9, 7: 5, 8: 1}


def pick(random: Random, rates: dict[str, int]) -> str:
    return random.choices(list(rates), list(rates.values()))[0]


@dataclass
class Story:
    """What happened. Events after today have not happened yet and are left out by `until`."""

    received_on: date
    source: str
    reasons: list[str]
    outcome: str
    risks: list[str]
    answer_due_on: date
    events: list[tuple[Kind, date, bool]] = field(default_factory=list)
    asks_for_information: bool = False
    is_withdrawn: bool = False
    in_group: bool = False
    planned: list[Slot] = field(default_factory=list)  # contacts still to come
    slots: dict[date, Slot] = field(default_factory=dict)  # when each contact of the past was

    def on(self, *kinds: Kind) -> date | None:
        return next((day for kind, day, _ in self.events if kind in kinds), None)

    def fitted(self, timetable: Timetable, school: School) -> "Story":
        """Its contacts at times at which the practitioner is in this school, in the order they were."""
        if not any(kind is Kind.CONTACT for kind, _, _ in self.events):
            return self
        given: dict[date, date] = {}
        earliest = self.on(Kind.DECIDED) or self.received_on
        for day in sorted({day for kind, day, _ in self.events if kind in OF_HELP}):
            slot = timetable.slot(school, day, earliest)
            given[day], earliest = slot.day, slot.day + timedelta(days=1)
            self.slots[slot.day] = slot
        self.events = [(k, given[day] if k in OF_HELP else day, counts) for k, day, counts in self.events]
        return self

    def until(self, today: date) -> "Story":
        """As it stands this morning: what was to be done today is not done yet."""
        yesterday = today - timedelta(days=1)
        last = dict.fromkeys(OF_HELP, yesterday) if self.slots else {}
        coming = {day for kind, day, _ in self.events if kind is Kind.CONTACT and day > yesterday}
        self.planned = [self.slots[day] for day in sorted(coming) if day in self.slots]
        kept = (event for event in self.events if event[1] <= last.get(event[0], today))
        self.events = sorted(kept, key=lambda event: event[1])
        return self


IN_HELP_NOW = (
    60  # working days: who asked in these is mostly still helped, so caseloads are as full as in life
)
LATELY = 8  # working days from which some more come, so that lists of what is new have enough to be judged


def received_days(random: Random, count: int, first: date, today: date) -> list[date]:
    """Working days on which requests came, more in the months that are busy in schools, and some of these days."""
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    open_days = [day for day in days if is_working_day(day)]
    spread = random.choices(open_days, [MONTHS[day.month] for day in open_days], k=count)
    now = random.choices(open_days[-IN_HELP_NOW:], k=count // 8)
    return sorted([*spread, *now, *random.choices(open_days[-LATELY:], k=max(3, count // 40))])


def tell(random: Random, received_on: date, born_on: date) -> Story:
    """A story from its first day to its end, wherever today is."""
    age = age_on(born_on, received_on)
    rates = {r: n for r, n in REASONS.items() if age >= 11 or r not in ONLY_FROM_11}
    reasons = list(dict.fromkeys(pick(random, rates) for _ in range(random.choice((1, 1, 2)))))
    source = pick(random, SOURCES if age >= 11 else {**SOURCES, "young_person": 0})
    outcome = pick(random, OUTCOMES)
    if outcome == "parent_led" and age > 12:
        outcome = "one_to_one"
    risks = (
        [pick(random, {"self_harm": 5, "suicidal_thoughts": 2, "not_eating": 1})]
        if random.random() < 0.08 and age >= 11
        else []
    )
    story = Story(received_on, source, reasons, outcome, risks, answer_due_on(received_on))
    _answer(random, story)
    if random.random() < 0.02:
        story.is_withdrawn = True
        story.events.append((Kind.WITHDRAWN, add_working_days(received_on, random.randint(6, 20)), True))
        return story
    {True: _help, False: _no_help}[outcome in HELPED](random, story)
    return story


def _answer(random: Random, story: Story) -> None:
    """Most are answered within five working days; a few wait longer, a few are asked for more first."""
    after = random.choices((0, 1, 2, 3, 4, 5, 7, 9), (6, 14, 22, 22, 16, 12, 5, 3))[0]
    answered = add_working_days(story.received_on, after) if after else story.received_on
    story.events.append((Kind.RECEIVED, story.received_on, True))
    decided = answered
    if random.random() < 0.08:
        story.asks_for_information = True
        story.events.append((Kind.INFORMATION_REQUESTED, answered, True))
        decided = add_working_days(answered, random.randint(2, 8))
    story.events.append((Kind.ANSWERED, answered, True))
    story.events.append((Kind.DECIDED, decided, True))


def _help(random: Random, story: Story) -> None:
    decided = story.on(Kind.DECIDED) or story.received_on
    first = add_working_days(decided, random.choices((2, 5, 8, 12, 16, 24), (24, 28, 22, 14, 8, 4))[0])
    if random.random() < 0.1:
        story.events.append((Kind.CONTACT, first, False))  # did not come
        first = add_working_days(first, 5)
    story.events.append((Kind.CONTACT, first, True))
    story.events.append((Kind.MEASURE, first if random.random() < 0.85 else add_working_days(first, 5), True))
    story.events.append((Kind.ADVICE_OR_SUPPORT_GIVEN, first, True))
    second = add_working_days(first, 5)
    story.events.append((Kind.PLAN_AGREED, first if random.random() < 0.5 else second, True))
    last = second
    for number in range(random.randint(3, 7)):
        last = add_working_days(first, 5 * (number + 1))
        story.events.append((Kind.CONTACT, last, random.random() > 0.08))
        story.events.append((Kind.INTERVENTION, last, True))
    story.events.append((Kind.MEASURE, last, True))
    story.events.append((Kind.ENDING, last, True))


def _no_help(random: Random, story: Story) -> None:
    decided = story.on(Kind.DECIDED) or story.received_on
    if story.outcome in ("advice_to_school", "signposted"):
        story.events.append((Kind.ADVICE_OR_SUPPORT_GIVEN, decided, True))
    if story.outcome == "referred_on":
        story.events.append((Kind.HAND_OVER, decided, True))
        story.events.append((Kind.ENDING, add_working_days(decided, random.randint(15, 40)), True))
    elif story.outcome == "missing_middle":
        story.events.append((Kind.ENDING, add_working_days(decided, random.randint(40, 110)), True))
    else:
        story.events.append((Kind.ENDING, decided, True))
