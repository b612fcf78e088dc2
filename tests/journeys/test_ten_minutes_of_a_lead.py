"""Ten minutes of a school's lead, about one pupil: a worry, who could help, asking, the answer, who helps besides, is
she back in school, and the page for governors.
"""

import re

from tests.journeys.asking import LEAD, SUPERVISOR, TEAM, a_child, address_of, agrees_to_all, reference_on
from tests.journeys.paper import words_on

TEACHER = "School staff"
PAPER = "Download for governors (PDF)"


def asks_who_could_help(person):
    """She has stopped eating lunch, and misses Mondays."""
    person.opens("/who-could-help").selects("Which year group?", "Year 4")
    person.chooses("Worry or anxiety").chooses("Eating difficulty").chooses("Quite often")
    return person.clicks("See who could help").sees("Help that your school has").sees("Counselling")


def sends_a_request(lead, child) -> str:
    """With what was said there filled in, and what the family agreed to. Gives its address."""
    lead.clicks("Ask for support, with this filled in").sees("The year and what it is")
    assert lead.page.get_by_label("School year").input_value() == "Year 4"
    lead.fills("First name", child.first_name).fills("Last name", child.last_name)
    lead.types_day("Date of birth", child.born_on).chooses("No", under="Special educational needs")
    lead.clicks("Save and carry on").fills("What worries you?", "Has stopped eating lunch. Misses Mondays.")
    assert lead.page.get_by_label("What is it mainly about?").input_value() == "anxiety"
    lead.selects("How long has it lasted?", "3 to 6 months").clicks("Save and carry on")
    lead.clicks("Save and carry on").sees("a parent or carer says yes or no")
    agrees_to_all(lead)
    lead.clicks("Save and carry on").sees("look at attendance and learning")
    return address_of(reference_on(lead.clicks("Send the request").sees("While you wait")))


def test_from_a_worry_to_who_helps_and_who_is_back_in_school(someone):
    child = a_child(born_in=2017)
    asks_who_could_help(someone().signs_in_as(TEACHER)).sees("Your senior mental health lead asks")

    lead = someone().signs_in_as(LEAD)
    school = lead.heading
    request = sends_a_request(asks_who_could_help(lead), child)

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM)
    supervisor.opens(request).sees("Has stopped eating lunch").sees("Keep how school goes")
    supervisor.chooses("Give advice and close").fills(
        "Advice, with named next steps", "Sit with her at lunch."
    )
    supervisor.clicks("Carry on to the answer").clicks("Save decision and send answer")

    lead.opens("/requests/").clicks(child.as_school_lists_them).sees("Sit with her at lunch.")
    lead.clicks("Who helps, and how school goes").sees("The team: advice given on 24 November")
    lead.sees("No attendance is entered yet").clicks("Fill in school weeks").sees("No whole school week yet")
    weeks = lead.page.get_by_label("Sessions attended").all()
    assert len(weeks) == 6
    for box in weeks:
        box.fill("8")  # not on Mondays
    lead.clicks("Save").sees("Attended 80% of sessions in the last 6 school weeks")
    lead.clicks("Add help by the school").chooses("Counselling").clicks("Save")
    lead.sees("Attended 80% of sessions in the 6 school weeks before help began. No week since yet")

    lead.opens("/").clicks("Who helps whom").sees("One helps")
    row = lead.page.get_by_role("row", name=re.compile(child.as_school_lists_them)).inner_text()
    for words in ("Counselling", "advice given on 24 November", "80% before", "no week since yet"):
        assert words in row, words

    paper = words_on(lead.opens("/").clicks("Summer 2026", exact=True).sees(PAPER), PAPER)
    for words in (school, "report of the summer term 2026", "For governors", "Left out"):
        assert words in paper, words
    assert child.last_name not in paper
