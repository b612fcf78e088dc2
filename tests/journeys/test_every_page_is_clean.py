"""Every page that each role can reach by following links: axe finds nothing at 320 and 1280 px, nothing scrolls
sideways at 320, and nothing is asked of another host."""

import re
from collections import deque

import pytest
from axe_playwright_python.sync_playwright import Axe

ROLES = ["Senior mental health lead", "Supervisor", "Team lead", "Administrator", "Programme", "Commissioner"]
STARTS = {"nobody": ["/", "/ask", "/find-your-team", "/status", "/accounts/login/", "/demo/"]}
MOST_OF_A_KIND, MOST_PAGES = 1, 70
LEAVES = re.compile(r"/(logout|demo/become|static)|^/accounts/.*(logout)")


def kind_of(path: str) -> str:
    """Addresses that differ only in a reference, number or question are pages of one kind."""
    bare = path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    return re.sub(r"/([0-9a-hjkmnp-tv-z]{16}|\d+)(?=/|$)", "/…", bare)


def links_of(page) -> list[str]:
    return page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")


def crawl(person, starts: list[str]):
    """Yields each page reached, one or two of each kind, until there is no new kind."""
    seen: dict[str, int] = {}
    queue = deque(starts)
    while queue and len(seen) < MOST_PAGES:
        path = queue.popleft()
        kind = kind_of(path)
        if seen.get(kind, 0) >= MOST_OF_A_KIND or LEAVES.search(path):
            continue
        seen[kind] = seen.get(kind, 0) + 1
        person.opens(path)
        yield kind
        queue.extend(
            link for link in links_of(person.page) if link.startswith("/") and not link.startswith("//")
        )


def faults_of(person, axe: Axe) -> list[str]:
    found = axe.run(person.page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


@pytest.mark.parametrize("role", ["nobody", *ROLES])
def test_every_page_is_clean(someone, role):
    person, axe, faults, seen = someone(), Axe(), [], []
    if role != "nobody":
        person.signs_in_as(role)
    for kind in crawl(person, STARTS.get(role, ["/", "/account", "/menu"])):
        seen.append(kind)
        if person.status >= 400:
            faults.append(f"{kind} answered {person.status}")
            continue
        faults += [f"{kind} at 1280: {fault}" for fault in faults_of(person, axe)]
        person.page.set_viewport_size({"width": 320, "height": 700})
        faults += [f"{kind} at 320: {fault}" for fault in faults_of(person, axe)]
        wide = person.page.evaluate("document.documentElement.scrollWidth")
        if wide > 320:
            faults.append(f"{kind} scrolls sideways at 320 px: {wide} px wide")
        person.page.set_viewport_size({"width": 1280, "height": 800})
    print(f"{role}: {len(seen)} kinds of page: {' '.join(sorted(seen))}")
    assert len(seen) >= 5
    assert faults == []
