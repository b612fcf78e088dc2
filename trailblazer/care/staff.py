"""Which post of the programme a member's role is, so that pathways and scope rules can be read for them."""

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role

POST_OF_ROLE = {
    Role.PRACTITIONER: "emhp",
    Role.TRAINEE: "trainee_emhp",
    Role.WELLBEING_FACILITATOR: "wellbeing_facilitator",
    Role.FAMILY_SUPPORT_WORKER: "family_support_worker",
    Role.PSYCHOLOGIST: "psychologist",
    Role.THERAPIST: "higher_level_therapist",
    Role.SUPERVISOR: "senior_clinician",
    Role.TEAM_LEAD: "team_lead",
    Role.ADMINISTRATOR: "administrator",
}
# Who can be given a course of support.
HELPS = frozenset(
    {
        Role.PRACTITIONER,
        Role.TRAINEE,
        Role.WELLBEING_FACILITATOR,
        Role.FAMILY_SUPPORT_WORKER,
        Role.PSYCHOLOGIST,
        Role.THERAPIST,
        Role.SUPERVISOR,
        Role.TEAM_LEAD,
    }
)


def post_of(member: Membership | None) -> str:
    """The code of "staff_roles" that a member's role stands for; nothing for nobody."""
    return POST_OF_ROLE.get(Role(member.role), "") if member is not None else ""
