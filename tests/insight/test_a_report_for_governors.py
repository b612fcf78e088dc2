"""The report of a school's term: the team publishes it once the term is over, the school reads it, and it stays."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Role
from trailblazer.domain.school_terms import Term
from trailblazer.insight import actions
from trailblazer.insight.models import TermReport
from trailblazer.letters.models import Letter
from trailblazer.whole_school.models import PlannedAction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
SUMMER, AUTUMN = Term(2026, 2), Term(2026, 3)
FIRST = date(2026, 4, 20)
KEY = "a" * 32


@pytest.fixture
def school(team):
    found = make.school(name="Marlpit High School")
    make.service(team, found)
    return found


@pytest.fixture
def lead(school):
    return make.member(school, name="Ruth Abernethy")


@pytest.fixture
def manager(team):
    return make.member(team, Role.TEAM_LEAD)


def helped(team, school, member, *, gender, waited=10, reason="anxiety"):
    """A pupil who asked in the summer term and came once."""
    person = make.young_person(team, school=school, gender=gender, born_on=date(2013, 5, 3))
    request = make.matched_referral(
        team, young_person=person, school=school, received_on=FIRST, reasons=[reason]
    )
    request.help_started_on = FIRST + timedelta(days=waited)
    request.save()
    on = FIRST + timedelta(days=waited)
    return make.contact(make.course(request, member), on=on, attendance="5", school=school)


@pytest.fixture
def busy(team, school):
    """Fourteen girls and three boys were helped; one more boy did not come."""
    member = make.member(team, Role.PRACTITIONER)
    for number in range(17):
        helped(team, school, member, gender="2" if number < 14 else "1", waited=10 if number < 13 else 40)
    missed = helped(team, school, member, gender="1")
    missed.attendance = "3"
    missed.save()
    common = {"school": school, "team": team.organisation, "provider": team.provider, "year": 2025}
    PlannedAction.objects.create(
        **common,
        what="Quiet room at lunch",
        owner_name="Somebody of the school",
        by_on=date(2026, 7, 1),
        review_term="2026-2",
        planned_on=date(2026, 1, 5),
        done_on=date(2026, 6, 20),
    )


def address(school, term=SUMMER, more=""):
    return f"/schools/{school.urn}/reports/{term.code}{more}"


def test_the_team_publishes_and_the_school_reads_page_pdf_and_csv(school, lead, manager, busy, sign_in):
    of_school, of_team = sign_in(lead), sign_in(manager)
    for path in ("", "/preview", "/file"):
        assert of_school.get(address(school, more=path)).status_code == 404, "nothing before it is published"
    preview = of_team.get(address(school, more="/preview")).content.decode()
    assert "Only staff of the team see this" in preview
    sent = {"submission_key": KEY}
    assert of_school.post(address(school, more="/publish"), sent).status_code == 403
    assert of_team.post(address(school, more="/publish"), sent).status_code == 302
    assert TermReport.objects.get().published_by == manager
    letter = Letter.objects.get()
    assert (letter.template, letter.address) == ("report_published", lead.user.email)
    assert letter.body.count(address(school)) == 1

    page = of_school.get(address(school)).content.decode()
    assert "Ruth Abernethy" in page
    assert "Somebody of the school" not in page, "no other name"
    assert re.search(r"Quiet room at lunch.*?Done", page, re.DOTALL)
    assert "Not agreed yet" in page, "no board agreed to any time"
    assert re.search(r"Evidence-based help</th>.*?100%", page, re.DOTALL)
    assert "hidden" in page
    assert 'href="/schools/' in of_school.get("/").content.decode()

    rows = list(
        csv.reader(
            io.StringIO(
                of_school.get(address(school, more="/file"), {"as": "csv"}).content.decode("utf-8-sig")
            )
        )
    )
    figures = {(row[2], row[3]): row[4] for row in rows if len(row) == 5}
    assert figures["Requests received", "Requests"] == "20"
    assert figures["Pupils helped", "Pupils"] == "15"
    assert figures["Boys", "Pupils"] == "[c]"
    assert figures["Did not come, or too late", "Sessions"] == "[c]"
    assert figures["Within four weeks", "In 100"] in ("[c]", "100", "67")

    pdf = of_school.get(address(school, more="/file"), {"as": "pdf"})
    assert pdf["Content-Type"] == "application/pdf"
    from pypdf import PdfReader

    paper = PdfReader(io.BytesIO(pdf.content))
    assert len(paper.pages) <= 2
    assert paper.metadata.title == "Report of the summer term 2026: Marlpit High School"
    assert "Page 1 of" in paper.pages[0].extract_text()
    sheet = of_school.get(address(school, more="/tables/sex"), {"as": "xlsx"})
    assert sheet.status_code == 200


def test_what_is_published_does_not_change_and_what_was_hidden_stays_hidden(
    school, lead, team, manager, busy, sign_in
):
    first, reader = actions.publish(school, by=manager, term=SUMMER), sign_in(lead)
    before = reader.get(address(school, more="/file"), {"as": "csv"}).content
    member = make.member(team, Role.PRACTITIONER)
    for _ in range(12):
        helped(team, school, member, gender="1")
    assert reader.get(address(school, more="/file"), {"as": "csv"}).content == before
    with pytest.raises(NotPossible, match="has a report already"):
        actions.publish(school, by=manager, term=SUMMER)
    with pytest.raises(PermissionDenied):
        actions.correct(first, by=lead, reason="Twelve were written down late")

    client = sign_in(manager)
    path = f"/reports/{first.ref}/correct"
    assert "Ruth Abernethy is told by email" in client.get(path).content.decode()
    assert (
        "Enter why" in client.post(path, {"submission_key": KEY, "version": first.version}).content.decode()
    )
    sent = {"submission_key": KEY, "version": first.version, "reason": "Twelve were written down late"}
    assert client.post(path, sent).status_code == 302
    second = TermReport.objects.get(number=2)
    assert {tuple(one) for one in first.hidden} <= {tuple(one) for one in second.hidden}
    page = sign_in(lead).get(address(school)).content.decode()
    assert "Twelve were written down late" in page
    assert re.search(r"Boys</th>\s*<td[^>]*>hidden<", page), "15 boys now, and hidden as before"

    actions.withdraw(second, by=manager, reason="Counted the wrong school")
    assert "Counted the wrong school" in reader.get(address(school), follow=True).content.decode()
    third = actions.correct(second, by=manager, reason="Counted anew")
    assert third.number == 3
    told = Letter.objects.order_by("pk").values_list("template", "address")
    assert list(told) == [
        (f"report_{what}", lead.user.email) for what in ("published", "corrected", "corrected")
    ]
    assert "Twelve were written down late" in Letter.objects.get(about=second.ref).body
    assert {tuple(one) for one in first.hidden} <= {tuple(one) for one in third.hidden}


def test_a_term_that_is_not_over_or_was_not_served_is_not_published(school, manager, sign_in):
    with pytest.raises(NotPossible, match="not over yet"):
        actions.publish(school, by=manager, term=AUTUMN)
    with pytest.raises(NotPossible, match="did not serve this school"):
        actions.publish(school, by=manager, term=Term(2010, 2))
    page = sign_in(manager).get(address(school, AUTUMN, "/preview")).content.decode()
    assert "Publish this report" not in page
    with pytest.raises(NotPossible):
        actions.publish(make.school(), by=Service(), term=SUMMER)
    assert "Look at it, and publish" in sign_in(manager).get("/reports/").content.decode()
