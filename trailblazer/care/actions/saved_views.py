"""The filters of a list, kept under a name of one's own."""

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.models import SavedView

MOST = 20


@action(Permission.SEE_CARE, logged_as="view of a list kept")
def save_view(*, by: Membership, listing: str, name: str, question: str) -> SavedView:
    """Keeps the question of a list; the same name again takes the new question."""
    own = SavedView.objects.filter(member=by, listing=listing)
    if own.exclude(name=name).count() >= MOST:
        raise NotPossible(f"You have kept {MOST} already. Take one away first")
    kept, _ = SavedView.objects.update_or_create(
        member=by,
        listing=listing,
        name=name,
        defaults={"question": question[:500], "provider_id": by.provider_id or 0, "team_id": by.team_id},
    )
    return kept


@action(Permission.SEE_CARE, logged_as="view of a list taken away")
def drop_view(view: SavedView, *, by: Membership) -> None:
    view.delete()
