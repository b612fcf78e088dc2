"""Nobody falls between services: a hand-over that comes back, and a child who goes to the secondary school's team."""

from datetime import date

from tests.journeys.asking import LEAD, OTHER_TEAM, SUPERVISOR, TEAM, a_child, address_of, asks

PRACTITIONER = "Education mental health practitioner"
SERVICE = "Larkmere specialist CAMHS"


def accepts(someone, child):
    """A request is accepted and linked to a new record. Gives the supervisor at the record, and the reference."""
    reference = asks(someone().signs_in_as(LEAD), child)
    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM).opens(address_of(reference))
    supervisor.chooses("Accept for one-to-one help").selects("Who will help", PRACTITIONER)
    supervisor.fills("Reason", "A therapist sits in.").clicks("Carry on to the answer")
    supervisor.clicks("Save decision and send answer").clicks("Make a record")
    supervisor.clicks("Make the record and link the request").clicks(child.name)
    return supervisor, reference


def hands_over(person, child, service, kind):
    person.chooses(kind).fills("Which service?", service).fills("Email", "hello@larkmere.example")
    person.selects("Why?", "More complex than brief help can meet")
    person.fills("What they need to know", "Eats little since September.")
    person.chooses(f"{child.first_name} agrees now").clicks("Read what goes")
    person.sees("Nothing is saved yet").sees("Eats little since September.").sees(child.name)
    person.clicks("Hand over", exact=True).sees("The letter is in the outbox")


def hears(person, answer, next_step=""):
    person.clicks("Record what you heard").chooses(answer)
    if next_step:
        person.fills("In a sentence", "A nurse rang.").fills("what happens next", next_step)
    person.clicks("Save")


def test_a_hand_over_is_declined_and_another_is_handed_back(someone):
    child = a_child(born_in=2009)
    supervisor, reference = accepts(someone, child)
    supervisor.clicks("Hand over", exact=True)
    hands_over(supervisor, child, SERVICE, "Hand over to a specialist NHS service")
    supervisor.sees("Their clock").sees("Day 0 of 28").sees("Our clock")

    hears(supervisor, "Said no")
    supervisor.sees("Enter what happens next: they have come back to us")
    supervisor.fills("what happens next", "Ring the family on Friday").clicks("Save")
    supervisor.sees("They have come back to us").sees("Ring the family on Friday")
    first = supervisor.path

    supervisor.opens(f"/requests/?stage=all&q={reference}").sees("Ring the family on Friday")
    supervisor.opens("/hand-overs/?list=back").sees(child.name)
    supervisor.opens("/tasks").sees("Ring the family on Friday")

    supervisor.opens(first).clicks("Hand over to another service")
    hands_over(supervisor, child, "Harbour counselling", "Hand over to another service")
    hears(supervisor, "Accepted")
    supervisor.sees("Accepted")
    hears(supervisor, "Handed back", next_step="See them here again, with a therapist")
    supervisor.sees("They have come back to us").sees("See them here again, with a therapist")

    supervisor.clicks("Nothing more is owed").fills("Why is nothing more owed", "We help them here again")
    supervisor.clicks("Settle it").sees("We help them here again")
    supervisor.clicks("Record of").sees(f"{SERVICE}: said no")


def secondary_of(other_team):
    """A secondary school that the other team serves: its name and town."""
    other_team.opens("/teams/").clicks(OTHER_TEAM, exact=True)
    row = other_team.page.get_by_role("rowheader").filter(has_text="Secondary").first
    town = row.locator("span").inner_text().split(", ")[-1]
    return f"{row.get_by_role('link').inner_text()} {town}"


def test_a_year_6_is_handed_to_the_team_of_the_secondary_school(someone):
    child = a_child(born_in=2016)
    supervisor, _ = accepts(someone, child)
    record = supervisor.path
    there = someone().signs_in_as(SUPERVISOR, of=OTHER_TEAM)
    school = secondary_of(there)

    supervisor.opens(f"{record}/hand-overs").clicks("Add a change").selects(
        "What changes?", "Year 6 to Year 7"
    )
    supervisor.types_day("From which day?", date(2027, 9, 1)).clicks("Add", exact=True)
    supervisor.clicks("Plan what comes next").fills("Next school", school)
    supervisor.fills("What is planned?", "A visit in July").clicks("Save the plan")
    supervisor.sees("another team of ours").clicks(f"Hand over to {OTHER_TEAM}")
    supervisor.fills("What they need to know", "Likes to draw before talking.")
    supervisor.chooses("Nobody: it is sent without").fills("why is it sent without", "Asked, no answer yet")
    supervisor.clicks("Read what goes").sees("nothing else of the record until it accepts")
    supervisor.clicks("Hand over", exact=True).sees("The other team sees it now")

    there.finds_nothing_at(record)
    there.opens("/hand-overs/to-us").sees(child.name).clicks(f"{child.name}")
    there.sees("Likes to draw before talking.").clicks("Accept with a named person")
    there.page.get_by_label("Who has them from now on?").select_option(index=1)
    there.chooses("Now", under="When do they come to your team?").clicks("Accept", exact=True).sees(
        "Accepted"
    )
    there.clicks("Record of").sees(child.name)
    supervisor.finds_nothing_at(record)
