"""Builds the demonstration: every real school, the published areas, and an invented service in real places."""

from collections.abc import Callable
from datetime import date
from random import Random

from django.conf import settings
from django.db import transaction

from trailblazer.access.models import Organisation
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.allocation.schedule import count_for_schools
from trailblazer.demo import (
    activities,
    advice,
    allocation,
    busy_schools,
    care_forms,
    care_hand_overs,
    care_plans,
    care_transfers,
    care_wider,
    governance,
    joint_working,
    noticing,
    safety_and_letters,
    school_leads,
    surveys,
    term_reports,
    whole_school,
)
from trailblazer.demo.around import raise_alerts, write_letters
from trailblazer.demo.care_around import Around
from trailblazer.demo.care_days import keep_sample_terms, write_days
from trailblazer.demo.names import nhs_numbers
from trailblazer.demo.places import invent_schools
from trailblazer.demo.requests import FOR_EACH_TEAM, Writer
from trailblazer.demo.staff import PLANS, InventedTeam, Staffing
from trailblazer.demo.timetable import Timetable
from trailblazer.places import areas
from trailblazer.places.models import School
from trailblazer.teams import sites

SEES_SCHOOLS = (Role.PRACTITIONER, Role.TRAINEE, Role.WELLBEING_FACILITATOR)
SEED = 20181203  # the day on which the first areas were named
REGISTER = settings.PACKAGE / "data" / "places" / "gias_20260130_rebuilt.csv.gz"
LINKS = settings.PACKAGE / "data" / "places" / "gias_links_20250727.csv.gz"
Say = Callable[[str], None]


def is_built() -> bool:
    return Organisation.objects.filter(kind=Organisation.Kind.TEAM).exists()


def build(today: date, say: Say, requests: int = FOR_EACH_TEAM) -> None:
    """Everything the demonstration shows. Real places first, then invented people in invented schools."""
    say("Areas")
    areas.load(by=Service())
    if not School.objects.exists():
        say("Schools: every one in the register, about half a minute")
        load_register()
    sites.load(sites.read(), by=Service())
    say("An invented service: teams, schools, people, two school years of requests")
    with transaction.atomic():
        invent_service(today, requests)
        count_for_schools(None)


def load_register() -> None:
    """By the same command as anyone's own register."""
    from trailblazer.places.actions import import_register

    import_register(REGISTER, links=LINKS, as_at=date(2026, 1, 30), by=Service())


def invent_service(today: date, requests: int = FOR_EACH_TEAM) -> list[InventedTeam]:
    random = Random(SEED)  # noqa: S311 - the same people every time, on purpose
    schools = invent_schools(random)
    keep_sample_terms()
    staffing = Staffing(random, today)
    numbers = nhs_numbers()
    made = []
    for plan in PLANS:
        team = staffing.team(plan, [school for code in plan.authorities for school in schools[code]])
        timetable = Timetable(team, team.with_role(*SEES_SCHOOLS))
        Writer(random, team, numbers, today, timetable).write(requests)
        Around(random, team, today).write()
        care_wider.write(random, team, today)
        care_plans.write(team)
        care_forms.write(team, today)
        write_days(team)
        write_letters(team)
        safety_and_letters.write(team)
        noticing.write(team)
        school_leads.write(team)
        raise_alerts(team, random)
        advice.write(team, timetable)
        activities.write(team, timetable)
        whole_school.write(team)
        surveys.write(team)
        allocation.write(team, governance.write(team))
        made.append(team)
    care_hand_overs.write(made, today)
    care_transfers.write(made)
    joint_working.write(made, staffing.programme()[0], today)
    busy_schools.write(made, numbers, today)
    for team in made:
        term_reports.write(team, today)
    return made
