"""Forms being written, kept so that a closed tab or a dead battery loses nothing.

A form takes part by three things in its page: `data-unsent` on the form (the address that keeps it), and two hidden
fields, `unsent_form` (a name of `FORMS`) and `unsent_about` (the reference of the record it is about).
`care/unsent.jinja` has them as macros. The script `ui/unsent.js` then sends the form while it is written; without
script the button “Save and finish later” does. The action that sends the form calls `forget` in its own transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, VisibleRecord
from trailblazer.care.models import Unsent
from trailblazer.ui.forms import DayField
from trailblazer.young_people.models import YoungPerson

KEPT_FOR = timedelta(days=7)
LONGEST_KEPT = 1_000_000  # characters of everything typed in one form
NEVER_KEPT = frozenset(
    {"csrfmiddlewaretoken", "submission_key", "unsent_form", "unsent_about", "later", "then"}
)


class TooLong(ValueError):
    """More was typed than is kept."""


@dataclass(frozen=True)
class Kept:
    """A kind of form that is kept: the record it is about, its page, and what a list calls it."""

    model: type[VisibleRecord]
    page: str  # the name of the address, with the reference of the record
    words: Callable[[Any], str]


FORMS: dict[str, Kept] = {}


def add_form(name: str, kept: Kept) -> None:
    """Lets a form be kept under this name. Called where the form's page is written."""
    FORMS[name] = kept


def typed_in(post: QueryDict) -> dict[str, list[str]]:
    """What was typed, by field. Raises TooLong for more than is kept."""
    answers = {name: values for name, values in post.lists() if name not in NEVER_KEPT}
    if sum(len(value) for values in answers.values() for value in values) > LONGEST_KEPT:
        raise TooLong
    return answers


def unsent_of(member: Membership) -> list[Unsent]:
    """What this member wrote and did not send, the newest first; for the list above the day's work."""
    found = visible(Unsent, member).select_related("young_person")
    return list(found.order_by("-saved_at"))


def keep_about(
    form: str, record: VisibleRecord, answers: dict[str, list[str]], by: Actor, at: datetime
) -> None:
    """Keeps what was typed about a record, instead of what was kept before. Called inside an action."""
    kept = FORMS[form]
    Unsent.objects.update_or_create(
        by=by.membership,
        form=form,
        about=record.ref,
        defaults={
            "provider_id": record.provider_id,
            "young_person": _person_of(record),
            "address": reverse(kept.page, args=[record.ref]),
            "words": kept.words(record)[:200],
            "answers": answers,
            "saved_at": at,
            "goes_at": at + KEPT_FOR,
        },
    )


def _person_of(record: VisibleRecord) -> YoungPerson | None:
    return record if isinstance(record, YoungPerson) else getattr(record, "young_person", None)


def forget(form: str, about: str, by: Actor) -> None:
    """Takes away what was kept of a form, because it is being sent. Called inside the action that sends it."""
    Unsent.objects.filter(by=by.membership, form=form, about=about).delete()


@dataclass(frozen=True)
class Restored:
    """What was typed into a form before and not sent, for the form to begin with."""

    saved_at: datetime | None = None
    ref: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.saved_at is not None

    def initial(self, form: type[Any] | Any) -> dict[str, Any]:
        """The typed answers as the fields of a form take them: its version too, so that a stale one is noticed."""
        found: dict[str, Any] = {}
        if not self:
            return found
        for name, one in (form.base_fields | getattr(form, "fields", {})).items():
            if isinstance(one, DayField):
                found[name] = [self._first(f"{name}_{part}") for part in ("day", "month", "year")]
            elif getattr(one.widget, "allow_multiple_selected", False):
                found[name] = self.answers.get(name, [])
            elif name in self.answers:
                found[name] = self._first(name)
        return found

    def _first(self, name: str) -> str:
        return next(iter(self.answers.get(name, [])), "")


def restored(form: str, about: str, member: Membership) -> Restored:
    """What this member wrote in a form about a record and did not send; nothing where there is none."""
    one = visible(Unsent, member).filter(form=form, about=about).first()
    return Restored(one.saved_at, one.ref, one.answers) if one else Restored()
