"""Who does what in a school: somebody takes a role on, something about them changes, they give it up."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.domain.school_roles import SAFEGUARDING
from trailblazer.school_leads.holders import refuse_overlap
from trailblazer.school_leads.models import SchoolRole
from trailblazer.teams.of_school import common_of


@action(Permission.KEEP_SCHOOL_WORK, logged_as="role in a school kept")
def keep_role(
    role: SchoolRole,
    *,
    by: Actor,
    name: str,
    starts_on: date,
    email: str = "",
    telephone: str = "",
    last_day: date | None = None,
    code: str = "",
) -> SchoolRole:
    """Writes down who has a role and from when. A new one is told its school; one that is there keeps its role."""
    if role._state.adding:
        for field, value in common_of(role.school, by).items():
            setattr(role, field, value)
        role.role, role.by, role.recorded_at = code, by.membership, now()
        if code == SAFEGUARDING:
            raise NotPossible(
                "The designated safeguarding lead is kept with the route of a concern. Change it there"
            )
    role.name, role.email, role.telephone = name.strip(), email.strip().lower(), telephone
    role.starts_on, role.last_day = starts_on, last_day
    refuse_overlap(role)
    role.save()
    return role


@action(Permission.KEEP_SCHOOL_WORK, logged_as="role in a school ended")
def end_role(role: SchoolRole, *, by: Actor, last_day: date) -> SchoolRole:
    """Their last day in this role. A lead is handed over instead, so that nothing falls between."""
    if role.is_lead:
        raise NotPossible(
            "A senior mental health lead is handed over, so that nothing is lost. Use Hand over"
        )
    role.last_day = last_day
    refuse_overlap(role)
    role.save()
    return role
