import re
from datetime import date

import pytest
from django.urls import reverse

from tests import make
from trailblazer.places.models import SchoolLink
from trailblazer.teams.models import Area, RouteSetting, Wave

pytestmark = pytest.mark.django_db
FIND = "/find-your-team"


@pytest.fixture(autouse=True)
def _a_live_service(settings):
    settings.DEMO = False


def real_school(**fields):
    return make.school(**({"is_invented": False} | fields))


def real_team(**fields):
    return make.team(**({"is_invented": False} | fields))


def found_in(response):
    return re.findall(r'<a class="tb-choice"[^>]*><strong><bdi>(.*?)</bdi>', text(response))


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_part_of_a_name_or_a_town_finds_open_schools(client):
    real_school(name="St Mary’s Primary School", town="Croydon")
    real_school(name="Marlpit School", town="Sutton")
    real_school(name="St Mary’s Old School", is_open=False)
    real_school(name="St Mary’s of Wales", in_england=False)
    shown = text(client.get(FIND, {"q": "st marys"}))
    assert "St Mary’s Primary School" in shown
    assert not re.search("Marlpit|Old School|of Wales", shown)
    assert "Marlpit School" in text(client.get(FIND, {"q": "SUTTON"}))


def test_names_that_begin_so_come_first_then_the_town_then_the_rest(client):
    for name, town in (
        ("Alfred Sutton School", "Reading"),
        ("Bishop School", "Sutton"),
        ("Sutton High School", "Cheam"),
    ):
        real_school(name=name, town=town)
    assert found_in(client.get(FIND, {"q": "sutton"})) == [
        "Sutton High School",
        "Bishop School",
        "Alfred Sutton School",
    ]


@pytest.fixture
def many():
    return [real_school(name=f"Marlpit School {number:02}").name for number in range(45)]


def test_a_page_shows_20_and_a_plain_link_leads_to_the_next(client, many):
    address, found = f"{FIND}?q=marlpit", []
    for shown in ("schools 1 to 20", "schools 21 to 40", "schools 41 to 45"):
        page = client.get(address)
        found += found_in(page)
        assert shown in text(page)
        more = re.search(r'<a href="([^"]+)#results">Show more schools', text(page))
        address = f"{FIND}{more[1].replace('&amp;', '&')}" if more else ""
    assert (found, address) == (many, "")
    assert "?q=marlpit&amp;page=2#results" in text(client.get(FIND, {"q": "marlpit", "page": "3"}))
    assert "Show more" not in text(client.get(FIND, {"q": "marlpit school 07"}))


def test_every_page_asks_one_question(client, many, django_assert_max_num_queries):
    for page in ("1", "2", "3", "4"):
        with django_assert_max_num_queries(3):  # one, and on PostgreSQL two for the wall
            client.get(FIND, {"q": "marlpit", "page": page})


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "²", "9" * 400])
def test_a_page_that_makes_no_sense_is_the_first(client, many, page):
    assert found_in(client.get(FIND, {"q": "marlpit", "page": page})) == many[:20]


def test_beyond_the_last_page_it_says_so_and_leads_back(client, many):
    shown = text(client.get(FIND, {"q": "marlpit", "page": "4"}))
    assert "There are no more schools like that" in shown
    assert "We found no school" not in shown
    assert 'href="?q=marlpit#results"' in shown


@pytest.mark.parametrize("typed", ["", "ab", "  .  ", "é"])
def test_too_few_letters_are_asked_for_again(client, typed):
    real_school()
    shown = text(client.get(FIND, {"q": typed}))
    assert "Type at least 3 letters" in shown
    assert "Type at least 3 letters" not in text(client.get(FIND))


@pytest.mark.parametrize(
    "typed", ["marl%pet", "x" * 10_000, "'; drop table", "\x00marlpit", "😀" * 60 + "abc", "<script>"]
)
def test_odd_words_find_nothing_and_break_nothing(client, typed):
    real_school(name="Marlpit School")
    found = found_in(client.get(FIND, {"q": typed}))
    assert found == (["Marlpit School"] if "marlpit" in typed else [])


def test_nothing_found_still_says_what_help_there_is(client):
    assert "0800 1111" in text(client.get(FIND, {"q": "nowhere at all"}))


def test_a_school_with_a_team_says_what_it_does_and_how_to_ask(client):
    team = real_team(
        name="Sutton team", how_to_ask="Ring us in the morning.", telephone="020 7946 0000", answer_days=5
    )
    school = make.service(team, real_school(name="Marlpit School")).school
    shown = text(client.get(f"{FIND}/{school.urn}"))
    for words in (
        "Sutton team",
        "Ring us in the morning.",
        "020 7946 0000",
        "5 working days",
        "aged 5 to 18",
    ):
        assert words in shown
    assert reverse("referrals:ask_at", args=[school.urn]) in shown


def test_what_the_team_has_to_say_to_those_who_ask_stands_there_too(client):
    team = real_team()
    school = make.service(team, real_school()).school
    settings = {"who_may_ask": ["parent"], "words": "We ring you after four."}
    RouteSetting.objects.create(team=team, in_force_from=make.TODAY, settings=settings)
    assert "We ring you after four." in text(client.get(f"{FIND}/{school.urn}"))


def test_a_school_without_a_team_hears_so_and_what_there_is_instead(client):
    shown = text(client.get(f"{FIND}/{real_school().urn}"))
    for words in (
        "We know of no team for this school yet",
        "2029 to 2030",
        "written answer",
        "GP",
        "111",
        "0800 1111",
        "999",
    ):
        assert words in shown
    assert "Ask for help</a>" not in shown


def test_a_planned_team_is_no_team_yet(client):
    school = make.service(real_team(status="planned"), real_school()).school
    assert "We know of no team for this school yet" in text(client.get(f"{FIND}/{school.urn}"))


def test_a_paused_school_hears_so(client):
    team = real_team(name="Sutton team", telephone="020 7946 0000")
    school = make.service(
        team, real_school(), state="paused", paused_on=date(2026, 10, 1), reason="Staff ill"
    ).school
    shown = text(client.get(f"{FIND}/{school.urn}"))
    for words in ("takes no new requests", "since 1 October 2026", "020 7946 0000", "0800 1111"):
        assert words in shown
    assert "Staff ill" not in shown
    assert "Ask for help</a>" not in shown


def test_a_closed_school_leads_to_what_it_became(client):
    closed, later = real_school(name="Old School", is_open=False), real_school(name="New Academy")
    SchoolLink.objects.create(school=closed, linked_urn=later.urn, kind="Successor")
    SchoolLink.objects.create(
        school=closed, linked_urn=real_school(name="Before School").urn, kind="Predecessor"
    )
    shown = text(client.get(f"{FIND}/{closed.urn}"))
    assert "This school has closed" in shown
    assert "New Academy" in shown
    assert "Before School" not in shown


def an_area(name, year, **fields):
    wave, _ = Wave.objects.get_or_create(name=year)
    area = Area.objects.create(name=name, wave=wave, kind="trailblazer", **fields)
    area.authorities.add(make.authority())
    return area


def test_where_the_published_roll_out_reached_its_authority_it_says_so(client):
    school = real_school()
    an_area("South London", "2019/20 wave 2")
    an_area("South West London", "2018/19")
    an_area("Invented place", "2018/19", is_invented=True)
    shown = text(client.get(f"{FIND}/{school.urn}"))
    assert "Teams were planned in South West London from 2018/19: ask your school." in shown
    assert "Teams were planned in South London from 2019/20: ask your school." in shown
    assert "Invented place" not in shown
    an_area("Nobody knows where", "2018/19").authorities.clear()
    elsewhere = real_school(authority=None)
    assert "Teams were planned" not in text(client.get(f"{FIND}/{elsewhere.urn}"))


def test_the_caveat_stands_beside_what_is_said(client):
    shown = text(client.get(f"{FIND}/{real_school().urn}"))
    says, caveat, instead = (
        shown.index(words)
        for words in (
            "We know of no team",
            "A team that we do not know of may work here",
            "What there is instead",
        )
    )
    assert says < caveat < instead


def became(closed, later):
    SchoolLink.objects.create(school=closed, linked_urn=later.urn, kind="Successor")


def test_what_a_closed_school_became_says_whether_a_team_works_there(client):
    closed = real_school(name="Old School", is_open=False)
    served, other = (real_school(name=name, town="Cheam") for name in ("Served Academy", "Other Academy"))
    became(closed, served)
    became(closed, other)
    make.service(real_team(name="Sutton team"), served)
    shown = text(client.get(f"{FIND}/{closed.urn}"))
    assert "Served Academy</bdi></strong><span>Cheam. Sutton team works there." in shown
    assert "Other Academy</bdi></strong><span>Cheam. We know of no team there yet." in shown


def test_a_school_whose_team_served_it_under_its_old_number_hears_so(client):
    team = real_team(name="Sutton team", telephone="020 7946 0000")
    closed, later = real_school(name="Old School", is_open=False), real_school()
    became(closed, later)
    service = make.service(team, closed)
    shown = text(client.get(f"{FIND}/{later.urn}"))
    for words in (
        "Sutton team worked with Old School, which became this school.",
        "We do not know yet if the team works here too",
        "020 7946 0000",
        "What there is instead",
    ):
        assert words in shown
    assert "We know of no team for this school yet" not in shown
    assert "Ask for help</a>" not in shown
    service.ends_on, service.state = make.TODAY, "left"
    service.save()
    assert "We know of no team for this school yet" in text(client.get(f"{FIND}/{later.urn}"))


def test_a_school_split_off_from_an_open_one_is_not_said_to_have_its_team(client):
    parent, part = real_school(name="Whole School"), real_school()
    became(parent, part)
    make.service(real_team(), parent)
    assert "We know of no team for this school yet" in text(client.get(f"{FIND}/{part.urn}"))


def test_invented_schools_are_found_in_the_demonstration_only(client, settings):
    school = make.school(name="Marlpit School")
    assert "Marlpit School" not in text(client.get(FIND, {"q": "marlpit"}))
    assert client.get(f"{FIND}/{school.urn}").status_code == 404
    settings.DEMO = True
    assert "Marlpit School" in text(client.get(FIND, {"q": "marlpit"}))
    assert client.get(f"{FIND}/{school.urn}").status_code == 200


@pytest.mark.parametrize("urn", ["1", "99999999999999999999"])
def test_a_school_that_does_not_exist_is_not_found(client, urn):
    assert client.get(f"{FIND}/{urn}").status_code == 404


def test_every_word_is_marked_for_translation(client):
    team = real_team(
        name="Xqteam", about="Xqabout", how_to_ask="Xqask", email="xq@xq.example", telephone="020 7946 0000"
    )
    served = make.service(team, real_school(name="Xqschool served", town="Xqtown")).school
    paused = make.service(team, real_school(), state="paused", paused_on=date(2026, 10, 1)).school
    old, new, alone = (
        real_school(name="Xqold", is_open=False),
        real_school(name="Xqnew", town="Xqtown"),
        real_school(name="Xqalone", town="Xqtown"),
    )
    became(old, new)
    became(old, alone)
    became(served_once := real_school(name="Xqonce", is_open=False), alone)
    make.service(team, new)
    make.service(team, served_once)
    for number in range(25):
        real_school(name=f"Xqmany {number}", town="Xqtown")
    an_area("Xqarea", "2018/19")
    pages = [
        FIND,
        f"{FIND}?q=xqschool",
        f"{FIND}?q=xqmany",
        f"{FIND}?q=xqmany&page=2",
        f"{FIND}?q=xqmany&page=9",
        f"{FIND}?q=nowhere",
        f"{FIND}?q=a",
    ]
    pages += [
        f"{FIND}/{one.urn}" for one in (served, paused, old, alone, real_school(), real_school(is_open=False))
    ]
    for address in pages:
        main = re.search(
            r"<main.*?</main>", text(client.get(address, headers={"accept-language": "en-xa"})), re.DOTALL
        )
        words = re.sub(r"⟦.*?⟧", "", re.sub(r"<bdi>.*?</bdi>|<[^>]*>", " ", main[0]), flags=re.DOTALL)
        left = [word for word in re.findall(r"[A-Za-z]{3,}", words) if not word.startswith(("Xq", "xq"))]
        known = {"Sutton", "example"}
        assert set(left) <= known, address
