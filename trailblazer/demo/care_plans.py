"""What lies behind the invented plans: how it hangs together, what each said before it was agreed, the first call."""

from copy import copy
from datetime import date, time, timedelta
from itertools import islice
from typing import Any

from trailblazer.care.models import Assessment, Plan
from trailblazer.demo.care import care_words
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.checklists import checklist
from trailblazer.domain.contacts import moment

EACH = 3  # of so many plans one began with a call that was kept
CALL = "triage_call"


def write(made: InventedTeam) -> None:
    """Completes the plans of this team. The same each time, and without the dice of the others."""
    plans = list(
        Plan.objects.filter(team=made.team.organisation)
        .select_related("lead_worker__user", "referral")
        .order_by("pk")
    )
    for plan in plans:
        plan.formulation = _areas(plan)
    Plan.objects.bulk_update(plans, ["formulation"])
    _keep_versions(plans)
    Assessment.objects.bulk_create(_call(plan) for plan in islice(plans, 0, None, EACH))


def _areas(plan: Plan) -> dict[str, str]:
    words = care_words()
    kinds = {words["plans"][kind]: areas for kind, areas in words["areas"].items()}
    found: dict[str, str] = kinds.get(plan.problem_statement, words["areas"]["worry"])
    return dict(found)


def _keep_versions(plans: list[Plan]) -> None:
    """As it was begun, and as it was agreed."""
    begun, agreed = [], []
    for plan in plans:
        first: Any = copy(plan)
        first.agreed_on, first.agreed_by, first.formulation, first.in_plain_words = None, [], {}, ""
        begun.append(_dated(first, _day_of(plan) - timedelta(days=7)))
        agreed.append(_dated(plan, _day_of(plan)))
    Plan.history.bulk_history_create(begun)
    Plan.history.bulk_history_create(agreed, update=True)


def _dated(plan: Any, on: date) -> Any:
    plan._history_date = moment(on, time(15, 30))
    plan._history_user = plan.lead_worker.user if plan.lead_worker else None
    return plan


def _day_of(plan: Plan) -> date:
    return plan.agreed_on or plan.referral.received_on + timedelta(days=14)


def _call(plan: Plan) -> Assessment:
    asked, said = checklist(CALL), care_words()["call"]
    answers: dict[str, Any] = {}
    for question in asked.questions:
        by_kind = {"said": True, "consent": "given", "who": "both", "text": said.get(question.code, "")}
        answers[question.code] = by_kind[question.kind]
    held_on = plan.referral.received_on + timedelta(days=5)
    return Assessment(
        provider_id=plan.provider_id,
        team_id=plan.team_id,
        young_person_id=plan.young_person_id,
        referral_id=plan.referral_id,
        checklist=CALL,
        answers=answers,
        held_on=held_on,
        with_whom="both",
        by=plan.lead_worker,
        finished_at=moment(held_on, time(16)),
    )
