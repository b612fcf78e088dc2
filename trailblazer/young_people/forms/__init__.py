"""What is asked about a young person, on the pages of staff."""

from trailblazer.young_people.forms.agreeing import CompetenceForm, ConsentForm, QuietReview, QuietStart
from trailblazer.young_people.forms.filters import YoungPeopleFilters
from trailblazer.young_people.forms.people import AboutThem, CarerForm, NewPerson, ToReachThem, WhoTheyAre

__all__ = [
    "AboutThem",
    "CarerForm",
    "CompetenceForm",
    "ConsentForm",
    "NewPerson",
    "QuietReview",
    "QuietStart",
    "ToReachThem",
    "WhoTheyAre",
    "YoungPeopleFilters",
]
