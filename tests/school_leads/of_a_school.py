"""A school with its people, as tests of this app need it."""

from datetime import date

from tests import make
from trailblazer.school_leads import actions
from trailblazer.school_leads.models import SchoolRole

SINCE = date(2025, 9, 1)


def role(school, by, code="smhl", name="Ruth Abernethy", **fields):
    """Somebody in a role of a school since September a year ago."""
    ordinary = {"starts_on": SINCE, "email": f"{name.split(' ')[0].lower()}@school.example"}
    return actions.keep_role(SchoolRole(school=school), by=by, code=code, name=name, **(ordinary | fields))


def lead(school, **fields):
    """The account of a school's lead, and the role that goes with it by the email address."""
    return make.member(school, **fields)
