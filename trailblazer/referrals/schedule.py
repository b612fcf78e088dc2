"""What happens to requests by the clock."""

from datetime import timedelta
from typing import Any

from trailblazer.access.today import now
from trailblazer.referrals.models import Draft
from trailblazer.tasks.work import work


@work("delete old drafts", every=timedelta(hours=1))
def delete_old_drafts(progress: Any) -> int:
    """Deletes requests that nobody sent and nobody went on with for seven days."""
    deleted, _ = Draft.objects.filter(goes_at__lte=now()).delete()
    return deleted
