"""The public questions by keyboard alone; and each of them, right and wrong, clean at 320 and 1280 px."""

from axe_playwright_python.sync_playwright import Axe

QUESTIONS = {
    "young_person": "who school help words how-long going-to-school tried helpers safe tell wishes about contact",
    "parent": "who school help going-to-school tried safe tell about contact",
}
MOST_STOPS = 60


def walks_to(person, words: str):
    """Tabs forward until the thing with these words has the focus."""
    for _ in range(MOST_STOPS):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(
            "() => { const it = document.activeElement;"
            " const label = it.labels && it.labels.length ? it.labels[0].innerText : '';"
            " return label + ' ' + it.innerText }"
        )
        if words in focused:
            return person
    raise AssertionError(f"{words!r} is never reached by Tab on {person.path}")


def ticks(person):
    person.page.keyboard.press("Space")
    return person


def goes_on(person):
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    return person


def test_leave_quickly_comes_right_after_the_way_to_the_content(someone):
    person = someone(script=False).opens("/ask")
    for words in ("Skip to main content", "Leave quickly"):
        person.page.keyboard.press("Tab")
        assert words in person.page.evaluate("document.activeElement.innerText")


def test_the_questions_are_answered_by_keyboard_alone(someone):
    person = someone(width=375, script=False).opens("/ask")
    goes_on(walks_to(person, "Start now"))
    ticks(walks_to(person, "For myself"))
    goes_on(walks_to(person, "Carry on"))
    walks_to(person, "Which school or college").page.keyboard.type("zzqq")
    goes_on(person).sees("We found no school with these words.")
    ticks(walks_to(person, "My school is not here"))
    goes_on(walks_to(person, "Carry on"))
    person.sees("Where do you live?")


def test_each_question_is_clean_right_and_wrong(someone):
    faults, axe = [], Axe()
    for who, questions in QUESTIONS.items():
        person = someone()
        person.opens("/ask/questions/who")
        person.page.locator(f"input[value={who}]").check()
        person.clicks("Carry on")
        for name in questions.split():
            person.opens(f"/ask/questions/{name}")
            faults += faults_of(person, axe, f"{who} {name}")
            if name in ("who", "school", "about", "contact"):
                person.page.evaluate(
                    "document.querySelectorAll('main input[type=radio]').forEach(r => r.checked = false)"
                )
                person.page.locator("main button[type=submit]").click()
                faults += faults_of(person, axe, f"{who} {name}, wrong")
    assert faults == []


def faults_of(person, axe, page) -> list[str]:
    found = []
    for width in (320, 1280):
        person.page.set_viewport_size({"width": width, "height": 800})
        for fault in axe.run(person.page).response["violations"]:
            found.append(f"{page} at {width}: {fault['id']} {fault['nodes'][0]['html'][:120]}")
        if person.page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page} scrolls sideways at {width}")
    return found
