"""What the team does with requests that came another way than by the school's own form."""

from datetime import date

from tests.journeys.asking import (
    LEAD,
    SUPERVISOR,
    TEAM,
    a_child,
    address_of,
    asks_for_themselves,
    fills_the_steps,
    reference_on,
    school_of,
)


def test_an_administrator_enters_a_request_that_came_by_telephone_some_days_ago(someone):
    child = a_child()
    administrator = someone().signs_in_as("Administrator", of=TEAM)
    administrator.opens("/requests/").clicks("Add a request")
    administrator.selects("Who asks?", "GP").chooses("Telephone", under="How did it come?")
    administrator.types_day("When did it come?", date(2026, 11, 17))
    administrator.fills("Name of whoever asks", "Dr Imre Ashgrove").clicks("Save and carry on")
    fills_the_steps(administrator, child)
    administrator.sees("Dr Imre Ashgrove").clicks("Add the request")
    administrator.sees("The clock runs from 17 November 2026")

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM).opens(address_of(reference_on(administrator)))
    supervisor.sees("Received 17 November 2026").sees(child.last_name)


def test_a_request_is_linked_to_the_child_who_is_known_already(someone):
    child = a_child(born_in=2013)
    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM)
    adds(supervisor, child)
    record = supervisor.path
    school = school_of(someone().signs_in_as(LEAD))
    reference, _ = asks_for_themselves(someone(width=375, script=False), child, school)

    supervisor.opens(address_of(reference)).sees("Have we met before?").sees(child.name)
    supervisor.clicks("This is them").sees("Linked to the record")
    supervisor.clicks(child.name)
    assert supervisor.path == record


def test_whoever_may_be_the_same_is_shown_before_a_second_record_is_made(someone):
    child = a_child(born_in=2014)
    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM)
    adds(supervisor, child)
    record = supervisor.path
    fills_who(supervisor, child)
    supervisor.sees("Is it one of these?").sees("Nothing is saved yet").sees("May be the same person")
    supervisor.clicks("This is the same person: open")
    assert supervisor.path == record


def test_two_who_change_the_same_record_both_see_what_each_typed(someone):
    child = a_child(born_in=2015)
    first, second = (someone().signs_in_as(role, of=TEAM) for role in (SUPERVISOR, "Administrator"))
    adds(first, child)
    second.opens(first.path)
    for person in (first, second):
        person.clicks("Details").clicks("Change name, birth date or school")
    first.fills("Name they like to be called", "Merlin").clicks("Save")
    second.fills("Name they like to be called", "Wizard").clicks("Save")
    second.sees("What they saved, and what you typed").sees("Merlin").sees("Wizard")
    second.clicks("Save")
    first.opens(second.path).sees("Wizard").does_not_see("Merlin")


def fills_who(person, child):
    person.opens("/young-people/add")
    person.fills("First name", child.first_name).fills("Last name", child.last_name)
    person.types_day("Date of birth", child.born_on)
    person.clicks("Add this child or young person")


def adds(person, child):
    fills_who(person, child)
    person.sees("Added").sees(child.last_name)
