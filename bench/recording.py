"""How long a routine contact takes to record with its measure, its goals, a note, the risk and the next visit: at most
30 s, over ten contacts.

The scripted user has only the keyboard, and comes to each contact from the day's list. They know what happened; they
think before the scores, the note, the risk and the saving.
"""

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench.scripted_user import NoBrowser, Typist, browser_page, demonstration

MOST_SECONDS, CONTACTS = 30, 10
ROLE = "Education mental health practitioner"
NOTE = "Worry time kept. Next: step 2."


def run() -> None:
    try:
        with demonstration(300) as address, browser_page() as page:
            report(*record_ten(Typist(page, address)))
    except NoBrowser:
        print("A routine contact: not measured, there is no Chromium on this machine")


def record_ten(user: Typist) -> tuple[list[float], Typist, int]:
    """Seconds for each contact, from the opened page to the page that says it is saved; and how many had a measure."""
    taken, measured = [], 0
    for address in to_record(user):
        user.page.goto(user.address + address)
        numbers = user.page.locator(".tb-field input").count()
        taken.append(record(user, numbers))
        measured += numbers > 0
        if len(taken) == CONTACTS:
            break
    if not taken:
        raise SystemExit("The demonstration has no contact to record")
    return taken, user, measured


def to_record(user: Typist) -> Iterator[str]:
    """The contacts of today that have begun, of one practitioner after another; in the small hours, those of before."""
    user.page.goto(f"{user.address}/demo/")
    everybody = range(_people(user.page).count())
    for number in everybody:
        _becomes(user, number)
        user.page.goto(f"{user.address}/today")
        links = user.page.locator('a[href^="/contacts/"]').filter(has_text="Record").all()
        for address in [one.get_attribute("href") for one in links]:
            user.page.goto(user.address + address)
            if user.page.locator('input[name="attendance"]:checked').count():
                yield address
    for number in everybody:
        _becomes(user, number)
        yield from _recorded_before(user)


def _becomes(user: Typist, number: int) -> None:
    user.page.goto(f"{user.address}/demo/")
    _people(user.page).nth(number).get_by_role("button").click()


def _recorded_before(user: Typist) -> Iterator[str]:
    """The newest session of each in the caseload, to be recorded again: the same boxes, with what was said in them."""
    user.page.goto(f"{user.address}/caseload/")
    people = user.page.locator("main tbody th a").all()
    for address in [one.get_attribute("href") for one in people]:
        user.page.goto(user.address + address)
        row = user.page.locator("tr").filter(has_text="Attended").first
        if row.count():
            yield f"{row.get_by_role('link').get_attribute('href')}/record"


def _people(page: Any) -> Any:
    row = page.locator("tr").filter(has=page.get_by_role("rowheader", name=ROLE, exact=True))
    return row.get_by_role("listitem")


def record(user: Typist, numbers: int) -> float:
    page = user.page
    page.locator("h1 a").focus()
    began = time.perf_counter()
    for number in range(numbers):
        if number < 2:  # the questionnaire, and then the goals together
            user.thinks()
        user.tabs_to("Measures")
        while page.evaluate("document.activeElement.tagName") != "INPUT":
            user.tabs_to("Measures")
        user.presses(str(4 + number))
    user.thinks()
    user.tabs_to("Note")
    user.types(NOTE)
    user.thinks()
    user.tabs_to("Risk today")
    user.presses("ArrowRight")  # None, As before
    user.thinks()
    user.tabs_to("Save")
    user.presses("Enter")
    page.get_by_text("Saved: ").wait_for()
    return time.perf_counter() - began


def report(taken: list[float], user: Typist, measured: int) -> None:
    print(f"{'A scripted user with the keyboard':44} seconds   at most    keys  thoughts")
    words = f"A routine contact, {measured} of {len(taken)} with measures"
    each = len(taken)
    counted = f"{user.keys / each:7.0f} {user.thoughts / each:9.1f}"
    print(f"{f'{words}: median':44} {median(taken):7.1f}   {MOST_SECONDS:7} {counted}")
    print(f"{'the longest':44} {max(taken):7.1f}   {MOST_SECONDS:7}")
    if median(taken) > MOST_SECONDS:
        raise SystemExit(f"A routine contact took {median(taken):.1f} seconds: more than {MOST_SECONDS}")


if __name__ == "__main__":
    run()
