"""Half a form: kept at every step, so that a closed page or a dead battery loses nothing. Gone when it is sent.

Nobody reads it, but for an answer that tells of risk: that raises its alert in the transaction that keeps it.
"""

from django.db import transaction

from trailblazer.outcomes import risk
from trailblazer.outcomes.models import Ask

TOGETHER_WITH = ("provider", "team", "young_person__team", "risk_alert", "referral")


def keep(ask: Ask, code: str, answer: float | None) -> None:
    """Keeps one answer beside the others. None is: would rather not say."""
    with transaction.atomic():
        fresh = _locked(ask)
        if fresh.is_waiting:
            fresh.answers |= {code: answer}
            risk.hear(fresh, code, answer)
            fresh.save(update_fields=["answers", *risk.KEPT])
    _take_over(ask, fresh)


def keep_words(ask: Ask, code: str, said: str) -> None:
    with transaction.atomic():
        fresh = _locked(ask)
        if fresh.is_waiting:
            fresh.words |= {code: said}
            fresh.save(update_fields=["words"])
    _take_over(ask, fresh)


def forget(ask: Ask) -> None:
    """Stop and delete. What somebody was told of already is not taken back."""
    with transaction.atomic():
        fresh = _locked(ask)
        if fresh.is_waiting:
            risk.hear_deleted(fresh)
            fresh.answers, fresh.words = {}, {}
            fresh.save(update_fields=["answers", "words", *risk.KEPT])
    _take_over(ask, fresh)


def _locked(ask: Ask) -> Ask:
    """Locked while it is read and written: two pages of one form do not overwrite each other's answers."""
    return Ask.objects.select_for_update(of=("self",)).select_related(*TOGETHER_WITH).get(pk=ask.pk)


def _take_over(ask: Ask, fresh: Ask) -> None:
    ask.answers, ask.words = fresh.answers, fresh.words
    ask.risk_said, ask.risk_alert = fresh.risk_said, fresh.risk_alert
