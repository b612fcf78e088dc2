"""A cohort of schools and NHS services: invited, rated on a phone without script, shown in the room, reported.

The clock of the demonstration stands still, so three cohorts tell the way: one that is planned now, one whose day 2 was
this month, and one of last year with its last ratings.
"""

import re
from datetime import date
from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.asking import dice

LEAD = "Team lead"
NOW, LAST_YEAR = "Sutton and Merton, autumn 2026", "Merton, autumn 2025"


def link_in_newest_letter(lead) -> str:
    """The demonstration shows a letter as its reader has it, with their own link."""
    lead.opens("/letters/").page.locator("main table tbody a").first.click()
    lead.page.wait_for_load_state()
    return re.search(r"https?://\S+/together/\S+", lead.text()).group()


def test_a_school_is_invited_and_says_yes_without_an_account(someone):
    lead = someone().signs_in_as(LEAD, of="Sutton team")
    name = f"Sutton, spring {dice.randint(1000, 9999)}"
    lead.opens("/joint-working/").clicks("Plan a cohort").fills("Name", name).fills("Place", "Sutton")
    lead.types_day("Day 1", date(2027, 3, 3)).types_day("Day 2", date(2027, 1, 20)).clicks("Plan it")
    lead.sees("Day 2 comes after day 1")
    lead.types_day("Day 1", date(2027, 1, 20)).types_day("Day 2", date(2027, 3, 3)).clicks("Plan it")
    lead.sees("0 of 20 seats for schools are taken").clicks("Add a school")
    lead.fills("Name, town, postcode or URN", "Harebell").clicks("Search").clicks("Harebell Primary School")
    lead.clicks("Add the school").sees("1 of 20 seats").clicks("Send the first invitations: 1")
    lead.sees("Invited")

    school = someone(width=320, script=False).opens(link_in_newest_letter(lead))
    school.sees("Will you come to both days?").clicks("Yes, I will come").sees("You are coming")
    lead.opens("/joint-working/").clicks(name).clicks("Attendance").sees("Coming")


def test_somebody_rates_on_a_phone_and_the_room_and_the_report_follow(someone):
    lead = someone().signs_in_as(LEAD, of="Sutton team")
    lead.opens("/joint-working/").clicks(NOW).sees("Rated both times").clicks("Attendance")
    lead.clicks("Send the link").sees("has their link again")
    address = link_in_newest_letter(lead)

    teacher = someone(width=320, script=False).opens(address).clicks("Rate now")
    for question in ("How clear is it who does what", "Is there a named person on each side"):
        teacher.page.get_by_role("group", name=question).get_by_role("radio").nth(2).check()
    teacher.clicks("Send my ratings").sees("Your ratings are in")
    teacher.clicks("Change my ratings").clicks("Change my ratings").sees("Your ratings are in")

    lead.opens("/joint-working/").clicks(NOW).clicks("Show in the room").sees("Where sectors differ").sees(
        "15 of 18"
    )
    lead.opens("/joint-working/").clicks(NOW).clicks("Actions", exact=False).clicks("Monthly call")
    lead.clicks("Say how it stands").chooses("Done", under="How does it stand?").clicks("Save").sees(
        "Done or dropped"
    )


def test_a_year_later_the_report_says_what_lasted_and_what_it_cannot_say(someone):
    lead = someone().signs_in_as(LEAD, of="Merton team")
    lead.opens("/joint-working/").clicks(LAST_YEAR).clicks("After 10 months")
    lead.sees("before and ten months later").sees("How many moved").clicks("Make the report")
    lead.sees("How this was counted, and what it cannot say")
    link = lead.page.get_by_role("link", name="Download as PDF")
    expect(link).to_be_visible()
    pdf = lead.page.request.get(f"{lead.address}{link.get_attribute('href')}")
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.body())).pages).split())
    assert "Before day 1 and ten months later" in words
    assert "nobody was compared who did not" in words
