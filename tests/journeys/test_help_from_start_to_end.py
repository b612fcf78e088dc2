"""The whole help: a course begins, a plan is agreed, sessions are recorded, and it ends in words that were seen."""

from datetime import date

from tests.journeys.asking import SUPERVISOR, TEAM, a_child, address_of, fills_the_steps, reference_on

PRACTITIONER, ADMINISTRATOR = "Education mental health practitioner", "Administrator"
ASKED = date(2026, 11, 9)


def asked_by_telephone(someone, child, team=TEAM, by=("GP", "Dr Imre Ashgrove", ""), school=""):
    """A request of two weeks ago, entered, accepted and put on a new record. Gives the address of the record.

    `by` is who asked: as what, their name and their email.
    """
    who, name, email = by
    administrator = someone().signs_in_as(ADMINISTRATOR, of=team).opens("/requests/").clicks("Add a request")
    administrator.selects("Who asks?", who).chooses("Telephone", under="How did it come?")
    administrator.types_day("When did it come?", ASKED)
    if school:
        administrator.selects("School", school)
    administrator.fills("Name of whoever asks", name).fills("Email", email).clicks("Save and carry on")
    fills_the_steps(administrator, child)
    administrator.clicks("Add the request")
    supervisor = someone().signs_in_as(SUPERVISOR, of=team).opens(address_of(reference_on(administrator)))
    supervisor.chooses("Accept for one-to-one help").selects("Who will help", PRACTITIONER)
    supervisor.fills("Reason", "A therapist sits in.").clicks("Carry on to the answer")
    supervisor.clicks("Save decision and send answer").clicks("Make a record")
    supervisor.clicks("Make the record and link the request").clicks(child.name)
    return supervisor, supervisor.path


def begins_a_course(person, pathway, lead=""):
    person.chooses(pathway)
    if lead:
        box = person.page.get_by_label("Who helps")
        option = box.locator("option", has_text=lead).first.inner_text()
        box.select_option(label=option)
    box = person.page.get_by_label("Why this, where age or role lies outside")
    box.fill("Agreed in supervision.")
    person.clicks("Begin", exact=True).sees("Begun")


def writes_and_agrees_the_plan(person, record):
    person.opens(f"{record}/plan").clicks("Write the plan")
    person.fills("The main difficulty", "Worries keep growing before tests.")
    person.page.locator("textarea[name=what_we_will_do]").fill("Eight sessions, worry time each day.")
    person.fills("The plan in plain words", "We meet each week and try small steps.").clicks("Save")
    person.sees("Not agreed yet").clicks("Agree the plan")
    person.types_day("On which day was it agreed?", date(2026, 11, 24))
    person.chooses("The young person", under="Who agreed?").clicks("Agreed", exact=True)
    person.sees("Agreed, and counted").sees("Agreed on 24 November 2026")


def holds_the_triage_call(person, record):
    """Everything is asked, and everything agreed to."""
    person.opens(f"{record}/plan").clicks("Triage call, step by step").clicks("Begin the call")
    person.sees("step 1 of")
    for _ in range(6):
        for box in person.page.locator("main form input[type=checkbox]").all():
            box.check()
        for group in person.page.locator("main form fieldset").all():
            group.get_by_role("radio").first.check()
        person.clicks("Save and")
    person.sees("Everything was asked")


def writes_down_the_consents(person, who):
    person.chooses(who).clicks("Finish and write down the consents").sees("Call finished")


def test_a_course_with_a_plan_a_goal_and_a_flag_that_stands_everywhere(someone):
    child = a_child(born_in=2012)
    supervisor, record = asked_by_telephone(someone, child)
    supervisor.clicks("Begin a course of support").sees("Guided self-help for anxiety")
    begins_a_course(supervisor, "Worry management", lead="education mental health practitioner")

    writes_and_agrees_the_plan(supervisor, record)
    supervisor.clicks("Set a goal").fills("The goal, in their own words", "Stay for the whole test")
    supervisor.fills("How near are they", "2").clicks("Set the goal").sees("Stay for the whole test")

    other = supervisor.path
    supervisor.clicks("Add", exact=True).chooses("School").fills("What they do", "A seat by the door")
    supervisor.page.locator("main form").get_by_role("button", name="Add").click()
    supervisor.sees("A seat by the door").sees("Lead worker: ")
    supervisor.opens(other).clicks("The copy that").sees("We meet each week").does_not_see(
        "Worries keep growing"
    )

    supervisor.opens(f"{record}/risk/today").chooses("Medium").fills(
        "What must everybody", "Said life is hard"
    )
    supervisor.fills("What was seen and said", "No plan, no means.")
    supervisor.types_day("When is it looked at again?", date(2026, 12, 1)).clicks("Save")
    for page in (record, f"{record}/plan", f"{record}/notes", f"{record}/details"):
        supervisor.opens(page).sees("Risk: Said life is hard")
    administrator = someone().signs_in_as(ADMINISTRATOR, of=TEAM).opens(record)
    administrator.sees("Look at risk").does_not_see("Said life is hard")
    assert administrator.opens(f"{record}/risk").status in (403, 404)


def test_the_triage_call_goes_step_by_step_and_becomes_consents(someone):
    child = a_child(born_in=2009)
    supervisor, record = asked_by_telephone(someone, child)
    holds_the_triage_call(supervisor, record)
    writes_down_the_consents(supervisor, child.first_name)
    supervisor.opens(f"{record}/agreed").sees("Messages by email").sees("Agreed")
