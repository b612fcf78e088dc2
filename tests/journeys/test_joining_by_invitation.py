"""Someone is invited, joins with a passkey, and comes back with it; and nobody's session ends unasked."""

import re

from playwright.sync_api import expect

from tests.journeys.asking import a_child

PASSWORD = "wandering otters sing"
KEY_OF_THIS_COMPUTER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_a_passkey(person):
    """This browser's computer can keep passkeys, and says yes when asked for a fingerprint."""
    wires = person.page.context.new_cdp_session(person.page)
    wires.send("WebAuthn.enable")
    wires.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_OF_THIS_COMPUTER})
    return person


def invites(lead, name, email):
    lead.opens("/people/invite")
    team = lead.page.locator("main li", has_text=re.compile("Team$")).first
    team.get_by_role("link").click()
    lead.fills("Name", name).fills("Work email address", email)
    lead.chooses("Education mental health practitioner").clicks("Send the invitation")
    lead.sees(f"{name} is invited")
    row = lead.page.locator("tr", has_text=email)
    return row.get_by_role("link").get_attribute("href")


def joins(new):
    """Chooses a password, adds a passkey, and keeps the one-time codes."""
    new.fills("Choose a password", PASSWORD).fills("The same password again", PASSWORD).clicks("Carry on")
    new.sees("Set up a second step to carry on")
    new.clicks("Add a passkey").chooses("Sign in with this passkey alone").clicks("Add this passkey")
    new.sees("One-time codes").clicks("I have them: carry on")
    expect(new.page.get_by_role("navigation", name="Menu")).to_be_visible()


def someone_new():
    """A name and an email address that nobody here has yet."""
    name = a_child().name
    return name, f"{name.lower().replace(' ', '.')}@example.org"


def test_a_practitioner_joins_with_a_passkey_and_signs_in_with_it_alone(someone):
    name, email = someone_new()
    lead = someone().signs_in_as("Team lead")
    link = invites(lead, name, email)

    new = with_a_passkey(someone())
    new.opens(link).sees("you are invited as education mental health practitioner")
    new.fills("Choose a password", "short").fills("The same password again", "short").clicks("Carry on")
    new.sees("There is a problem")
    joins(new)

    new.page.get_by_role("button", name="Sign out").first.click()
    new.opens("/accounts/login/").clicks("Sign in with a passkey")
    expect(new.page.get_by_role("navigation", name="Menu")).to_be_visible()
    new.opens("/accounts/2fa/passkeys/").sees("My passkey")

    lead.opens(f"/people/?q={email}").sees(name).sees("Ready")


def test_a_link_that_was_used_says_so(someone):
    person = someone().opens("/invitation/" + "0" * 64)
    assert person.status == 410
    person.sees("That invitation is not open")


def hurried(person, minutes):
    """The same pages with a shorter session, so that nobody waits twenty minutes."""

    def shorten(route):
        answer = route.fetch()
        body = answer.text().replace('data-idle-minutes="20"', f'data-idle-minutes="{minutes}"')
        route.fulfill(response=answer, body=body)

    person.page.route(lambda address: address.endswith("/account"), shorten)
    return person


def test_someone_who_does_nothing_is_asked_and_may_stay(someone):
    person = someone().signs_in_as("Supervisor")
    hurried(person, 0.1).opens("/account")
    ask = person.page.get_by_role("alertdialog", name="Are you still there?")
    expect(ask).to_be_visible(timeout=8000)
    expect(ask.get_by_role("button", name="Stay signed in")).to_be_focused()
    with person.page.expect_response(lambda answer: answer.url.endswith("/still-here")) as told:
        ask.get_by_role("button", name="Stay signed in").click()
    assert told.value.status == 204
    expect(ask).to_be_hidden()


def test_someone_who_does_nothing_at_all_leaves_no_record_on_the_screen(someone):
    person = someone().signs_in_as("Supervisor")
    hurried(person, 0.05).opens("/account")
    person.page.wait_for_url(lambda address: not address.endswith("/account"), timeout=8000)


def test_someone_who_types_for_long_is_still_signed_in(someone):
    person = someone().signs_in_as("Supervisor")
    hurried(person, 0.1).opens("/account")
    with person.page.expect_response(lambda answer: answer.url.endswith("/still-here"), timeout=8000) as told:
        for _ in range(40):
            person.page.keyboard.press("Shift")
            person.page.wait_for_timeout(100)
            if person.page.get_by_role("alertdialog").is_visible():
                raise AssertionError("asked although they were there")
    assert told.value.status == 204
