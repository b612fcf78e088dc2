"""Contacts: planned, then recorded once; and the notes about them, which are appended and never changed."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord, with_nobody
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care.models.courses import Course
from trailblazer.care.models.groups import GroupSession
from trailblazer.care.models.of_care import OfPerson, OfPersonQuerySet
from trailblazer.care.models.visits import Visit
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson


class ContactQuerySet(OfPersonQuerySet["Contact"]):
    def planned(self) -> "ContactQuerySet":
        """Booked, and nobody has said yet whether they came."""
        return self.filter(attendance="", is_in_error=False)

    def recorded(self) -> "ContactQuerySet":
        return self.exclude(attendance="").filter(is_in_error=False)

    def attended(self) -> "ContactQuerySet":
        return self.filter(attendance__in=("5", "6"), is_in_error=False)


class Contact(OfPerson, Versioned):
    """One meeting, call or video with a young person or with someone for them: booked, then recorded."""

    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="contacts")
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="contacts")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="contacts")
    group_session = models.ForeignKey(
        GroupSession, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    lead = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="contacts_led")
    staff = models.ManyToManyField(Membership, blank=True, related_name="contacts_joined")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # as booked
    place = models.CharField(max_length=20, default="school_room")  # a code of "places_of_contact"
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    room = models.CharField(max_length=60, blank=True)
    medium = models.CharField(max_length=2, default="01")  # a code of "media", the national ones
    session_number = models.PositiveSmallIntegerField(null=True, blank=True)
    plan = models.CharField(max_length=200, blank=True)  # what is planned for it
    seen = models.CharField(max_length=20, default="young_person")  # a code of "who_seen"
    function = models.PositiveSmallIntegerField(default=1)
    all_the_same = models.CharField(max_length=200, blank=True)  # why it was booked in spite of a warning

    attendance = models.CharField(max_length=1, blank=True)  # a code of "attendance"; empty: not recorded yet
    cancelled_reason = models.CharField(max_length=32, blank=True)  # a code of "cancelled_reasons"
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # as it was
    interventions = models.JSONField(default=list, blank=True)  # codes of "interventions"
    risk = models.CharField(max_length=12, blank=True)  # none, as_before, changed: never filled in for anyone
    follow_up = models.CharField(max_length=32, blank=True)  # a code of "not_brought_follow_ups"
    follow_up_words = models.CharField(max_length=300, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    is_in_error = models.BooleanField(default=False)
    error_reason = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["lead", "starts_at"], name="contact_of_lead_by_time"),
            models.Index(fields=["young_person", "starts_at"], name="contact_of_person_by_time"),
            models.Index(fields=["team", "starts_at"], name="contact_of_team_by_time"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_contact_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="a_contact_is_at_most_a_day_of_work",
                condition=Q(minutes=None) | Q(minutes__lte=720),
            ),
            models.CheckConstraint(
                name="a_recorded_contact_has_its_moment",
                condition=Q(attendance="") | Q(recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_contact_is_for_function_1_2_or_3", condition=Q(function__range=(1, 3))
            ),
        ]

    @property
    def minutes_booked(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_recorded(self) -> bool:
        return bool(self.attendance)


class NoteQuerySet(OfPersonQuerySet["Note"]):
    permission = Permission.SEE_NOTES

    def standing(self) -> "NoteQuerySet":
        """The newest version of each note."""
        return self.filter(corrected_by=None)


class Note(OfPerson):
    """What was written about a young person. Appended; a correction is a new note that names the old one."""

    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="notes")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="notes")
    kind = models.CharField(max_length=20, default="contact")  # a code of "note_kinds"
    words = models.TextField()
    about_on = models.DateField()
    written_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    correction_reason = models.CharField(max_length=300, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-about_on", "-pk"]
        constraints: ClassVar = [models.CheckConstraint(name="a_note_has_words", condition=~Q(words=""))]


class UnsentQuerySet(VisibleQuerySet["Unsent"]):
    permission = Permission.SEE_CARE

    def scope(self, member: Membership) -> Q:
        """What is being written is seen by whoever writes it, and by nobody else."""
        return Q(by=member)


class Unsent(VisibleRecord):
    """A form being written, kept so that a closed tab or a dead battery loses nothing. Gone when it is sent."""

    PATH_TO_YOUNG_PERSON = "young_person"

    by = models.ForeignKey(Membership, models.CASCADE, related_name="unsent")
    young_person = models.ForeignKey(YoungPerson, models.CASCADE, null=True, blank=True, related_name="+")
    form = models.CharField(max_length=40)
    about = models.CharField(max_length=16)  # the reference of the contact, register or record it is about
    address = models.CharField(max_length=200)  # the page to go on writing
    words = models.CharField(max_length=200, blank=True)  # what the list of unsent items calls it
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)
    goes_at = models.DateTimeField(db_index=True)

    objects = UnsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "form", "about"], name="one_unsent_form_of_a_member")
        ]


LONGEST_TASK = 200  # characters


class TaskQuerySet(VisibleQuerySet["Task"]):
    permission = Permission.SEE_CARE

    def open(self) -> "TaskQuerySet":
        return self.filter(done_on=None)

    def nobodys(self, today: date) -> "TaskQuerySet":
        """To be done by nobody, or by somebody who has left."""
        return self.open().filter(with_nobody(today))

    def ask(
        self,
        about: Any,
        words: str,
        *,
        owner: Membership | None,
        due_on: date,
        source: str,
        by: Membership | None = None,
        young_person: YoungPerson | None = None,
    ) -> "Task":
        """What the service asks somebody to do about a record, for the young person whose record it is."""
        whose = young_person.pk if young_person else getattr(about, "young_person_id", None)
        return self.create(
            provider_id=about.provider_id,
            team_id=about.team_id,
            young_person_id=whose,
            owner=owner,
            words=words[:LONGEST_TASK],
            due_on=due_on,
            source=source,
            about=about.ref,
            made_by=by,
            made_at=now(),
        )


class Task(VisibleRecord):
    """Something to do, with who does it and by when."""

    PATH_TO_YOUNG_PERSON = "young_person"

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, null=True, blank=True, related_name="tasks")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="tasks")
    words = models.CharField(max_length=LONGEST_TASK)
    due_on = models.DateField()
    source = models.CharField(max_length=32, blank=True)  # what made it, where it was not a person
    about = models.CharField(max_length=16, blank=True)  # the reference of the record it is about
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    done_words = models.CharField(max_length=200, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["owner", "done_on", "due_on"], name="task_of_owner")]
