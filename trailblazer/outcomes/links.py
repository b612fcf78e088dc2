"""The secret link to one form. The birth month swaps it into a session, and it leaves the address."""

from django.db import transaction

from trailblazer.access import wall
from trailblazer.access.secret_links import SecretLinks
from trailblazer.outcomes.models import Ask

LINKS = SecretLinks(Ask, "outcomes.ask", "outcomes:open", read_with=("young_person",))


def is_birth_month(ask: Ask, month: int, year: int) -> bool:
    """Whether the young person was born in it. A wrong one is counted; after five, nothing opens it any more."""
    with wall.within([ask.provider_id]), transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).select_related("young_person").get(pk=ask.pk)
        if fresh.is_locked:
            return False
        born_on = fresh.young_person.born_on
        if (born_on.month, born_on.year) == (month, year):
            return True
        fresh.wrong_months += 1
        fresh.save(update_fields=["wrong_months"])
    return False
