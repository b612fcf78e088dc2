"""A new lead confirms by a link who does what, is invited, signs in, reviews a responsibility, and opens its tool."""

import re

SUBJECT = "Who does what in your school"


def test_a_new_lead_confirms_contacts_signs_in_and_reviews(someone):
    school = someone().signs_in_as("Senior mental health lead").heading
    team_lead = someone().signs_in_as("Team lead")
    team_lead.opens("/school-leads/").sees("Schools with no lead").clicks(school, exact=True)
    page = team_lead.path
    send = "Send a new link" if "Send a new link" in team_lead.text() else "Ask them by a link"
    team_lead.clicks(send).sees("is asked to confirm")
    address = link_in_letter(team_lead)

    office = someone(width=320, script=False)
    assert office.opens(address).opens(address).status == 200
    office.sees("Are your contacts still right?").does_not_see("@school.example").clicks("Begin")
    assert office.path == "/school-contacts"
    office.sees(school)
    for answer in office.page.get_by_label("Still right").all():
        answer.check()
    office.selects("Role", "Attendance lead")
    office.page.get_by_label("Name", exact=True).locator("visible=true").last.fill("Noor Haddad")
    office.clicks("Confirm").sees("Enter your name").fills("Your name", "Noor Haddad").clicks("Confirm")
    office.sees("Thank you, this is confirmed").sees("Attendance lead").sees("Noor Haddad")
    assert someone().opens(address).status == 410

    team_lead.opens("/school-leads/").sees("Changed by a school, to look at").sees("Noor Haddad")
    team_lead.opens(page).sees("Confirmed 24 November").sees("Noor Haddad")

    lead = someone().signs_in_as("Senior mental health lead")
    lead.clicks("Self-review of six responsibilities").sees("Six responsibilities of a lead")
    row = lead.page.get_by_role("region", name=re.compile("See what difference it makes"))
    row.get_by_role("link", name=re.compile("^(Change|Review)")).click()
    lead.chooses("In place").fills("What shows it?", "A page to governors in July").clicks("Save")
    lead.sees("Saved: see what difference it makes").sees("A page to governors in July").sees(
        "Year beside year"
    )
    services = lead.page.get_by_role("region", name=re.compile("Know local services"))
    services.get_by_role("link", name="Ask for support").click()
    lead.page.wait_for_load_state()
    assert lead.path.startswith("/requests/ask")


def link_in_letter(person) -> str:
    """The link of the newest letter about contacts: in the demonstration it is shown."""
    person.opens("/letters/")
    row = person.page.locator("tbody tr").filter(has_text=SUBJECT).first
    row.get_by_role("rowheader").get_by_role("link").click()
    person.page.wait_for_load_state()
    found = re.search(r"http://\S+/school-contacts/[\w-]+", person.text())
    assert found, person.text()
    return found.group()
