"""A request as a row of a list: everything a row says, without a question to the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trailblazer.domain import clock, codes
from trailblazer.referrals.models import Referral, Status
from trailblazer.referrals.models.referral import CONSULT_FIRST
from trailblazer.referrals.telling import next_for_school, status_for_school
from trailblazer.ui.environment import short_day

ASKED_BY = {
    "young_person": "Asked by the young person",
    "parent": "Asked by parent or carer",
    "school_lead": "Asked by school",
    "teacher": "Asked by school",
}


def progress_of(referral: Referral, today: date) -> clock.Progress:
    """How far the wait for help has come, from the request's own columns."""
    wait = clock.Wait(referral.received_on, referral.help_started_on, _closed_without_help(referral))
    return clock.Progress(
        wait.length_days(max(today, referral.received_on)),
        wait.is_waiting(today),
        referral.help_started_on is not None,
        clock.HELP_STARTED,
    )


def _closed_without_help(referral: Referral) -> date | None:
    return referral.closed_on if referral.help_started_on is None else None


def reasons_in_words(referral: Referral) -> str:
    """The reasons, the main one first, as one phrase: "Worry or anxiety, sleep"."""
    words = [words_of("reasons", code) for code in referral.reasons]
    first, *others = words or ["Not said"]
    return ", ".join([first, *(word[:1].lower() + word[1:] for word in others)])


def words_of(code_list: str, code: str) -> str:
    """The words of a code; where the list has it not, what was stored."""
    return codes.load(code_list).words_or_code(code)


def asked_by(referral: Referral) -> str:
    return ASKED_BY.get(referral.source) or f"Asked by {words_of('source_of_request', referral.source)}"


@dataclass(frozen=True)
class Row:
    """One request of a list."""

    referral: Referral
    progress: clock.Progress
    reasons: str
    asked_by: str
    where: str
    next_step: str
    is_late: bool


def rows(referrals: Iterable[Referral], today: date) -> list[Row]:
    return [_row(referral, today) for referral in referrals]


def _row(referral: Referral, today: date) -> Row:
    next_step, is_late = next_step_of(referral, today)
    return Row(
        referral,
        progress_of(referral, today),
        reasons_in_words(referral),
        asked_by(referral),
        _where(referral),
        next_step,
        is_late,
    )


def _where(referral: Referral) -> str:
    """The two things that tell people apart: year and school."""
    person, year = referral.young_person, year_of(referral)
    school = referral.school.name if referral.school else referral.school_as_told
    parts = [", ".join(part for part in (year, school) if part) or "School not known"]
    if person and person.interpreter_language:
        parts.append(f"Interpreter: {person.interpreter_language}")
    return ". ".join(parts)


def next_step_of(referral: Referral, today: date) -> tuple[str, bool]:
    """What happens next, and whether it is late. An answer that is still owed comes first."""
    if referral.answered_on is None and referral.state != Referral.State.WITHDRAWN and referral.answer_due_on:
        is_late = referral.answer_due_on < today
        owed = f"Answer {'was ' if is_late else ''}due {short_day(referral.answer_due_on)}"
        return ". ".join([*_before_the_answer(referral), owed]), is_late
    if not referral.next_step:
        return "", False
    due = referral.next_step_due_on
    is_late = due is not None and due < today
    return referral.next_step + (f", due {short_day(due)}" if due else ""), is_late


def _before_the_answer(referral: Referral) -> list[str]:
    """Whom somebody is to talk with first."""
    if referral.is_read_first:
        return ["Talk with the child first"]
    return [CONSULT_FIRST] if referral.consults_first else []


@dataclass(frozen=True)
class SchoolRow:
    """One request of a school's own list: as much of the name as tells pupils apart, and no more than may be told."""

    referral: Referral
    short_name: str
    year: str
    sent: str
    status: Status
    next_words: str


def school_rows(referrals: Iterable[Referral], today: date) -> list[SchoolRow]:
    return [
        SchoolRow(
            referral,
            f"{referral.first_name} {referral.last_name[:1]}".strip() or "Name not given",
            in_year(referral.year_group),
            short_day(referral.received_on, today),
            status_for_school(referral),
            next_for_school(referral, today),
        )
        for referral in referrals
    ]


def year_of(referral: Referral) -> str:
    """The year group as we were told, else as the record has it."""
    person = referral.young_person
    return in_year(referral.year_group or (person.year_group if person else ""))


def in_year(group: str) -> str:
    """Year 7, however it was written."""
    return f"Year {group}" if group.isdigit() else group
