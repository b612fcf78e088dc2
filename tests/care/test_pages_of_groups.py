"""The pages of groups: the list, one group, its register and what can be done there."""

from datetime import date

import pytest

from tests import make
from tests.care.made_groups import made_group
from tests.young_people.pages import fields_of, send, words_of
from trailblazer.access.roles import Role
from trailblazer.care.models import Contact, Group, GroupMember, GroupSession, Note, Score, Unsent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
YESTERDAY = date(2026, 11, 23)


@pytest.fixture
def made():
    return made_group(4, on=YESTERDAY)


@pytest.fixture
def page(made):
    return f"/groups/sessions/{made.session.ref}"


@pytest.fixture
def leader(made, sign_in):
    return sign_in(made.leader)


def typed(made, number, **values):
    return {f"{name}_{made.members[number].ref}": value for name, value in values.items()}


def test_everyone_starts_as_here_and_one_save_records_all(made, page, leader):
    sent = fields_of(leader.get(page))
    assert [sent[f"here_{m.ref}"] for m in made.members] == [["5"]] * 4
    response = leader.post(page, sent | {"note": "Ladders in pairs."}, follow=True)
    assert "Register saved: 4 records" in words_of(response)
    assert Contact.objects.filter(attendance="5", minutes=50).count() == 4


def test_away_late_score_and_own_note(made, page, leader):
    sent = fields_of(leader.get(page))
    sent |= typed(made, 0, here="away", told="ill")
    sent |= typed(made, 1, here="away", told="")
    sent |= typed(made, 2, here="6", at="9:20", score="7", note="Worried about home.", tell="on")
    words = words_of(leader.post(page, sent, follow=True))
    found = {c.young_person_id: c for c in Contact.objects.all()}
    assert [found[p.pk].attendance for p in made.people] == ["2", "3", "6", "5"]
    assert found[made.people[2].pk].minutes == 30
    assert "2 of 4 here , 1 score in" in words
    assert "1 note only for Chidi Ravensbourne" in words
    again = fields_of(leader.get(page))
    assert again[f"at_{made.members[2].ref}"] == ["9:20am"]
    assert again[f"score_{made.members[2].ref}"] == ["7"]


def test_how_it_counts_is_said_before_it_is_saved(made, page, leader):
    sent = fields_of(leader.get(page)) | typed(made, 0, here="away", told="ill") | typed(made, 1, score="4")
    words = words_of(leader.post(page, sent | {"count": "1"}))
    assert "3 contacts, one for each member here" in words
    assert "1 absence, told beforehand" in words
    assert "50 minutes of Function 1 for each of you, once" in words
    assert "1 goal score" in words
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "values, sentence",
    [
        ({"score": "11"}, "Enter a score from 0 to 10 for Aaron Millbrook"),
        ({"score": "many"}, "Enter a score from 0 to 10 for Aaron Millbrook"),
        ({"here": "gone"}, "Choose Here, Away or Late for Aaron Millbrook"),
        ({"here": "6", "at": "11:20"}, "Enter a time between 9am and 9:50am"),
    ],
)
def test_what_cannot_be_is_said_beside_the_row_and_the_rest_stays(made, page, leader, values, sentence):
    sent = fields_of(leader.get(page)) | typed(made, 0, **values) | {"note": "Ladders in pairs."}
    response = leader.post(page, sent)
    assert sentence in words_of(response)
    assert "Ladders in pairs." in response.content.decode()
    assert not Contact.objects.exists()


def test_a_note_that_names_a_member_is_refused_and_nothing_typed_is_lost(made, page, leader):
    sent = (
        fields_of(leader.get(page))
        | {"note": "Aaron made a ladder."}
        | typed(made, 1, score="4", note="Sad.")
    )
    response = leader.post(page, sent)
    assert "Take the name “Aaron” out of the group note" in words_of(response)
    assert "Aaron made a ladder." in response.content.decode()
    assert "Sad." in response.content.decode()
    assert not Note.objects.exists()


def test_two_who_record_at_once_see_what_the_other_saved(made, page, leader, sign_in):
    first = fields_of(leader.get(page))
    other = sign_in(made.second)
    other.post(page, fields_of(other.get(page)) | typed(made, 0, here="away", told=""))
    response = leader.post(page, first | {"note": "Mine."})
    words = words_of(response)
    assert "Someone else changed this while you were writing" in words
    assert "Saved now: Did not come" in words
    assert "Mine." in response.content.decode()
    again = fields_of(response)
    leader.post(page, again)
    assert Contact.objects.get(young_person=made.people[0]).attendance == "5"


def test_a_register_is_kept_and_taken_up_again(made, page, leader):
    sent = fields_of(leader.get(page)) | typed(made, 0, here="away", told="trip") | {"note": "Half way."}
    leader.post("/unsent/save", sent | {"later": "1"})
    kept = Unsent.objects.get()
    assert (kept.form, kept.about) == ("register", made.session.ref)
    assert "Aaron" not in kept.words
    again = fields_of(leader.get(page))
    assert again["note"] == ["Half way."]
    assert again[f"here_{made.members[0].ref}"] == ["away"]
    leader.post(page, again)
    assert not Unsent.objects.exists()
    assert Contact.objects.get(young_person=made.people[0]).attendance == "2"


def test_a_session_to_come_asks_who_will_be_away(sign_in):
    made = made_group(2, on=date(2026, 12, 1))
    client, page = sign_in(made.leader), f"/groups/sessions/{made.session.ref}"
    assert "Save the register" not in words_of(client.get(page))
    send(client, page, **{f"told_{made.members[0].ref}": "ill"})
    assert Contact.objects.get().attendance == "2"


def test_a_closed_school_is_said_in_a_sentence(made, page, leader):
    made.school.is_open, made.school.closed_on = False, date(2026, 8, 31)
    made.school.save()
    response = leader.post(page, fields_of(leader.get(page)))
    assert f"{made.school.name} closed on 31 August 2026" in words_of(response)
    assert not Contact.objects.exists()


def test_an_assembly_is_counted(sign_in):
    made = made_group(0, on=YESTERDAY, kind="assembly", function=2, name="Exam stress, Year 11")
    client, page = sign_in(made.leader), f"/groups/sessions/{made.session.ref}"
    assert "Enter how many came" in words_of(send(client, page))
    send(client, page, pupils="180", school_staff="6", minutes="30")
    made.session.refresh_from_db()
    assert (made.session.state, made.session.pupils, made.session.minutes) == ("held", 180, 30)


def test_the_printed_register_has_names_and_nothing_else(made, page, leader):
    words = words_of(leader.get(f"{page}/print"))
    assert "Aaron Millbrook" in words
    assert "Speak in class" not in words
    assert made.people[0].postcode not in words or not made.people[0].postcode


def test_an_assembly_has_no_names_to_print(sign_in):
    made = made_group(0, on=YESTERDAY, kind="assembly", function=2)
    assert sign_in(made.leader).get(f"/groups/sessions/{made.session.ref}/print").status_code == 404


def test_an_administrator_sees_who_came_and_no_note(made, page, leader, sign_in):
    leader.post(
        page, fields_of(leader.get(page)) | {"note": "Ladders in pairs."} | typed(made, 0, note="Sad.")
    )
    words = words_of(sign_in(make.member(made.team, Role.ADMINISTRATOR)).get(page))
    assert "Aaron Millbrook" in words
    assert "Ladders in pairs." not in words
    assert "Sad." not in words
    assert "Save the register" not in words


@pytest.mark.parametrize("role", [Role.SENIOR_MENTAL_HEALTH_LEAD, Role.PROGRAMME, Role.COMMISSIONER])
def test_nobody_outside_the_team_opens_it(made, page, role, sign_in):
    of = made.school if role == Role.SENIOR_MENTAL_HEALTH_LEAD else made.team
    client = sign_in(make.member(of, role))
    assert client.get(page).status_code == 403
    assert client.get("/groups/").status_code == 403


def test_a_group_is_planned_on_open_days(sign_in):
    team = make.team()
    school = make.service(team).school
    for first, last in ((date(2026, 11, 2), date(2026, 12, 18)), (date(2027, 1, 5), date(2027, 2, 12))):
        school.terms.create(name="Term", starts_on=first, ends_on=last, source="The school")
    member = make.member(team, Role.PRACTITIONER)
    client = sign_in(member)
    typed = {"name": "Sleep group", "kind": "group", "school": str(school.urn), "room": "M12"}
    typed |= {"first_on_day": "8", "first_on_month": "12", "first_on_year": "2026", "at": "11:00"}
    response = client.post(
        "/groups/add", fields_of(client.get("/groups/add")) | typed | {"sessions_planned": "4"}
    )
    group = Group.objects.get()
    assert response.url == f"/groups/{group.ref}"
    days = [s.starts_at.date() for s in group.sessions.order_by("number")]
    assert days == [date(2026, 12, 8), date(2026, 12, 15), date(2027, 1, 5), date(2027, 1, 12)]
    assert (group.function, list(group.leaders.all())) == (1, [member])


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"sessions_planned": "0"}, "Enter a number of sessions from 1 to 40"),
        ({"minutes": "1500"}, "Enter minutes from 1 to 720"),
        ({"first_on_day": "6"}, "Sunday"),
        ({"first_on_day": "25"}, "Christmas Day"),
        ({"name": ""}, "Enter a name"),
        ({"at": "soon"}, "time"),
    ],
)
def test_a_group_that_cannot_be_is_refused_in_a_sentence(sign_in, typed, sentence):
    team = make.team()
    client = sign_in(make.member(team, Role.PRACTITIONER))
    ordinary = {"name": "Sleep group", "kind": "class", "at": "11:00", "sessions_planned": "2"}
    ordinary |= {"first_on_day": "8", "first_on_month": "12", "first_on_year": "2026"}
    response = client.post("/groups/add", fields_of(client.get("/groups/add")) | ordinary | typed)
    assert sentence in words_of(response)
    assert not Group.objects.exists()


def test_members_join_from_accepted_requests_and_leave(made, leader):
    person = make.young_person(made.team, first_name="Mirela", school=made.school)
    unasked = make.young_person(made.team, first_name="Unasked", school=made.school)
    referral = make.matched_referral(made.team, young_person=person, school=made.school)
    course = make.course(referral, pathway="group_worries")
    address = f"/groups/{made.group.ref}/members/add"
    words = words_of(leader.get(address))
    assert "Mirela" in words
    assert unasked.first_name not in words
    send(leader, address, people=[person.ref])
    member = GroupMember.objects.get(young_person=person)
    assert (member.joined_on, member.course) == (make.TODAY, course)
    send(leader, f"/groups/members/{member.ref}/leave", left_why="Moved school")
    member.refresh_from_db()
    assert (member.left_on, member.left_why) == (make.TODAY, "Moved school")


def test_a_session_is_moved_cancelled_and_planned_again(made, leader):
    session = GroupSession.objects.create(
        provider=made.group.provider,
        team=made.group.team,
        group=made.group,
        number=4,
        starts_at=made.session.starts_at.replace(month=12, day=1),
        ends_at=made.session.ends_at.replace(month=12, day=1),
    )
    address = f"/groups/sessions/{session.ref}"
    send(leader, f"{address}/cancel", reason="Nobody to lead it")
    assert "Nobody to lead it" in words_of(leader.get(address))
    send(leader, f"{address}/plan", on_day="2", at="10:15", plan="Sleep")
    session.refresh_from_db()
    assert (session.state, session.starts_at.date(), session.plan) == ("planned", date(2026, 12, 2), "Sleep")
    refused = send(leader, f"{address}/plan", plan="What Aaron brings")
    assert "Take the name “Aaron” out of the plan" in words_of(refused)


def test_ending_a_group_cancels_what_is_to_come_and_lets_its_members_go(made, leader):
    send(leader, f"/groups/{made.group.ref}/end")
    made.group.refresh_from_db()
    assert made.group.ended_on == make.TODAY
    assert not made.group.members.filter(left_on=None).exists()
    assert "Ended" in words_of(leader.get(f"/groups/{made.group.ref}"))


def test_the_list_is_narrowed_and_counts_registers_to_record(made, leader):
    words = words_of(leader.get("/groups/"))
    assert "Worries group, Year 8" in words
    assert "Groups 1 to record" in words
    assert "No groups match" in words_of(leader.get("/groups/?q=sleep"))
    assert "Worries group, Year 8" in words_of(leader.get("/groups/?only=to_record&only=mine"))
    leader.post(
        f"/groups/sessions/{made.session.ref}", fields_of(leader.get(f"/groups/sessions/{made.session.ref}"))
    )
    assert "No groups match" in words_of(leader.get("/groups/?only=to_record"))


@pytest.mark.parametrize("what", ["/groups/", "register"])
def test_queries_do_not_grow_with_rows(sign_in, django_assert_max_num_queries, what):
    counts = []
    for count in (3, 30):
        made = made_group(count, on=YESTERDAY)
        for number in range(count // 3):
            Group.objects.create(
                provider=made.group.provider,
                team=made.group.team,
                name=f"G{number}",
                kind="class",
                starts_on=YESTERDAY,
            )
        client = sign_in(made.leader)
        address = what if what != "register" else f"/groups/sessions/{made.session.ref}"
        client.get(address)
        with django_assert_max_num_queries(60) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_questionnaire_is_collected_instead_of_the_goal(made, page, leader):
    response = leader.get(page, {"collects": "gad-7"})
    assert "GAD-7, 0 to 21" in words_of(response)
    sent = fields_of(response) | typed(made, 0, score="14") | typed(made, 1, score="22")
    assert "Enter a score from 0 to 21 for Beatrix Fallowfield" in words_of(leader.post(page, sent))
    leader.post(page, sent | typed(made, 1, score=""))
    score = Score.objects.get()
    assert (score.young_person, score.measure, score.total, score.contact.group_session) == (
        made.people[0],
        "gad-7",
        14,
        made.session,
    )
    again = leader.get(page, {"collects": "gad-7"})
    leader.post(page, fields_of(again) | typed(made, 0, score="12"))
    assert Score.objects.get(superseded_by=None).total == 12
    assert leader.get(page, {"collects": "nonsense"}).status_code == 200


def test_who_joins_without_a_course_of_the_group_gets_one_beside_what_they_have(made, leader):
    person = make.young_person(made.team, first_name="Mirela", school=made.school)
    referral = make.matched_referral(made.team, young_person=person, school=made.school)
    alone = make.course(referral, lead=made.second, pathway="worry")
    send(leader, f"/groups/{made.group.ref}/members/add", people=[person.ref])
    of_group = GroupMember.objects.get(young_person=person).course
    assert of_group != alone
    assert (of_group.pathway, of_group.lead, of_group.sessions_planned) == ("group_worries", made.leader, 6)
    assert set(person.courses.all()) == {alone, of_group}


def test_no_words_that_all_see_name_one_of_them(made, leader):
    somebody = make.young_person(made.team, first_name="Mirela", last_name="Quickthorn")
    change, cancel = f"/groups/{made.group.ref}/change", f"/groups/sessions/{made.session.ref}/cancel"
    add = f"/groups/{made.group.ref}/sessions/add"
    for address, field, what in (
        ("/groups/add", "name", "name of the group"),
        (change, "name", "name of the group"),
        (change, "materials", "materials"),
        (add, "plan", "plan"),
        (cancel, "reason", "reason"),
    ):
        typed = {field: "Ladders of Mirela Quickthorn"} | WHEN
        if address == "/groups/add":
            typed = {"name": typed["name"], "kind": "class", "first_on_day": "1", "at": "11:00"}
            typed |= {"first_on_month": "12", "first_on_year": "2026"}
        assert f"Take the name “{somebody.name}” out of the {what}" in words_of(
            send(leader, address, **typed)
        )
    assert "Take the name “Aaron” out of the reason" in words_of(send(leader, cancel, reason="Aaron is ill"))
    assert "Take the name “Aaron” out of the name" in words_of(send(leader, change, name="Aaron’s group"))


WHEN = {"on_day": "1", "on_month": "12", "on_year": "2026", "at": "10:15"}


def test_a_register_of_one_goes_on_one_record(sign_in):
    made = made_group(1, on=YESTERDAY)
    shown = words_of(sign_in(made.leader).get(f"/groups/sessions/{made.session.ref}"))
    assert "Goes on the one record." in shown


def test_nobody_is_offered_as_leader_who_may_not_record_a_register(made, leader):
    administrator = make.member(made.team, Role.ADMINISTRATOR)
    page = leader.get("/groups/add").content.decode()
    assert made.leader.ref in page
    assert administrator.ref not in page
