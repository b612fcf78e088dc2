"""An invented group in one school: twelve who asked, each with a request of their own, and one register for all."""

from datetime import date, time, timedelta
from random import Random

from trailblazer.care.models import Group, GroupMember, GroupSession
from trailblazer.demo.care import Care, care_words
from trailblazer.demo.story import Story, tell
from trailblazer.demo.timetable import Slot, Timetable
from trailblazer.domain.clock import Kind
from trailblazer.domain.contacts import moment
from trailblazer.domain.terms import add_working_days, answer_due_on, is_working_day
from trailblazer.domain.year_groups import born_for
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral

SESSIONS, HELD = 6, 2
LENGTH = timedelta(minutes=50)


class InventedGroup:
    """A series of six, of which two were held; the third is on the day of the demonstration where that is a weekday."""

    def __init__(self, random: Random, school: School, timetable: Timetable, today: date, at: time) -> None:
        self.random, self.school, self.timetable, self.today = random, school, timetable, today
        self.lead, weekday, _ = timetable.of_school[school.urn]
        this_week = today + timedelta(days=weekday - today.weekday())
        third = this_week if this_week >= today else this_week + timedelta(days=7)
        days = [third + timedelta(days=7 * n) for n in range(-HELD, SESSIONS - HELD)]
        self.slots = [Slot(moment(day, at), day, in_school=True) for day in days]
        for slot in self.slots:
            timetable.taken[self.lead.pk, slot.day].add(at)

    @property
    def year(self) -> str:
        return f"Year {8 if (self.school.low_age or 0) >= 11 else 5}"

    def birth_date(self) -> date:
        """Of somebody in the year that the group is for."""
        first, last = born_for(self.year, self.today)
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def story(self, born_on: date) -> Story:
        """Somebody who was given a place in it."""
        received = add_working_days(self.slots[0].day - timedelta(days=32), self.random.randint(1, 8))
        asked = tell(self.random, received, born_on)
        story = Story(
            received, "school_lead", ["anxiety"], "group", [], answer_due_on(received), in_group=True
        )
        decided = min(asked.on(Kind.DECIDED) or received, self.slots[0].day - timedelta(days=3))
        story.events = [(Kind.RECEIVED, received, True)]
        story.events += [(kind, decided, True) for kind in (Kind.ANSWERED, Kind.DECIDED)]
        for slot in self.slots[:HELD]:
            came = self.random.random() < 0.9
            story.slots[slot.day] = slot
            story.events.append((Kind.CONTACT, slot.day, came))
            if came:
                story.events.append((Kind.INTERVENTION, slot.day, True))
                story.events.append((Kind.ADVICE_OR_SUPPORT_GIVEN, slot.day, True))
                story.events.append((Kind.MEASURE, slot.day, True))
        return story

    def write(self, care: Care, referrals: list[Referral]) -> Group:
        """The group with its sessions. Called before the contacts are made, so that each finds its session."""
        group = care.add(
            Group,
            name=f"Worries group, {self.year}",
            kind="group",
            pathway="group_worries",
            function=1,
            school=self.school,
            room=care_words()["rooms"][self.school.urn % 8],
            materials="Worry ladders, cards, home task sheets",
            sessions_planned=SESSIONS,
            starts_on=self.slots[0].day,
        )
        plans = care_words()["sessions"]["group"]
        for number, slot in enumerate(self.slots, start=1):
            is_held = number <= HELD
            care.group_sessions[self.school.urn, slot.day] = care.add(
                GroupSession,
                group=group,
                number=number,
                starts_at=slot.starts_at,
                ends_at=slot.starts_at + LENGTH,
                room=group.room,
                plan=plans[number - 1],
                state="held" if is_held else "planned",
                note="Worry ladders made in pairs. Home task: step 1 twice before we meet."
                if is_held
                else "",
                minutes=50 if is_held else None,
                recorded_at=slot.starts_at + timedelta(hours=2) if is_held else None,
                recorded_by=self.lead if is_held else None,
                visit=care.visit(self.lead, self.school, slot) if is_working_day(slot.day) else None,
            )
        for referral in referrals:
            member = care.add(GroupMember, referral.young_person, group=group, joined_on=self.slots[0].day)
            care.members[id(referral)] = member
        return group
