"""What happens by the clock: waves of invitations, seats that pass on, links to ratings, reminders, and the nudge."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q

from trailblazer.access.records import NotPossible, Service
from trailblazer.access.today import today
from trailblazer.care.telling import is_time_to_write
from trailblazer.domain.joint_working import nudge_due, reminder_due
from trailblazer.joint_working import actions
from trailblazer.joint_working.models import Cohort, JointAction, Participant, Reminder
from trailblazer.tasks.work import work


@work("keep joint working going", every=timedelta(hours=1))
def keep_going(progress: Any) -> int:
    """By day only. Gives how many messages went or seats passed on."""
    if not is_time_to_write():
        return 0
    done = _each(_due_waves(), lambda one: actions.send_wave(one[0], by=Service(), wave=one[1]))
    progress(done)
    done += _each(_unanswered(), lambda one: actions.let_lapse(one, by=Service()))
    done += _each(_to_remind(), lambda one: actions.remind(one, by=Service()))
    return done + _each(_to_nudge(), lambda one: actions.nudge(one, by=Service()))


def _each(found: Iterable[Any], act: Callable[[Any], Any]) -> int:
    done = 0
    for one in found:
        try:
            act(one)
        except NotPossible:
            continue  # somebody did it by hand in the meantime
        done += 1
    return done


def _due_waves() -> list[tuple[Cohort, int]]:
    now = today()
    is_due = Q(wave=1, cohort__first_wave_on__lte=now) | Q(wave=2, cohort__second_wave_on__lte=now)
    due = Participant.objects.filter(is_due, state="planned", cohort__day_1__gt=now)
    found = sorted(set(due.values_list("cohort", "wave")))
    cohorts = Cohort.objects.in_bulk({cohort for cohort, _ in found})
    return [(cohorts[cohort], wave) for cohort, wave in found]


def _unanswered() -> list[Participant]:
    late = Participant.objects.filter(state="invited", answer_by__lt=today(), cohort__day_1__gt=today())
    return list(late.select_related("cohort").order_by("pk"))


def _to_remind() -> list[Participant]:
    """Those who have not rated and whose next message is due: the link when it opens, then the reminders."""
    now, found = today(), []
    for cohort in Cohort.objects.filter(day_1__lte=now + timedelta(days=60)):
        if (point := cohort.open_point(now)) is None:
            continue
        waiting = cohort.participants.coming().exclude(ratings__point=point)
        told: dict[int, list[Reminder]] = {}
        for sent in cohort.reminders.filter(what=point):
            told.setdefault(sent.participant_id, []).append(sent)
        for person in waiting.select_related("school"):
            had = told.get(person.pk)
            if not had or reminder_due(point, now, cohort.day_1, cohort.day_2, len(had) - 1):
                found.append(person)
    return found


def _to_nudge() -> list[Participant]:
    now = today()
    owners = Participant.objects.filter(ownerships__joint_action__status__in=JointAction.OPEN)
    never = owners.exclude(reminders__what=Reminder.ACTIONS).select_related("cohort").distinct()
    return [one for one in never.filter(cohort__day_1__lte=now) if nudge_due(now, one.cohort.day_1)]
