"""The pages that no menu leads to: without an account, while something is asked or answered, and when joining."""

from tests.journeys.asking import (
    LEAD,
    SUPERVISOR,
    TEAM,
    a_child,
    carries_on_to,
    fills_a_request,
    says_who_they_are,
    school_of,
    sends,
    starts_asking,
)
from tests.journeys.inspecting import kind_of
from tests.journeys.test_answering_a_form import (
    CODE,
    PAPER,
    PHQ,
    SWEMWBS,
    asks,
    born,
    link_on,
    opens_the_link,
    taps,
)
from tests.journeys.test_joining_by_invitation import invites, joins, someone_new, with_a_passkey


def test_every_page_for_everyone(inspector, someone):
    nobody = someone()
    inspector.follows(
        nobody,
        "nobody",
        ["/", "/ask", "/find-your-team", "/status", "/accounts/login/", "/demo/", "/answer-survey"],
    )
    at_the_ends(inspector, nobody)


def at_the_ends(inspector, nobody):
    """Where a link no longer leads anywhere, and what is said when something was stopped."""
    for path, status in (("/no-such-page", 404), ("/invitation/" + "0" * 64, 410)):
        nobody.opens(path)
        if nobody.status != status:
            inspector.faults.append(f"{path} answered {nobody.status}")
        inspector.faults += [f"{path}: {fault}" for fault in inspector.found_on(nobody.page)]
    ends = (
        "/ask/stopped",
        "/ask/no-team",
        "/status/closed",
        "/accounts/password/reset/done/",
        "/accounts/inactive/",
    )
    inspector.follows(
        nobody,
        "nobody at an end",
        [*ends, "/accounts/password/reset/key/done/", "/ask/not-safe", "/answer-survey/thanks"],
    )


def test_while_asking(inspector, someone):
    """Pages that are there only while something is being asked, and after it was sent."""
    lead = someone().signs_in_as(LEAD)
    fills_a_request(lead, a_child())
    check = lead.path
    inspector.follows(lead, "lead about to send", [check], within="/requests/ask/")
    lead.opens(check).clicks("Send the request").sees("Request sent")
    inspector.looks(lead, "lead who sent", kind_of(lead.path))

    child, person = a_child(born_in=2012), someone()
    starts_asking(person, "For myself", school_of(lead))
    carries_on_to(person, "About you")
    says_who_they_are(person, child, "When were you born?")
    carries_on_to(person, "Check your answers")
    inspector.follows(person, "young person about to send", ["/ask/check"], within="/ask/")
    person.opens("/ask/check")
    reference, link = sends(person)
    inspector.looks(person, "young person who sent", kind_of(person.path))
    person.opens(link)
    inspector.follows(
        person, "young person who sent", ["/status/request", "/status/request/added"], within="/status/"
    )

    supervisor = someone().signs_in_as(SUPERVISOR, of=TEAM)
    address = f"/requests/{reference.replace('-', '').lower()}"
    pages = [f"{address}{page}" for page in PAGES_OF_A_REQUEST]
    inspector.follows(supervisor, "supervisor before matching", pages, within=address)


PAGES_OF_A_REQUEST = ("", "/match/new", "/answer", "/add-words", "/withdraw")


def test_while_answering_a_form(inspector, someone):
    """The pages of one form, from its link to what is said when it is there already."""
    practitioner, phone = someone().signs_in_as("Education mental health practitioner", of=TEAM), someone()
    record, where = asks(practitioner, PHQ, CODE)
    practitioner.opens(where)
    inspector.looks(practitioner, "practitioner who asked", kind_of(where))
    link = link_on(practitioner)
    phone.opens(link)
    inspector.looks(phone, "phone", kind_of(phone.path))
    opens_the_link(phone, link, *born(practitioner, record))
    inspector.follows(phone, "phone", ["/form", "/form/questions/q9", "/form/check"], within="/form")
    phone.opens("/form/questions/q9")
    taps(phone, "Several days")
    inspector.looks(phone, "phone after a risk answer", kind_of(phone.path))
    phone.opens("/form/check").clicks("Send my answers")
    inspector.looks(phone, "phone that sent", kind_of(phone.path))
    phone.opens(link).sees("here already")
    inspector.faults += [f"{link}: {fault}" for fault in inspector.found_on(phone.page)]
    _, paper = asks(practitioner, SWEMWBS, PAPER)
    inspector.looks(practitioner, "practitioner at paper", kind_of(paper))


def test_when_joining(inspector, someone):
    """Pages for somebody who was invited, and for an account of their own."""
    new = with_a_passkey(someone())
    new.opens(invites(someone().signs_in_as("Team lead"), *someone_new()))
    inspector.looks(new, "invited", kind_of(new.path))
    joins(new)
    own = ("", "codes/", "codes/generate/", "passkeys/", "passkeys/add/", "totp/activate/", "reauthenticate/")
    own = [
        *(f"/accounts/2fa/{page}" for page in own),
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
    ]
    inspector.follows(new, "joined", own, within="/accounts/")
