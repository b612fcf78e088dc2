"""Nothing about a group shows one member to another: no letter, no status page, no page of a member's own record."""

import os
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.care.made_groups import made_group
from tests.shape.test_nobody_sees_what_is_not_theirs import ROUTES, full_name
from trailblazer.access.roles import Role
from trailblazer.care.actions.group_contacts import DID_NOT_COME, HERE, LATE, TOLD_US, Place
from trailblazer.care.actions.groups import cancel_session, end_group
from trailblazer.care.actions.registers import note_absences, record_register
from trailblazer.care.models import Contact, GroupSession, Note
from trailblazer.letters.models import Letter
from trailblazer.referrals.public import links

pytestmark = pytest.mark.django_db
PLACES = (Place(HERE, score=4, note="Own canaryown0."), Place(LATE, late_minutes=20), Place(DID_NOT_COME))
OF_A_PERSON_BY_REF = {"young_people", "referrals"}
# A team lead reads the pages that a practitioner reads, and some of the team's; `make assure` looks as both.
WHO_LOOK = [Role.PRACTITIONER, Role.ADMINISTRATOR]
if os.environ.get("HYPOTHESIS_PROFILE") == "assure":
    WHO_LOOK.append(Role.TEAM_LEAD)
LOOKED_AT = 2  # of four: one with words of their own, and one without


@pytest.fixture
def made(settings):
    """Four members with words found nowhere else, and a session that was recorded with everything a register has."""
    settings.TODAY = make.TODAY
    made = made_group(4, on=date(2026, 11, 23))
    for number, person in enumerate(made.people):
        person.first_name, person.last_name = f"Canary{number}x", f"Surname{number}x"
        person.email = f"canary{number}x@example.org"
        person.save()
    places = dict(
        zip((member.ref for member in made.members), (*PLACES, Place(TOLD_US, reason="ill")), strict=True)
    )
    record_register(
        made.session,
        by=made.leader,
        places=places,
        note="Worry ladders made in pairs.",
        minutes=50,
        leaders=[made.leader, made.second],
    )
    return made


def others_named(text, number):
    """The words of anyone but this member in a text."""
    found = re.findall(r"(?:canary|surname)(\d)x", text.casefold())
    return {int(one) for one in found} - {number} | ({0} if "canaryown0" in text and number else set())


def pages_of(person):
    """Every page that is about one young person, or about one record of theirs."""
    contact = Contact.objects.get(young_person=person)
    known = {
        "young_person": person.ref,
        "contact": contact.ref,
        "note": Note.objects.filter(contact=contact).first().ref,
    }
    for address, pattern in ROUTES:
        name = full_name(pattern, address)
        names = re.findall(r"<(?:\w+:)?(\w+)>", address)
        if names and set(names) <= set(known):
            yield reverse(name, kwargs={one: known[one] for one in names})
        elif names == ["ref"] and name.split(":")[0] in OF_A_PERSON_BY_REF:
            of = person if name.startswith("young_people") else person.referrals.get()
            yield reverse(name, kwargs={"ref": of.ref})


@pytest.mark.parametrize("role", WHO_LOOK)
def test_no_page_of_a_member_s_record_names_another(made, sign_in, role):
    client = sign_in(make.member(made.team, role))
    looked, leaks = 0, []
    for number, person in enumerate(made.people[:LOOKED_AT]):
        for address in pages_of(person):
            response = client.get(address)
            looked += response.status_code == 200
            if response.status_code == 200 and (others := others_named(response.content.decode(), number)):
                leaks.append((address, others))
    assert leaks == []
    assert looked > 40


def test_a_status_page_of_a_family_names_nobody_else_and_no_group(made):
    for number, person in enumerate(made.people):
        client = Client()
        response = client.get(f"/status/{links.issue(person.referrals.get())}", follow=True)
        text = response.content.decode()
        assert response.status_code == 200
        assert others_named(text, number) == set()
        assert "Worry ladders" not in text


def test_no_letter_that_a_group_causes_names_another_member(made):
    later = GroupSession.objects.create(
        provider=made.group.provider,
        team=made.group.team,
        group=made.group,
        number=4,
        starts_at=made.session.starts_at.replace(month=12, day=1),
        ends_at=made.session.ends_at.replace(month=12, day=1),
    )
    note_absences(later, by=made.leader, away={made.members[0].ref: "ill"})
    cancel_session(later, by=made.leader, reason="Nobody to lead it")
    end_group(made.group, by=made.leader, ended_on=make.TODAY)
    for letter in Letter.objects.all():
        number = made.people.index(letter.young_person) if letter.young_person else -1
        text = " ".join(str(value) for value in vars(letter).values())
        assert others_named(text, number) == set()


def test_the_records_of_a_member_hold_their_own_words_alone(made):
    for number, person in enumerate(made.people):
        notes = Note.objects.filter(young_person=person)
        contacts = Contact.objects.filter(young_person=person)
        text = " ".join([*notes.values_list("words", flat=True), *contacts.values_list("plan", flat=True)])
        assert others_named(text, number) == set()
        assert contacts.count() == 1


def test_the_check_itself_finds_a_leak():
    assert others_named("Canary1x was late", 0) == {1}
    assert others_named("Own canaryown0.", 2) == {0}
    assert others_named("Canary1x", 1) == set()
