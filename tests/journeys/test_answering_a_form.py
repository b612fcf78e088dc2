"""A questionnaire is asked for and answered: by a link on a phone without script, on a device that cannot be left, from
paper with number keys; an answer that tells of risk reaches somebody who says what was done."""

import calendar
import re
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.journeys.asking import TEAM

PRACTITIONER = "Education mental health practitioner"
LARGEST = 100_000  # bytes of the first page, with everything it fetches
MONTHS = list(calendar.month_name)


@pytest.fixture
def practitioner(someone):
    return someone().signs_in_as(PRACTITIONER, of=TEAM)


def people_of(practitioner):
    """The records of the caseload, and nobody's twice."""
    links = practitioner.opens("/caseload/").page.locator("main tbody th a")
    return list(dict.fromkeys(links.evaluate_all("found => found.map(link => link.getAttribute('href'))")))


def born(practitioner, record):
    """The birth month as its number, and the year, from the banner."""
    words = practitioner.opens(record).page.locator(".tb-facts").first.inner_text()
    _, month, year = re.search(r"(\d+) (\w+) (\d{4}) \(", words).groups()
    return str(MONTHS.index(month)), year


def asks(practitioner, questionnaire, way):
    """Asks the first of the caseload for whom it is not asked yet. Gives their record and where that led."""
    for record in people_of(practitioner):
        practitioner.opens(f"{record}/questionnaires")
        short = questionnaire.split(":")[0]
        rows = practitioner.page.locator("tbody tr").filter(has_text=short)
        if rows.count() and rows.filter(has_text=re.compile("late|progress|started|risk", re.I)).count():
            continue
        practitioner.clicks("Ask for a questionnaire")
        practitioner.page.get_by_label("Which questionnaire, and who answers?").select_option(
            label=f"{questionnaire}"
        )
        practitioner.chooses(way)
        practitioner.page.get_by_role("button", name="Ask", exact=True).click()
        practitioner.page.wait_for_load_state()
        assert not practitioner.page.get_by_text("There is a problem").count(), practitioner.text()
        return record, practitioner.path
    raise AssertionError("Everybody of this caseload is asked already")


GAD, PHQ, SWEMWBS = (
    "GAD-7: worry, by the young person",
    "PHQ-9: low mood, by the young person",
    "SWEMWBS: wellbeing, by the young person (on paper only)",
)
CODE, DEVICE, PAPER = "Show a code on this screen", "Hand over this device", "On paper"


def link_on(practitioner):
    return practitioner.page.locator(".tb-words", has_text="/form/").first.inner_text().strip()


def opens_the_link(phone, link, month, year):
    phone.opens(link).fills("Month of birth", month).fills("Year of birth", year).clicks("Carry on")
    assert phone.path == "/form", "the secret has left the address"
    return phone


def taps(phone, *answers):
    for answer in answers:
        phone.page.get_by_role("button", name=answer, exact=True).click()
        phone.page.wait_for_load_state()
    return phone


def weight_of(page, link):
    """Bytes that travel when a page is opened for the first time, with everything it fetches."""
    session, found = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda one: found.append(one["encodedDataLength"]))
    page.goto(link)
    page.wait_for_load_state("networkidle")
    return int(sum(found))


def test_a_link_is_answered_on_a_small_phone_without_script_after_twenty_scanners(someone, practitioner):
    record, where = asks(practitioner, GAD, CODE)
    link = link_on(practitioner)
    month, year = born(practitioner, record)
    for _ in range(20):
        with urlopen(Request(link, headers={"User-Agent": "MailScanner"}), timeout=10) as answer:
            assert answer.status == 200
            assert "session" not in str(answer.headers.get_all("Set-Cookie"))

    phone = someone(width=320, script=False)
    assert weight_of(phone.page, link) < LARGEST
    opens_the_link(phone, link, month, year).sees("7 questions").clicks("Start")
    taps(phone, "Several days", "Nearly every day")
    assert phone.page.title().startswith("Question 3 of 7")
    phone.clicks("Back")
    expect(phone.page.get_by_role("button", name="Nearly every day")).to_have_attribute(
        "aria-pressed", "true"
    )
    taps(phone, "Not at all", "More than half the days", "I would rather not say")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320

    again = opens_the_link(someone(width=320, script=False), link, month, year)
    again.clicks("Carry on")
    assert again.page.title().startswith("Question 5 of 7")
    taps(again, "Not at all", "Not at all", "Several days")
    again.sees("You answered 7 of 7").sees("Rather not say").clicks("Send my answers").sees(
        "Your answers are sent"
    )
    phone.opens("/form").sees("These answers are here already")
    phone.opens(link).sees("These answers are here already")
    practitioner.opens(where).sees("Answered").clicks("See the answers").sees("Not answered")


def test_five_wrong_months_lock_a_link_and_say_so(someone, practitioner):
    record, _ = asks(practitioner, PHQ, CODE)
    link = link_on(practitioner)
    month, year = born(practitioner, record)
    stranger = someone(width=320)
    for _ in range(5):
        stranger.opens(link).fills("Month of birth", str(int(month) % 12 + 1)).fills("Year of birth", year)
        stranger.clicks("Carry on")
    stranger.sees("This link is locked")
    stranger.opens(link).sees("This link is locked")


def test_a_device_that_is_handed_over_cannot_be_left(practitioner):
    record, where = asks(practitioner, GAD, DEVICE)
    practitioner.opens(where)
    other_tab = practitioner.page.context.new_page()
    other_tab.goto(f"{practitioner.address}{record}")
    practitioner.page.get_by_role("button", name="Hand over this device").click()
    practitioner.sees("7 questions")
    other_tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    other_tab.wait_for_url("**/form")
    other_tab.close()
    for path in ("/", "/today", record, f"{record}/notes", where, "/account", "/ask", "/find-your-team"):
        practitioner.opens(path)
        assert practitioner.path == "/form", path
    for _ in range(12):
        practitioner.page.go_back()
        practitioner.page.wait_for_load_state()
        assert not practitioner.page.locator(".tb-staff").count(), practitioner.path
    practitioner.opens("/form").clicks("Start")
    taps(practitioner, *["Several days"] * 7)
    practitioner.clicks("Send my answers").sees("Give the device back")
    practitioner.page.go_back()
    practitioner.page.wait_for_load_state()
    practitioner.sees("Give the device back")
    practitioner.opens(record)
    assert practitioner.path == "/form/sent"
    practitioner.opens("/demo/").sees("Nobody can sign in here while it is")
    practitioner.opens("/form").clicks("For staff: sign in again").clicks("End the form, and sign in")
    practitioner.signs_in_as(PRACTITIONER, of=TEAM)
    practitioner.opens(where).sees("Answered")
    assert practitioner.opens("/form").status == 410


def test_paper_is_keyed_in_with_number_keys_alone(practitioner):
    _, where = asks(practitioner, SWEMWBS, PAPER)
    assert where.endswith("/enter")
    practitioner.sees("0 of 7 filled in")
    practitioner.types("9").types("3")
    practitioner.types("24").sees("3 of 7 filled in")
    practitioner.types("3331")
    practitioner.sees("7 of 7 filled in").enters().sees("Answered")


def test_what_cannot_be_on_paper_is_said_at_its_box_without_script(someone):
    practitioner = someone(width=320, script=False).signs_in_as(PRACTITIONER, of=TEAM)
    asks(practitioner, SWEMWBS, PAPER)
    practitioner.page.locator("input[data-box]").first.fill("7")
    practitioner.page.locator("input[data-box]").nth(1).fill("2")
    practitioner.clicks("Save").sees("Enter 1, 2, 3, 4 or 5")
    assert practitioner.page.locator("input[data-box]").nth(1).input_value() == "2"
    assert practitioner.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_risk_answer_is_met_with_help_and_reaches_somebody_who_says_what_was_done(someone, practitioner):
    record, where = asks(practitioner, PHQ, CODE)
    link = link_on(practitioner)
    phone = opens_the_link(someone(width=320, script=False), link, *born(practitioner, record))
    phone.clicks("Start")
    taps(phone, *["Not at all"] * 8, "Several days")
    phone.sees("You are not alone with this").sees("999").sees("even if you do not finish")
    practitioner.opens(where).sees("Answered, form not sent").sees("1, Several days")
    assert "Not at all" not in practitioner.text(), "no other answer of half a form is seen"
    phone.clicks("Carry on").clicks("Send my answers").sees("You are not alone with this").sees("999")

    practitioner.opens("/alerts/?list=mine")
    alerts = practitioner.page.locator("main").get_by_role("link").filter(has_text="questionnaire")
    alerts.last.click()
    practitioner.page.wait_for_load_state()
    practitioner.sees("An answer in a questionnaire")
    practitioner.fills("What was done", "Rang at once, talked about it, made a safety plan together")
    practitioner.clicks("Close").sees("The alert is closed")


def test_a_reminder_goes_or_says_why_not(practitioner):
    practitioner.opens("/questionnaires?whose=team")
    practitioner.page.get_by_role("button", name="Remind").first.click()
    practitioner.page.wait_for_load_state()
    practitioner.sees("The reminder is on its way").sees("A reminder went today")
    practitioner.sees("Nobody has asked yet whether messages may be sent")
