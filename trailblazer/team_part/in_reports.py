"""What the team did for the actions of a school's plan, as a report of a term says it.

Only work for the whole school is named: of the other functions (a drop-in) the report gives protected figures alone.
"""

from collections import defaultdict
from datetime import date

from trailblazer.activities.models import SchoolActivity
from trailblazer.domain.activities import kinds
from trailblazer.places.models import School
from trailblazer.team_part.models import TiedWork
from trailblazer.ui.environment import day

OF_SCHOOL = 2
BESIDE = ("activity", "order__menu_item", "order__activity")


def in_words(school: School, up_to: date) -> dict[int, str]:
    """By the key of the action, what was tied to it by then, as it stood on that day. One query."""
    tied = TiedWork.objects.standing().filter(school=school, tied_on__lte=up_to).select_related(*BESIDE)
    found: dict[int, list[str]] = defaultdict(list)
    for one in tied:
        words = _of_activity(one.done_as, up_to) if one.done_as is not None else _of_order(one)
        if words and words not in found[one.action_id]:
            found[one.action_id].append(words)
    return {action: ". ".join(words) for action, words in found.items()}


def _of_activity(activity: SchoolActivity, up_to: date) -> str:
    if activity.of_kind is None or activity.of_kind.function != OF_SCHOOL:
        return ""
    if activity.cancelled_on is not None and activity.cancelled_on <= up_to:
        return f"{activity.title}, cancelled"
    is_held = activity.work_id is not None and activity.day <= up_to
    return f"{activity.title}, {'held on' if is_held else 'planned for'} {day(activity.day)}"


def _of_order(tied: TiedWork) -> str:
    order = tied.order
    if order is None or not order.is_waiting:
        return ""
    kind = kinds().get(order.menu_item.kind)
    return f"{order.menu_item.title}, ordered" if kind is not None and kind.function == OF_SCHOOL else ""
