"""A session is recorded on a phone in one screen, without script; what is missing is asked; again, it corrects.

The sessions are those of days before: whether one of today has begun depends on the hour at which this is run.
"""

from tests.journeys.asking import TEAM

PRACTITIONER = "Education mental health practitioner"
ONE_SCREEN = 1600  # pixels down a phone 375 wide: from the top of the page to the end of what is asked
WORDS = "Worry time kept 5 of 7 days 🌱"


def opens_an_attended_session(person, nth):
    """A session of before, of the first in the caseload who came to one: open to be recorded again."""
    people = (
        person.opens("/caseload/")
        .page.locator("main tbody th a")
        .evaluate_all("links => links.map(link => link.getAttribute('href'))")
    )
    for record in people[nth:]:
        row = person.opens(record).page.locator("tr").filter(has_text="Attended").first
        if row.count():
            contact = row.get_by_role("link").get_attribute("href")
            person.opens(f"{contact}/record")
            return record, contact
    raise AssertionError("Nobody in this caseload has come to a session yet")


def test_a_session_is_recorded_on_a_phone_without_script(someone):
    practitioner = someone(width=375, script=False).signs_in_as(PRACTITIONER, of=TEAM)
    record, contact = opens_an_attended_session(practitioner, nth=3)
    last = practitioner.page.get_by_role("group", name="Next visit").bounding_box()
    assert last["y"] + last["height"] <= ONE_SCREEN

    before = practitioner.page.get_by_label("Note").input_value()
    practitioner.chooses("Attended").chooses("As before", under="Risk today").fills("Note", WORDS)
    practitioner.clicks("Save, stay here").sees("saving again corrects it")
    assert practitioner.page.get_by_label("Note").input_value() == WORDS
    practitioner.opens(contact).sees("Attended").sees("As before").sees(WORDS)
    if before:
        practitioner.opens(f"{record}/notes").sees("Changed when the contact was recorded again").sees(before)


def test_a_number_that_cannot_be_is_said_at_its_place_and_nothing_typed_is_lost(someone):
    practitioner = someone(width=375).signs_in_as(PRACTITIONER, of=TEAM)
    opens_an_attended_session(practitioner, nth=1)
    practitioner.page.get_by_text("Change how long").click()
    practitioner.fills("Minutes", str(25 * 60)).fills("Note", WORDS * 800)
    practitioner.clicks("Save, stay here")
    practitioner.sees("a contact lasts at most 12 hours").sees("Enter at most 20,000 characters")
    assert practitioner.page.get_by_label("Note").input_value() == WORDS * 800


def test_who_was_not_brought_is_followed_up_by_a_day(someone):
    practitioner = someone().signs_in_as(PRACTITIONER, of=TEAM)
    _, contact = opens_an_attended_session(practitioner, nth=2)
    practitioner.chooses("Did not come")
    practitioner.clicks("Save, stay here").sees("Choose what was done, or will be done")
    practitioner.selects("What was done, or will be done?", "Asked school whether they are safe and in")
    practitioner.clicks("Save, stay here").sees("saving again corrects it")
    practitioner.opens("/tasks").sees("Did not come: asked school whether they are safe and in")
    practitioner.opens(contact).sees("Did not come").sees("Asked school whether they are safe and in")
