"""A course with two sessions that counted and a score at each, and what its young person agreed to."""

from datetime import date

from tests import make
from trailblazer.care.scores import enter_score
from trailblazer.young_people.models import Consent

LAST = date(2026, 11, 20)


def two_sessions(team, lead):
    school = make.service(team).school
    person = make.young_person(team, school=school, email="robin@example.org")
    made = make.course(make.matched_referral(team, young_person=person, school=school), lead)
    for number, day in enumerate((date(2026, 11, 13), LAST)):
        contact = make.contact(made, on=day, attendance="5")
        enter_score(made.referral, "gad-7", 14 - 5 * number, by=lead, on=day, contact=contact)
    return made


def agreed(person, purpose, answer="given"):
    return Consent.objects.create(
        provider=person.provider,
        young_person=person,
        purpose=purpose,
        answer=answer,
        given_by="young_person",
        happened_on=make.TODAY,
    )
