"""The two questions that search: which school, and for someone without one, where. Each has two pages: type, choose."""

from typing import Any, ClassVar

from trailblazer.access.today import today
from trailblazer.places.models import School
from trailblazer.referrals.public.fields import LineField, OneOf
from trailblazer.referrals.public.forms import SKIP, Question
from trailblazer.referrals.public.receiving import MOST_SHOWN, SHORTEST_SEARCH, schools_found, teams_near
from trailblazer.referrals.public.told import NO_SCHOOL, Voice
from trailblazer.ui.words import gettext, marked

NO_TEAM = "none"


NOT_HERE = {
    Voice.ME: marked("My school is not here, or I do not go to school"),
    Voice.CHILD: marked("The school is not here, or my child does not go to school"),
}


class SearchQuestion(Question):
    """First what is looked for is typed; then one of what was found is chosen. `again` goes back to typing."""

    is_one_question: bool | str = True
    finds: ClassVar[str]  # the question whose answers this is
    chooses: ClassVar[str]  # the field that is chosen
    too_short: ClassVar[Any] = marked("Type 3 letters or more.")

    def __init__(self, *args: Any, again: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.looked_for = str(self.told.of(self.finds, "typed"))
        self._is_choosing = not again and bool(self.looked_for or self.told.of(self.finds, self.chooses))
        leave = self._typing_fields() if self.is_choosing else [self.chooses]
        for name in leave:
            del self.fields[name]
        if self.is_choosing:
            self.offer()

    @property
    def is_choosing(self) -> bool:
        return self._is_choosing

    @property
    def is_typing(self) -> bool:
        return not self.is_choosing

    def _typing_fields(self) -> list[str]:
        return [name for name in self.fields if name != self.chooses]

    def offer(self) -> None:
        raise NotImplementedError

    @property
    def is_answered(self) -> bool:
        return self.is_choosing

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"])
        if len(typed) < SHORTEST_SEARCH:
            self.add_error("typed", self.too_short)
        return typed

    def kept(self) -> dict[str, Any]:
        if self.is_choosing:
            return {**self.told.answers.get(self.finds, {}), **super().kept()}
        return super().kept() | {self.chooses: ""}


class SchoolForm(SearchQuestion):
    finds, chooses = "school", "school"
    typed = LineField(most=100)
    school = OneOf(choices=[], missing=marked("Choose your school, or say that it is not here."))

    def __init__(self, *args: Any, **options: Any) -> None:
        self.found: list[School] = []
        self.count = 0
        super().__init__(*args, **options)
        heading = "school" if self.is_choosing else "typed"
        self.fields[heading].label = options.get("title", "")
        self.fields[heading].help_text = "" if self.is_choosing else options.get("hint", "")

    def offer(self) -> None:
        self.found, self.count = schools_found(self.looked_for)
        chosen = School.objects.filter(pk=self.told.urn).first() if self.told.urn else None
        if chosen is not None and chosen not in self.found:
            self.found = [chosen, *self.found]
        field = self.fields["school"]
        field.choices = [  # type: ignore[attr-defined]
            *((str(school.pk), school.name) for school in self.found),
            (NO_SCHOOL, NOT_HERE[self.told.voice]),
        ]
        field.hints = {  # type: ignore[attr-defined]
            str(school.pk): ", ".join(part for part in (school.town, school.postcode) if part)
            for school in self.found
        }
        if self.found:
            field.dividers = {NO_SCHOOL: marked("or")}  # type: ignore[attr-defined]

    @property
    def note(self) -> str:
        """How many more were found than are shown, or that none was."""
        if not self.is_choosing or not self.looked_for:
            return ""
        if not self.found:
            return gettext("We found no school with these words. Try fewer words, or the town or postcode.")
        if self.count > MOST_SHOWN:
            return gettext(
                "We found %(count)s schools. These are the first %(shown)s. Add the town to find yours."
            ) % {
                "count": f"{self.count:,}",
                "shown": MOST_SHOWN,
            }
        return ""

    def rows(self) -> list[tuple[Any, list[Any]]]:
        if self.told.has_no_school:
            return [(marked("School"), [marked("Not on the list, or no school")])]
        return [(marked("School"), [school.name for school in self.found if school.pk == self.told.urn])]


class PlaceForm(SearchQuestion):
    finds, chooses = "place", "team"
    too_short = marked("Type your town or your postcode.")
    typed = LineField(most=60)
    school_as_told = LineField(
        most=200,
        label=marked("If there is a school or college, what is it called?"),
        help_text=SKIP,
    )
    team = OneOf(choices=[], missing=marked("Choose a team, or say that none is yours."))

    is_one_question: bool | str = "typed"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_choosing:
            self.fields["team"].label = marked("Which of these is near you?")
            self.is_one_question = True

    def offer(self) -> None:
        self.teams = teams_near(self.looked_for, today())
        field = self.fields["team"]
        field.choices = [  # type: ignore[attr-defined]
            *((str(team.pk), team.name) for team in self.teams),
            (NO_TEAM, marked("None of these")),
        ]
        field.hints = {str(team.pk): team.provider.name for team in self.teams}  # type: ignore[attr-defined]

    def rows(self) -> list[tuple[Any, list[Any]]]:
        chosen = [team.name for team in self.teams if str(team.pk) == self.told.of("place", "team")]
        return [(marked("Where you live"), [self.looked_for]), (marked("Team near you"), chosen)]
