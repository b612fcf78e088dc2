"""Who can see what of one young person's record, in words for everybody: staff, family, and the young person."""

from dataclasses import dataclass

from trailblazer.access.roles import Permission, staff_without
from trailblazer.domain.consent import Answer, Recipient, Standing, Told, what_may_be_told
from trailblazer.ui.environment import day
from trailblazer.young_people.consents import standing_of
from trailblazer.young_people.models import Carer, YoungPerson
from trailblazer.young_people.record import Record, relation

SCHOOL_SEES = {
    Told.RECEIVED_AND_ANSWERED: "That a request was received and answered. Not why",
    Told.STATUS_AND_NEXT_STEP: "Where a request is and what happens next. Not why",
    Told.ANSWER_IN_FULL: "The answer to what it asked",
}


@dataclass(frozen=True)
class Row:
    """Who, what they see in a few words, and the rest of it for the page that says it all."""

    who: str
    sees: str
    more: str = ""


def who_sees_what(record: Record) -> list[Row]:
    """One row for each who might see something, the nearest first."""
    standing = standing_of(record.person)
    return [
        _team(record),
        readers_of_safety(record.person),
        Row(record.person.called, "Everything, when they ask", "But for what others told in confidence"),
        _school(record, standing),
        *(_carer(record, carer, standing) for carer in record.carers),
        _gp(standing),
        _others(record),
    ]


def _team(record: Record) -> Row:
    person = record.person
    provider = person.provider.name
    if person.team is None:
        return Row(provider, "Everything on this record")
    more = f"The staff of {provider} who work for all teams see it too. Administrators read no notes"
    return Row(person.team.name, "Everything on this record", more)


def readers_of_safety(person: YoungPerson) -> Row:
    """Who reads risk and concerns: one sentence for every page, worked out from the table of roles."""
    barred = " and ".join(f"{role.label}s" for role in staff_without(Permission.SEE_SAFEGUARDING))
    who = f"Everyone of {person.team.name if person.team else person.provider.name} who helps children"
    more = (
        f"Those of {person.provider.name} who help in all teams read it too. "
        f"{barred} read nothing of it: they see only that there is a risk, and never that there is a concern. "
        "A concern goes to the school’s designated safeguarding lead by word of mouth, whatever is written here; "
        "school and family read nothing of it on a page"
    )
    return Row("Risk and concerns", f"{who}. Each look is logged", more)


def _school(record: Record, standing: Standing) -> Row:
    school = record.person.school
    if school is None:
        return Row("School", "Nothing. There is no school on the record")
    told = what_may_be_told(Recipient.SCHOOL, standing, asked_themselves=False)
    if standing.of("tell_school") in (Answer.REFUSED, Answer.WITHDRAWN):
        more = f"{record.person.called} or the family said no to more"
    else:
        more = "If it asked itself, also the answer to what it asked, and since when there is help"
        if standing.of("tell_school") is Answer.GIVEN:
            more += ". What help there is in plain words, with whom, and the next day in school"
        if standing.of("education") is Answer.GIVEN:
            more += ". Attendance and learning, which school and team both enter"
    return Row(school.name, SCHOOL_SEES[told], f"{more}. Never this record or the address")


def _carer(record: Record, carer: Carer, standing: Standing) -> Row:
    who = f"{carer.name}, {relation(carer).lower()}"
    if record.quiet.is_on and record.quiet.since is not None:
        return Row(who, f"Nothing. Quiet mode has been on since {day(record.quiet.since)}")
    if standing.of("tell_parent") in (Answer.REFUSED, Answer.WITHDRAWN):
        return Row(who, f"Nothing. {record.person.called} asked for that")
    if not carer.may_be_told:
        return Row(who, "Nothing. They are not to be told")
    say = ". They may agree to help" if carer.may_decide else ""
    return Row(who, "Letters and answers to them", f"Never another carer’s details{say}")


def _gp(standing: Standing) -> Row:
    answer = standing.of("tell_gp")
    if answer is Answer.GIVEN:
        return Row("GP", "Letters at the start and the end")
    return Row("GP", "Nothing. Nobody was asked yet" if answer is Answer.NOT_ASKED else "Nothing. Said no")


def _others(record: Record) -> Row:
    if record.person.team is None:
        return Row("Other teams", "Nothing")
    more = f"Staff of {record.person.provider.name} who add somebody with the same details are told to ask"
    return Row("Other teams", "Only that a record exists", f"{more} {record.person.team.name}")
