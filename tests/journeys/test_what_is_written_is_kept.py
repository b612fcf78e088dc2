"""A note that was wrong is corrected and both stay; and what was being written outlives the browser."""

import os
from contextlib import suppress

from playwright.sync_api import Error, expect

from tests.journeys.asking import TEAM
from tests.journeys.conftest import ARGUMENTS

PRACTITIONER = "Education mental health practitioner"


def first_in_caseload(person):
    """The record of the first young person in the caseload."""
    person.opens("/caseload/").page.locator("main tbody th a").first.click()
    person.page.wait_for_load_state()
    return person.path


def test_a_note_is_corrected_and_what_it_said_before_can_be_read(someone):
    practitioner = someone().signs_in_as(PRACTITIONER, of=TEAM)
    record = first_in_caseload(practitioner)
    practitioner.opens(f"{record}/notes/add")
    practitioner.page.locator("textarea[name=words]").fill("Rang the mother at three. All is well.")
    practitioner.page.locator("main form").get_by_role("button").first.click()
    practitioner.opens(f"{record}/notes").sees("Rang the mother at three")
    practitioner.clicks("Correct")
    practitioner.page.locator("textarea[name=words]").fill("Rang the father at three. All is well.")
    practitioner.fills("Why", "It was the father")
    practitioner.page.locator("main form").get_by_role("button").first.click()
    practitioner.opens(f"{record}/notes").sees("Rang the father at three")
    practitioner.page.get_by_text("see what it said before").first.click()
    practitioner.sees("It was the father").sees("Rang the mother at three")


def test_what_was_being_written_outlives_a_browser_that_is_killed(someone, address):
    """The browser dies without a word; on another, the note goes on where it was."""
    practitioner = someone().signs_in_as(PRACTITIONER, of=TEAM)
    record = first_in_caseload(practitioner)
    doomed = practitioner.page.context.browser.browser_type.launch(
        executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        args=[*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
    )
    page = doomed.new_context(storage_state=practitioner.page.context.storage_state()).new_page()
    page.goto(f"{address}{record}/notes/add")
    page.locator("textarea[name=words]").fill("Half a sentence about the ladder and")
    expect(page.locator("main")).to_contain_text("Kept at", timeout=15_000)
    crash = doomed.new_browser_cdp_session()
    with suppress(Error):  # it dies before it can answer
        crash.send("Browser.crash")

    practitioner.opens("/today").sees("not sent")
    practitioner.opens(f"{record}/notes/add")
    expect(practitioner.page.locator("textarea[name=words]")).to_have_value(
        "Half a sentence about the ladder and"
    )
    practitioner.page.locator("textarea[name=words]").fill("The ladder was made, six steps.")
    practitioner.clicks("Save the note")
    practitioner.opens(f"{record}/notes").sees("The ladder was made, six steps.")
    practitioner.opens(f"{record}/notes/add")
    expect(practitioner.page.locator("textarea[name=words]")).to_have_value("")
