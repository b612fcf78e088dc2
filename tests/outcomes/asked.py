"""A questionnaire asked of somebody in help, and a phone on which it is answered."""

from django.test import Client

from tests import make
from trailblazer.access.roles import Role
from trailblazer.outcomes import links
from trailblazer.outcomes.actions import ask_for_form
from trailblazer.young_people.models import Consent

BORN = {"month": "5", "year": "2013"}


def in_help(team=None, **person):
    """A course with a practitioner; the young person has an email address and agreed to be written to by it."""
    team = team or make.team(telephone="020 7946 0018")
    young = make.young_person(
        team, **({"email": "robin@example.org", "school": make.service(team).school} | person)
    )
    return make.course(make.matched_referral(team, young_person=young), make.member(team, Role.PRACTITIONER))


def agreed(person, purpose="email", answer="given", by="young_person", carer=None):
    return Consent.objects.create(
        provider=person.provider,
        young_person=person,
        purpose=purpose,
        answer=answer,
        given_by=by,
        carer=carer,
        happened_on=make.TODAY,
    )


def ask(course=None, instrument_id="gad-7", **more):
    course = course or in_help()
    ordinary = {"by": course.lead, "instrument_id": instrument_id, "rater": "self", "how": "link"}
    return ask_for_form(course.referral, **(ordinary | more))


def address(made):
    return f"/form/{links.LINKS.secret_of(made)}"


def opened(made, client=None):
    """A phone on which the link was opened and the birth month typed."""
    phone = client or Client()
    assert phone.post(address(made), BORN).headers["Location"] == "/form"
    return phone


def answers(phone, *values, first=1):
    """One tap after the other, from a question on. Gives where the last one led."""
    led = ""
    for number, value in enumerate(values, start=first):
        led = phone.post(f"/form/questions/q{number}", {"answer": str(value)}).headers["Location"]
    return led


def sends(phone, **more):
    page = phone.get("/form/check")
    key = page.content.decode().split('name="submission_key" value="')[1].split('"')[0]
    return phone.post("/form/check", {"submission_key": key} | more)
