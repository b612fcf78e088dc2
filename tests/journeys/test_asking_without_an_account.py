"""A young person or a parent asks without an account, and reads the answer."""

from playwright.sync_api import expect

from tests.journeys.asking import (
    LEAD,
    SUPERVISOR,
    TEAM,
    a_child,
    address_of,
    asks_for_themselves,
    carries_on_to,
    says_who_they_are,
    school_of,
    sends,
    starts_asking,
)

PHONE = {"width": 375, "script": False}
RISK = "Risk named in a request"


def test_a_young_person_asks_on_a_phone_without_script_and_reads_the_answer(someone):
    child = a_child(born_in=2012)
    school = school_of(someone().signs_in_as(LEAD))
    young_person = someone(**PHONE)
    reference, link = asks_for_themselves(young_person, child, school)

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM)
    supervisor.opens(f"/requests/?stage=all&q={reference}").clicks(child.name)
    supervisor.clicks("Make a record").clicks("Make the record and link the request").sees("The record")
    supervisor.chooses("Accept for one-to-one help")
    supervisor.selects("Who will help", "Education mental health practitioner")
    supervisor.clicks("Carry on to the answer").clicks("Save decision and send answer")
    supervisor.sees("Decision saved and answer sent")

    young_person.opens(link).sees("Our answer of").does_not_see(child.first_name)
    assert link not in young_person.page.url

    on_another_phone = someone(**PHONE).opens("/status")
    looks_up(on_another_phone, reference, child.born_on.month % 12 + 1, child.born_on.year)
    on_another_phone.sees("We cannot show a request for this number and month")
    looks_up(on_another_phone, reference, child.born_on.month, child.born_on.year)
    on_another_phone.sees("Our answer of").does_not_see(child.first_name)


def looks_up(person, reference, month, year):
    person.fills("Reference number", reference).fills("Month of birth", str(month))
    person.fills("Year of birth", str(year)).clicks("See my request")


def test_a_young_person_who_names_a_risk_sees_help_at_once_and_somebody_is_told(someone):
    child = a_child(born_in=2011)
    school = school_of(someone().signs_in_as(LEAD, nth=1))
    young_person = someone(**PHONE)
    starts_asking(young_person, "For myself", school)
    carries_on_to(young_person, "Is any of this happening to you?")
    young_person.chooses("Hurting myself").clicks("Carry on")
    young_person.sees("You are not alone with this").sees("999").sees("Nobody watches this page")
    young_person.clicks("Carry on")
    carries_on_to(young_person, "About you")
    says_who_they_are(young_person, child, "When were you born?")
    carries_on_to(young_person, "Check your answers")
    reference, _ = sends(young_person)

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM)
    supervisor.opens(address_of(reference)).sees("This request names risk")
    supervisor.clicks("See alerts")
    newest = supervisor.page.locator("main tbody tr", has_text=school).filter(has_text=RISK).last
    newest.get_by_role("link").click()
    supervisor.sees(RISK).sees("Due on").sees(supervisor_or_lead(supervisor))
    alert = supervisor.path
    supervisor.clicks("Open what it is about").sees(child.last_name)
    supervisor.opens(alert).fills("What was done", "Rang them at 10, and school’s safeguarding lead.")
    supervisor.clicks("Close the alert").sees("The alert is closed")


def supervisor_or_lead(supervisor):
    """An alert is somebody's from the start, or the page says that nobody has taken it on."""
    return "With " if "With " in supervisor.text() else "Nobody has taken it on"


def test_a_parent_asks_and_takes_the_request_back(someone):
    child = a_child(born_in=2017)
    school = school_of(someone().signs_in_as(LEAD))
    parent = someone(width=375)
    starts_asking(parent, "For my child", school)
    parent.chooses("Worry").clicks("Carry on")
    parent.fills("What have you noticed", "She will not sleep alone since the move.")
    carries_on_to(parent, "About your child")
    says_who_they_are(parent, child, "When were they born?")
    parent.fills("Your name", "Rowena Quillfeather").fills("Your email", "rowena@example.org")
    parent.chooses("Email", under="What may we use?").clicks("Carry on")
    parent.sees("Check your answers").sees("Rowena Quillfeather")
    reference, link = sends(parent)

    parent.opens(link).clicks("Add something")
    parent.fills("What would you like to add?", "The school nurse knows us.").clicks("Send it to the team")
    parent.opens(link).clicks("I do not want this any more").clicks("Take my request back")
    parent.sees("You took it back")

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM).opens(address_of(reference))
    supervisor.sees("Withdrawn").sees("The school nurse knows us.").sees("Rowena Quillfeather")


def test_someone_whose_school_has_no_team_is_told_what_there_is_instead(someone):
    person = someone(**PHONE)
    starts_asking(person, "For myself", "Eton College")
    person.sees("We cannot take your request, but there is help")


def test_the_whole_public_journey_by_keyboard_alone(someone):
    child = a_child(born_in=2010)
    school = school_of(someone().signs_in_as(LEAD))
    person = someone(**PHONE).opens("/ask").walks_to("Start now").enters()
    person.walks_to("For myself").ticks().walks_to("Carry on").enters()
    person.walks_to("Which school or college").types(school).enters()
    person.walks_to(school).ticks().walks_to("Carry on").enters()
    person.walks_to("Worry or feeling scared").ticks().walks_to("Carry on").enters()
    for _ in range(15):
        if "About you" in person.page.title():
            break
        person.walks_to("Carry on").enters()
    person.walks_to("First name").types(child.first_name).walks_to("Last name").types(child.last_name)
    for part, number in (("Day", child.born_on.day), ("Month", child.born_on.month), ("Year", 2010)):
        person.walks_to(part).types(str(number))
    person.walks_to("Carry on").enters().walks_to("Carry on").enters()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    person.walks_to("Send my request").enters().sees("We have your request").sees("Keep this")
