"""What is asked about letters."""

from trailblazer.letters.forms.finding import TAGS, FindLetters
from trailblazer.letters.forms.templates import EndTemplate, TemplateForm
from trailblazer.letters.forms.writing import ChooseLetter, LetterForm

__all__ = ["TAGS", "ChooseLetter", "EndTemplate", "FindLetters", "LetterForm", "TemplateForm"]
