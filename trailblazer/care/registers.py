"""The register of one session, read in the same few queries however many members there are."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.care import collecting
from trailblazer.care.collecting import Box, Member
from trailblazer.care.models import Contact, Course, GroupMember, GroupSession, Note
from trailblazer.care.numbers import rater_of
from trailblazer.domain import codes
from trailblazer.domain.terms import london_day
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson

GROUP_NOTE = "group"  # a code of "note_kinds"
OWN_NOTE = "contact"
ACCEPTED = (Referral.State.ACCEPTED,)


@dataclass
class Row:
    """One member on a register: what is known before it is recorded, and what was recorded."""

    member: GroupMember
    course: Course | None = None
    referral: Referral | None = None
    contact: Contact | None = None
    box: Box | None = None  # the number that is asked of them
    note: Note | None = None
    group_note: Note | None = None

    @property
    def person(self) -> YoungPerson:
        return self.member.young_person

    @property
    def attendance(self) -> str:
        return self.contact.attendance if self.contact else ""

    @property
    def attendance_words(self) -> str:
        return codes.load("attendance").words(self.attendance) if self.attendance else ""

    @property
    def makes_a_pair(self) -> bool:
        return self.box is not None and self.box.last is not None


@dataclass
class Register:
    """A session with its rows, and who leads it."""

    session: GroupSession
    rows: list[Row] = field(default_factory=list)
    collects: str = collecting.GOAL

    @property
    def day(self) -> date:
        return london_day(self.session.starts_at)

    @property
    def is_recorded(self) -> bool:
        return self.session.state == GroupSession.State.HELD


def minutes_booked(session: GroupSession) -> int:
    return int((session.ends_at - session.starts_at).total_seconds() // 60)


def members_on(session: GroupSession, by: Actor) -> list[GroupMember]:
    """Who is in the group on the day of the session, or has a contact of it already; each person once."""
    day = london_day(session.starts_at)
    belongs = Q(joined_on__lte=day) & (Q(left_on=None) | Q(left_on__gt=day))
    recorded = Contact.objects.filter(group_session=session, is_in_error=False).values("young_person")
    found = (
        visible(GroupMember, by)
        .filter(belongs | Q(young_person__in=recorded), group=session.group_id)
        .select_related("young_person__school", "course")
        .order_by("young_person__first_name", "young_person__last_name", "-joined_on", "-pk")
    )
    once: dict[int, GroupMember] = {}
    for member in found:
        once.setdefault(member.young_person_id, member)
    return list(once.values())


def register_of(session: GroupSession, by: Actor, collects: str = collecting.GOAL) -> Register:
    """The register as it stands now, with the box of what it collects."""
    rows = {member.young_person_id: Row(member) for member in members_on(session, by)}
    _with_help(rows, session, by)
    _with_contacts(rows, session, by)
    members = {key: Member(row.referral, row.contact) for key, row in rows.items() if row.referral}
    rater, day = rater_of(session.group.seen), london_day(session.starts_at)
    for key, box in collecting.boxes(members, collects, rater, day, by).items():
        rows[key].box = box
    _with_notes(rows, by)
    return Register(session, list(rows.values()), collects)


def _with_help(rows: dict[int, Row], session: GroupSession, by: Actor) -> None:
    """Each member's course of this group, and the request that their contacts count for."""
    pathway = session.group.pathway
    courses = (
        visible(Course, by).filter(young_person__in=rows).select_related("referral").order_by("opened_on")
    )
    open_ones: dict[int, list[Course]] = {}
    for course in courses:
        if course.is_open:
            open_ones.setdefault(course.young_person_id, []).append(course)
    accepted = (
        visible(Referral, by).filter(young_person__in=rows, state__in=ACCEPTED).order_by("received_on", "pk")
    )
    requests = {referral.young_person_id: referral for referral in accepted}
    for key, row in rows.items():
        found = open_ones.get(key, [])
        row.course = _course_of(row.member, found, pathway)
        row.referral = row.course.referral if row.course else requests.get(key)


def _course_of(member: GroupMember, found: list[Course], pathway: str) -> Course | None:
    """The open course that this membership belongs to: the one it was given, or the one of the group's pathway."""
    if member.course is not None and member.course.is_open:
        return next((course for course in found if course.pk == member.course_id), None)
    return next((course for course in found if pathway and course.pathway == pathway), None)


def _with_contacts(rows: dict[int, Row], session: GroupSession, by: Actor) -> None:
    found = visible(Contact, by).filter(group_session=session, young_person__in=rows, is_in_error=False)
    for contact in found.select_related("young_person", "course", "referral"):
        rows[contact.young_person_id].contact = contact


def _with_notes(rows: dict[int, Row], by: Actor) -> None:
    contacts = {row.contact.pk: row for row in rows.values() if row.contact}
    found: Any = (
        visible(Note, by).filter(contact__in=contacts, corrected_by=None).order_by("written_at", "pk")
    )
    for note in found:
        row = contacts[note.contact_id]
        if note.kind == GROUP_NOTE:
            row.group_note = note
        elif row.note is None:
            row.note = note


def leaders_of(session: GroupSession) -> list[Membership]:
    """Who led it where that is recorded; before, who leads the group."""
    chosen = session.leaders if session.state == GroupSession.State.HELD else session.group.leaders
    return list(chosen.select_related("user").order_by("user__name"))


@dataclass(frozen=True)
class Part:
    """A part of a sentence with a number in it. `many` is what it says of any number but one; # is the number."""

    key: str
    count: int
    one: str
    many: str
    is_left_out: bool = False  # where the number is 0

    @property
    def words(self) -> str:
        return (self.one if self.count == 1 else self.many).replace("#", str(self.count))

    @property
    def is_shown(self) -> bool:
        return bool(self.count) or not self.is_left_out


@dataclass(frozen=True)
class Counts:
    """How a register counts, in sentences: what one save makes of it."""

    members: int
    here: int
    told: int
    missed: int
    scores: int
    pairs: int
    minutes: int
    function: int
    leaders: int
    is_of_goals: bool = True

    def head(self) -> list[Part]:
        of = f" of {self.members} here"
        scores = Part("scores", self.scores, ", # score in", ", # scores in", is_left_out=True)
        return [Part("here", self.here, f"#{of}", f"#{of}"), scores]

    def lines(self) -> list[list[Part]]:
        """Each line of the list, in parts."""
        whose = "each of you" if self.leaders > 1 else "you"
        of_function = f"of Function {self.function} for {whose}, once"
        each = "one for each member here"
        score = "goal score" if self.is_of_goals else "score"
        return [
            [Part("here", self.here, f"# contact, {each}", f"# contacts, {each}")],
            [Part("told", self.told, "# absence, told beforehand", "# absences, told beforehand", True)],
            [Part("missed", self.missed, "# did not come", "# did not come", True)],
            [Part("minutes", self.minutes, f"# minute {of_function}", f"# minutes {of_function}")],
            [
                Part("scores", self.scores, f"# {score}", f"# {score}s"),
                Part("pairs", self.pairs, ", # of them makes a pair", ", # of them make a pair", True),
            ],
        ]
