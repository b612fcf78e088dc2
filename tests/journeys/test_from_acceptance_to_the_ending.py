"""One course from the accepted request to its ending and a little further, with a group beside it.

Told by a mother who rings, the supervisor who gives the course away, and the practitioner who has it. What took
place is recorded on days that are over, so that the story can be told at any hour.
"""

from datetime import date

from tests.journeys.asking import a_child
from tests.journeys.test_a_group_beside_a_course import plans
from tests.journeys.test_help_from_start_to_end import (
    PRACTITIONER,
    asked_by_telephone,
    begins_a_course,
    holds_the_triage_call,
    writes_and_agrees_the_plan,
    writes_down_the_consents,
)

PATHWAY, GOAL, SCHOOL = "Worry management", "Stay for the whole test", "Redstart School"
MOTHER, HER_EMAIL = "Imelda Ashgrove", "imelda.ashgrove@home.example"
FIRST, SECOND, TODAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 24)
NOT_YET = "The outcome cannot be counted yet"
WORDS = {
    "For the young person": "You kept worry time and stayed for the whole test. Come back whenever you like.",
    "For a parent or carer": "Thank you for bringing worry time home.",
    "For school": "Help has ended. Please keep the seat by the door.",
    "For the GP": "Eight weeks of worry management have ended.",
}


def gives_the_course(supervisor, record):
    """From the catalogue, to a practitioner with room. Gives who has it now."""
    supervisor.opens(record).clicks("Begin a course of support").sees("Usually 6 to 8 of 45 minutes")
    begins_a_course(supervisor, PATHWAY)
    supervisor.opens(f"{record}/plan").sees("Nobody has this course yet").clicks("Who has had it")
    supervisor.clicks("Give it to someone").sees("1 course")
    box = supervisor.page.get_by_label("Give to")
    with_room = box.locator("option", has_text=f", {PRACTITIONER.lower()}: ").filter(has_text="room for")
    words = with_room.first.inner_text()
    box.select_option(label=words)
    supervisor.fills("Why", "Has room on Thursdays").clicks("Give", exact=True).sees("Given.")
    return words.split(",")[0]


def agrees_in_the_call(person, record):
    """Of the mother who rang nothing was known but how to reach her: that she may agree is recorded on the way."""
    holds_the_triage_call(person, record)
    finishing = person.path
    person.sees(f"{MOTHER} may not agree to help").clicks(f"Change what is known of {MOTHER}")
    person.selects("Who they are to the child", "Mother")
    person.chooses("Yes", under="May agree to help for the child").clicks("Save")
    person.opens(finishing).does_not_see("may not agree to help")
    writes_down_the_consents(person, MOTHER)


def books_the_next(person, record):
    """One of the times that are offered. Gives the address of the contact."""
    person.opens(record).clicks("Book a contact")
    person.page.get_by_role("group", name="When?").get_by_role("radio").first.check()
    person.clicks("Book the contact").sees("The contact is booked.")
    return person.page.locator("tr", has_text="Booked").first.get_by_role("link").get_attribute("href")


def was_seen(person, record, day, *, gad, goal, then="No more"):
    """A session of a day that is over, which nobody had booked: when it was, then what happened."""
    person.opens(record).clicks("Record another contact").types_day("On which day was it?", day)
    person.fills("When did it begin?", "9am").selects("Where?", "Community clinic").clicks("Carry on")
    person.sees("Now record what happened").chooses("Attended")
    person.fills("GAD-7", str(gad)).fills(GOAL, str(goal))
    person.chooses("None", under="Risk today")
    person.page.get_by_role("group", name="Next visit").get_by_label(then).first.check()
    person.fills("Note", "Worry time, and the next step.")
    person.clicks("Save, stay here").sees("saving again corrects it")


def joins_a_group(person, child):
    """A group beside the course: its register is one save."""
    plans(
        person,
        f"Worry group of {child.last_name}",
        "Group with named members",
        ("23", "11", "2026"),
        at="8am",
    )
    person.clicks("Add members")
    person.opens(f"{person.path}?q={child.last_name}")
    person.page.get_by_role("group", name="Who joins?").get_by_role("checkbox").first.check()
    person.types_day("From which day?", date(2026, 11, 23)).clicks("Add to the group").sees(child.name)
    person.clicks("Register").sees("One save makes 1 record").clicks("Save the register")
    person.sees("Register saved").sees("1 of 1 here")


def writes_the_ending(person, words):
    person.types_day("On which day does it end?", TODAY).chooses("Help completed")
    person.fills("The ending plan", "Worry time; the form tutor first.")
    for label, said in words.items():
        person.fills(label, said)
    person.fills("Which practice", "Elm Grove Surgery")
    person.fills("Its email, or its address", "1 Elm Grove, Sutton SM1 2ZZ")


def goes(person, whom, by, words):
    """In the preview these words go to them by this way, exactly so."""
    heading = person.page.get_by_role("heading", level=2, name=f"{whom}: ")
    shown = person.page.locator("main section").filter(has=heading)
    text = shown.inner_text()
    assert "Goes" in text, text
    assert by in text, text
    assert shown.locator(".tb-words").inner_text() == words


def tries_to_end_too_early(person, record, booked):
    """A contact is booked, and one score makes no pair: each is said at its place, and nothing typed is lost."""
    person.opens(f"{record}/plan").clicks("End this course").sees(NOT_YET).sees("Contacts are still booked")
    writes_the_ending(person, WORDS)
    person.clicks("See what goes to whom").sees("Record, move or cancel them first")
    person.opens(booked).clicks("cancel this contact").chooses("The young person or family")
    person.page.get_by_label("Why?").select_option(index=1)
    person.clicks("Cancel the contact").sees("The contact is cancelled.")
    person.opens(f"{record}/plan").clicks("End this course").does_not_see("Contacts are still booked")
    writes_the_ending(person, WORDS)
    person.clicks("See what goes to whom").sees("Collect it first, or enter why it ends without")
    assert person.page.get_by_label("For school").input_value() == WORDS["For school"]


def test_a_course_from_acceptance_to_its_ending_with_a_group_beside_it(someone):
    child = a_child(born_in=2012)
    supervisor, record = asked_by_telephone(
        someone, child, by=("Parent or carer", MOTHER, HER_EMAIL), school=SCHOOL
    )
    name = gives_the_course(supervisor, record)

    practitioner = someone().signs_in_as(PRACTITIONER, of=name)
    practitioner.opens("/caseload/").sees(child.name).opens(record).sees("Help has not started: day 15")
    agrees_in_the_call(practitioner, record)
    practitioner.opens(f"{record}/reach").fills("Email", "worrier@home.example").clicks("Save")
    writes_and_agrees_the_plan(practitioner, record)
    practitioner.clicks("Set a goal").fills("The goal, in their own words", GOAL)
    practitioner.fills("How near are they", "2").clicks("Set the goal").sees(GOAL)

    booked = books_the_next(practitioner, record)
    was_seen(practitioner, record, FIRST, gad=16, goal=3, then="booked")
    joins_a_group(practitioner, child)
    tries_to_end_too_early(practitioner, record, booked)
    was_seen(practitioner, record, SECOND, gad=10, goal=7)
    practitioner.opens(record).sees("6 points better").sees("Reliably better")

    practitioner.opens(f"{record}/plan").clicks("End this course").does_not_see(NOT_YET)
    writes_the_ending(practitioner, WORDS)
    practitioner.clicks("See what goes to whom").sees("What goes to whom").sees("help completed")
    ways = ("worrier@home.example", HER_EMAIL, "By email", "By post, to 1 Elm Grove")
    for (whom, words), by in zip(WORDS.items(), ways, strict=True):
        goes(practitioner, whom, by, words)
    more = WORDS["For the GP"] + " GAD-7 went from 16 to 10."
    practitioner.clicks("Change the words").fills("For the GP", more).clicks("See what goes to whom")
    goes(practitioner, "For the GP", "By post, to 1 Elm Grove", more)
    practitioner.clicks("End the course and send").sees("The course has ended")

    practitioner.opens(f"{record}/letters").sees("Elm Grove Surgery").sees(MOTHER)
    practitioner.opens(record).sees("Ended 24 November")
    practitioner.opens(f"{record}/timeline").sees("Ending")
    practitioner.opens("/caseload/").does_not_see(child.name)
    supervisor.opens("/caseload/team").sees("All accounted for")

    # Within five days it is the same spell: the same course and the same clock go on.
    practitioner.opens(f"{record}/plan").sees("help completed").clicks("Open it again")
    practitioner.sees("Within five days of its end it is the same spell")
    practitioner.fills("Why does it go on?", "A setback at once")
    practitioner.page.locator("main form").get_by_role("button", name="Open it again").click()
    practitioner.sees("The course is open again").does_not_see("Ended 24 November")
    practitioner.opens("/caseload/").sees(child.name)
    supervisor.opens("/caseload/team").sees("All accounted for")
