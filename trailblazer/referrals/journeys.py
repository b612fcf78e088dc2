"""The two ways to make a request while signed in, as tables of steps, and what was written so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership, SubmissionKey
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.referrals.forms.asking import (
    AgreedForm,
    AroundForm,
    HowItCameForm,
    NeedForm,
    StepForm,
    WhoForm,
)
from trailblazer.referrals.models import Draft, Referral
from trailblazer.ui.forms import ActionForm

CHECK = "check"


@dataclass(frozen=True)
class Step:
    """One page of a journey: its name in the address, its heading, its form and the groups its fields stand in."""

    name: str
    title: str
    form: type[StepForm]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()


_WHO = Step("who", "Who is it for?", WhoForm)
_NEED = Step("need", "What is the worry?", NeedForm)
_AROUND = Step("around", "What helps already, and is anyone not safe?", AroundForm)
_AGREED = Step(
    "agreed",
    "What was agreed",
    AgreedForm,
    (
        ("What have they agreed to?", ("help", "tell_school", "tell_gp", "education")),
        (
            "Whom in the family may we ring?",
            ("carer_name", "carer_relationship", "carer_telephone", "carer_email"),
        ),
        ("What would they like?", ("hopes", "where", "when", "how")),
    ),
)
_HOW = Step("how", "How did it come?", HowItCameForm)


@dataclass(frozen=True)
class Journey:
    """The steps to a request, who may take them, and the names of its pages."""

    name: str
    title: str
    permission: Permission
    steps: tuple[Step, ...]
    start: str
    page: str

    def step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)

    def after(self, name: str) -> str:
        """The step after this one; the last leads to *Check and confirm*."""
        names = [step.name for step in self.steps] + [CHECK]
        return names[names.index(name) + 1]

    def before(self, name: str) -> str | None:
        names = [step.name for step in self.steps] + [CHECK]
        place = names.index(name)
        return names[place - 1] if place else None


JOURNEYS: Mapping[str, Journey] = {
    "ask": Journey(
        "ask",
        "Ask for support",
        Permission.ASK_FOR_SUPPORT,
        (_WHO, _NEED, _AROUND, _AGREED),
        "referrals:ask_signed_in",
        "referrals:ask_step",
    ),
    "add": Journey(
        "add",
        "Add a request",
        Permission.ADD_REQUEST,
        (_HOW, _WHO, _NEED, _AROUND, _AGREED),
        "referrals:add",
        "referrals:add_step",
    ),
}


def draft_of(member: Membership, journey: Journey) -> Draft | None:
    """What this member is writing, while it is kept."""
    return Draft.objects.filter(by=member, journey=journey.name, goes_at__gt=now()).first()


def written(draft: Draft | None, step: Step) -> QueryDict | None:
    """What was typed at a step, as the form reads it; None where it was not reached."""
    if draft is None or step.name not in draft.answers:
        return None
    typed = QueryDict(mutable=True)
    for name, values in draft.answers[step.name].items():
        typed.setlist(name, values)
    return typed


def as_kept(typed: QueryDict) -> dict[str, list[Any]]:
    """What was typed at a step, as the draft keeps it."""
    carried = ("csrfmiddlewaretoken", "submission_key", "version")
    return {name: list(values) for name, values in typed.lists() if name not in carried}


def form_at(step: Step, draft: Draft | None, member: Membership) -> StepForm:
    """The form of a step, filled with what was typed before."""
    typed = written(draft, step)
    if typed is None:
        return step.form(member=member)
    form = step.form(member=member)
    return step.form(member=member, initial=_initial(form, typed))


def _initial(form: StepForm, typed: QueryDict) -> dict[str, Any]:
    values = {}
    for name, field in form.fields.items():
        values[name] = field.widget.value_from_datadict(typed, {}, name)
    return {name: value for name, value in values.items() if name not in ("submission_key", "version")}


def checked(
    journey: Journey, draft: Draft | None, member: Membership
) -> tuple[dict[str, StepForm], str | None]:
    """Every step's form read anew; and the first step that is not right yet, or None where all are."""
    forms: dict[str, StepForm] = {}
    for step in journey.steps:
        typed = written(draft, step)
        if typed is None:
            return forms, step.name
        typed["submission_key"] = "0" * 32
        forms[step.name] = form = step.form(typed, member=member)
        if not form.is_valid():
            return forms, step.name
    return forms, None


def made_before(form: ActionForm, member: Membership) -> Referral | None:
    """The request that this very form made when it was sent before; None where it was not."""
    done = SubmissionKey.objects.filter(
        key=form.cleaned_data["submission_key"], model=Referral._meta.label
    ).first()
    return visible(Referral, member).filter(pk=done.record_id).first() if done else None
