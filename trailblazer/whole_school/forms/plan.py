"""The forms of a plan: choose what is lowest, word an action, look at all in a term; and of policies."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.domain.review_tools import Item, Tool
from trailblazer.domain.school_terms import coming_terms, term_of
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.whole_school.actions import Look, Plan
from trailblazer.whole_school.models import Policy
from trailblazer.whole_school.plans import Row
from trailblazer.young_people.forms.fields import Line

LONGEST = 300
USUAL_TIME = timedelta(weeks=10)
NO_DAY = "Enter the day by which it is to be done, for example 12 2 2027"
MONTHS = ((12, "In a year"), (24, "In 2 years"), (36, "In 3 years"), (6, "In 6 months"))


def _fields(people: Sequence[Membership], today: date) -> dict[str, forms.Field]:
    """What every action has."""
    owners = [(one.ref, f"{one.user.name}, {one.organisation.name}") for one in people]
    return {
        "what": Line(label="What will be done?", max_length=LONGEST),
        "owner": forms.ChoiceField(
            label="Who does it?",
            required=False,
            choices=[("", "Somebody else, named below"), *owners],
            error_messages={"invalid_choice": "Choose somebody of the school or of its team"},
        ),
        "owner_name": Line(label="Or their name, if they have no account", max_length=100),
        "by_on": DayField(label="By when?", required=False, wrong=NO_DAY),
        "review_term": forms.ChoiceField(
            label="In which term is it looked at?",
            required=False,
            choices=[(term.code, str(term)) for term in coming_terms(today)],
        ),
        "team_will": Line(
            label="What will the support team do? (optional)",
            help_text="From their offer: a workshop, a lesson, training, advice.",
            max_length=LONGEST,
        ),
    }


def _plan(form: Any, people: dict[str, Membership], prefix: str = "", item: str = "") -> Plan | None:
    """The action as typed; None, with each fault said at its field, where it is not whole."""
    typed = {name: form.cleaned_data.get(f"{prefix}{name}") for name in FIELDS}
    missing = {
        "what": "" if typed["what"] else "Enter what will be done",
        "owner": "" if typed["owner"] or typed["owner_name"] else "Choose who does it, or enter a name",
        "by_on": "" if typed["by_on"] else NO_DAY,
        "review_term": "" if typed["review_term"] else "Choose a term",
    }
    for name, words in missing.items():
        if words and f"{prefix}{name}" not in form.errors:
            form.add_error(f"{prefix}{name}", words)
    if any(missing.values()) or any(f"{prefix}{name}" in form.errors for name in FIELDS):
        return None
    return Plan(**(typed | {"owner": people.get(typed["owner"] or "")}), item=item)


FIELDS = ("what", "owner", "owner_name", "by_on", "review_term", "team_will")


class WordAction(ActionForm):
    """One action, new or changed."""

    def __init__(
        self, *args: Any, people: Sequence[Membership], today: date, with_why: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.people = {one.ref: one for one in people}
        self.fields |= _fields(people, today)
        if with_why:
            self.fields["why"] = Line(label="Why is it changed? (optional)", max_length=LONGEST)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        plan = _plan(self, self.people)
        kept = {name: cleaned[name] for name in ("submission_key", "version", "why") if name in cleaned}
        return kept | ({"plan": plan} if plan else {})


class ChooseActions(ActionForm):
    """The lowest items, each with an action worded beside it; those that are ticked are planned at once."""

    def __init__(
        self,
        *args: Any,
        tool: Tool,
        items: Sequence[Item],
        ratings: dict[str, int],
        people: Sequence[Membership],
        today: date,
        first: str = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.tool, self.items, self.given = tool, items, ratings
        self.people = {one.ref: one for one in people}
        for item in items:
            self.fields[f"choose_{item.id}"] = forms.BooleanField(label="Plan this", required=False)
            for name, field in _fields(people, today).items():
                self.fields[f"{name}_{item.id}"] = field
            proposed = {
                "what": suggested(tool, item, ratings[item.id]),
                "owner": first,
                "by_on": today + USUAL_TIME,
                "review_term": term_of(today).next.code,
            }
            for name, value in proposed.items():
                self.fields[f"{name}_{item.id}"].initial = value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = [item for item in self.items if cleaned.get(f"choose_{item.id}")]
        if not chosen and self.items:
            self.add_error(f"choose_{self.items[0].id}", "Choose at least one to plan")
        plans = [self._plan_of(item) for item in chosen]
        kept = {name: cleaned[name] for name in ("submission_key",) if name in cleaned}
        return kept | {"plans": [plan for plan in plans if plan]}

    def _plan_of(self, item: Item) -> Plan | None:
        return _plan(_Suffixed(self, item.id), self.people, item=item.id)

    @property
    def rows(self) -> Iterator[tuple[Item, str, int, Any, dict[str, Any]]]:
        """Each item with its area, its rating, its tick and its fields by name."""
        for item in self.items:
            area = self.tool.area_of(item.id)
            fields = {name: self[f"{name}_{item.id}"] for name in FIELDS}
            yield item, area.name if area else "", self.given[item.id], self[f"choose_{item.id}"], fields


class _Suffixed:
    """The fields of one item of a form that has the same ones for several."""

    def __init__(self, form: ChooseActions, item: str) -> None:
        self.form, self.item = form, item
        mine = {f"{name}_{item}": name for name in FIELDS}
        self.cleaned_data = {mine[name]: value for name, value in form.cleaned_data.items() if name in mine}

    @property
    def errors(self) -> set[str]:
        return {name.removesuffix(f"_{self.item}") for name in self.form.errors}

    def add_error(self, name: str, words: str) -> None:
        self.form.add_error(f"{name}_{self.item}", words)


def suggested(tool: Tool, item: Item, rating: int) -> str:
    """What the next step looks like, for the school to word: an action is what brings it there."""
    described = [words for level, words in tool.described(item) if level.value > rating]
    return (described[0] if item.levels and described else item.looks_like or item.text)[:LONGEST]


class Words(ActionForm):
    """Begun or done, with a line."""

    words = Line(label="In a line, what was done? (optional)", max_length=LONGEST)


class LookAtPlan(ActionForm):
    """A line, a new day and where it is, for each open action."""

    def __init__(self, *args: Any, rows: Sequence[Row], **options: Any) -> None:
        super().__init__(*args, **options)
        self.actions = rows
        for row in rows:
            ref = row.action.ref
            self.fields[f"words_{ref}"] = Line(label="How is it going?", max_length=LONGEST)
            self.fields[f"state_{ref}"] = forms.ChoiceField(
                label="Where is it?",
                choices=[
                    ("", "As it was" if row.action.begun_on else "Not started"),
                    *([] if row.action.begun_on else [("begun", "In progress")]),
                    ("done", "Done"),
                ],
                required=False,
                widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--inline nhsuk-radios--small"}),
            )
            self.fields[f"by_on_{ref}"] = DayField(
                label="By when?", required=False, initial=row.action.by_on, wrong=NO_DAY
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        looks = [self._look(row, cleaned) for row in self.actions]
        kept = {name: cleaned[name] for name in ("submission_key",) if name in cleaned}
        if not any(looks) and not self.errors:
            self.add_error(None, "Enter how at least one action is going")
        return kept | {"looks": [look for look in looks if look]}

    def _look(self, row: Row, cleaned: dict[str, Any]) -> Look | None:
        """What was said of one; nothing where it was passed over."""
        ref = row.action.ref
        words, state, by_on = (cleaned.get(f"{name}_{ref}") for name in ("words", "state", "by_on"))
        if not words and not state and by_on in (None, row.action.by_on):
            return None
        if not words:
            self.add_error(f"words_{ref}", f"Say in a line how it is going: {row.action.what}")
        return Look(row.action, words or "", by_on, state or "")

    @property
    def rows(self) -> Iterator[tuple[Row, Any, Any, Any]]:
        for row in self.actions:
            ref = row.action.ref
            yield row, self[f"words_{ref}"], self[f"state_{ref}"], self[f"by_on_{ref}"]


class _PolicyDays(ActionForm):
    reviewed_on = DayField(label="Last reviewed on", required=False)
    due_on = DayField(label="Due again on", required=False)
    where = Line(
        label="Where is it kept?", help_text="For example: school website, Policies.", max_length=200
    )


class AddPolicy(_PolicyDays):
    kind = forms.ChoiceField(
        label="Which policy?",
        choices=Policy.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a policy"},
    )
    name = Line(label="What is it called? (another policy only)", max_length=100)
    field_order = ("kind", "name", "reviewed_on", "due_on", "where")


class ChangePolicy(_PolicyDays):
    """Its days, and where it is kept."""


class ReviewPolicy(ActionForm):
    reviewed_on = DayField(label="Reviewed on")
    months = forms.TypedChoiceField(label="When is it due again?", choices=MONTHS, coerce=int)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reviewed_on"].initial = today
        self.fields["reviewed_on"].error_messages["required"] = "Enter the day it was reviewed"
