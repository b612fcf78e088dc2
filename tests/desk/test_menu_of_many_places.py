"""Places that belong together lie in one place of the menu, and stand in a second row while one is in it."""

import re

import pytest

from tests import make
from trailblazer.access.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
A_PLACE = re.compile(r'navigation-link[^>]*href="([^"]+)"([^>]*)>(?:<strong[^>]*>)?([^<]+)')


def rows_of(page):
    """The names of each row of the menu, and which of them one is in."""
    menu = page.content.decode().partition('aria-label="Menu"')[2].partition("</nav>")[0]
    found = [A_PLACE.findall(row) for row in menu.split("tb-nav-within")]
    names = [[name for _, _, name in row if name != "Menu"] for row in found]
    return names, [name for row in found for _, rest, name in row if "aria-current" in rest]


def test_a_team_lead_finds_all_work_with_schools_in_one_place(team, sign_in):
    served, elsewhere = make.service(team).school, make.school()
    lead = sign_in(make.member(team, role=Role.TEAM_LEAD))

    rows, current = rows_of(lead.get("/school-leads/"))
    assert len(rows[0]) <= 12, "one row of a screen"
    assert rows[1] == [
        "Our schools",
        "School leads",
        "Whole school",
        "Activities",
        "Time for schools",
        "Reports",
        "Joint working",
    ]
    assert current == ["Schools", "School leads"]
    assert rows_of(lead.get(f"/schools/{served.urn}/activities"))[1] == ["Schools", "Activities"]
    assert len(rows_of(lead.get("/alerts/"))[0]) == 1

    ours = lead.get("/schools/?team=ours").content.decode()
    assert f"/schools/{served.urn}" in ours
    assert f"/schools/{elsewhere.urn}" not in ours
    assert f"/schools/{served.urn}/activities/plan" in lead.get("/activities/plan").content.decode()


def test_a_place_that_a_menu_lacks_takes_no_page_from_the_place_that_it_has(team, sign_in):
    school = make.service(team).school
    client = sign_in(make.member(school))
    assert rows_of(client.get(f"/schools/{school.urn}/reports/"))[1] == ["Our school"]
    assert rows_of(client.get(f"/schools/{school.urn}/activities"))[1] == ["Activities"]
