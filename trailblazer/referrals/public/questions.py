"""The journey as a table: which questions, in which order, to whom, in which words, by which form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.referrals.public import forms
from trailblazer.referrals.public.draft import Answers
from trailblazer.referrals.public.receiving import Door, receiver_of
from trailblazer.referrals.public.schools import PlaceForm, SchoolForm
from trailblazer.referrals.public.told import Told, Voice
from trailblazer.ui.words import marked

Words = Mapping[Voice, Any]


def always(told: Told) -> bool:
    return True


def _both(words: Any) -> Words:
    return {Voice.ME: words, Voice.CHILD: words}


TEAM_ONLY = {
    Voice.ME: marked("Only the help team for your school, until you say someone else can."),
    Voice.CHILD: marked("Only the help team for your child’s school, until you say someone else can."),
}
TEAM_OR_SOMEONE_WHO_CAN_HELP = {
    Voice.ME: marked(
        "The help team for your school. If we think you or someone else is not safe, we must tell someone who can "
        "help. We would talk to you first if we can."
    ),
    Voice.CHILD: marked(
        "The help team for your child’s school. If we think your child or someone else is not safe, we must tell "
        "someone who can help. We would talk to you first if we can."
    ),
}


@dataclass(frozen=True)
class Step:
    """One question: its name in the address, its form, and its words for whoever is asking."""

    name: str
    form: type[forms.Question]
    title: Words
    hint: Words
    seen_by: Words
    is_asked: Callable[[Told], bool] = always
    is_needed: bool = False  # cannot be skipped

    def form_for(self, told: Told, **options: Any) -> forms.Question:
        """The question's form, filled with what was answered before."""
        return self.form(
            told=told,
            title=self.title[told.voice],
            hint=self.hint[told.voice],
            initial=dict(told.answers.get(self.name, {})),
            **options,
        )


def _step(
    name: str, form: type[forms.Question], title: Words, hint: Words | None = None, **more: Any
) -> Step:
    return Step(name, form, title, hint or _both(""), **({"seen_by": TEAM_ONLY} | more))


def _has_no_school(told: Told) -> bool:
    return told.has_no_school


STEPS = (
    _step("who", forms.WhoForm, _both(marked("Who are you asking for?")), is_needed=True),
    _step(
        "school",
        SchoolForm,
        {
            Voice.ME: marked("Which school or college do you go to?"),
            Voice.CHILD: marked("Which school or college does your child go to?"),
        },
        {
            Voice.ME: marked("Type its name, its town or its postcode. If you have none, type your town."),
            Voice.CHILD: marked("Type its name, its town or its postcode. If there is none, type your town."),
        },
        is_needed=True,
    ),
    _step(
        "place",
        PlaceForm,
        {Voice.ME: marked("Where do you live?"), Voice.CHILD: marked("Where does your child live?")},
        _both(marked("Type the town or the postcode. We use it to find a team near by.")),
        is_asked=_has_no_school,
        is_needed=True,
    ),
    _step(
        "help",
        forms.HelpForm,
        {
            Voice.ME: marked("What would you like help with?"),
            Voice.CHILD: marked("What does your child need help with?"),
        },
        _both(marked("Choose as many as you like. You do not have to be sure.")),
    ),
    _step(
        "words",
        forms.OwnWordsForm,
        {
            Voice.ME: marked("How are things, in your own words?"),
            Voice.CHILD: marked("What have you noticed, in your own words?"),
        },
        _both(marked("A few words are enough. You can skip this.")),
    ),
    _step("how-long", forms.HowLongForm, _both(marked("How long has it been like this?"))),
    _step(
        "going-to-school",
        forms.GoingToSchoolForm,
        _both(marked("Is going to school getting hard?")),
        _both(marked("Choose all that are true now. Leave it empty if none is.")),
    ),
    _step(
        "tried",
        forms.TriedForm,
        {
            Voice.ME: marked("What have you tried so far?"),
            Voice.CHILD: marked("What has been tried so far?"),
        },
        {
            Voice.ME: marked(
                "By yourself, at home or at school. Even if it did not help. You can skip this."
            ),
            Voice.CHILD: marked(
                "By you, your child or the school: what helped, and what did not. You can skip this."
            ),
        },
    ),
    _step(
        "helpers",
        forms.HelpersForm,
        {
            Voice.ME: marked("Is anyone helping you already?"),
            Voice.CHILD: marked("Who is helping your child already?"),
        },
        _both(marked("So that nobody asks you the same things twice.")),
    ),
    _step(
        "safe",
        forms.SafeForm,
        {
            Voice.ME: marked("Is any of this happening to you?"),
            Voice.CHILD: marked("Is any of this happening to your child?"),
        },
        _both(marked("We ask everyone. You can say as much or as little as you like.")),
        seen_by=TEAM_OR_SOMEONE_WHO_CAN_HELP,
    ),
    _step(
        "tell",
        forms.TellForm,
        {Voice.ME: marked("Who may we tell?"), Voice.CHILD: marked("What do you agree to?")},
    ),
    _step(
        "wishes",
        forms.WishesForm,
        {
            Voice.ME: marked("Where and when would you like to talk?"),
            Voice.CHILD: marked("Where and when would you like to meet us?"),
        },
        _both(marked("We will do it this way if we can.")),
    ),
    _step(
        "about",
        forms.AboutForm,
        {Voice.ME: marked("About you"), Voice.CHILD: marked("About your child")},
        is_needed=True,
    ),
    _step(
        "contact",
        forms.ContactForm,
        {Voice.ME: marked("How can we reach you?"), Voice.CHILD: marked("About you")},
        {
            Voice.ME: marked(
                "You can leave this empty. At the end you get a number and a link, and your answer will be there."
            ),
            Voice.CHILD: marked(
                "Leave out what you like. At the end you get a number and a link, and our answer will be there."
            ),
        },
        is_needed=True,
    ),
)

WHO_AND_WHERE = frozenset({"who", "school", "place"})


def steps_of(told: Told) -> list[Step]:
    """The questions that this person is asked, in order."""
    return [step for step in STEPS if step.is_asked(told)]


def step_named(told: Told, name: str) -> Step | None:
    return next((step for step in steps_of(told) if step.name == name), None)


def place_of(told: Told, step: Step) -> tuple[int, int]:
    """Which question of how many."""
    steps = steps_of(told)
    return steps.index(step) + 1, len(steps)


def before(told: Told, step: Step) -> Step | None:
    """The question before this one; none before the first."""
    steps = steps_of(told)
    number = steps.index(step)
    return steps[number - 1] if number else None


def still_needed(told: Told) -> list[Step]:
    """Questions that cannot be skipped and have no answer yet, or not all of it."""
    return [step for step in steps_of(told) if step.is_needed and not _is_complete(step, told)]


def _is_complete(step: Step, told: Told) -> bool:
    form = step.form_for(told)
    needed = [name for name, field in form.fields.items() if field.required]
    return step.name in told.answers and form.is_answered and all(form.initial.get(name) for name in needed)


# Pages that come before the next question where an answer calls for one: after which questions, when, which page.
Detour = tuple[frozenset[str], Callable[[Told, date], bool], str]


def _cannot_be_received(told: Told, today: date) -> bool:
    return receiver_of(told, today).door not in (Door.OPEN, Door.NOT_CHOSEN)


def _names_risk(told: Told, today: date) -> bool:
    return told.names_risk


DETOURS: tuple[Detour, ...] = (
    (frozenset({"school", "place", "about"}), _cannot_be_received, "referrals:ask_no_team"),
    (frozenset({"help", "safe"}), _names_risk, "referrals:ask_not_safe"),
)


def detour_after(step: Step, told: Told, today: date) -> str:
    """The page to be shown before the next question, or nothing."""
    return next((page for names, holds, page in DETOURS if step.name in names and holds(told, today)), "")


def next_step(told: Told, step: Step) -> Step | None:
    """The question after this one that has no answer yet; none when the answers are to be checked."""
    steps = steps_of(told)
    later = steps[steps.index(step) + 1 :]
    return next((one for one in later if one.name not in told.answers), None)


def answers_for_school(urn: int) -> Answers:
    return {"school": {"typed": "", "school": str(urn)}}
