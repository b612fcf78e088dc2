"""Half a form: kept at every step, so that a closed page or a dead battery loses nothing. Gone when it is sent."""

from django.db import transaction

from trailblazer.outcomes.models import Ask


def keep(ask: Ask, code: str, answer: float | None) -> None:
    """Keeps one answer beside the others. None is: would rather not say."""
    _keep(ask, "answers", code, answer)


def keep_words(ask: Ask, code: str, said: str) -> None:
    _keep(ask, "words", code, said)


def forget(ask: Ask) -> None:
    """Stop and delete."""
    with transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).get(pk=ask.pk)
        if fresh.is_waiting:
            fresh.answers, fresh.words = {}, {}
            fresh.save(update_fields=["answers", "words"])


def _keep(ask: Ask, where: str, code: str, value: float | str | None) -> None:
    """Locked while it is read and written: two pages of one form do not overwrite each other's answers."""
    with transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).get(pk=ask.pk)
        if not fresh.is_waiting:
            return
        setattr(fresh, where, getattr(fresh, where) | {code: value})
        fresh.save(update_fields=[where])
    ask.answers, ask.words = fresh.answers, fresh.words
