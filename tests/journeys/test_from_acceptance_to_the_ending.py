"""One course from the accepted request to its ending, with a group beside it, told by who gives it."""

import re
from datetime import date

from tests.journeys.asking import a_child
from tests.journeys.test_a_group_beside_a_course import plans
from tests.journeys.test_help_from_start_to_end import asked_by_telephone, begins_a_course

PATHWAY, GOAL = "Worry management", "Stay for the whole test"
FIRST, SECOND, TODAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 24)
GOODBYE = "You kept worry time and stayed for the whole test. Come back whenever you like."


def was_seen(person, record, day, *, gad, goal):
    """A session of a day that is over, which nobody had booked: when it was, then what happened."""
    person.opens(record).clicks("Record another contact").types_day("On which day was it?", day)
    person.fills("When did it begin?", "9am").selects("Where?", "Community clinic").clicks("Carry on")
    person.sees("Now record what happened").chooses("Attended")
    person.fills("GAD-7", str(gad)).fills(GOAL, str(goal))
    person.chooses("None", under="Risk today").chooses("No more", under="Next visit")
    person.fills("Note", "Worry time, and the next step.")
    person.clicks("Save, stay here").sees("saving again corrects it")


def joins_a_group(person, child):
    """A group beside the course: its register is one save."""
    plans(person, f"Worry group of {child.last_name}", "Group with named members", ("23", "11", "2026"))
    person.clicks("Add members")
    person.opens(f"{person.path}?q={child.last_name}")
    person.page.get_by_role("group", name="Who joins?").get_by_role("checkbox").first.check()
    person.types_day("From which day?", date(2026, 11, 23)).clicks("Add to the group").sees(child.name)
    person.clicks("Register").sees("One save makes 1 record").clicks("Save the register")
    person.sees("Register saved").sees("1 of 1 here")


def test_a_course_from_acceptance_to_its_ending_with_a_group_beside_it(someone):
    child = a_child(born_in=2012)
    supervisor, record = asked_by_telephone(someone, child)
    supervisor.clicks("Begin a course of support").sees("Guided self-help for anxiety")
    begins_a_course(supervisor, PATHWAY, lead="education mental health practitioner")
    supervisor.opens(f"{record}/plan").clicks("Set a goal").fills("The goal, in their own words", GOAL)
    supervisor.fills("How near are they", "8").clicks("Set the goal").sees(GOAL)

    was_seen(supervisor, record, FIRST, gad=16, goal=3)
    joins_a_group(supervisor, child)
    supervisor.opens(f"{record}/plan").clicks("End this course")
    supervisor.sees("The outcome cannot be counted yet")
    was_seen(supervisor, record, SECOND, gad=10, goal=7)
    supervisor.opens(record).sees("6 points better").sees("Reliably better")

    supervisor.opens(f"{record}/plan").clicks("End this course").does_not_see(
        "The outcome cannot be counted yet"
    )
    supervisor.types_day("On which day does it end?", TODAY)
    supervisor.page.get_by_role("group", name="Why does it end?").get_by_role("radio").first.check()
    supervisor.fills("The ending plan", "Worry time; the form tutor first.")
    supervisor.fills("For the young person", GOODBYE).fills("For school", "").fills(
        "For a parent or carer", ""
    )
    supervisor.fills("For the GP", "Help for worry has ended.").fills("Which practice", "Elm Grove Surgery")
    supervisor.fills("Its email, or its address", "1 Elm Grove, Sutton SM1 2ZZ")
    supervisor.clicks("See what goes to whom").sees("What goes to whom").sees(GOODBYE)
    supervisor.sees("Help for worry has ended.").clicks("Change the words")
    supervisor.fills("For the GP", "Help for worry has ended, with a plan.").clicks("See what goes to whom")
    supervisor.sees("Help for worry has ended, with a plan.").clicks("End the course and send")
    supervisor.sees("The course has ended")

    supervisor.opens(f"{record}/letters").sees("Elm Grove Surgery")
    supervisor.opens(record).sees("Ended 24 November")
    supervisor.opens(f"{record}/timeline").sees("Ending")
    supervisor.opens(f"{record}/plan").clicks("Open it again").fills(
        "Why does it go on?", "A setback at once"
    )
    supervisor.page.locator("main form").get_by_role("button", name=re.compile("Open it again")).click()
    supervisor.sees("Open again")
    supervisor.opens(record).sees("8 sessions planned").does_not_see("Ended 24 November")
