"""The first whole journey, told by the people in it: a school's lead asks, a supervisor decides, the lead reads."""

from playwright.sync_api import expect

from tests.journeys.asking import (
    LEAD,
    OTHER_TEAM,
    SUPERVISOR,
    TEAM,
    a_child,
    address_of,
    asks,
    fills_a_request,
)

REASON = "The family waited a year and a therapist will sit in on the first two sessions."
PRACTITIONER = "Education mental health practitioner"


def test_a_lead_asks_a_supervisor_overrides_the_advice_and_the_lead_reads_the_answer(someone):
    child = a_child()
    lead = someone().signs_in_as(LEAD)
    reference = asks(lead, child)

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM)
    supervisor.opens(f"/requests/?stage=all&q={reference}").clicks(child.name)
    supervisor.sees("Scope advice").sees("rule 14")
    supervisor.chooses("Accept for one-to-one help").selects("Who will help", PRACTITIONER)
    supervisor.clicks("Carry on to the answer").sees("Enter your reason")
    supervisor.fills("Reason", REASON).clicks("Carry on to the answer")
    answer = supervisor.page.get_by_label("The answer, exactly as it will be sent")
    answer.fill(answer.input_value() + "\n\nKeep the lunch pass until we meet.")
    supervisor.clicks("Save decision and send answer").sees(REASON)

    lead.opens("/requests/").clicks(child.as_school_lists_them)
    lead.sees("Keep the lunch pass until we meet.").does_not_see(REASON)


def test_another_school_and_another_team_find_nothing(someone):
    child = a_child()
    path = address_of(asks(someone().signs_in_as(LEAD), child))

    for stranger in (
        someone().signs_in_as(LEAD, nth=2),
        someone().signs_in_as(SUPERVISOR, of=OTHER_TEAM),
    ):
        stranger.finds_nothing_at(path).does_not_see(child.last_name)
        stranger.opens(f"/requests/?q={child.last_name}").does_not_see(child.as_school_lists_them)
    other_team = stranger
    other_team.finds_nothing_at(f"{path}/history").does_not_see(child.last_name)


def test_the_same_form_sent_twice_makes_one_request(someone):
    child = a_child()
    lead = someone().signs_in_as(LEAD)
    fills_a_request(lead, child)
    form = lead.page.locator("main form", has_text="Send the request")
    typed = form.evaluate("form => Object.fromEntries(new FormData(form))")
    answers = [lead.page.request.post(lead.page.url, form=typed) for _ in range(2)]
    assert [answer.ok for answer in answers] == [True, True]
    assert answers[0].url == answers[1].url

    lead.opens(f"/requests/?q={child.last_name}")
    expect(lead.page.get_by_role("link", name=child.as_school_lists_them)).to_have_count(1)


def test_a_decision_made_meanwhile_is_not_overwritten_and_both_are_shown(someone):
    path = address_of(asks(someone().signs_in_as(LEAD), a_child()))
    first, second = (someone().signs_in_as(role, of=TEAM).opens(path) for role in (SUPERVISOR, "Team lead"))

    first.chooses("Ask for more information").fills("What do you need to know", "Does he eat at home?")
    first.clicks("Carry on to the answer").clicks("Save decision and send answer")
    first.sees("Question sent")

    second.chooses("Give advice and close").fills(
        "Advice, with named next steps", "Let them sit by the door at lunch."
    )
    second.clicks("Carry on to the answer").clicks("Save decision and send answer")
    second.sees("Someone else changed this while you were writing")
    second.sees("As it is now").sees("What you chose").sees("Give advice and close")
    second.sees("Let them sit by the door at lunch.")

    first.opens(path).does_not_see("Let them sit by the door at lunch.")


def test_a_lead_adds_words_and_then_withdraws(someone):
    child = a_child()
    lead = someone().signs_in_as(LEAD)
    path = address_of(asks(lead, child))
    lead.opens(path).fills("add", "Grandmother came to live with them.").clicks("Add this")
    lead.sees("Added. The team reads it").sees("Grandmother came to live with them.")
    lead.clicks("Withdraw this request").clicks("Withdraw the request").sees("Withdrawn")

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM).opens(path)
    supervisor.sees("Withdrawn").sees("Grandmother came to live with them.")
