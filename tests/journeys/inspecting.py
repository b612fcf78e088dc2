"""Looks at one page of each kind: axe finds nothing at 320 and 1280 px, and nothing scrolls sideways."""

import re
from collections import deque

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

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
