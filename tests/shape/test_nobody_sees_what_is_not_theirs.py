"""Every route of the resolver, as every role, at what is their own and at what belongs to another team, school and
provider: what is not theirs answers "not found", changes nothing, and no page holds another's secret words."""

import os
import re
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from tests import make
from tests.shape.test_every_page_says_who_may_open_it import OURS
from trailblazer.access.guard import SIGNED_IN
from trailblazer.access.models import LogEntry
from trailblazer.access.records import VisibleRecord
from trailblazer.access.roles import ROLES, STAFF_ROLES, Role

NOT_THEIRS = {403, 404, 405}
SIDES = ("own", "other_school", "other_team", "other_provider")
CODES_OF_MODEL = {
    "Event": {"kind": "contact"},
    "SchoolSupport": {"kind": "counsellor"},
    "SchoolActivity": {"kind": "assembly"},
    "MenuItem": {"kind": "staff_training"},
    "Material": {"kind": "", "link": "https://example.org/"},
    "Order": {"term": "2026-3"},
    "SchoolHelp": {"kind": "counsellor"},
    "Survey": {"question_set": "how-is-school"},
    "TermReport": {"term": "2026-2"},
    "Thought": {"ends_in": "talk", "term": "2026-3"},
    "Escalation": {"from_level": "board", "to_level": "icb"},
}
CODES_OF_REASON = {"Ending": "completed", "HandOver": "complexity"}
# Pages that act on the visitor themselves or leave the session, and so say nothing about anyone's records.
ABOUT_ONESELF = {
    "access:still_here",
    "access:csp",
    "access:switch",
    "demo:become",
    "referrals:status_leave",
}


# A team's own, which the lead of each of its schools may see and order from.
OF_THE_TEAM = {"MenuItem", "Material"}


class Side:
    """One school of one team with one young person, whose every text holds a word found nowhere else."""

    def __init__(self, name, team, beside=None):
        """`beside` is another school of the same team, with which it shares what is the team's own."""
        self.canary = f"canary{name.replace('_', '')}x"
        self.team = team
        self.school = make.service(team).school
        shared = beside.records if beside else ()
        self.shared = {type(one): one for one in shared if type(one).__name__ in OF_THE_TEAM}
        self.lead = make.member(self.school)
        self.person = make.young_person(
            team, first_name=f"Robin {self.canary}", last_name=self.canary, school=self.school
        )
        self.referral = make.referral(
            team,
            school=self.school,
            young_person=self.person,
            asked_by=self.lead,
            first_name=f"Robin {self.canary}",
            worry=f"Worry {self.canary}",
            own_words=self.canary,
            tried=self.canary,
            requester_name=self.canary,
        )
        self.records = list(self._around())

    def _around(self):
        """A record of every other kind that belongs to a provider, filled with the word."""
        made = {type(self.person): self.person, type(self.referral): self.referral, **self.shared}
        for model in apps.get_models():
            if issubclass(model, VisibleRecord) and model not in made:
                made[model] = self._fill(model, made)
        return [record for model, record in made.items() if model not in self.shared]

    def _fill(self, model, made):
        values = {"provider": self.team.organisation.provider}
        for field in model._meta.concrete_fields:
            if field.name in values or field.primary_key or field.has_default() and not _is_word(field):
                continue
            value = self._value(field, made)
            if value is not None:
                values[field.name] = value
        return model.objects.create(**values)

    def _value(self, field, made):
        if isinstance(field, models.ForeignKey):
            return self._related(field, made)
        if field.null:
            return None
        kinds = (
            (models.DateTimeField, None if field.has_default() else make_moment(field.name)),
            (models.DateField, make.TODAY),
            (models.BooleanField, True),
            (models.IntegerField, 1),
            (models.EmailField, "family@example.org"),
            (models.CharField, self._word(field)),
            (models.TextField, f"Words {self.canary}"),
            (models.JSONField, {}),
        )
        return next((value for kind, value in kinds if isinstance(field, kind)), None)

    def _word(self, field):
        if field.choices:
            return field.choices[0][0]
        known = {"outcome": "one_to_one", "purpose": "help", "kind": "risk_named", "relationship": "mother"}
        known |= {"given_by": "carer", "recipient_kind": "requester", "channel": "email"}
        known |= {"template": "as_written", "about": "", "about_address": "", "destination": "held_here"}
        known |= {
            "role": "emhp",
            "source_model": "",
            "source_ref": "",
            "declined_reason": "",
            "position": "do",
            "attendance": "",
            "medium": "01",
            "seen": "young_person",
            "place": "school_room",
            "pathway": "worry",
            "measure": "gad-7",
            "instrument": "gad-7",
            "rater": "self",
            "checklist": "triage_call",
            "risk": "",
            "exclusion": "none",
            "what": "check_in",
            "whom": "dsl",
            "how": "in_person",
            "follow_up": "",
            "cancelled_reason": "",
            "tool": "eight-principles",
            "review_term": "2027-1",
            "domain": "roles",
            "framework_code": "seven_areas",
            "reason": CODES_OF_REASON.get(field.model.__name__, self.canary),
        }
        known |= CODES_OF_MODEL.get(field.model.__name__, {})
        if field.model.__name__ == "TimeAllocation":
            known["term"] = f"{2000 + self.school.pk % 1000}-3"  # a team has one of each term
        return known.get(field.name, self.canary)[: field.max_length]

    def _related(self, field, made):
        label = field.related_model._meta.label
        if field.related_model in made:
            return (
                None
                if field.null and field.name in ("supersedes", "duplicate_of", "order")
                else made[field.related_model]
            )
        if label == "access.Organisation":
            return self.team.organisation if field.name == "team" else None
        if label == "access.Membership":
            return None if field.null else self.lead
        return self.school if label == "places.School" else None


def _is_word(field):
    return (
        isinstance(field, models.CharField | models.TextField) and not field.choices and field.name != "ref"
    )


def make_moment(name):
    from datetime import UTC, datetime

    return datetime(2026, 11, 20, 10 if name == "ends_at" else 9, 0, tzinfo=UTC)


class World:
    """Two providers; one has two teams, and its first team two schools."""

    def __init__(self):
        provider = make.provider()
        first = make.team(provider)
        own = Side("own", first)
        self.sides = {
            "own": own,
            "other_school": Side("other_school", first, beside=own),
            "other_team": Side("other_team", make.team(provider)),
            "other_provider": Side("other_provider", make.team()),
        }
        self.members = {role: make.member(first, role) for role in sorted(STAFF_ROLES)}
        self.members[Role.SENIOR_MENTAL_HEALTH_LEAD] = self.sides["own"].lead
        school_of_own = make.school_organisation(self.sides["own"].school)
        self.members[Role.SCHOOL_STAFF] = make.member(school_of_own, Role.SCHOOL_STAFF)
        from trailblazer.access.models import Organisation

        for role, kind in ((Role.PROGRAMME, "programme"), (Role.COMMISSIONER, "commissioner")):
            organisation = Organisation.objects.create(kind=kind, name=kind.title())
            self.members[role] = make.member(organisation, role)

    def foreign_to(self, role):
        """The sides of which this role may see nothing personal."""
        if role in (Role.PROGRAMME, Role.COMMISSIONER):
            return SIDES
        if role in AT_SCHOOL:
            return SIDES[1:]
        return SIDES[2:]


AT_SCHOOL = (Role.SENIOR_MENTAL_HEALTH_LEAD, Role.SCHOOL_STAFF)
EVERY_ROLE = [*sorted(STAFF_ROLES), *AT_SCHOOL, Role.PROGRAMME, Role.COMMISSIONER]
# Of roles that may do nearly the same one is looked at, each on one of the databases and whoever leads in a school on
# both: that the rows have their wall is tested for every table by itself. `make assure` looks as every role on both.
ON_POSTGRESQL = [Role.SENIOR_MENTAL_HEALTH_LEAD, Role.ADMINISTRATOR, Role.COMMISSIONER]
ON_SQLITE = [
    Role.SENIOR_MENTAL_HEALTH_LEAD,
    Role.PRACTITIONER,
    Role.TEAM_LEAD,
    Role.SCHOOL_STAFF,
    Role.PROGRAMME,
]
IN_A_SHORT_RUN = ON_POSTGRESQL if os.environ.get("DATABASE_URL") else ON_SQLITE
LOOKED_AT = EVERY_ROLE if os.environ.get("HYPOTHESIS_PROFILE") == "assure" else IN_A_SHORT_RUN


@pytest.fixture
def world(db):
    return World()


def snake(kind):
    """The name of a parameter that stands for a record: care and safeguarding call each after its model."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()


def values_for(name, address, side):
    """What to put in an address for this side: the reference of the record that the page is about, and so on."""
    by_model = {type(record).__name__: record for record in side.records}
    namespace = name.split(":")[0]
    about = {
        "young_people": by_model["YoungPerson"].ref,
        "referrals": side.referral.ref,
        "letters": by_model["Letter"].ref,
        "alerts": by_model["Alert"].ref,
        "teams": side.team.organisation.ref,
        "access": side.lead.ref,
    }.get(namespace, "0" * 16)
    special = {
        "urn": side.school.urn,
        "carer": by_model["Carer"].ref,
        "secret": "x" * 43,
        "service": side.team.services.first().ref,
        "post": "0" * 16,
        "number": 14,
        "code": "room",
        "term": by_model["TimeAllocation"].term,
        "team": side.team.organisation.ref,
        **{snake(kind): record.ref for kind, record in by_model.items()},
        "step": "room",
        "purpose": "help",
    }
    return {param: special.get(param, about) for param in re.findall(r"<(?:\w+:)?(\w+)>", address)}


ROUTES = [
    (address, pattern)
    for address, pattern in OURS
    if pattern.name and f"{address}" and not address.startswith("static")
]


def full_name(pattern, address):
    from django.urls import resolve

    filled = re.sub(r"<int:\w+>", "1", re.sub(r"<(?:str:|slug:)?\w+>", "0" * 16, address))
    return resolve(f"/{filled}").view_name


@pytest.mark.django_db
@pytest.mark.parametrize("role", LOOKED_AT)
def test_no_page_shows_or_changes_what_is_not_theirs(world, sign_in, role):
    client, leaks = sign_in(world.members[role]), []
    foreign = world.foreign_to(role)
    for address, pattern in ROUTES:
        name = full_name(pattern, address)
        if name in ABOUT_ONESELF:
            continue
        for side_name in sides_of(address, pattern, world.members[role]):
            side = world.sides[side_name]
            path = reverse(name, kwargs=values_for(name, address, side))
            leaks += look(client, path, world, foreign)
            if side_name in foreign and is_personal(name):
                leaks += change(client, path, side)
    assert leaks == []


def sides_of(address, pattern, member):
    """The sides whose records the address is tried with. Another school of one's own team is no other side for staff:
    it is looked at as one of them. Whom the guard of the page refuses, it refuses before it knows of which record."""
    if "<" not in address:
        return SIDES[:1]
    needed = pattern.callback.permissions
    if needed and not any(one == SIGNED_IN or member.may(one) for one in needed):
        return SIDES[-1:]
    is_own_to_all = member.role in STAFF_ROLES and ROLES[member.role] != ROLES[Role.PRACTITIONER]
    return [side for side in SIDES if not (is_own_to_all and side == "other_school")]


def is_personal(name):
    return name.split(":")[0] in (
        "young_people",
        "referrals",
        "letters",
        "alerts",
        "care",
        "safeguarding",
        "outcomes",
        "joint_working",
        "school_leads",
        "whole_school",
        "advice",
        "activities",
        "team_part",
        "noticing",
        "surveys",
        "allocation",
        "governance",
    )


def look(client, path, world, foreign):
    response = client.get(path)
    if response.status_code >= 500:
        return [f"GET {path} answered {response.status_code}"]
    body = response.content.decode(errors="replace") if not response.streaming else ""
    return [f"GET {path} shows {side}" for side in foreign if world.sides[side].canary in body]


def change(client, path, side):
    before = LogEntry.objects.filter(kind="change").count()
    response = client.post(path, {"submission_key": "0" * 32, "version": "1"})
    changed = LogEntry.objects.filter(kind="change").count() != before
    personal = side.referral.ref in path or any(record.ref in path for record in side.records)
    told = personal and response.status_code not in NOT_THEIRS
    return [f"POST {path} answered {response.status_code}"] * told + [
        f"POST {path} changed something"
    ] * changed


@pytest.mark.django_db
def test_what_is_not_theirs_is_not_found_rather_than_forbidden(world, sign_in):
    client = sign_in(world.members[Role.SUPERVISOR])
    for side_name in ("other_team", "other_provider"):
        side = world.sides[side_name]
        for name, ref in (("young_people:record", side.person.ref), ("referrals:record", side.referral.ref)):
            assert client.get(reverse(name, args=[ref])).status_code == 404


@pytest.mark.django_db
def test_nobody_without_an_account_opens_a_page_of_members(world, client):
    open_to_all = []
    for address, pattern in ROUTES:
        if pattern.callback.permissions:
            name = full_name(pattern, address)
            path = reverse(name, kwargs=values_for(name, address, world.sides["own"]))
            if client.get(path).status_code not in (302, 403, 404, 405):
                open_to_all.append(path)
    assert open_to_all == []


def test_the_canaries_are_in_the_records(db):
    side = Side("own", make.team())
    assert side.canary in side.person.last_name
    assert isinstance(make.TODAY, date)
