"""A team with a school in term, a practitioner there, and someone they see."""

from datetime import date, time

from tests import make
from trailblazer.access.roles import Role
from trailblazer.care.models import Contact, Visit
from trailblazer.domain.contacts import moment
from trailblazer.places.models import SchoolTerm

TODAY = make.TODAY  # a Tuesday in term
HALVES = (
    (date(2026, 9, 2), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 2, 12)),
)


class Days:
    def __init__(self):
        self.team = make.team(telephone="020 7946 0000")
        self.school = make.service(self.team).school
        self.member = make.member(self.team, Role.PRACTITIONER, name="Nadia Ferncastle")
        self.lead = make.member(self.school)
        for first, last in HALVES:
            SchoolTerm.objects.get_or_create(
                authority=self.school.authority, name="Term", starts_on=first, ends_on=last, source="Test"
            )
        self.course = self.another_course()
        self.person = self.course.young_person

    def another_course(self, **fields):
        person = make.young_person(self.team, school=self.school, **fields)
        return make.course(make.matched_referral(self.team, young_person=person), self.member)

    def visit(self, day=TODAY, start=time(9), end=time(12, 30), **fields):
        ordinary = {
            "provider": self.team.organisation.provider,
            "team": self.team.organisation,
            "member": self.member,
            "school": self.school,
            "day": day,
            "starts_at": moment(day, start),
            "ends_at": moment(day, end),
            "room": "Room 4",
        }
        return Visit.objects.create(**(ordinary | fields))

    def contact(self, visit, at=time(9), course=None, **fields) -> Contact:
        return make.contact(
            course or self.course, on=visit.day, at=at, visit=visit, school=self.school, **fields
        )

    def agrees(self, purpose="email", person=None, carer=None, answer="given"):
        from trailblazer.young_people.models import Consent

        person = person or self.person
        return Consent.objects.create(
            provider=person.provider,
            young_person=person,
            purpose=purpose,
            answer=answer,
            given_by="carer" if carer else "young_person",
            carer=carer,
            happened_on=date(2026, 11, 1),
        )

    def carer(self, person=None, **fields):
        from trailblazer.young_people.models import Carer

        person = person or self.person
        ordinary = {
            "name": "Jo Fernleigh",
            "relationship": "mother",
            "email": "jo@example.org",
            "may_be_told": True,
        }
        return Carer.objects.create(provider=person.provider, young_person=person, **(ordinary | fields))
