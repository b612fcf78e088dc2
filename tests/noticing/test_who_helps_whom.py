"""Which pupil is helped by whom, for the school's lead and the team: as much as each may know, and no more."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from trailblazer.access.doors import visible
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.domain.attendance import Count
from trailblazer.noticing import actions, helping
from trailblazer.noticing.models import AttendanceCount, SchoolHelp, SchoolSupport, Thought
from trailblazer.ui.forms import new_submission_key
from trailblazer.young_people.models import Consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
BEGAN = date(2026, 10, 5)


class World:
    def __init__(self, team):
        self.team = team
        self.school = make.service(team).school
        self.lead = make.member(self.school)
        self.practitioner = make.member(team, Role.PRACTITIONER, name="Nadia Karim")
        self.counsellor = actions.keep_support(
            SchoolSupport(school=self.school),
            by=self.lead,
            kind="counsellor",
            name="Counselling",
            starts_on=date(2025, 9, 1),
        )

    def pupil(self, first, last="Fernleigh", helped=True, tell_school="given", **fields):
        """Somebody for whom the lead asked; help has begun, and the family said what school may be told."""
        person = make.young_person(self.team, first_name=first, last_name=last, school=self.school)
        names = {"first_name": first, "last_name": last, "young_person": person, "school": self.school}
        asked = make.matched_referral(self.team, **(names | {"asked_by": self.lead} | fields))
        if tell_school:
            self.says(person, "tell_school", tell_school)
        if helped:
            make.event(asked, "contact", BEGAN)
            make.course(asked, self.practitioner, started_on=BEGAN)
        return asked

    def says(self, person, purpose, answer):
        common = {"provider": person.provider, "young_person": person, "given_by": "carer"}
        return Consent.objects.create(**common, purpose=purpose, answer=answer, happened_on=BEGAN)

    def counselled(self, asked, since=date(2026, 10, 12)):
        new = SchoolHelp(school=self.school, referral=asked)
        return helping.keep_help(new, by=self.lead, support=self.counsellor, starts_on=since)

    @property
    def address(self):
        return f"/schools/{self.school.urn}/helped"


@pytest.fixture
def world(team):
    return World(team)


def parts(page):
    """The page cut at its headings of place: heading to what stands under it."""
    sections = page.split('<section class="tb-block" aria-labelledby="')[1:]
    return {section.split('"')[0]: section for section in sections}


def test_the_lead_sees_two_helpers_and_nobody_first_and_of_the_team_what_was_agreed(world, sign_in):
    both, waits = world.pupil("Amal"), world.pupil("Bo", helped=False)
    world.pupil("Cass", tell_school="refused")
    world.pupil("Dee", tell_school="")  # the school asked; nobody said what it may be told beyond the answer
    world.pupil("Eli", source="parent")
    hidden = world.pupil("Farah", source="parent", tell_school="refused")
    world.counselled(both)
    Thought.objects.create(
        provider=world.team.organisation.provider, school=world.school, who="Gus T.", term="2026-3",
        noticed="Sits alone", ends_in="talk", by_when=make.TODAY, by=world.lead,
    )  # fmt: skip
    make.contact(both.courses.get(), on=make.TODAY + timedelta(days=3), place="school_room")
    page = sign_in(world.lead).get(world.address).content.decode()
    found = parts(page)
    assert list(found) == ["several", "nobody", "one", "not_told"]
    assert "Counselling" in found["several"]
    assert "Time for worry" in found["several"]
    assert "Bo F" in found["nobody"]
    assert "You noticed: Sits alone" in found["nobody"]
    assert "Dee F" in found["one"]
    assert "Time for worry" not in found["one"]  # only where telling school was agreed
    assert "Nadia Karim" not in found["one"]
    assert "Cass F" in found["not_told"]
    assert "support team" not in found["not_told"]
    assert "Eli" not in page
    assert hidden.first_name not in page
    of_team = sign_in(world.practitioner).get(world.address).content.decode()
    assert "Gus" not in of_team
    assert "Eli Fernleigh" in parts(of_team)["one"]
    assert "Counselling" in parts(of_team)["several"]
    assert waits.ref in of_team


def test_what_the_school_does_stands_on_the_record_until_somebody_says_no(world, sign_in):
    asked = world.pupil("Amal")
    form = {
        "submission_key": new_submission_key(),
        "helper": world.counsellor.ref,
        "given_by": "Ms Ashgrove",
        "starts_on_day": "12",
        "starts_on_month": "10",
        "starts_on_year": "2026",
    }
    lead, staff = sign_in(world.lead), sign_in(world.practitioner)
    assert lead.post(f"/helped/{asked.ref}/add", form)["Location"] == f"/helped/{asked.ref}"
    kept = SchoolHelp.objects.get()
    assert (kept.who, kept.kind) == ("A F", "counsellor")
    record = f"/young-people/{asked.young_person.ref}"
    assert "Also helped by school" in staff.get(record).content.decode()
    world.says(asked.young_person, "tell_school", "withdrawn")
    assert "Also helped by school" not in staff.get(record).content.decode()
    assert staff.get(f"/school-help/{kept.ref}").status_code == 404
    page = lead.get(world.address).content.decode()
    assert "Counselling" in page  # the school keeps what is its own
    assert "support team" not in parts(page)["one"]
    ended = {"ends_on_day": "20", "ends_on_month": "11", "ends_on_year": "2026", "ended_because": "better"}
    lead.post(
        f"/school-help/{kept.ref}/end", ended | {"submission_key": new_submission_key(), "version": "1"}
    )
    assert "no longer needed" in lead.get(world.address).content.decode()


def test_without_a_request_there_are_initials_that_the_lead_alone_sees(world, sign_in):
    lead = sign_in(world.lead)
    form = {"submission_key": new_submission_key(), "who": "Kezia Marlowe", "helper": "kind:school_nurse"}
    form |= {"starts_on_day": "2", "starts_on_month": "11", "starts_on_year": "2026"}
    assert "not a whole name" in lead.post(f"{world.address}/add", form).content.decode()
    assert lead.post(f"{world.address}/add", form | {"who": "K. M."})["Location"] == world.address
    assert "K. M." in parts(lead.get(world.address).content.decode())["one"]
    assert not visible(SchoolHelp, world.practitioner).exists()
    assert sign_in(world.practitioner).get(f"{world.address}/add").status_code == 403
    other = make.member(make.service(make.team()).school)
    assert sign_in(other).get(world.address).status_code == 404
    assert not visible(SchoolHelp, other).exists()


def test_back_in_school_is_answered_on_one_page_while_it_is_agreed(world, sign_in):
    asked = world.pupil("Amal")
    lead, address = sign_in(world.lead), f"/helped/{asked.ref}"
    rows = "\n".join(
        f"{date(2026, 8, 31) + timedelta(weeks=week):%d/%m/%Y},10,{attended}"
        for week, attended in enumerate([5, 6, 6, 7, 6, 8, 9])
    )
    paste = {"submission_key": new_submission_key(), "rows": rows}
    assert "Nobody has agreed yet" in lead.post(f"{address}/attendance/paste", paste).content.decode()
    consent = world.says(asked.young_person, "education", "given")
    wrong = lead.post(f"{address}/attendance/paste", paste | {"rows": f"{rows}\n19/10/2026,10,11\nx"})
    assert "Row 8: 11 sessions cannot be attended of 10" in wrong.content.decode()
    assert "Row 9: enter first day" in wrong.content.decode()
    assert not AttendanceCount.objects.exists()
    assert (
        lead.post(f"{address}/attendance/paste", paste | {"submission_key": new_submission_key()}).status_code
        == 302
    )
    page = lead.get(address).content.decode()
    said = "Attended 60% of sessions in the 5 school weeks before help began, 85% in the 2 school weeks since"
    assert said in page
    assert page.count("<svg") >= 2
    assert "60% before" in lead.get(world.address).content.decode()
    assert said in sign_in(world.practitioner).get(address).content.decode()
    with pytest.raises(NotPossible, match="counted already"):
        helping.keep_counts(asked, [Count(date(2026, 9, 7), date(2026, 9, 9), 6, 6)], by=world.lead)
    kept = AttendanceCount.objects.first()
    remove = {"submission_key": new_submission_key(), "version": "1", "do": "remove"}
    lead.post(f"/attendance/{kept.ref}", remove)
    assert AttendanceCount.objects.count() == 6
    world.says(asked.young_person, "education", "withdrawn")
    assert consent.purpose == "education"
    for browser in (lead, sign_in(world.practitioner)):
        assert "of sessions" not in browser.get(address).content.decode()
    assert not visible(AttendanceCount, world.lead).exists()


def test_quiet_mode_is_said_to_a_school_that_knows_of_the_help_and_to_no_other(world, sign_in):
    knows, not_told = world.pupil("Amal"), world.pupil("Dee", tell_school="")
    for asked in (knows, not_told):
        make.quiet(asked.young_person, by=world.practitioner)
    lead = sign_in(world.lead)
    assert "Parents do not know" in lead.get(f"/helped/{knows.ref}").content.decode()
    assert "Parents do not know" not in lead.get(f"/helped/{not_told.ref}").content.decode()


def test_the_questions_to_the_database_do_not_grow_with_the_pupils(world, sign_in):
    lead, counted = sign_in(world.lead), []
    for number in range(2):
        for letter in "ABCD"[: 1 + 3 * number]:
            world.counselled(world.pupil(f"{letter}{number}"))
        lead.get(world.address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            lead.get(world.address)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_attendance_that_was_agreed_with_the_request_is_filled_in_before_the_team_has_a_record(
    world, sign_in
):
    agreed = {"help": "given", "tell_school": "given", "education": "given"}
    names = {"first_name": "Ida", "last_name": "Fernleigh", "year_group": "Year 4", "received_on": make.TODAY}
    asked = make.referral(world.team, school=world.school, asked_by=world.lead, consents=agreed, **names)
    lead, address = sign_in(world.lead), f"/helped/{asked.ref}"
    assert "Fill in school weeks" in lead.get(address).content.decode()
    page = lead.get(f"{address}/attendance/weeks").content.decode()
    assert page.count("Sessions attended,") == 6
    assert "No whole school week yet" in page
    weeks = {"submission_key": new_submission_key()}
    weeks |= {f"possible_{n}": "10" for n in range(6)} | {"attended_0": "7", "attended_1": "12"}
    wrong = lead.post(f"{address}/attendance/weeks", weeks).content.decode()
    assert "12 sessions cannot be attended of 10" in wrong
    assert lead.post(f"{address}/attendance/weeks", weeks | {"attended_1": "6"})["Location"] == address
    assert "Attended 65% of sessions in the last 2 school weeks" in lead.get(address).content.decode()
    world.counselled(asked, since=make.TODAY)
    said = "Attended 65% of sessions in the 2 school weeks before help began. No week since yet"
    assert said in lead.get(address).content.decode()
    other = make.member(make.team(), Role.PRACTITIONER)
    assert visible(AttendanceCount, world.practitioner).count() == 2
    assert not visible(AttendanceCount, other).exists()

    says = {"answer": "withdrawn", "said_by": "parent", "version": str(asked.version)}
    lead.post(f"{address}/agreed", says | {"submission_key": new_submission_key()})
    assert "said no to looking" in lead.get(address).content.decode()
    assert not visible(AttendanceCount, world.practitioner).exists()
    says |= {"answer": "given", "said_by": "young_person", "version": str(asked.version + 1)}
    alone = lead.post(f"{address}/agreed", says | {"submission_key": new_submission_key()})
    assert "At this age a parent or carer says yes" in alone.content.decode()
    lead.post(f"{address}/agreed", says | {"said_by": "parent", "submission_key": new_submission_key()})
    assert said in lead.get(address).content.decode()
    assert "Agreed by a parent or carer" in lead.get(f"/requests/{asked.ref}").content.decode()

    asked.refresh_from_db()
    person = make.young_person(world.team, first_name="Ida", last_name="Fernleigh", school=world.school)
    asked.young_person = person
    asked.save()
    assert said in sign_in(world.practitioner).get(address).content.decode()
    again = names | {"consents": agreed | {"education": "refused"}, "received_on": BEGAN}
    make.referral(world.team, school=world.school, asked_by=world.lead, young_person=person, **again)
    assert visible(AttendanceCount, world.lead).exists()  # what was said before is not the newest
    world.says(person, "education", "withdrawn")
    assert visible(AttendanceCount, world.lead).exists()  # nor is a record's answer of before
    Consent.objects.update(happened_on=make.TODAY)
    assert not visible(AttendanceCount, world.lead).exists()
    assert "said no to looking" in lead.get(address).content.decode()
