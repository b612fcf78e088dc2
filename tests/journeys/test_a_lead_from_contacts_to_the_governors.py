"""A lead from contacts to the governors: a link confirms who does what, the lead reviews what leading asks, and the
school with two colleagues, plans the three lowest, and takes the report of the last term to the governors on paper.
"""

import re
from datetime import date

from playwright.sync_api import expect

from tests.journeys.conftest import Person
from tests.journeys.paper import words_on

LEAD, STAFF, TEAM_LEAD = "Senior mental health lead", "School staff", "Team lead"
SUBJECT = "Who does what in your school"
PRINCIPLES = "The eight principles of a whole-school approach"
AREAS = 8


def test_a_lead_confirms_contacts_reviews_with_two_colleagues_plans_and_reports(someone):
    lead, team_lead = someone().signs_in_as(LEAD), someone().signs_in_as(TEAM_LEAD)
    school = lead.heading

    page = is_asked_by_a_link(team_lead, school)
    confirms(someone, link_in_letter(team_lead), school)
    team_lead.opens("/school-leads/").sees("Changed by a school, to look at").sees("Noor Haddad")
    team_lead.opens(page).sees("Confirmed 24 November").sees("Noor Haddad")

    reviews_what_leading_asks(lead)
    begins_a_review(lead)
    governor = someone(width=320, script=False)
    has_governor_and_colleague_rate(lead, governor, someone().signs_in_as(STAFF, of=school))
    agrees(lead)
    plans_the_lowest(lead)

    team_lead.opens("/whole-school/").sees("Whole-school work").sees("Open actions")
    team_lead.page.get_by_role("rowheader").get_by_role("link", name=school, exact=True).click()
    team_lead.sees("Whole-school review").sees("Time for the lead, step 3")

    lead.opens("/").sees("Report for governors").sees("Time for the lead, step 1")
    lead.clicks("Summer 2026", exact=True).sees("Report of the summer term 2026").sees(
        "The whole-school plan"
    )
    paper = words_on(lead, "Download for governors (PDF)")
    for words in (
        school,
        "report of the summer term 2026",
        "The whole-school plan",
        "Advice given",
        "Left out",
    ):
        assert words in paper, words


def is_asked_by_a_link(team_lead: Person, school: str) -> str:
    """Gives the address of the school's page about who leads."""
    team_lead.opens("/school-leads/").sees("Schools with no lead").clicks(school, exact=True)
    page = team_lead.path
    send = "Send a new link" if "Send a new link" in team_lead.text() else "Ask them by a link"
    team_lead.clicks(send).sees("is asked to confirm")
    return page


def link_in_letter(person: Person) -> str:
    """The link of the newest letter about contacts: in the demonstration it is shown."""
    person.opens("/letters/")
    row = person.page.locator("tbody tr").filter(has_text=SUBJECT).first
    row.get_by_role("rowheader").get_by_role("link").click()
    person.page.wait_for_load_state()
    found = re.search(r"http://\S+/school-contacts/[\w-]+", person.text())
    assert found, person.text()
    return found.group()


def confirms(someone, address: str, school: str) -> None:
    """The office of the school, on a phone, without an account and without script."""
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


def reviews_what_leading_asks(lead: Person) -> None:
    """The six responsibilities; each opens the tool with which it is done."""
    lead.opens("/").clicks("Self-review of six responsibilities").sees("Six responsibilities of a lead")
    row = lead.page.get_by_role("region", name=re.compile("See what difference it makes"))
    row.get_by_role("link", name=re.compile("^(Change|Review)")).click()
    lead.chooses("In place").fills("What shows it?", "A page to governors in July").clicks("Save")
    lead.sees("Saved: see what difference it makes").sees("A page to governors in July")
    lead.sees("Year beside year")
    services = lead.page.get_by_role("region", name=re.compile("Know local services"))
    services.get_by_role("link", name="Ask for support").click()
    lead.page.wait_for_load_state()
    assert lead.path.startswith("/requests/ask")


def begins_a_review(lead: Person) -> None:
    lead.opens("/whole-school/").sees("See this as a table")
    expect(lead.page.locator(".tb-chart--wide svg")).to_be_visible()
    lead.clicks("Begin a review").chooses(PRINCIPLES).clicks("Begin", exact=True).sees("In progress")
    lead.clicks("Ask colleagues", exact=True)
    for box in lead.page.get_by_role("group").get_by_role("checkbox").all():
        box.check()
    lead.clicks("Ask them")


def has_governor_and_colleague_rate(lead: Person, governor: Person, staff: Person) -> None:
    """One by a link, one by an account; the lead sees neither before giving own ratings."""
    lead.clicks("by a link").fills("Who is it?", "Chair of governors").clicks("Make the link")
    link = re.search(r"http\S+/review/\S+", lead.text())[0]
    rates(governor.opens(link).clicks("Start").clicks("Start"), 1)
    governor.opens(link).sees("Each answers once")
    assert governor.status == 410

    lead.page.reload()
    lead.sees("You see what others said when you have given your own ratings").does_not_see("Given by")
    rates(staff.opens("/whole-school/").clicks(PRINCIPLES).clicks("Start", exact=True), 2)
    rates(lead.clicks("Give your ratings").clicks("Start", exact=True), 2)


def rates(person: Person, rating: int) -> None:
    """Every item of every area, then send."""
    for _ in range(AREAS):
        for group in person.page.get_by_role("group").filter(has=person.page.get_by_role("radio")).all():
            group.get_by_role("radio", name=re.compile(f"^{rating} ")).check()
        person.clicks("Save and carry on")
    person.sees("You rated 24 of 24").clicks("Send my ratings").sees("Your ratings are sent")


def agrees(lead: Person) -> None:
    lead.clicks("See what others said").clicks("Agree on ratings").sees("Given by")
    for number in range(AREAS):
        for group in lead.page.get_by_role("group").filter(has=lead.page.get_by_role("radio")).all():
            group.get_by_role("radio", name=re.compile("^1 " if number == 0 else "^2 ")).check()
        for line in lead.page.get_by_label("Why? Needed where colleagues differ").all():
            line.fill("Seen in most classes, not in all")
        lead.clicks("Save and go on")
    lead.clicks("Finish the review").clicks("Finish", exact=True).sees("Agreed")


def plans_the_lowest(lead: Person) -> None:
    lead.clicks("Choose what to do")
    for number, tick in enumerate(lead.page.get_by_label("Plan this").all()):
        tick.check()
        section = lead.page.locator("section.tb-block").nth(number)
        section.get_by_label("What will be done?").fill(f"Time for the lead, step {number + 1}")
        section.get_by_label("Who does it?").select_option(index=1)
        for box, value in (("Day", 21), ("Month", 1), ("Year", 2027)):
            section.get_by_label(box, exact=True).fill(str(value))
    lead.clicks("Add to the plan").sees("Time for the lead, step 3").sees("Not started")
    expect(lead.page.get_by_role("link", name="Time for the lead")).to_have_count(3)
    lead.clicks("Setting audit").sees("Better in").sees(f"Autumn {date(2025, 11, 1).year}")
