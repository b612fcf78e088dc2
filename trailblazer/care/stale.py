"""Both versions of a contact that two people recorded at once: what is saved now, and what was typed here."""

from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.records import StaleSave
from trailblazer.care.recording import Recording, recording_of
from trailblazer.ui.forms import DayField

COMPARED = ("attendance", "cancelled_reason", "follow_up", "follow_up_words", "follow_up_on", "note", "risk")
FROM_THE_PLAN = ("function", "interventions", "medium", "place", "minutes", "seen", "staff")
LABELS = {"attendance": "Did they come?"}


def both_versions(form: Any, page: Recording, refused: StaleSave, member: Membership) -> list[dict[str, str]]:
    """Each answer that differs from what is saved now. Sent again, the form answers to what is saved."""
    current: Any = refused.current
    saved = recording_of(current, member, form.now.date())
    form.data = form.data.copy()
    form.data["version"] = current.version
    rows = {row.name: row.now for row in saved.asked.rows}
    names = [*COMPARED, *FROM_THE_PLAN, *(row.name for row in page.asked.rows)]
    found = []
    for name in names:
        theirs = rows.get(name) if name in rows else saved.initial.get(name)
        typed = form.cleaned_data["numbers"].get(name) if name in rows else form.cleaned_data.get(name)
        before, after = _words(form, name, theirs), _words(form, name, typed)
        if before != after:
            label = LABELS.get(name) or str(form.fields[name].label)
            found.append({"label": label, "saved": before, "typed": after})
    return found


def _words(form: Any, name: str, value: Any) -> str:
    """A value as its form words it."""
    field = form.fields[name]
    if isinstance(field, DayField):
        return f"{value.day} {value:%B %Y}" if value else ""
    choices = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    said = [str(choices.get(_code(one), "" if one is None else one)) for one in values]
    return ", ".join(said)


def _code(value: Any) -> str:
    return str(getattr(value, "ref", value))
