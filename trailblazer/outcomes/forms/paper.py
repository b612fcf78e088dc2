"""Keying in a form from paper: a number for each question, or the scores of its scales."""

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from trailblazer.domain.instruments.facts import Instrument, Item, Scale
from trailblazer.domain.instruments.scoring import is_an_answer
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Words

LONGEST = 4_000
ANSWER, SCALE, WORDS = "a-", "s-", "w-"


class Number(forms.CharField):
    """A number typed as it stands on paper; nothing where nothing is marked."""

    def __init__(self, *, wrong: str, box: str, **options: Any) -> None:
        self.wrong = wrong
        attrs = {
            "inputmode": "numeric" if box == "digit" else "decimal",
            "data-box": box,
            "autocomplete": "off",
        }
        super().__init__(required=False, max_length=20, widget=forms.TextInput(attrs=attrs), **options)
        self.error_messages["max_length"] = wrong

    def clean(self, value: Any) -> float | None:
        typed = super().clean(value).strip().replace(",", ".")
        if not typed:
            return None
        try:
            number = float(typed)
        except ValueError:
            raise forms.ValidationError(self.wrong) from None
        if not (math.isfinite(number) and self.is_possible(number)):
            raise forms.ValidationError(self.wrong)
        return int(number) if number.is_integer() else number

    def is_possible(self, number: float) -> bool:
        raise NotImplementedError


class ItemNumber(Number):
    """The answer to one question, in its printed place; the label is a neutral topic and no wording."""

    def __init__(self, one: Instrument, item: Item, place: int) -> None:
        self.one, self.item, self.place, self.topic = one, item, place, item.topic
        options = one.options_of(item.code)
        self.allowed = [option.value for option in options]
        is_digit = bool(options) and all(0 <= value <= 9 for value in self.allowed)
        super().__init__(
            label=f"{place}. {item.topic}",
            wrong=_wrong(one, item, place),
            box="digit" if is_digit else "number",
        )
        if is_digit:
            self.widget.attrs["data-allowed"] = "".join(map(str, self.allowed))

    def is_possible(self, number: float) -> bool:
        return is_an_answer(self.one, self.item.code, number)


def _wrong(one: Instrument, item: Item, place: int) -> str:
    values = [f"{option.value}" for option in one.options_of(item.code)]
    if values:
        return f"Enter {', '.join(values[:-1])} or {values[-1]} for question {place}"
    assert one.line is not None, "a question without options is marked on a line"
    return f"Enter a number from {one.line.first:g} to {one.line.last:g} for question {place}"


class ScaleNumber(Number):
    """The score of one scale as it stands on paper."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        reach = f"from {scale.lowest:g} to {scale.highest:g}"
        super().__init__(
            label=f"{scale.name}, {reach}", wrong=f"Enter a score {reach} for {scale.name}", box="number"
        )

    def is_possible(self, number: float) -> bool:
        return self.scale.lowest <= number <= self.scale.highest


class PaperForm(ActionForm):
    """Every question in its printed order, or every scale where the questions are not verified here."""

    on = DayField(label="Filled in on", error_messages={"required": "Enter the day it was filled in"})

    def __init__(self, *args: Any, one: Instrument, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.one = one
        self.initial.setdefault("on", today)
        if self.takes_answers:
            for place, item in enumerate(one.items, start=1):
                self.fields[ANSWER + item.code] = ItemNumber(one, item, place)
            for words in one.words:
                self.fields[WORDS + words.code] = Words(
                    label=words.text, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
                )
        else:
            for scale in one.scales:
                self.fields[SCALE + scale.id] = ScaleNumber(scale)

    @property
    def takes_answers(self) -> bool:
        return self.one.entry == "items" and bool(self.one.items)

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith((ANSWER, SCALE))]

    @property
    def in_words(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(WORDS)]

    @property
    def filled(self) -> int:
        """How many boxes hold something."""
        return sum(bool(str(box.value() or "").strip()) for box in self.boxes)

    def clean(self) -> dict[str, Any]:
        """The values as the action takes them."""
        cleaned = super().clean()
        values = dict(self._taken(cleaned, ANSWER)), dict(self._taken(cleaned, SCALE))
        kept = {name: cleaned[name] for name in ("submission_key", "version", "on") if name in cleaned}
        if not self.takes_answers:
            return kept | {"scales": {code: value for code, value in values[1].items() if value is not None}}
        return kept | {"answers": values[0], "words": dict(self._taken(cleaned, WORDS))}

    def _taken(self, cleaned: dict[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
        return ((name.removeprefix(kind), value) for name, value in cleaned.items() if name.startswith(kind))
