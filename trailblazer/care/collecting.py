"""What a register collects of each member beside who came: how near they are to their first goal."""

from trailblazer.access.records import Actor
from trailblazer.access.today import now
from trailblazer.care.models import Contact, GoalRating
from trailblazer.care.registers import Row
from trailblazer.domain.terms import london_day


def rate(row: Row, contact: Contact, rating: int, by: Actor) -> None:
    """The rating of a member's goal at this contact. Another one than before supersedes it. Called in an action."""
    if row.goal is None or (row.rated is not None and row.rated.rating == rating):
        return
    GoalRating.objects.create(
        provider_id=contact.provider_id,
        team_id=contact.team_id,
        young_person=row.person,
        goal=row.goal,
        contact=contact,
        rating=rating,
        rated_on=london_day(contact.starts_at),
        by=by.membership,
        recorded_at=now(),
        supersedes=row.rated,
    )
