"""Every kind of page, as each who reaches it by following links: axe finds nothing at 320 and 1280 px, nothing scrolls
sideways, nothing is asked of another host; and no page of the service is left out."""

import os
import re
from collections import deque

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

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

# A part of the run looks at all of them: what one role was shown, the next need not measure again.
pytestmark = pytest.mark.xdist_group("every page")
NARROW, WIDE = {"width": 320, "height": 700}, {"width": 1280, "height": 800}
AXE = Axe().axe_script
# Colours do not depend on the width, and measuring their contrast is half of the work: once is enough.
WHAT_IS_WRONG = """async ([script, withColours, only]) => {
    if (!window.axe) (0, eval)(script);
    const rules = {"color-contrast": {enabled: withColours}};
    const asked = only.length ? {runOnly: {type: "rule", values: only}} : {rules};
    return (await axe.run(document, {resultTypes: ["violations"], preload: false, ...asked})).violations; }"""
# Every other rule asks only what there is and what of it can be seen.
OF_SIZE_AND_PLACE = ["target-size", "scrollable-region-focusable", "link-in-text-block"]
# The head of the page is the same on every page of a role, and is looked at whole on the first.
WHAT_IS_SEEN = (
    """() => [...document.querySelectorAll("body *:not(header, header *)")].map(it => it.checkVisibility())"""
)
# What of a page axe looks at: a page that adds no new kind of element to those of its kind needs no second look.
KINDS_OF_ELEMENT = """() => [...new Set([...document.body.querySelectorAll("*")].map(it =>
    [it.tagName, it.className, ...it.getAttributeNames()].join(" ")))]"""
LINKS = 'links => links.map(link => link.getAttribute("href"))'
# Steps of a form differ though their route is the same.
STEPS = ("name", "step")
# These do one thing when a button is pressed, and show nothing of their own.
ACTS = {
    "access:still_here",
    "access:csp",
    "access:switch",
    "access:take_back",
    "activities:held_file",
    "activities:material",
    "activities:results_file",
    "activities:training_file",
    "account_logout",
    "advice:into_request",
    "advice:take_back",
    "advice:take_back_liaison",
    "advice:themes_file",
    "advice:themes_file_of_school",
    "alerts:take_on",
    "allocation:ledger_csv",
    "allocation:schools_csv",
    "care:calendar_feed",
    "care:make_calendar",
    "care:revoke_calendar",
    "care:take_back_activity",
    "demo:become",
    "desk:health",
    "governance:paper",
    "insight:term_report_file",
    "insight:term_report_table",
    "noticing:ask",
    "joint_working:invite_person",
    "joint_working:invite_wave",
    "joint_working:own_answer",
    "joint_working:own_say",
    "joint_working:remind",
    "joint_working:report_pdf",
    "joint_working:table",
    "letters:pdf",
    "letters:try_again",
    "letters:posted",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "outcomes:experience_file",
    "outcomes:readiness_file",
    "outcomes:hand_over",
    "outcomes:remind",
    "outcomes:withdraw",
    "referrals:approve",
    "referrals:close",
    "referrals:decide",
    "referrals:match",
    "referrals:reopen",
    "referrals:status_leave",
    "referrals:unmatch",
    "surveys:survey_file",
    "whole_school:evidence",
}


class Inspector:
    """Looks at each kind of page, once for every look it has, and keeps what is wrong and what was seen."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.elements: dict[str, set[str]] = {}
        self.heads: set[str] = set()

    def follows(self, person, who: str, starts, within: str = "/", but_public: bool = False):
        """Everything that this person reaches by links that begin so, one page of each kind."""
        seen, queue = set(), deque(starts)
        while queue:
            path = queue.popleft()
            kind = kind_of(path)
            if kind is None or kind in seen or (but_public and is_public(path)):
                continue
            seen.add(kind)
            person.opens(path)
            self.looks(person, f"{who} {kind}", kind)
            links = person.page.eval_on_selector_all("a[href]", LINKS)
            queue.extend(link for link in links if link.startswith(within) and not link.startswith("//"))
        assert seen, f"{who} reached no page"

    def looks(self, person, where: str, kind: str, status: int = 200) -> None:
        if person.status != status:
            self.faults.append(f"{where} answered {person.status}")
            return
        known = self.elements.setdefault(kind, set())
        elements = set(person.page.evaluate(KINDS_OF_ELEMENT))
        head = where.split(" ", maxsplit=1)[0]
        # The width that the page has already comes first: turning a page to another costs a layout.
        first = person.page.viewport_size["width"] == WIDE["width"]
        seen: list[bool] = []
        for size in (WIDE, NARROW) if first else (NARROW, WIDE):
            person.page.set_viewport_size(size)
            width = person.page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                self.faults.append(f"{where} is {width} px wide at {size['width']}")
            if elements <= known:
                continue
            before, seen = seen, person.page.evaluate(WHAT_IS_SEEN)
            is_new = head not in self.heads or shows_more(seen, before)
            self.faults += [
                f"{where} at {size['width']}: {fault}" for fault in self.found_on(person.page, is_new)
            ]
        known |= elements
        self.heads.add(head)

    def found_on(self, page, is_new: bool = True) -> list[str]:
        """By every rule; where all that is seen was seen at the other width, by those of size and place and colour."""
        is_wide = page.viewport_size["width"] == WIDE["width"]
        only = [] if is_new else [*OF_SIZE_AND_PLACE, *(["color-contrast"] if is_wide else [])]
        found = page.evaluate(WHAT_IS_WRONG, [AXE, is_wide, only])
        return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


def shows_more(seen: list[bool], before: list[bool]) -> bool:
    """Whether anything is seen that was not: at the first of two widths, and where the page itself has changed."""
    return len(seen) != len(before) or any(now and not then for now, then in zip(seen, before, strict=True))


def bare(path: str) -> str:
    return re.split(r"[?#]", path)[0]


def kind_of(path: str) -> str | None:
    """Addresses that differ only in a reference, number or question are of one kind; None leads away or acts."""
    try:
        found = resolve(bare(path))
    except Resolver404:
        return None
    if found.view_name in ACTS:
        return None
    return " ".join([found.view_name, *(found.kwargs[name] for name in STEPS if name in found.kwargs)])


def is_public(path: str) -> bool:
    """Whether the page says the same to all, so that nobody looks at it twice. The first page does not."""
    found = resolve(bare(path))
    return getattr(found.func, "permissions", None) == () and found.view_name != "desk:start"


ADDED = [f"/requests/add/{step}" for step in ("how", "who", "need", "around", "agreed")]
STARTS = {
    LEAD: [f"/requests/ask/{step}" for step in ("who", "need", "around", "agreed")],
    "School staff": [],
    "Education mental health practitioner": [],
    "Team lead": ADDED,
    "Programme": [],
    "Commissioner": [],
}
# A team lead reaches every kind of page that these reach; `make assure` looks as they do, too.
WITH_LESS = {SUPERVISOR: [], "Administrator": ADDED}
if os.environ.get("HYPOTHESIS_PROFILE") == "assure":
    STARTS |= WITH_LESS


@pytest.fixture(scope="session")
def inspector():
    return Inspector()


@pytest.fixture(autouse=True)
def nothing_is_wrong(inspector):
    inspector.faults.clear()
    yield
    assert not inspector.faults, "\n".join(inspector.faults)


@pytest.mark.parametrize("role", STARTS)
def test_every_page_that_a_role_reaches(inspector, someone, role):
    starts = ["/", "/account", "/menu", *STARTS[role]]
    inspector.follows(someone().signs_in_as(role), role, starts, but_public=True)


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
