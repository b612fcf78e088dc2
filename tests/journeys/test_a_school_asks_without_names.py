"""A lead asks staff how they are: with a plan, by a link, without names; and sees nothing of one answer."""

import re
from datetime import date

from playwright.sync_api import expect

LEAD = "Senior mental health lead"


def test_a_pulse_of_staff_by_link(someone):
    lead = someone().signs_in_as(LEAD, nth=3)
    lead.clicks("Ask pupils or staff" if "Ask pupils or staff" in lead.text() else "All surveys")
    lead.clicks("Ask staff").fills("What is it for?", "To know what makes weeks hard")
    lead.fills("Who was told", "In the staff meeting").fills("Staff", "40")
    lead.fills("Telephone", "020 7946 0100").fills("When is it answered?", "8am to 4pm")
    lead.fills("Where is help in school?", "Our employee assistance line, day and night")
    lead.types_day("First day", date(2026, 11, 24)).types_day("Last day", date(2026, 12, 4))
    lead.clicks("Save the draft").sees("Name who answers").does_not_see("Answered so far")
    lead.clicks("Fill it in")
    lead.page.get_by_label("Who answers where an answer is worrying?").select_option(index=1)
    lead.clicks("Save the draft").clicks("Open it").chooses("I lead on mental health in this school")
    lead.clicks("Confirm and open").sees("In progress")
    survey = lead.path
    lead.clicks("Print the poster")
    link = re.search(r"http\S+/answer-survey/\w+", lead.text())[0]

    colleague = someone(width=320, script=False).opens(link)
    colleague.sees("6 questions, without your name").sees("employee assistance line").clicks("Start")
    for answer in ("Mostly true", "Not true", "I would rather not say", "Partly true", "Mostly true"):
        colleague.clicks(answer, exact=True)
    colleague.clicks("Back", exact=True).sees("When something with a pupil was hard").clicks(
        "Partly true", exact=True
    )
    colleague.clicks("Not true", exact=True).sees("Check, then send").sees("I would rather not say")
    wide = colleague.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320
    colleague.clicks("Send without my name").sees("Thank you")

    lead.opens(survey).sees("hidden, fewer than 8").clicks("Close it").clicks("Close it", exact=True).sees(
        "Closed"
    )
    lead.clicks("See the figures").sees("Fewer than 10 answered, so nothing is shown")
    expect(lead.page.get_by_text("Mostly true")).to_have_count(0)
    colleague.opens(link).sees("We do not know this code")
