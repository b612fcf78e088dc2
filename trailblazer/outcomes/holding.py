"""The one form that a session without an account holds: which, and whether the device was handed over for it."""

from dataclasses import dataclass

from django.http import HttpRequest

from trailblazer.access import wall
from trailblazer.outcomes.models import Ask, YouSaid

IN_SESSION = "form"
SHOWN_CHANGES = 3
REF, HANDED_OVER, SENT, RISK = "ref", "handed_over", "sent", "risk"


@dataclass(frozen=True)
class Held:
    """The form of this session. `is_sent` and `names_risk` are what the page after sending says."""

    ask: Ask
    is_handed_over: bool = False
    is_sent: bool = False
    names_risk: bool = False


def hold(request: HttpRequest, ask: Ask, *, handed_over: bool = False) -> None:
    """From here on this session, under a new key, answers this one form. A handed-over device stays one."""
    stays = is_handed_over(request)
    request.session.cycle_key()
    request.session[IN_SESSION] = {REF: ask.ref, HANDED_OVER: handed_over or stays}


def is_handed_over(request: HttpRequest) -> bool:
    return bool(request.session.get(IN_SESSION, {}).get(HANDED_OVER))


def let_go(request: HttpRequest) -> None:
    request.session.pop(IN_SESSION, None)


def mark_sent(request: HttpRequest, *, names_risk: bool) -> None:
    """What the page after sending says; no answer is kept in the session."""
    request.session[IN_SESSION] = request.session[IN_SESSION] | {SENT: True, RISK: names_risk}


def changes_of(held: Held) -> list[YouSaid]:
    """What the team did last because of what it was told. The wall stands open for its provider."""
    return list(YouSaid.objects.filter(team=held.ask.team_id)[:SHOWN_CHANGES])


def held_by(request: HttpRequest) -> Held | None:
    """The form of this session. The wall then stands open for its provider alone."""
    kept = request.session.get(IN_SESSION)
    if not kept:
        return None
    with wall.within(wall.EVERYONE):
        ask = Ask.objects.filter(ref=kept[REF]).select_related("young_person", "referral").first()
    if ask is None:
        return None
    wall.set_to([ask.provider_id])
    return Held(ask, bool(kept.get(HANDED_OVER)), bool(kept.get(SENT)), bool(kept.get(RISK)))
