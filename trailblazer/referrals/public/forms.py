"""The questions of the public request as forms. Each keeps its answers as JSON and can be skipped where it may be."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from trailblazer.domain import identity
from trailblazer.referrals.public import fields
from trailblazer.referrals.public.fields import AnyOf, NameField, OneOf, plain_choices
from trailblazer.referrals.public.told import Told, Voice
from trailblazer.ui.environment import day
from trailblazer.ui.public import WordsField
from trailblazer.ui.words import marked

SKIP = marked("You can skip this.")


class Question(forms.Form):
    """One page of the journey. `told` is what was answered before."""

    # Whether the one field's label is the page's heading, or which field's is.
    is_one_question: bool | str = False
    # Fields that stand folded under "more".
    folded: ClassVar[tuple[str, ...]] = ()
    labels: ClassVar[Mapping[Voice, Mapping[str, Any]]] = {}

    def __init__(self, *args: Any, told: Told, title: Any = "", hint: Any = "", **options: Any) -> None:
        self.told = told
        super().__init__(*args, **({"use_required_attribute": False} | options))
        for name, label in self.labels.get(told.voice, {}).items():
            self.fields[name].label = label
        if self.is_one_question:
            heading = (
                self.is_one_question if isinstance(self.is_one_question, str) else next(iter(self.fields))
            )
            self.fields[heading].label, self.fields[heading].help_text = title, hint

    # A question that searches is first typed into, then chosen from, and may say something of what it found.
    @property
    def is_typing(self) -> bool:
        return False

    @property
    def is_choosing(self) -> bool:
        return False

    @property
    def note(self) -> str:
        return ""

    @property
    def is_answered(self) -> bool:
        """Whether the journey may go on. A question that searches stays until something is chosen."""
        return True

    def kept(self) -> dict[str, Any]:
        """The answers, as JSON."""
        return {name: _as_json(value) for name, value in self.cleaned_data.items()}

    def rows(self) -> list[tuple[Any, list[Any]]]:
        """What the check page says: of each field that was answered its label and its answers in words.

        Where nothing was, the first field stands for the question.
        """
        rows = [
            (field.label, _in_words(field.field, self.initial.get(field.name)))
            for field in self.visible_fields()
        ]
        return [row for row in rows if row[1]] or rows[:1]


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _in_words(field: forms.Field, kept: Any) -> list[Any]:
    chosen = kept if isinstance(kept, list) else [kept]
    if isinstance(field, forms.ChoiceField):
        words = dict(field.choices)  # type: ignore[arg-type]
        return [words[code] for code in chosen if code in words and code != ""]
    return [day(value) if isinstance(value, date) else value for value in chosen if value]


class WhoForm(Question):
    is_one_question: bool | str = True
    who = OneOf(
        choices=[
            (Voice.ME.value, marked("For myself")),
            (Voice.CHILD.value, marked("For my child, or a child I look after")),
        ],
        missing=marked("Choose who you are asking for."),
    )


# The commonest reasons are seen at once, the others under "more"; together they are the whole list.
FIRST_REASONS: Mapping[Voice, tuple[str, ...]] = {
    Voice.ME: (
        "anxiety",
        "low_mood",
        "sleep",
        "exam_stress",
        "friends",
        "family_relationships",
        "emotional_regulation",
        "adjusting_to_change",
    ),
    Voice.CHILD: (
        "anxiety",
        "low_mood",
        "behaviour",
        "emotional_regulation",
        "separation",
        "sleep",
        "friends",
        "adjusting_to_change",
    ),
}
UNSURE = "not_sure"


class HelpForm(Question):
    is_one_question: bool | str = "reasons"
    folded = ("more_reasons",)
    reasons = AnyOf(choices=[])
    more_reasons = AnyOf(choices=[], label=marked("Other things people ask about"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        voice = self.told.voice
        listed = dict(plain_choices("reasons") if voice is Voice.ME else fields.staff_choices("reasons"))
        first = (*FIRST_REASONS[voice], UNSURE)
        field, more = self.fields["reasons"], self.fields["more_reasons"]
        field.choices = [(code, listed[code]) for code in first]  # type: ignore[attr-defined]
        field.dividers = {UNSURE: marked("or")}  # type: ignore[attr-defined]
        more.choices = [pair for pair in listed.items() if pair[0] not in first]  # type: ignore[attr-defined]

    def rows(self) -> list[tuple[Any, list[Any]]]:
        """All reasons stand under the one question."""
        return [
            (self.fields["reasons"].label, [answer for _, answers in super().rows() for answer in answers])
        ]


class OwnWordsForm(Question):
    is_one_question: bool | str = True
    own_words = WordsField(rows=8)


class HowLongForm(Question):
    is_one_question: bool | str = True
    how_long = OneOf(choices=plain_choices("how_long"))


class GoingToSchoolForm(Question):
    is_one_question: bool | str = True
    school_at_risk = AnyOf(choices=plain_choices("school_at_risk"))


class TriedForm(Question):
    is_one_question: bool | str = True
    tried = WordsField()


class HelpersForm(Question):
    is_one_question: bool | str = "already_helping"
    already_helping = AnyOf(choices=plain_choices("already_helping"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["already_helping"].dividers = {"nobody": marked("or")}  # type: ignore[attr-defined]


class SafeForm(Question):
    """Risk said aloud. Whatever is ticked beside "nothing like this" counts: a risk is never talked away."""

    NOTHING: ClassVar[tuple[str, Any]] = ("nothing", marked("None of these"))
    is_one_question: bool | str = "risks"
    risks = AnyOf(choices=[])
    risk_words = WordsField(rows=4, most=2_000, label=marked("Anything you want to say about this"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        of_voice = plain_choices if self.told.voice is Voice.ME else fields.staff_choices
        self.fields["risks"].choices = [*of_voice("risks"), self.NOTHING]  # type: ignore[attr-defined]
        self.fields["risks"].dividers = {self.NOTHING[0]: marked("or")}  # type: ignore[attr-defined]

    def kept(self) -> dict[str, Any]:
        kept = super().kept()
        named = [risk for risk in kept["risks"] if risk != self.NOTHING[0]]
        return kept | {"risks": named, "nothing": not named and self.NOTHING[0] in kept["risks"]}

    def rows(self) -> list[tuple[Any, list[Any]]]:
        if not self.initial.get("nothing"):
            return super().rows()
        return [(self.fields["risks"].label, [self.NOTHING[1]]), *super().rows()[1:]]


def _may_we(**options: Any) -> OneOf:
    answers = [
        ("given", marked("Yes")),
        ("refused", marked("No")),
        ("not_asked", marked("I’m not sure yet")),
    ]
    return OneOf(choices=answers, **options)


class TellForm(Question):
    """Consents as they are told. A wish that parents are not told is passed on to a person, and sets nothing."""

    labels: ClassVar = {
        Voice.CHILD: {
            "tell_school": marked("May we tell the school that you asked?"),
            "tell_gp": marked("May we tell your child’s doctor (GP)?"),
        }
    }
    help = _may_we(label=marked("May the team help your child?"))
    tell_school = _may_we(
        label=marked("May we tell your school that you asked?"),
        help_text=marked(
            "We would tell the person at school who works with us that you asked, and where and when we meet. "
            "Not what you wrote."
        ),
    )
    tell_parent = _may_we(
        label=marked("May we tell your parents or carers?"),
        help_text=marked(
            "This tells us what you would like. Someone from the team will talk with you about it. "
            "If someone is not safe, we may have to tell someone who can help."
        ),
    )
    tell_gp = _may_we(label=marked("May we tell your doctor (GP)?"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["tell_parent" if self.told.voice is Voice.CHILD else "help"]


class WishesForm(Question):
    labels: ClassVar = {
        Voice.CHILD: {
            "where": marked("Where would be best?"),
            "when": marked("When would be best?"),
            "how": marked("Anything that would make it easier for your child?"),
        }
    }
    where = AnyOf(choices=plain_choices("wish_where"), label=marked("Where?"))
    when = AnyOf(choices=plain_choices("wish_when"), label=marked("When?"))
    how = WordsField(
        rows=3,
        most=500,
        label=marked("Anything that would make it easier?"),
        help_text=marked("For example who you would like to talk to, or an interpreter."),
    )


YEARS = ("Reception", *(f"Year {number}" for number in range(1, identity.LAST_YEAR_GROUP + 1)), "College")
YEAR_CHOICES = [("", marked("Choose if you know")), *((year, marked(year)) for year in YEARS)]


class AboutForm(Question):
    """Whom the request is about."""

    labels: ClassVar = {
        Voice.CHILD: {
            "first_name": marked("Their first name"),
            "last_name": marked("Their last name"),
            "known_as": marked("What do they like to be called?"),
            "born_on": marked("When were they born?"),
            "year_group": marked("Year group"),
        }
    }
    first_name = NameField(label=marked("First name"), missing=marked("Enter a first name."))
    last_name = NameField(label=marked("Last name"), missing=marked("Enter a last name."))
    known_as = NameField(label=marked("What do you like to be called?"), help_text=SKIP)
    born_on = fields.BirthDateField(
        label=marked("When were you born?"), missing=marked("Enter a date of birth, for example 27 3 2012.")
    )
    year_group = OneOf(
        choices=YEAR_CHOICES,
        label=marked("Year group"),
        help_text=SKIP,
        widget=forms.Select,
        required=False,
    )
    postcode = fields.CheckedLineField(
        rule=identity.postcode,
        wrong=marked("Enter a whole postcode, for example SM5 3PT, or leave it empty."),
        most=20,
        wide="nhsuk-input--width-10",
        label=marked("Their home postcode"),
        help_text=SKIP,
    )
    nhs_number = fields.CheckedLineField(
        rule=identity.nhs_number,
        wrong=marked("This is not an NHS number. Check its 10 digits, or leave it empty."),
        most=30,
        wide="nhsuk-input--width-10",
        attrs={"inputmode": "numeric"},
        label=marked("Their NHS number"),
        help_text=marked("10 digits, on letters from the NHS. You can skip this."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kept = self.initial.get("born_on")
        if isinstance(kept, str):
            self.initial["born_on"] = date.fromisoformat(kept)
        if self.told.voice is Voice.ME:
            del self.fields["postcode"], self.fields["nhs_number"]


RELATIONSHIPS = [("", marked("Choose if you like")), *fields.staff_choices("relationships")]
CHANNELS = ("email", "text", "telephone")


class ContactForm(Question):
    """How to reach whoever asks, and by what. An address is used only for what was ticked."""

    labels: ClassVar = {
        Voice.CHILD: {
            "email": marked("Your email address"),
            "telephone": marked("Your telephone number"),
            "channels": marked("What may we use?"),
        }
    }
    requester_name = NameField(label=marked("Your name"), missing=marked("Enter your name."))
    relationship = OneOf(
        choices=RELATIONSHIPS, label=marked("Who are you to the child?"), widget=forms.Select, required=False
    )
    email = fields.CheckedLineField(
        rule=fields.email,
        wrong=marked("Enter an email address like name@example.com, or leave it empty."),
        most=254,
        wide="",
        attrs={"inputmode": "email"},
        label=marked("Email address"),
        help_text=SKIP,
    )
    telephone = fields.CheckedLineField(
        rule=fields.telephone,
        wrong=marked("Enter a telephone number of 10 digits or more, or leave it empty."),
        most=20,
        attrs={"inputmode": "tel"},
        label=marked("Telephone number"),
        help_text=SKIP,
    )
    channels = AnyOf(
        choices=[(code, words) for code, words in plain_choices("consent_purposes") if code in CHANNELS],
        label=marked("What may we use to reach you?"),
        help_text=marked("Only what you tick. Our messages never say what you wrote to us."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.told.voice is Voice.ME:
            del self.fields["requester_name"], self.fields["relationship"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ticked = set(cleaned.get("channels", ()))
        if "email" in ticked and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", marked("Enter your email address, or take away the tick at Email."))
        if ticked & {"text", "telephone"} and not cleaned.get("telephone") and "telephone" not in self.errors:
            self.add_error("telephone", marked("Enter your telephone number, or take away the tick for it."))
        return cleaned
