"""What happens to the help itself by the clock."""

from datetime import timedelta
from typing import Any

from trailblazer.access.today import now
from trailblazer.care import schedule_caseloads, schedule_days, schedule_hand_overs  # noqa: F401
from trailblazer.care.models import Unsent
from trailblazer.tasks.work import work


@work("delete unsent forms", every=timedelta(hours=1))
def delete_unsent_forms(progress: Any) -> int:
    """Deletes forms that nobody sent and nobody went on with for seven days."""
    deleted, _ = Unsent.objects.filter(goes_at__lte=now()).delete()
    return deleted
