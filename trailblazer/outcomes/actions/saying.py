"""What a team did because of what it was told."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.outcomes.models import YouSaid


@action(Permission.ALLOCATE_COURSES, logged_as="you said, we did written")
def say_what_we_did(*, by: Actor, said: str, did: str, done_on: date) -> YouSaid:
    """Shown to everyone who sends a form to this team. Raises NotPossible for a day to come, or outside a team."""
    own = by.membership
    if own is None or own.team_id is None or own.provider_id is None:
        raise NotPossible("This is written by a team")
    if done_on > today():
        raise NotPossible("Enter a day that is not to come: what is planned is not done yet")
    return YouSaid.objects.create(
        provider_id=own.provider_id,
        team_id=own.team_id,
        said=said.strip(),
        did=did.strip(),
        done_on=done_on,
        by=own,
    )
