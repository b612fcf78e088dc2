"""What was agreed about a young person as the rules read it, and what may be sent to whom. Letters ask here."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from trailblazer.access.today import today
from trailblazer.domain import codes
from trailblazer.domain.consent import (
    ADULT_FROM,
    Allowed,
    Answer,
    Quiet,
    Recipient,
    Said,
    Standing,
    current,
    who_consents,
)
from trailblazer.domain.consent import may_send as may_send_by_rule
from trailblazer.domain.routes import default_route
from trailblazer.teams.models import Team
from trailblazer.teams.routes import route_for
from trailblazer.young_people.models import Carer, Competence, Consent, QuietMode, YoungPerson

# Each answers for their own telephone, post box and letter box; the other purposes are about the young person.
CHANNELS = frozenset({"email", "text", "telephone", "post"})


def standing_of(young_person: YoungPerson, *, carer: Carer | None = None) -> Standing:
    """Everything that decides what may be sent: to the young person, or to this carer of theirs."""
    said = list(young_person.consents.all())
    return Standing(
        answers=current(_said(said, carer)),
        quiet=quiet_of(young_person),
        is_location_protected=young_person.is_location_protected,
        is_adult=young_person.age_on(today()) >= ADULT_FROM,
    )


def _said(consents: Iterable[Consent], carer: Carer | None) -> list[Said]:
    return [
        Said(one.purpose, Answer(one.answer), one.happened_on, one.pk)
        for one in consents
        if one.purpose not in CHANNELS or _is_own(one, carer)
    ]


def _is_own(consent: Consent, carer: Carer | None) -> bool:
    """Whether it is this recipient's own answer. One that names no carer was given for all of them."""
    if carer is None:
        return consent.given_by == Consent.YOUNG_PERSON
    return consent.given_by == Consent.CARER and consent.carer_id in (None, carer.pk)


def newest_by_purpose(consents: Iterable[Consent]) -> dict[str, list[Consent]]:
    """For each purpose of the list the newest answer of each who answered, newest first; nobody where none did."""
    newest: dict[str, dict[object, Consent]] = {code.code: {} for code in codes.load("consent_purposes")}
    for one in sorted(consents, key=lambda consent: (consent.happened_on, consent.pk), reverse=True):
        whose = (one.given_by, one.carer_id) if one.purpose in CHANNELS else ""
        newest.setdefault(one.purpose, {}).setdefault(whose, one)
    return {purpose: list(answers.values()) for purpose, answers in newest.items()}


def quiet_of(young_person: YoungPerson, today: date | None = None) -> Quiet:
    """Whether parents are not told; since when; and when a practitioner last looked at it again. As on a day."""
    steps = sorted(young_person.quiet_mode_steps.all(), key=lambda step: (step.happened_on, step.pk))
    quiet = Quiet()
    for step in (step for step in steps if today is None or step.happened_on <= today):
        if step.step == QuietMode.Step.OFF:
            quiet = Quiet()
        elif step.step == QuietMode.Step.ON:
            quiet = Quiet(is_on=True, since=step.happened_on)
        elif step.step == QuietMode.Step.NOT_ASKED:
            quiet = replace(quiet, not_asked_on=step.happened_on)
        else:
            quiet = replace(quiet, is_on=True, looked_at_on=step.happened_on)
    return quiet


def is_quiet(young_person: YoungPerson, today: date | None = None) -> bool:
    return quiet_of(young_person, today).is_on


def newest_competence(young_person: YoungPerson) -> dict[str, Competence]:
    """For each purpose that somebody decided about, the newest decision."""
    decisions = sorted(young_person.competence_decisions.all(), key=lambda one: (one.decided_on, one.pk))
    return {one.purpose: one for one in decisions}


def is_competent(young_person: YoungPerson, purpose: str) -> bool | None:
    """The newest decision whether they can decide about this purpose; None where nobody has decided about it."""
    newest = newest_competence(young_person).get(purpose)
    return newest.is_competent if newest else None


def who_agrees(young_person: YoungPerson, today: date, purpose: str = Competence.HELP) -> str:
    """ "young_person" or "parent", by age, competence for the purpose, and the route of the team and school."""
    team = Team.objects.filter(pk=young_person.team_id).first()
    route = route_for(team, young_person.school_id, today) if team else default_route()
    decided = is_competent(young_person, purpose)
    return who_consents(young_person.born_on, today, decided, route.parent_consents_until)


def may_send(
    young_person: YoungPerson,
    channel: str,
    recipient_kind: str,
    purpose: str = "",
    carer: Carer | None = None,
    *,
    is_safeguarding: bool = False,
) -> Allowed:
    """Whether a message about a young person may go by this channel to this kind of recipient; when not, why.

    `purpose` is a code of "consent_purposes" that the message also needs not to have been refused. To a parent, name
    the `carer`: each has their own rights and their own answers about channels. A safeguarding message is never held.
    Raises ValueError for an unknown channel or recipient, and for a carer of somebody else.
    """
    if carer is not None and carer.young_person_id != young_person.pk:
        raise ValueError("This carer is not one of this young person's")
    recipient = Recipient(recipient_kind)
    standing = standing_of(young_person, carer=carer if recipient is Recipient.PARENT else None)
    if recipient is Recipient.PARENT and carer is not None and not carer.may_be_told and not is_safeguarding:
        return Allowed(False, "This parent or carer is not to be told")
    return may_send_by_rule(channel, recipient, standing, purpose=purpose, is_safeguarding=is_safeguarding)
