"""What several apps bring to those who lead in a school, named here because they do not know of each other: the pages
with which each responsibility is done, and what goes over to whoever follows.
"""

from datetime import date

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.activities.reading import orders_waiting
from trailblazer.joint_working.of_school import open_actions_of_school
from trailblazer.places.models import School
from trailblazer.school_leads.open_things import OpenThing, add_open
from trailblazer.school_leads.tools import Address, Tool, add_tool
from trailblazer.whole_school.plans import open_actions


def of_school(name: str) -> Address:
    """The page of this school."""
    return lambda school, member, today: reverse(name, args=[school.urn])


def of_own_school(name: str) -> Address:
    """A page about the member's own school; nothing for a team that looks at one of its schools."""

    def address(school: School, member: Membership, today: date) -> str | None:
        return reverse(name) if member.school_id == school.pk else None

    return address


TOOLS = (
    (
        "whole_school",
        Tool(10, "Whole-school plan", "review, plan and policies", of_school("whole_school:school")),
    ),
    (
        "noticing",
        Tool(10, "What you may notice", "a guide of two minutes by sign", of_own_school("noticing:guide")),
    ),
    (
        "noticing",
        Tool(
            20,
            "Pupils we are thinking about",
            "your own notes, term by term",
            of_own_school("noticing:thinking"),
        ),
    ),
    ("services", Tool(20, "Who could help?", "four questions, no name", of_own_school("noticing:who"))),
    (
        "services",
        Tool(30, "What the school has", "your own help, with its wait", of_school("noticing:support")),
    ),
    (
        "staff",
        Tool(10, "Ask for advice", "a quarter of an hour for any of your staff", of_own_school("advice:ask")),
    ),
    (
        "coordination",
        Tool(
            10, "Who helps whom", "first who has two helpers, and who has none", of_school("noticing:helped")
        ),
    ),
    (
        "outcomes",
        Tool(5, "Who helps whom", "who is back in school", of_school("noticing:helped")),
    ),
    (
        "outcomes",
        Tool(
            10,
            "Whole-school review, year on year",
            "each area beside the year before",
            of_school("whole_school:school"),
        ),
    ),
    (
        "staff",
        Tool(
            15,
            "Training menu",
            "order training, a workshop or an assembly",
            of_own_school("activities:menu"),
        ),
    ),
    ("staff", Tool(20, "Themes of advice", "what staff ask about, by term", of_own_school("advice:themes"))),
    ("staff", Tool(30, "A pulse of staff", "a minute each, without names", of_school("surveys:list"))),
    ("noticing", Tool(30, "Ask pupils without names", "a whole year at once", of_school("surveys:list"))),
    (
        "outcomes",
        Tool(
            30, "Surveys, year on year", "what pupils and staff say without names", of_school("surveys:list")
        ),
    ),
)


def planned(school: School, member: Membership, today: date) -> OpenThing | None:
    """The open actions of the school's own plan."""
    count = len(open_actions(school, member, today))
    address = reverse("whole_school:school", args=[school.urn])
    return OpenThing(f"{_actions(count)} of the whole-school plan", address) if count else None


def agreed(school: School, member: Membership, today: date) -> OpenThing | None:
    """What was agreed with NHS services and others, of which only the school itself is told."""
    if member.school_id != school.pk:
        return None
    count = len(open_actions_of_school(school, today))
    return OpenThing(f"{_actions(count)} agreed with NHS services", reverse("desk:start")) if count else None


def ordered(school: School, member: Membership, today: date) -> OpenThing | None:
    """What was ordered from the training menu and is not answered yet."""
    count = orders_waiting(member).filter(school=school).count()
    words = "1 order waits" if count == 1 else f"{count} orders wait"
    address = reverse("activities:of_school", args=[school.urn])
    return OpenThing(f"{words} for the team’s answer", address) if count else None


def _actions(count: int) -> str:
    return "1 open action" if count == 1 else f"{count} open actions"


add_open(planned)
add_open(agreed)
add_open(ordered)
for responsibility, tool in TOOLS:
    add_tool(responsibility, tool)
