"""Letters in a team's own words: kept from a day on, and ended."""

from datetime import date
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Permission
from trailblazer.domain import merging
from trailblazer.letters.by_notify import LONGEST_TEXT
from trailblazer.letters.catalogue import built_in
from trailblazer.letters.models import Letter, LetterTemplate


@action(Permission.KEEP_LETTER_WORDS, logged_as="letter put in the team’s own words")
def keep_template(
    *,
    by: Membership,
    words: str,
    in_force_from: date,
    subject: str = "",
    code: str = "",
    name: str = "",
    recipient_kinds: list[str] | None = None,
    channels: list[str] | None = None,
) -> LetterTemplate:
    """Has these words hold from a day on: for a built-in letter by its `code`, else for one of the team's own.

    What held before stays to be read. Raises NotPossible for a field that there is not, in the words or the subject.
    """
    kind = built_in().get(code)
    for said, allowed in ((words, kind.may_hold if kind else merging.BY_CODE), (subject, ())):
        try:
            merging.check(said, allowed)
        except merging.NotWords as reason:
            raise NotPossible(str(reason)) from None
    _check_day(in_force_from)
    if kind and (left_out := [one for one in kind.must if one not in merging.fields_in(words)]):
        raise NotPossible(f"These words need (({left_out[0]})): without it the letter does not say enough")
    goes_by = kind.channels if kind else channels or []
    if list(goes_by) == [Letter.Channel.TEXT] and len(words) > LONGEST_TEXT:
        raise NotPossible(
            f"A text message has at most {LONGEST_TEXT} characters, and this has {len(words):,}"
        )
    return _write(
        by,
        code=code or new_ref(),
        name=kind.name if kind else name.strip(),
        recipient_kinds=list(kind.to) if kind else recipient_kinds or [],
        channels=list(kind.channels) if kind else channels or [],
        subject=" ".join(subject.split()),
        words=words.replace("\r\n", "\n").strip(),
        in_force_from=in_force_from,
    )


@action(Permission.KEEP_LETTER_WORDS, logged_as="letter no longer in the team’s own words")
def end_template(template: LetterTemplate, *, by: Membership, in_force_from: date) -> LetterTemplate:
    """From a day on the built-in words hold again; a letter of the team's own is offered no more."""
    _check_day(in_force_from)
    kept = ("code", "name", "recipient_kinds", "channels")
    same = {name: getattr(template, name) for name in kept}
    return _write(by, **same, words="", in_force_from=in_force_from, is_ended=True)


def _check_day(in_force_from: date) -> None:
    if in_force_from < today.today():
        raise NotPossible("Enter today or a later day: letters of days gone by are written")


def _write(by: Membership, **values: Any) -> LetterTemplate:
    if by.team_id is None or by.provider_id is None:
        raise NotPossible("Somebody of the team keeps its words")
    common = {"provider_id": by.provider_id, "team_id": by.team_id, "by": by, "recorded_at": today.now()}
    return LetterTemplate.objects.create(**common, **values)
