"""Writing down what is heard of a hand-over, and keeping whose turn it is. Called inside actions, by nothing else."""

from datetime import date

from django.db.models import QuerySet

from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible, Service
from trailblazer.access.today import now, today
from trailblazer.alerts import actions as alerts
from trailblazer.alerts.models import Alert
from trailblazer.care.models import HandOver, HandOverStep, Task, Transition
from trailblazer.domain import hand_overs as rules
from trailblazer.domain.hand_overs import Kind, NotAStep, State, Step

TASK_OF = "hand_over"  # the source of its tasks
ALERTS_OF = ("hand_over_follow_up", "hand_over_back", "hand_over_to_us")


def write_step(
    hand_over: HandOver,
    *,
    by: Actor,
    state: str,
    happened_on: date,
    words: str = "",
    supersedes: HandOverStep | None = None,
) -> HandOverStep:
    """Appends a step, and works out where the hand-over stands (unsaved). Raises NotPossible for one that cannot be."""
    known = [step.as_rule() for step in hand_over.steps.all()]
    order = max((step.order for step in known), default=0) + 1
    tried = Step(State(state), happened_on, order, supersedes.pk if supersedes else None)
    try:
        stands_at = rules.check([*known, tried], today())
    except NotAStep as reason:
        raise NotPossible(str(reason)) from None
    step = HandOverStep.objects.create(
        provider_id=hand_over.provider_id,
        team_id=by.membership.team_id if by.membership else hand_over.team_id,
        young_person_id=hand_over.young_person_id,
        hand_over=hand_over,
        state=state,
        happened_on=happened_on,
        words=words[:300] if supersedes else _reopened(hand_over, words),
        by=by.membership,
        recorded_at=now(),
        supersedes=supersedes,
    )
    hand_over.state, hand_over.settled_on, hand_over.settled_why = stands_at, None, ""
    return step


def _reopened(hand_over: HandOver, words: str) -> str:
    """Why it had been settled stays written, beside what was heard since."""
    if hand_over.settled_on is None or not hand_over.settled_why:
        return words[:300]
    return f"{words} (Had been settled: {hand_over.settled_why})".strip()[:300]


def carry_on(
    hand_over: HandOver,
    *,
    by: Actor,
    on: date,
    owner: Membership | None = None,
    follow_up_on: date | None = None,
    next_step: str = "",
) -> None:
    """Saves the hand-over after a step: settled where nothing more is owed, else with an owner and a day to ask again.

    Raises NotPossible where an open one would have neither.
    """
    state, kind = State(hand_over.state), Kind(hand_over.kind)
    _close_alerts(hand_over, by=by, what=hand_over.get_state_display())
    if rules.is_done(kind, state, to_our_team=hand_over.to_team_id is not None):
        settle(hand_over, by=by, on=on, why=rules.WORDS[state])
        return
    hand_over.owner = owner or hand_over.owner
    hand_over.follow_up_on = follow_up_on
    lacks = rules.lacks(
        state,
        has_owner=hand_over.owner is not None,
        follow_up_on=follow_up_on,
        next_step=next_step,
        today=today(),
    )
    if lacks:
        raise NotPossible(lacks)
    hand_over.save()
    keep_task(hand_over, by=by, words=next_step)
    if state in rules.CAME_BACK:
        _tell_transitions(hand_over)


def settle(hand_over: HandOver, *, by: Actor, on: date, why: str) -> None:
    """Nothing more is owed, and nobody has it to do. A transition that waited for it is received, or to plan again."""
    hand_over.settled_on, hand_over.settled_why, hand_over.follow_up_on = on, why[:300], None
    hand_over.save()
    for task in _tasks(hand_over):
        _done(task, by=by, words=why)
    _close_alerts(hand_over, by=by, what=why)
    _tell_transitions(hand_over)


def keep_task(hand_over: HandOver, *, by: Actor, words: str = "") -> Task:
    """One open task for an open hand-over: to ask again, or to do what happens next."""
    asks = words.strip() or f"Ask {hand_over.to_name} how the hand-over is getting on"
    assert hand_over.follow_up_on is not None, "an open hand-over has a day to ask again"
    task = _tasks(hand_over).first() or Task(
        provider_id=hand_over.provider_id,
        young_person_id=hand_over.young_person_id,
        source=TASK_OF,
        about=hand_over.ref,
        made_by=by.membership,
        made_at=now(),
    )
    task.team_id = hand_over.owner.team_id if hand_over.owner else hand_over.team_id
    task.owner, task.words, task.due_on = hand_over.owner, asks[:200], hand_over.follow_up_on
    task.save()
    return task


def next_step_of(hand_over: HandOver) -> str:
    """What whoever has it does next."""
    task = _tasks(hand_over).first() if hand_over.is_open else None
    return task.words if task else ""


def _tasks(hand_over: HandOver) -> "QuerySet[Task]":
    return Task.objects.open().filter(source=TASK_OF, about=hand_over.ref).order_by("pk")


def _done(task: Task, *, by: Actor, words: str) -> None:
    task.done_on, task.done_by, task.done_words = today(), by.membership, words[:200]
    task.save()


def _close_alerts(hand_over: HandOver, *, by: Actor, what: str) -> None:
    """Alerts about it are answered by what was heard. A team that receives cannot see those of the team that sent."""
    for alert in Alert.objects.open().filter(about=hand_over.ref, kind__in=ALERTS_OF):
        is_ours = Alert.objects.visible_to(by).filter(pk=alert.pk).exists()
        alerts.close(alert, by=by if is_ours else Service(), what_was_done=what)


def _tell_transitions(hand_over: HandOver) -> None:
    """A transition is received when its hand-over is: to a team of ours, when the young person has moved there."""
    has_them = rules.is_done(
        Kind.TRANSITION, State(hand_over.state), to_our_team=hand_over.to_team_id is not None
    )
    for transition in hand_over.transitions.filter(state=Transition.State.HANDED_OVER):
        if not has_them:
            transition.state = Transition.State.PLANNED
            transition.save()
        elif hand_over.to_team_id is None:
            finish_transition(transition, state=Transition.State.RECEIVED)


def finish_transition(transition: Transition, *, state: str, by: Actor | None = None) -> None:
    """Received, or not needed: what was to do for planning it is done."""
    transition.state = state
    transition.save()
    for task in Task.objects.open().filter(source="transition", about=transition.ref):
        _done(task, by=by or Service(), words=transition.get_state_display())
