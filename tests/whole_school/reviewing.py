"""A school in the middle of a review, as tests begin."""

import re

from tests import make
from trailblazer.access.roles import Role
from trailblazer.whole_school import actions
from trailblazer.whole_school.tools import tool_by_id

TOOL = "eight-principles"


def served_school(team, **fields):
    school = make.school(**fields)
    make.service(team, school)
    return school


def colleague(school, role=Role.SCHOOL_STAFF, **fields):
    """Somebody of the school other than its lead."""
    return make.member(make.school_organisation(school), role, **fields)


def rated(rating):
    """The same rating for every item of the eight principles, by area."""
    return {area.id: {item.id: rating for item in area.items} for area in tool_by_id(TOOL).areas}


def answers(respondent, rating, areas=None):
    """All areas, or some, are rated and sent."""
    for area, ratings in rated(rating).items():
        if areas is None or area in areas:
            actions.keep_area(respondent, by=respondent.member, area=area, ratings=ratings, notes={})
    return actions.send_answers(respondent, by=respondent.member)


def finished(school, lead, rating, on, begun_on=None):
    """A review that is agreed with the same rating everywhere."""
    review = actions.begin_review(school, by=lead, tool=TOOL)
    answers(review.respondents.get(), rating)
    for area, ratings in rated(rating).items():
        actions.agree_area(review, by=lead, area=area, ratings=ratings, why={})
    review.refresh_from_db()
    return actions.finish_review(review, by=lead, agreed_on=on)


def sends(client, path, **values):
    """Fills a page's form in with these values, over what it begins with, and sends it."""
    page = client.get(path).content.decode()
    form = re.search(r'<form method="post" novalidate.*?</form>', page, re.DOTALL)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])) if form else {}
    return client.post(path, {**hidden, **values})
