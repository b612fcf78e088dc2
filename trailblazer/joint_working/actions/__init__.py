"""What can be done with cohorts of joint working. Every change comes through here."""

from trailblazer.joint_working.actions.agreed import (
    agree,
    change_action,
    change_note,
    look_at,
    say_as_school,
    say_of_action,
    write_note,
)
from trailblazer.joint_working.actions.cohorts import change_cohort, plan_cohort
from trailblazer.joint_working.actions.people import (
    add_partner,
    add_school,
    answer_invitation,
    change_person,
    invite_person,
    let_lapse,
    note_attendance,
    send_wave,
)
from trailblazer.joint_working.actions.rating import correct_rating, nudge, rate, remind

__all__ = [
    "add_partner",
    "add_school",
    "agree",
    "answer_invitation",
    "change_action",
    "change_cohort",
    "change_note",
    "change_person",
    "correct_rating",
    "invite_person",
    "let_lapse",
    "look_at",
    "note_attendance",
    "nudge",
    "plan_cohort",
    "rate",
    "remind",
    "say_as_school",
    "say_of_action",
    "send_wave",
    "write_note",
]
