"""Risk stands on every page, a concern reaches somebody who confirms it, and nobody outside the team reads a word."""

from datetime import date, timedelta

import pytest

from tests import make
from trailblazer.access.models import LogEntry
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import STAFF_ROLES, Role
from trailblazer.alerts.actions import close as close_alert
from trailblazer.alerts.models import Alert
from trailblazer.letters.models import Letter
from trailblazer.referrals.public import links
from trailblazer.safeguarding import actions
from trailblazer.safeguarding.models import Concern, RiskAssessment, SafetyPlan, SchoolRoute
from trailblazer.safeguarding.schedule import (
    say_which_concerns_nobody_has_confirmed,
    say_which_risks_are_to_be_looked_at,
)
from trailblazer.young_people.models import Consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
CANARY = "xylophone"
RISK = {
    "level": "medium",
    "told_on": make.TODAY,
    "what": f"Told me {CANARY}",
    "headline": f"Thoughts of harm {CANARY}",
    "review_on": make.TODAY + timedelta(days=7),
}
CONCERN = {
    "seen_on": make.TODAY,
    "seen_and_said": f"Said that {CANARY}",
    "decision": "share",
    "reason": f"Because {CANARY}",
}


@pytest.fixture
def person(team):
    return make.young_person(team, school=make.service(team).school)


def test_the_flag_stands_on_every_page_of_that_young_person(person, practitioner, sign_in):
    actions.assess_risk(person, by=practitioner, **RISK)
    client = sign_in(practitioner)
    for page in ("", "/agreed", "/who-can-see", "/log", "/notes", "/risk"):
        assert (
            f"Risk: {RISK['headline']}" in client.get(f"/young-people/{person.ref}{page}").content.decode()
        ), page


def test_the_newest_assessment_holds_and_those_before_stay(person, practitioner, sign_in):
    actions.assess_risk(person, by=practitioner, **RISK)
    actions.assess_risk(
        person, by=practitioner, level="none", told_on=make.TODAY, what="Nothing since spring"
    )
    shown = sign_in(practitioner).get(f"/young-people/{person.ref}/risk").content.decode()
    assert "Risk: " not in shown
    assert CANARY in shown
    assert RiskAssessment.objects.count() == 2


def test_what_was_written_about_risk_cannot_be_changed(person, practitioner):
    from django.db import DatabaseError, transaction

    made = actions.assess_risk(person, by=practitioner, **RISK)
    for change in (made.save, made.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "change, says",
    [
        ({"review_on": None}, "looked at again"),
        ({"told_on": make.TODAY + timedelta(days=1)}, "today or earlier"),
        ({"headline": ""}, "must see first"),
        ({"level": "high", "keeps_safe": ""}, "keeps them safe"),
    ],
)
def test_a_risk_that_does_not_stand_together_is_refused_and_nothing_is_written(
    person, practitioner, change, says
):
    with pytest.raises(NotPossible, match=says):
        actions.assess_risk(person, by=practitioner, **(RISK | change))
    assert not RiskAssessment.objects.exists()


def test_a_look_that_is_due_is_one_alert_and_looking_closes_it(person, practitioner, settings):
    actions.assess_risk(person, by=practitioner, **RISK)
    assert say_which_risks_are_to_be_looked_at(progress=None) == 0
    settings.TODAY = make.TODAY + timedelta(days=7)
    assert say_which_risks_are_to_be_looked_at(progress=None) == 1
    assert say_which_risks_are_to_be_looked_at(progress=None) == 0
    later = {**RISK, "told_on": settings.TODAY, "review_on": settings.TODAY + timedelta(days=7)}
    actions.assess_risk(person, by=practitioner, **later)
    assert not Alert.objects.open().filter(kind="risk_review").exists()


def test_nothing_about_risk_is_filled_in_for_anyone(person, practitioner, sign_in):
    actions.assess_risk(person, by=practitioner, **RISK)
    form = sign_in(practitioner).get(f"/young-people/{person.ref}/risk/today").content.decode()
    body = form[form.index("<form method") :]
    assert CANARY not in body
    assert "checked" not in body


def test_an_administrator_learns_that_there_is_risk_and_whom_to_ask(person, team, practitioner, sign_in):
    actions.assess_risk(person, by=practitioner, **RISK)
    client = sign_in(make.member(team, Role.ADMINISTRATOR))
    shown = client.get(f"/young-people/{person.ref}").content.decode()
    assert "Look at risk" in shown
    assert CANARY not in shown
    assert client.get(f"/young-people/{person.ref}/risk").status_code in (403, 404)


def test_a_concern_is_shared_or_not_and_says_why(person, practitioner):
    with pytest.raises(NotPossible, match="why"):
        actions.record_concern(person, by=practitioner, **(CONCERN | {"reason": " "}))
    kept = actions.record_concern(person, by=practitioner, **(CONCERN | {"decision": "not_share"}))
    assert kept.decision == "not_share"
    assert not Alert.objects.exists()


def test_a_shared_concern_is_somebodys_until_it_is_confirmed(person, practitioner):
    concern = actions.record_concern(person, by=practitioner, **CONCERN)
    assert Alert.objects.open().filter(kind="safeguarding", about=concern.ref).count() == 1
    with pytest.raises(NotPossible, match="Nobody has confirmed"):
        actions.close_concern(concern, by=practitioner, words="Done")
    told = actions.tell(concern, by=practitioner, whom="dsl", name="Ms Holt", how="telephone")
    assert Alert.objects.open().filter(kind="safeguarding").exists()
    actions.note_receipt(told, by=practitioner, words="Has it, rings social care")
    assert not Alert.objects.open().filter(kind="safeguarding").exists()
    with pytest.raises(NotPossible, match="already"):
        actions.note_receipt(told, by=practitioner, words="Again")
    assert actions.close_concern(concern, by=practitioner, words="School has it").closed_on == make.TODAY


def routed(person, practitioner):
    return actions.keep_route(
        SchoolRoute(school=person.school),
        by=practitioner,
        lead_name="Ms Holt",
        lead_telephone="020 7946 0101",
        lead_email="lead@school.example",
    )


def test_the_message_to_the_school_names_nobody_and_quiet_mode_does_not_hold_it(person, practitioner):
    common = {"provider": person.provider, "young_person": person}
    make.quiet(person, practitioner)
    Consent.objects.create(
        **common, purpose="tell_school", answer="refused", given_by="young_person", happened_on=make.TODAY
    )
    routed(person, practitioner)
    actions.record_concern(person, by=practitioner, **CONCERN, tell_lead=True)
    letter = Letter.objects.get()
    assert letter.state == Letter.State.QUEUED
    text = f"{letter.subject} {letter.body}"
    assert not {word for word in (person.first_name, person.last_name, CANARY) if word in text}


def test_without_a_known_lead_nothing_is_written_and_the_sentence_says_what_to_do(person, practitioner):
    with pytest.raises(NotPossible, match="Ring the school"):
        actions.record_concern(person, by=practitioner, **CONCERN, tell_lead=True)
    assert not Concern.objects.exists()


PLAN = {"warning_signs": f"I stop talking {CANARY}", "what_i_can_do": "Music"}


def test_two_who_change_a_safety_plan_at_once_see_both_and_lose_nothing(person, practitioner, team, sign_in):
    plan = actions.make_safety_plan(person, by=practitioner, **PLAN)
    actions.change_safety_plan(plan, by=practitioner, version=1, **(PLAN | {"what_i_can_do": "Walk the dog"}))
    with pytest.raises(StaleSave):
        actions.change_safety_plan(plan, by=practitioner, version=1, **(PLAN | {"what_i_can_do": "Draw"}))
    client = sign_in(make.member(team, Role.PRACTITIONER))
    typed = {"submission_key": "a" * 32, "version": "1", "what_i_can_do": "Draw", "warning_signs": "I hide"}
    shown = client.post(f"/young-people/{person.ref}/safety-plan", typed).content.decode()
    assert "Walk the dog" in shown
    assert "Draw" in shown
    assert SafetyPlan.objects.get().what_i_can_do == "Walk the dog"


def test_an_empty_safety_plan_is_none(person, practitioner):
    with pytest.raises(NotPossible, match="at least one part"):
        actions.make_safety_plan(person, by=practitioner, warning_signs=" ")


def test_the_copy_for_the_young_person_says_nothing_about_risk(person, practitioner, sign_in):
    actions.assess_risk(person, by=practitioner, **(RISK | {"headline": "Secret headline"}))
    actions.make_safety_plan(person, by=practitioner, **PLAN)
    shown = sign_in(practitioner).get(f"/young-people/{person.ref}/safety-plan/print").content.decode()
    assert "I stop talking" in shown
    assert "Secret headline" not in shown


def test_not_a_word_reaches_anybody_outside(person, team, practitioner, sign_in):
    """School, administrators, other teams and other providers: on no page that they can open."""
    referral = make.referral(team, school=person.school, young_person=person)
    actions.assess_risk(person, by=practitioner, **RISK)
    routed(person, practitioner)
    actions.record_concern(person, by=practitioner, **CONCERN, tell_lead=True)
    actions.make_safety_plan(person, by=practitioner, **PLAN)
    barred = [
        make.member(person.school),
        make.member(team, Role.ADMINISTRATOR),
        make.member(make.team(team.organisation.provider), Role.SUPERVISOR),
        make.member(make.team(), Role.SUPERVISOR),
    ]
    pages = [
        "/",
        "/requests/",
        f"/requests/{referral.ref}",
        "/alerts/",
        "/letters/",
        f"/schools/{person.school.urn}",
        "/caseload/everyone",
        *(
            f"/young-people/{person.ref}{tail}"
            for tail in ("", "/risk", "/safety-plan", "/safety-plan/print", "/concern")
        ),
    ]
    leaks = []
    for member in barred:
        client = sign_in(member)
        for page in pages:
            response = client.get(page, follow=True)
            if CANARY in response.content.decode():
                leaks.append((member.role, page))
    assert leaks == []


def test_reading_about_risk_is_in_the_log(person, practitioner, sign_in):
    concern = actions.record_concern(person, by=practitioner, **CONCERN)
    sign_in(practitioner).get(f"/young-people/{person.ref}/risk")
    looks = LogEntry.objects.filter(kind="look", what="risk and concerns read")
    assert concern.ref in looks.get().records


def test_the_questions_do_not_grow_with_what_was_written(
    person, practitioner, sign_in, django_assert_max_num_queries
):
    client, counts = sign_in(practitioner), []
    client.get(f"/young-people/{person.ref}/risk")
    for _ in range(2):
        for _ in range(4):
            concern = actions.record_concern(person, by=practitioner, **CONCERN)
            actions.tell(concern, by=practitioner, whom="dsl", receipt="Has it")
            actions.assess_risk(person, by=practitioner, **RISK)
        with django_assert_max_num_queries(60) as seen:
            client.get(f"/young-people/{person.ref}/risk")
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.ADMINISTRATOR}))
def test_everyone_who_helps_may_record_a_concern(person, team, role):
    made = actions.record_concern(person, by=make.member(team, role), **CONCERN)
    assert made.seen_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    "whom, is_answered", [("dsl", True), ("police", True), ("parent", False), ("gp", False)]
)
def test_only_who_can_carry_it_on_ends_the_watch(person, practitioner, whom, is_answered):
    concern = actions.record_concern(person, by=practitioner, **CONCERN)
    actions.tell(concern, by=practitioner, whom=whom, receipt="Has it")
    assert Alert.objects.open().filter(kind="safeguarding").exists() is not is_answered
    if not is_answered:
        with pytest.raises(NotPossible, match="Nobody has confirmed"):
            actions.close_concern(concern, by=practitioner, words="Done")


def test_an_alert_closed_by_hand_comes_back_until_somebody_has_the_concern(person, practitioner):
    concern = actions.record_concern(person, by=practitioner, **CONCERN)
    close_alert(Alert.objects.get(), by=practitioner, what_was_done="Looked")
    assert say_which_concerns_nobody_has_confirmed(progress=None) == 1
    assert say_which_concerns_nobody_has_confirmed(progress=None) == 0
    actions.tell(concern, by=practitioner, whom="dsl", receipt="Has it")
    assert say_which_concerns_nobody_has_confirmed(progress=None) == 0


def test_whom_it_was_told_is_noted_with_the_moment(person, practitioner, sign_in):
    concern = actions.record_concern(person, by=practitioner, **CONCERN)
    client, form = sign_in(practitioner), {"whom": "dsl", "how": "telephone", "told_time": "9.15am"}
    day = {"told_on_day": "23", "told_on_month": "11", "told_on_year": "2026"}
    client.post(f"/concerns/{concern.ref}/tell", {**form, **day, "submission_key": "b" * 32})
    assert concern.told.get().told_at.isoformat() == "2026-11-23T09:15:00+00:00"
    later = {**form, **day, "told_on_day": "25", "name": "Ms Holt", "submission_key": "c" * 32}
    shown = client.post(f"/concerns/{concern.ref}/tell", later).content.decode()
    assert "now or earlier" in shown
    assert "Ms Holt" in shown
    assert concern.told.count() == 1


def test_a_form_that_is_refused_keeps_every_word(person, practitioner, sign_in):
    client = sign_in(practitioner)
    typed = {"seen_and_said": f"All of it {CANARY}", "reason": "", "submission_key": "d" * 32}
    shown = client.post(f"/young-people/{person.ref}/concern", typed).content.decode()
    assert f"All of it {CANARY}" in shown
    assert "Enter why it is shared, or why not" in shown
    risky = {"what": f"Long words {CANARY}", "level": "high", "submission_key": "e" * 32}
    shown = client.post(f"/young-people/{person.ref}/risk/today", risky).content.decode()
    assert f"Long words {CANARY}" in shown


def test_family_school_and_gp_read_nothing_of_it_in_any_letter_or_on_the_status_page(
    person, team, practitioner, client
):
    referral = make.referral(team, school=person.school, young_person=person)
    secret = links.issue(referral)
    before = set(Letter.objects.values_list("pk", flat=True))
    actions.assess_risk(person, by=practitioner, **RISK)
    routed(person, practitioner)
    actions.record_concern(person, by=practitioner, **CONCERN, tell_lead=True)
    written = Letter.objects.exclude(pk__in=before)
    assert [letter.recipient_kind for letter in written] == ["school"]
    assert not any(CANARY in f"{one.subject} {one.body} {one.address}" for one in written)
    shown = client.get(f"/status/{secret}", follow=True).content.decode()
    assert "Your request" in shown
    assert CANARY not in shown


def test_who_can_see_what_says_it_rightly(person, practitioner, sign_in):
    shown = sign_in(practitioner).get(f"/young-people/{person.ref}/who-can-see").content.decode()
    assert "Risk and concerns" in shown
    assert "Administrators read nothing of it: they see only that there is a risk" in shown


def test_the_school_page_says_whom_a_concern_reaches_and_only_the_team_keeps_it(
    person, team, practitioner, sign_in
):
    page = f"/schools/{person.school.urn}"
    client = sign_in(practitioner)
    assert "Write it down" in client.get(page).content.decode()
    routed(person, practitioner)
    assert "Ms Holt" in client.get(page).content.decode()
    other = make.member(make.team(team.organisation.provider), Role.PRACTITIONER)
    assert "Ms Holt" not in sign_in(other).get(page).content.decode()
    with pytest.raises(NotPossible, match="serves the school"):
        routed(person, other)


def test_a_stale_save_of_the_safeguarding_lead_shows_both(person, practitioner, sign_in):
    route = routed(person, practitioner)
    actions.keep_route(
        route,
        by=practitioner,
        version=1,
        lead_name="Mr Reed",
        lead_telephone="020 7946 0102",
    )
    typed = {
        "submission_key": "f" * 32,
        "version": "1",
        "lead_name": "Ms New",
        "lead_telephone": "020 7946 0103",
    }
    shown = sign_in(practitioner).post(f"/schools/{person.school.urn}/safeguarding", typed).content.decode()
    assert "Mr Reed" in shown
    assert "Ms New" in shown


@pytest.mark.parametrize(
    "form, page, typed, sends",
    [
        ("concern", "concern", {"seen_and_said": f"Half {CANARY}", "kinds": ["neglect"]}, CONCERN),
        ("risk", "risk/today", {"what": f"Half {CANARY}", "level": "high"}, RISK),
        ("safety_plan", "safety-plan", {"warning_signs": f"Half {CANARY}"}, PLAN),
    ],
)
def test_a_form_that_was_left_is_there_again_for_who_wrote_it_and_for_nobody_else(
    person, team, practitioner, sign_in, form, page, typed, sends
):
    client, address = sign_in(practitioner), f"/young-people/{person.ref}/{page}"
    kept = client.post("/unsent/save", {"unsent_form": form, "unsent_about": person.ref, **typed})
    assert kept.status_code == 204
    shown = client.get(address).content.decode()
    assert f"Half {CANARY}" in shown
    assert "What you wrote before is back" in shown
    assert CANARY not in sign_in(make.member(team, Role.PRACTITIONER)).get(address).content.decode()
    act = {"concern": actions.record_concern, "risk": actions.assess_risk}.get(form, actions.make_safety_plan)
    act(person, by=practitioner, **sends)
    assert "is back" not in client.get(address).content.decode(), "what was sent is not kept beside it"
