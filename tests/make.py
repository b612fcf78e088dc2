"""The ordinary young person, school, team and request. A test builds only what it is about; the rest is ordinary."""

import itertools
from datetime import date, time, timedelta
from typing import Any

from trailblazer.access.models import Membership, Organisation, User
from trailblazer.access.roles import Role
from trailblazer.care.models import Contact, Course
from trailblazer.domain.contacts import moment
from trailblazer.places.models import IntegratedCareBoard, LocalAuthority, Region, School
from trailblazer.referrals.events import refresh
from trailblazer.referrals.models import Event, Referral
from trailblazer.teams.models import SchoolService, Team
from trailblazer.young_people.models import Competence, QuietMode, YoungPerson

TODAY = date(2026, 11, 24)
STARTED = date(2025, 9, 1)
_numbers = itertools.count(1)


def authority() -> LocalAuthority:
    region, _ = Region.objects.get_or_create(code="E12000007", defaults={"name": "London"})
    board, _ = IntegratedCareBoard.objects.get_or_create(
        code="E54000031", defaults={"nhs_code": "QWE", "name": "South West London", "nhs_region": "London"}
    )
    made, _ = LocalAuthority.objects.get_or_create(
        code="319",
        defaults={
            "name": "Sutton",
            "gss_code": "E09000029",
            "gss_code_2024": "E09000029",
            "region": region,
            "main_icb": board,
        },
    )
    return made


def provider(name: str = "") -> Organisation:
    name = name or f"Willowbrook Trust {next(_numbers)}"
    return Organisation.objects.create(kind="provider", name=name, provider_type="nhs_trust")


def team(of: Organisation | None = None, **fields: Any) -> Team:
    of = of or provider()
    organisation = Organisation.objects.create(
        kind="team", name=fields.pop("name", f"Team {next(_numbers)}"), provider=of
    )
    ordinary = {"status": "operational", "operational_on": STARTED, "is_invented": True}
    return Team.objects.create(organisation=organisation, **(ordinary | fields))


def school(**fields: Any) -> School:
    number = next(_numbers)
    ordinary = {
        "urn": 9_000_000 + number,
        "name": f"Marlpit School {number}",
        "town": "Sutton",
        "postcode": "SM1 1AA",
        "authority": authority(),
        "la_code": "319",
        "status_code": "1",
        "phase_code": "4",
        "phase_name": "Secondary",
        "low_age": 11,
        "high_age": 18,
        "pupils": 400,
        "is_invented": True,
    }
    return School.objects.create(**(ordinary | fields))


def service(team: Team, school_: School | None = None, **fields: Any) -> SchoolService:
    """That a team serves a school; the school's organisation then knows the team's provider."""
    school_ = school_ or school()
    organisation = school_organisation(school_)
    organisation.served_by.add(team.organisation.provider)
    ordinary = {"starts_on": STARTED, "state": "full"}
    return SchoolService.objects.create(team=team, school=school_, **(ordinary | fields))


def school_organisation(of: School) -> Organisation:
    made, _ = Organisation.objects.get_or_create(urn=of.urn, defaults={"kind": "school", "name": of.name})
    return made


def member(of: Any = None, role: Role = Role.SUPERVISOR, **fields: Any) -> Membership:
    """A person in a role for a team, a school, a provider or another organisation."""
    of = of if of is not None else team()
    if isinstance(of, Team):
        of = of.organisation
    if isinstance(of, School):
        of, role = school_organisation(of), Role.SENIOR_MENTAL_HEALTH_LEAD
    number = next(_numbers)
    name = fields.pop("name", f"Robin Ashgrove {number}")
    user = User.objects.create_user(f"person{number}@example.org", name=name, is_invented=True)
    return Membership.objects.create(user=user, organisation=of, role=role, started_on=STARTED, **fields)


def young_person(team: Team | None = None, **fields: Any) -> YoungPerson:
    team = team or globals()["team"]()
    number = next(_numbers)
    ordinary = {
        "provider": team.organisation.provider,
        "team": team.organisation,
        "first_name": f"Robin{number}",
        "last_name": "Fernleigh",
        "born_on": date(2013, 5, 3),
    }
    return YoungPerson.objects.create(**(ordinary | fields))


def referral(team: Team | None = None, **fields: Any) -> Referral:
    team = team or globals()["team"]()
    ordinary = {
        "provider": team.organisation.provider,
        "team": team.organisation,
        "source": "school_lead",
        "received_on": date(2026, 11, 2),
        "answer_due_on": date(2026, 11, 9),
        "first_name": "Robin",
        "last_name": "Fernleigh",
        "born_on": date(2013, 5, 3),
        "reasons": ["anxiety"],
        "worry": "Worries a lot before exams and does not sleep.",
    }
    made = Referral.objects.create(**(ordinary | fields))
    event(made, "received", made.received_on)
    return made


def event(of: Referral, kind: str, on: date, **fields: Any) -> Event:
    """Something that happened to a request; its columns are as `events.refresh` would have them."""
    made = Event.objects.create(provider=of.provider, referral=of, kind=kind, happened_on=on, **fields)
    refresh(of)
    of.save()
    return made


def course(of: Referral | None = None, lead: Membership | None = None, **fields: Any) -> Course:
    """A course of support after a request of a matched young person; under way when it has a lead."""
    of = of or matched_referral()
    ordinary = {
        "provider": of.provider,
        "team": of.team,
        "young_person": of.young_person,
        "referral": of,
        "pathway": "worry",
        "lead": lead,
        "opened_on": of.received_on,
        "state": "under_way" if lead else "waiting",
        "started_on": of.received_on if lead else None,
    }
    return Course.objects.create(**(ordinary | fields))


def matched_referral(team: Team | None = None, **fields: Any) -> Referral:
    """A request that was accepted, of a young person whose record it is linked to."""
    team = team or globals()["team"]()
    made = referral(team, **({"young_person": young_person(team)} | fields))
    for kind in ("answered", "decided"):
        event(made, kind, made.received_on + timedelta(days=2))
    made.state = Referral.State.ACCEPTED
    made.save()
    return made


def contact(of: Course | None = None, on: date = TODAY, at: time = time(9), **fields: Any) -> Contact:
    """A contact of a course, booked for 45 minutes on a day at a London time; recorded where `attendance` is given."""
    of = of or course(lead=member(role=Role.PRACTITIONER))
    starts_at = moment(on, at)
    ordinary = {
        "provider": of.provider,
        "team": of.team,
        "young_person": of.young_person,
        "referral": of.referral,
        "course": of,
        "lead": of.lead,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=45),
    }
    if fields.get("attendance"):
        ordinary |= {"recorded_at": starts_at + timedelta(minutes=50), "minutes": 45}
    return Contact.objects.create(**(ordinary | fields))


def quiet(person: YoungPerson, by: Membership, on: date = TODAY) -> QuietMode:
    """Quiet mode that is on since a day, with the decision it stands on."""
    common = {"provider": person.provider, "young_person": person}
    decision = Competence.objects.create(
        **common,
        is_competent=True,
        purpose="tell_parent",
        reason="Understands",
        decided_on=on,
        decided_by=by,
    )
    return QuietMode.objects.create(
        **common, step="on", competence=decision, reason="Asked for it", happened_on=on, by=by
    )


PASSWORD = "three words to remember"


def account(of: Any = None, role: Role = Role.TEAM_LEAD, **fields: Any) -> Membership:
    """A member with a password, as an invitation makes them; unlike `member` they are held to the second step."""
    from allauth.account.models import EmailAddress

    made = member(of, role, **fields)
    made.user.is_invented = False
    made.user.set_password(PASSWORD)
    made.user.save()
    EmailAddress.objects.create(user=made.user, email=made.user.email, verified=True, primary=True)
    return made
