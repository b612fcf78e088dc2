"""What can be done: to a record (`keeping`), to what was agreed (`agreeing`)."""

from trailblazer.young_people.actions.agreeing import (
    decide_competence,
    look_at_quiet_mode_again,
    note_quiet_mode_not_asked,
    record_consent,
    switch_quiet_mode_off,
    switch_quiet_mode_on,
)
from trailblazer.young_people.actions.keeping import add_carer, change, change_carer, create

__all__ = [
    "add_carer",
    "change",
    "change_carer",
    "create",
    "decide_competence",
    "look_at_quiet_mode_again",
    "note_quiet_mode_not_asked",
    "record_consent",
    "switch_quiet_mode_off",
    "switch_quiet_mode_on",
]
