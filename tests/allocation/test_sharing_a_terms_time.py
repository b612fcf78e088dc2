"""From a proposal with its weights, by adjustments, to what the board agreed and what schools were given."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import make
from tests.young_people.pages import send
from trailblazer.access.roles import Role
from trailblazer.allocation.ledger import Ledger, with_all
from trailblazer.allocation.models import TimeAllocation
from trailblazer.care.models import Activity
from trailblazer.teams.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
TERM = "2026-3"


@pytest.fixture
def lead(team):
    found = make.member(team, Role.TEAM_LEAD)
    Post.objects.create(team=team, role="emhp", holder=found, starts_on=make.STARTED)
    return found


@pytest.fixture
def schools(team):
    kinds = (("Ash School", 200, 10), ("Birch School", 600, 30), ("Cedar School", 600, None))
    return [
        make.service(team, make.school(name=name, pupils=pupils, fsm_percent=meals)).school
        for name, pupils, meals in kinds
    ]


def day_of(day):
    return {"decided_on_day": str(day), "decided_on_month": "11", "decided_on_year": "2026"}


def now(team):
    return Ledger(with_all(TimeAllocation.objects.current().filter(team=team.organisation)).get())


def test_a_term_from_proposal_to_what_was_given(team, lead, schools, sign_in):
    client = sign_in(lead)
    propose = reverse("allocation:propose", args=[team.ref, TERM])
    assert "63 half-days" in client.get(propose).content.decode()  # 1 post x 14 weeks x 10 x 45%

    tried = send(client, propose, pupils="100", need="0", equal="0", minimum="0", change="1")
    assert tried.status_code == 200
    assert "63 half-days" in tried.content.decode()
    assert not TimeAllocation.objects.exists()
    for typed, says in (
        ({"pupils": "-1"}, "weight of pupils"),
        ({"pupils": "0", "need": "0", "equal": "0"}, "nothing would count"),
        ({"minimum": "22"}, "Enter a minimum of at most 21"),
        ({"one": "60"}, "The three per cents make"),
        ({"kept": "100"}, "0 to 99"),
    ):
        assert says in send(client, propose, **typed).content.decode(), typed
    assert send(client, propose, minimum="6", note="=Growing roll").status_code == 302
    ledger = now(team)
    assert sum(line.half_days for line in ledger.lines) == 63
    assert ledger.allocation.whole_time == Decimal("1.00")

    adjust = reverse("allocation:adjust", args=[ledger.allocation.ref])
    ash, birch, _ = (str(school.pk) for school in schools)
    move = {
        "from_school": birch,
        "to_school": ash,
        "count": "3",
        "reason": "A new year 7 of twice the size",
    }
    for typed, says in (
        ({"reason": " "}, "Enter why the time is moved"),
        ({"from_school": "0"}, "beyond the team’s capacity"),
        ({"count": "99"}, "Birch School has"),
        ({"to_school": birch}, "two different places"),
    ):
        assert says in send(client, adjust, **(move | typed)).content.decode(), typed
    assert send(client, adjust, **move).status_code == 302

    decide = reverse("allocation:decide", args=[ledger.allocation.ref])
    yes = {"outcome": "agreed_with_changes", "minute": "6.1"} | day_of(24)
    early = send(client, decide, **(yes | day_of(1)))
    assert "Enter the day of the decision, then or later" in early.content.decode()
    assert "number of the minute" in send(client, decide, **(yes | {"minute": ""})).content.decode()
    assert send(client, decide, **yes).status_code == 302
    assert "has decided all of this" in send(client, decide, **yes).content.decode()
    assert "Change it by an adjustment" in send(client, propose).content.decode()

    agreed = now(team).agreed
    assert send(client, adjust, **(move | {"count": "2"})).status_code == 302
    assert now(team).agreed == agreed  # what was agreed waits for the board
    no = yes | {"outcome": "not_agreed", "minute": "7.2"}
    assert send(client, decide, **no).status_code == 302
    assert now(team).now == agreed

    work = Activity.objects.create(
        provider=team.organisation.provider,
        team=team.organisation,
        school=schools[0],
        kind="audit",
        function=2,
        minutes=600,
        happened_on=date(2026, 10, 1),
    )
    work.staff.set([lead])
    page = client.get(reverse("allocation:term", args=[team.ref, TERM])).content.decode()
    assert "hours under" in page
    assert "Agreed with changes" in page
    rows = csv_of(client, "allocation:schools_csv", ledger)
    assert [row["Given hours, 2 School"] for row in rows] == ["10.0", "0.0", "0.0"]
    entries = csv_of(client, "allocation:ledger_csv", ledger)
    assert entries[0]["Reason or minute"] == "'=Growing roll"
    assert sum(int(row["Half-days"] or 0) for row in entries) == 63


def csv_of(client, name, ledger):
    body = client.get(reverse(name, args=[ledger.allocation.ref])).content.decode("utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(body)) if row["School"] or row.get("Entry")]


def test_what_the_board_refuses_is_proposed_anew_and_only_leads_keep_it(team, lead, schools, sign_in):
    client = sign_in(lead)
    propose = reverse("allocation:propose", args=[team.ref, TERM])
    assert send(client, propose).status_code == 302
    first = now(team).allocation
    no = {"outcome": "not_agreed", "minute": "3", "words": "Colleges too low"} | day_of(24)
    assert send(client, reverse("allocation:decide", args=[first.ref]), **no).status_code == 302
    assert (
        "Colleges too low" in client.get(reverse("allocation:term", args=[team.ref, TERM])).content.decode()
    )
    assert send(client, propose, phase_sixteen_plus="1").status_code == 302
    assert now(team).allocation.pk != first.pk
    first.refresh_from_db()
    assert first.replaced_on == make.TODAY

    practitioner = sign_in(make.member(team, Role.PRACTITIONER))
    assert practitioner.get(reverse("allocation:term", args=[team.ref, TERM])).status_code == 200
    assert practitioner.get(propose).status_code == 403
    other = sign_in(make.member(make.team(team.organisation.provider), Role.TEAM_LEAD))
    assert other.get(reverse("allocation:term", args=[team.ref, TERM])).status_code == 404
    assert other.get(reverse("allocation:adjust", args=[first.ref])).status_code == 404
