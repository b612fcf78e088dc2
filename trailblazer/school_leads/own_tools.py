"""The tools that are here whatever else is: requests, advice on who helps, who comes, colleagues, training."""

from datetime import date

from django.urls import reverse

from trailblazer.access.models import Membership, Organisation
from trailblazer.places.models import School
from trailblazer.school_leads.tools import Address, Tool, add_tool


def _page(name: str) -> Address:
    return lambda school, member, today: reverse(name)


def _of_school(name: str) -> Address:
    return lambda school, member, today: reverse(name, args=[school.urn])


def _for_the_school(name: str) -> Address:
    """A page about one's own school, for its own members alone."""

    def address(school: School, member: Membership, today: date) -> str | None:
        return reverse(name) if member.organisation.kind == Organisation.Kind.SCHOOL else None

    return address


add_tool(
    "whole_school",
    Tool(90, "Who does what", "who holds which part of it", _of_school("school_leads:people")),
)
add_tool(
    "noticing",
    Tool(
        90,
        "Ask about somebody you worry about",
        "while you answer, it says who helps with what",
        _for_the_school("referrals:ask_signed_in"),
    ),
)
add_tool(
    "services",
    Tool(20, "Ask for support", "four parts, about 6 minutes", _for_the_school("referrals:ask_signed_in")),
)
add_tool(
    "services",
    Tool(
        90,
        "What there is for your school",
        "the team, and what else there is",
        _of_school("teams:find_school"),
    ),
)
add_tool(
    "coordination",
    Tool(20, "Requests, and where each is", "as far as each family agreed", _page("referrals:list")),
)
add_tool(
    "coordination",
    Tool(30, "Who comes, and whom to release", "the next visits", _for_the_school("desk:start")),
)
add_tool(
    "staff",
    Tool(20, "Training", "courses, certificates, what they covered", _of_school("school_leads:training")),
)
add_tool(
    "staff",
    Tool(
        30, "Invite colleagues", "so that they can book advice themselves", _for_the_school("access:people")
    ),
)
add_tool(
    "outcomes",
    Tool(
        90,
        "How this review changed",
        "year beside year",
        lambda s, m, t: f"{reverse('school_leads:review', args=[s.urn])}#trend",
    ),
)
