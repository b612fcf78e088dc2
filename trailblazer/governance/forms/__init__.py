"""The forms of a board."""

from trailblazer.governance.forms.boards import BoardForm, EndForm, MemberForm
from trailblazer.governance.forms.decided import AnswerForm, CloseForm, DecisionForm, DoneForm, EscalateForm
from trailblazer.governance.forms.meetings import ItemForm, MeetingForm, MinutesForm, PaperForm, Reason

__all__ = [
    "AnswerForm",
    "BoardForm",
    "CloseForm",
    "DecisionForm",
    "DoneForm",
    "EndForm",
    "EscalateForm",
    "ItemForm",
    "MeetingForm",
    "MemberForm",
    "MinutesForm",
    "PaperForm",
    "Reason",
]
