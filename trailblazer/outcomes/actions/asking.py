"""A questionnaire is asked for, reminded of, handed over on a device, or taken back."""

from datetime import date, timedelta

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.languages import name_of
from trailblazer.outcomes import links, risk
from trailblazer.outcomes.content import wordings_of
from trailblazer.outcomes.models import Ask
from trailblazer.outcomes.telling import ASKED, REMINDER, tell, why_not_reminded
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import Carer

OPEN_FOR = timedelta(days=28)
DUE_IN = timedelta(days=7)
GOALS = "gbo"  # goals have a page of their own


@action(Permission.ASK_FOR_FORMS, logged_as="questionnaire asked for")
def ask_for_form(
    referral: Referral,
    *,
    by: Actor,
    instrument_id: str,
    rater: str,
    how: str,
    moment: str = Ask.Moment.ONCE,
    carer: Carer | None = None,
    language: str = "en",
    due_on: date | None = None,
    is_told: bool = False,
) -> Ask:
    """Asks one person for one questionnaire. `is_told`: the link goes out by a message, where that was agreed to.

    Raises NotPossible where it is not for them, may not be shown on a screen, is asked for already, or may not be told.
    """
    one = _fitting(instrument_id, rater, referral)
    _check(referral, one, rater, carer, due_on)
    if how != Ask.How.PAPER:
        _refuse_without_words(one, language)
    ref = new_ref()
    ask = Ask(
        ref=ref,
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        young_person=referral.young_person,
        referral=referral,
        instrument=one.id,
        rater=rater,
        carer=carer,
        moment=moment,
        how=how,
        language=language,
        asked_on=today(),
        asked_by=by.membership,
        due_on=due_on or today() + DUE_IN,
        expires_at=now() + OPEN_FOR,
    )
    if how == Ask.How.LINK:
        ask.secret_hash = links.LINKS.hash_of(ask)
    ask.save()
    if is_told:
        tell(ask, ASKED, by=by)
    return ask


def _fitting(instrument_id: str, rater: str, referral: Referral) -> Instrument:
    try:
        one = instrument(instrument_id)
    except UnknownInstrument:
        raise NotPossible("Choose one of the questionnaires of the list") from None
    if one.id == GOALS:
        raise NotPossible("Goals are rated on their own page")
    if rater not in one.raters:
        raise NotPossible(f"{one.short} is not filled in by them")
    if referral.young_person is None:
        raise NotPossible("Match this request to a child or young person first")
    if not one.fits(referral.young_person.age_on(today())):
        raise NotPossible(f"{one.short} is not made for this age")
    return one


def _refuse_without_words(one: Instrument, language: str) -> None:
    known = wordings_of(one)
    if not known:
        raise NotPossible(f"{one.short} may not be shown on a screen here: enter it from paper")
    if language not in known:
        raise NotPossible(
            f"{one.short} is not here in that language. Choose {' or '.join(map(name_of, known))}"
        )


def _check(referral: Referral, one: Instrument, rater: str, carer: Carer | None, due_on: date | None) -> None:
    if carer is not None and (rater != Ask.Rater.PARENT or carer.young_person_id != referral.young_person_id):
        raise NotPossible("Choose one of the parents or carers of this young person")
    if due_on is not None and not today() <= due_on <= today() + OPEN_FOR:
        raise NotPossible(f"Enter a day from today on, at most {OPEN_FOR.days} days ahead")
    open_ones = Ask.objects.waiting().filter(referral=referral, instrument=one.id, rater=rater, carer=carer)
    if open_ones.filter(expires_at__gt=now(), wrong_months__lt=5).exists():
        raise NotPossible(f"{one.short} is asked of them already, and not answered yet")


@action(Permission.ASK_FOR_FORMS, logged_as="reminder of a questionnaire")
def remind(ask: Ask, *, by: Actor) -> Ask:
    """Sends the link again, where that was agreed to. Raises NotPossible with the reason where it may not go.

    It is the same link, unless the key it was made by is gone for good: then a new one takes its place.
    """
    if why_not := why_not_reminded(ask, now()):
        raise NotPossible(why_not)
    ask.secret_hash = links.LINKS.hash_of(ask)
    tell(ask, REMINDER, by=by)
    ask.reminded_at = now()
    ask.save(update_fields=["reminded_at", "secret_hash"])
    return ask


@action(Permission.ASK_FOR_FORMS, logged_as="questionnaire handed over on a device")
def hand_over_device(ask: Ask, *, by: Actor) -> Ask:
    """The device they hold is given to whoever answers."""
    if not ask.can_be_opened(now()):
        raise NotPossible("This questionnaire is no longer open. Ask for it again")
    return ask


@action(Permission.ASK_FOR_FORMS, logged_as="questionnaire taken back")
def withdraw_ask(ask: Ask, *, by: Actor) -> Ask:
    """It is not asked for any more: its link opens nothing, and half a form is deleted. What was told stays told."""
    if not ask.is_waiting:
        raise NotPossible("This questionnaire is answered already, or was taken back")
    risk.hear_taken_back(ask)
    ask.withdrawn_at, ask.answers, ask.words = now(), {}, {}
    ask.save()
    return ask
