"""What a school sees of a young person and of a request, field by field: exactly what is listed here, on no page more,
and in no file.

Every text of every record about a young person holds a word found nowhere else. Somebody of the school opens every page
and file that they can reach; the words they meet are the fields they see. The list is compared whole: a field that is
shown anew fails as one does that is no longer shown, and so somebody decides on it.
"""

import io
import re
from collections import deque
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import models
from django.urls import reverse

from tests import make
from tests.shape.test_nobody_sees_what_is_not_theirs import ROUTES, Side, full_name, values_for
from trailblazer.access.guard import SIGNED_IN
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.care.models import Contact, GroupSession, Visit
from trailblazer.insight import actions as insight
from trailblazer.insight.models import TermReport
from trailblazer.referrals.models import Referral
from trailblazer.referrals.public import links
from trailblazer.young_people.models import Consent

COMING = date(2026, 11, 27)
MARK = re.compile(r"q[0-9]{4}z", re.IGNORECASE)
MADE_BY_PLANT = ("search", "ref")
NEVER = (
    "access:switch",
    "demo:",
    "access:account",
    "access:still_here",
    "access:csp",
    "referrals:status_leave",
)

# What the school wrote down itself of whom it helps is its own, whoever asked.
OF_ITS_OWN = {"SchoolHelp.who"}
NAMES_ON_A_REQUEST = {"Referral.first_name", "Referral.last_name"}
# A request that the school made comes back to it as it wrote it. Of the record that the team keeps it sees nothing.
AS_IT_WROTE = NAMES_ON_A_REQUEST | {
    "Referral.worry",
    "Referral.own_words",
    "Referral.tried",
    "Referral.hopes",
    "Referral.risk_words",
    "Referral.carer_name",
    "Referral.carer_relationship",
    "Referral.carer_telephone",
    "Referral.carer_email",
    "Addition.words",
}
# A request of a parent who lets school know: that it is, and the name; and when to let the pupil out of lessons.
WHOM_TO_RELEASE = {"YoungPerson.first_name", "YoungPerson.last_name"}
MATRIX = {
    ("senior lead", "asked by the school"): OF_ITS_OWN | AS_IT_WROTE,
    ("senior lead", "asked by a parent, who lets school know"): OF_ITS_OWN
    | NAMES_ON_A_REQUEST
    | WHOM_TO_RELEASE,
    ("senior lead", "asked by a parent, who does not"): OF_ITS_OWN,
    ("school staff", "asked by the school"): set(),
    ("school staff", "asked by a parent, who lets school know"): set(),
    ("school staff", "asked by a parent, who does not"): set(),
}
BY_THE_LINK: set[str] = set()
SITUATIONS = sorted({situation for _, situation in MATRIX})


class Planted(Side):
    """A side whose every text about a young person is a mark of its own; `fields` says which field each mark is."""

    def __init__(self, name, team):
        self.fields = {}
        super().__init__(name, team)
        for record in (self.person, self.referral):
            texts = {
                field.name: self.mark(field)
                for field in record._meta.concrete_fields
                if _is_free_text(field) and field.name not in CODES
            }
            type(record).objects.filter(pk=record.pk).update(**texts)
            record.refresh_from_db()

    def _value(self, field, made):
        value = super()._value(field, made)
        is_planted = isinstance(value, str) and self.canary[: field.max_length or 99] in value
        about_a_person = getattr(field.model, "PATH_TO_YOUNG_PERSON", None) is not None
        return self.mark(field) if is_planted and about_a_person and _is_free_text(field) else value

    def mark(self, field):
        mark = f"q{len(self.fields):04d}z"
        self.fields[mark] = f"{field.model.__name__}.{field.name}"
        return f"{mark}@example.org" if isinstance(field, models.EmailField) else mark


CODES = {"source", "route", "state", "how_long", "year_group", "ethnicity", "gender", "send", "disability"}
CODES |= {"young_carer", "looked_after", "own_script_language", "interpreter_language"}


def _is_free_text(field):
    fits = field.max_length is None or field.max_length >= 6
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return is_text and fits and field.name not in MADE_BY_PLANT


@pytest.fixture
def team():
    return make.team()


def planted(team, situation):
    """One school with one young person, as they asked, and with everything that can be written about them."""
    side = Planted("own", team)
    by_school = situation == "asked by the school"
    agreed = situation == "asked by a parent, who lets school know"
    Referral.objects.filter(pk=side.referral.pk).update(
        source="school_lead" if by_school else "parent",
        asked_by=side.lead if by_school else None,
        state="accepted",
        school_may_know=agreed,
        answered_on=make.TODAY,
        decided_on=make.TODAY,
    )
    common = {"provider": team.organisation.provider, "young_person": side.person, "happened_on": make.TODAY}
    answer = "given" if agreed else "refused"
    Consent.objects.create(**common, purpose="tell_school", answer=answer, given_by="young_person")
    at = datetime(2026, 11, 27, 10, tzinfo=ZoneInfo("Europe/London"))
    to = at.replace(hour=11)
    Visit.objects.update(day=COMING, starts_at=at, ends_at=to, school=side.school, state="planned")
    Contact.objects.update(starts_at=at, ends_at=to, school=side.school, attendance="")
    GroupSession.objects.update(starts_at=at, ends_at=to)
    report = TermReport.objects.get(school=side.school)
    insight.correct(report, by=Service(), reason="Counted again")
    return side


def words_of(response):
    """All that a page or a file says."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    if kind == "application/pdf":
        from pypdf import PdfReader

        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    if "spreadsheetml" in kind:
        from openpyxl import load_workbook

        sheets = load_workbook(io.BytesIO(response.content)).worksheets
        return " ".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return response.content.decode(errors="replace")


def crawled(client, start):
    """These pages, and every file that they give, with what each says."""
    waiting, seen = deque(start), set()
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        if response.status_code in (301, 302):
            waiting.append(response.headers["Location"])
        if response.status_code != 200:
            continue
        words = words_of(response)
        yield path, words
        if "text/html" in response.headers["Content-Type"]:
            waiting.extend(_files(words, path))


def _files(page, here):
    """The files that a page gives: pages have addresses of their own, which are all tried."""
    for link in re.findall(r'href="([^"#]+)', page):
        address = urlsplit(urljoin(here, link.replace("&amp;", "&")))
        is_file = "as=" in address.query or address.path.endswith((".pdf", ".csv", ".xlsx", ".ics", ".json"))
        if is_file and not address.netloc:
            yield f"{address.path}?{address.query}"


def reachable(member, side):
    """The address of every page whose guard lets this member in, about the young person, request and school."""
    for address, pattern in ROUTES:
        name, needed = full_name(pattern, address), pattern.callback.permissions
        is_open = any(one == SIGNED_IN or member.may(one) for one in needed) or not needed and "<" in address
        if is_open and not name.startswith(NEVER):
            yield reverse(name, kwargs=values_for(name, address, side))


def seen_by(client, side, start):
    found = {}
    for path, words in crawled(client, start):
        for mark in MARK.findall(words):
            found.setdefault(side.fields[mark.lower()], path)
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_school_sees_exactly_these_fields(team, sign_in, situation):
    side = planted(team, situation)
    of_school = make.school_organisation(side.school)
    members = {"senior lead": side.lead, "school staff": make.member(of_school, Role.SCHOOL_STAFF)}
    for role, member in members.items():
        found = seen_by(sign_in(member), side, reachable(member, side))
        assert set(found) == MATRIX[role, situation], (role, found)


@pytest.mark.django_db
@pytest.mark.usefixtures("on_the_day")
def test_who_asked_without_an_account_sees_where_the_request_is_and_nothing_written(team, client, sign_in):
    """A teacher follows the link of a request. Beside it, two of the team, so that the marks are known to be there."""
    side = planted(team, "asked by the school")
    client.get(f"/status/{links.issue(side.referral)}")
    pages = ("/status/request", "/status/request/add", "/status/request/withdraw")
    assert set(seen_by(client, side, pages)) == BY_THE_LINK

    record = reverse("young_people:record", args=[side.person.ref])
    notes = reverse("care:notes", args=[side.person.ref])
    request = reverse("referrals:record", args=[side.referral.ref])
    of_team = {
        role: set(seen_by(sign_in(make.member(team, role)), side, [record, request, notes]))
        for role in (Role.PRACTITIONER, Role.ADMINISTRATOR)
    }
    assert {"Referral.worry", "YoungPerson.first_name"} <= of_team[Role.ADMINISTRATOR]
    assert not {one for one in of_team[Role.ADMINISTRATOR] if one.startswith(("Note.", "RiskRecord."))}
    assert {"Referral.worry", "Note.words"} <= of_team[Role.PRACTITIONER]
