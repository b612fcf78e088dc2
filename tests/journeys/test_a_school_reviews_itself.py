"""A lead begins a review, two colleagues answer, it is agreed, the three lowest become actions, beside last year's; and
the report of the last term goes to governors on paper."""

import io
import re
from datetime import date

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.journeys.conftest import Person

LEAD, STAFF, TEAM_LEAD = "Senior mental health lead", "School staff", "Team lead"
PRINCIPLES = "The eight principles of a whole-school approach"
AREAS = 8


def rates(someone: Person, rating: int) -> None:
    """Every item of every area, then send."""
    for _ in range(AREAS):
        for group in someone.page.get_by_role("group").filter(has=someone.page.get_by_role("radio")).all():
            group.get_by_role("radio", name=re.compile(f"^{rating} ")).check()
        someone.clicks("Save and carry on")
    someone.sees("You rated 24 of 24").clicks("Send my ratings").sees("Your ratings are sent")


def goes_to_the_plan(someone: Person) -> Person:
    return someone.opens("/whole-school/")


def test_a_review_from_its_beginning_to_a_plan(someone):
    staff = someone().signs_in_as(STAFF)
    school = (
        staff.page.get_by_label("Account").get_by_text(f"{STAFF}, ").inner_text().removeprefix(f"{STAFF}, ")
    )

    lead = goes_to_the_plan(someone().signs_in_as(LEAD, of=school)).sees("See this as a table")
    expect(lead.page.locator(".tb-chart--wide svg")).to_be_visible()
    lead.clicks("Begin a review").chooses(PRINCIPLES).clicks("Begin", exact=True).sees("In progress")
    lead.clicks("Ask colleagues", exact=True)
    for box in lead.page.get_by_role("group").get_by_role("checkbox").all():
        box.check()
    lead.clicks("Ask them").clicks("by a link").fills("Who is it?", "Chair of governors").clicks(
        "Make the link"
    )
    link = re.search(r"http\S+/review/\S+", lead.text())[0]

    governor = someone(width=320, script=False).opens(link).clicks("Start").clicks("Start")
    rates(governor, 1)
    governor.opens(link).sees("Each answers once")
    assert governor.status == 410

    lead.page.reload()
    lead.sees("You see what others said when you have given your own ratings").does_not_see("Given by")
    goes_to_the_plan(staff).clicks(PRINCIPLES).clicks("Start", exact=True)
    rates(staff, 2)
    lead.clicks("Give your ratings").clicks("Start", exact=True)
    rates(lead, 2)

    lead.clicks("See what others said").clicks("Agree on ratings").sees("Given by")
    for number in range(AREAS):
        for group in lead.page.get_by_role("group").filter(has=lead.page.get_by_role("radio")).all():
            group.get_by_role("radio", name=re.compile("^1 " if number == 0 else "^2 ")).check()
        for line in lead.page.get_by_label("Why? Needed where colleagues differ").all():
            line.fill("Seen in most classes, not in all")
        lead.clicks("Save and go on")
    lead.clicks("Finish the review").clicks("Finish", exact=True).sees("Agreed")

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

    lead.opens("/").sees("Report for governors").sees("Time for the lead, step 1").clicks(
        "Summer 2026", exact=True
    )
    lead.sees("Report of the summer term 2026").sees("The whole-school plan")
    paper = words_on(lead, lead.page.get_by_role("link", name="Download for governors (PDF)"))
    for words in (
        school,
        "report of the summer term 2026",
        "The whole-school plan",
        "Advice given",
        "Left out",
    ):
        assert words in paper, words


def words_on(someone: Person, link: Locator) -> str:
    """What stands on the PDF that a link gives out, as one line."""
    given = someone.page.request.get(f"{someone.address}{link.get_attribute('href')}")
    assert given.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(given.body())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_team_sees_where_each_of_its_schools_is(someone):
    lead = goes_to_the_plan(someone().signs_in_as(TEAM_LEAD)).sees("Whole-school work").sees("Open actions")
    lead.page.get_by_role("rowheader").get_by_role("link").first.click()
    lead.sees("Whole-school review")
