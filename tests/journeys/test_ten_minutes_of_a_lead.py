"""Ten minutes of a school's lead: a worry, who could help, asking, who helps besides, who is back in school, and the
page for governors."""

from tests.journeys.asking import LEAD, SUPERVISOR, TEAM, a_child, reference_on

TEACHER = "School staff"


def asks_who_could_help(person):
    """She has stopped eating lunch, and misses Mondays."""
    person.opens("/who-could-help").selects("Which year group?", "Year 4")
    person.chooses("Worry or anxiety").chooses("Eating difficulty").chooses("Quite often")
    return person.clicks("See who could help").sees("Help that your school has").sees("Counselling")


def test_from_a_worry_to_who_helps_and_who_is_back_in_school(someone):
    child = a_child(born_in=2017)
    asks_who_could_help(someone().signs_in_as(TEACHER)).sees("Your senior mental health lead asks")

    lead = someone().signs_in_as(LEAD)
    asks_who_could_help(lead).clicks("Ask for support, with this filled in").sees("The year and what it is")
    assert lead.page.get_by_label("School year").input_value() == "Year 4"
    lead.fills("First name", child.first_name).fills("Last name", child.last_name)
    lead.types_day("Date of birth", child.born_on).chooses("No", under="Special educational needs")
    lead.clicks("Save and carry on").fills("What worries you?", "Has stopped eating lunch. Misses Mondays.")
    assert lead.page.get_by_label("What is it mainly about?").input_value() == "anxiety"
    lead.selects("How long has it lasted?", "3 to 6 months").clicks("Save and carry on")
    lead.clicks("Save and carry on")
    for what in ("Help from the team", "That we tell school", "That we tell the GP"):
        lead.chooses("Agreed", under=what)
    reference = reference_on(lead.clicks("Save and carry on").clicks("Send the request").sees("Request sent"))

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM)
    supervisor.opens(f"/requests/{reference.replace('-', '').lower()}")
    supervisor.chooses("Give advice and close").fills(
        "Advice, with named next steps", "Sit with her at lunch."
    )
    supervisor.clicks("Carry on to the answer").clicks("Save decision and send answer")

    lead.opens("/requests/").clicks(child.as_school_lists_them).sees("Sit with her at lunch.")
    lead.clicks("Who helps, and how school goes").sees("Read our advice")
    lead.clicks("Add help by the school").chooses("Counselling").clicks("Save")
    lead.sees("Who helps now").sees("Counselling")
    lead.opens("/").clicks("Who helps whom").sees("One helps")
    back = lead.page.locator("tr", has_text="% since").first
    back.get_by_role("link").first.click()
    lead.sees("Back in school?").sees("of sessions in the").sees("help began")
    lead.opens("/").clicks("Summer 2026", exact=True).sees("Download for governors (PDF)")
