"""A new secret link, for someone without an account who lost theirs or whose reference is closed."""

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.referrals.models import Referral, StatusLink
from trailblazer.referrals.public.links import issue


@action(Permission.MATCH_REQUESTS, logged_as="new status link given")
def give_new_link(referral: Referral, *, by: Actor, secret: str) -> Referral:
    """Closes every earlier link of this request and opens one by this secret; the reference has its tries again."""
    if referral.asked_by_id is not None:
        raise NotPossible("Whoever asked has an account and reads this by signing in")
    StatusLink.objects.filter(referral=referral).delete()
    issue(referral, secret)
    return referral
