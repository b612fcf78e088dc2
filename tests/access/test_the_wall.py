"""The second wall: on PostgreSQL the database itself keeps providers apart, even from a query that forgot its scope."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tests import make
from trailblazer.access import wall
from trailblazer.alerts.models import Alert
from trailblazer.letters.models import Letter
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import Carer, YoungPerson

pytestmark = pytest.mark.django_db
WALLED = (YoungPerson, Referral, Letter, Alert, Carer)


class AsTheWebService:
    """Works as the role that owns no table, for these providers only."""

    def __init__(self, *providers):
        self.providers = [provider.pk for provider in providers]

    def __enter__(self):
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {wall.WEB_ROLE}")
        wall.set_to(self.providers)

    def __exit__(self, *_):
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        wall.set_to(wall.EVERYONE)


def one_of_each(team):
    person = make.young_person(team)
    shared = {"provider": person.provider, "team": team.organisation, "young_person": person}
    return [
        person,
        make.referral(team),
        Letter.objects.create(
            **shared, template="as_written", recipient_kind="staff", address="a@example.org"
        ),
        Alert.objects.create(**shared, kind="other", words="To look at", due_at="2026-11-24T17:00Z"),
        Carer.objects.create(provider=person.provider, young_person=person, name="A", relationship="mother"),
    ]


def has_wall():
    """SQLite has none: it is for one team or a trial, and this test says so out loud."""
    if connection.vendor == "postgresql":
        return True
    assert connection.vendor == "sqlite"
    wall.set_to([1])
    assert YoungPerson.objects.count() == YoungPerson.objects.all().count()
    return False


@pytest.fixture
def two_providers():
    ours, theirs = make.team(), make.team()
    return ours, theirs, one_of_each(ours), one_of_each(theirs)


def test_a_query_without_scope_sees_only_the_own_providers_rows(two_providers):
    ours, _, own, _ = two_providers
    if has_wall():
        with AsTheWebService(ours.organisation.provider):
            seen = [list(model.objects.values_list("pk", flat=True)) for model in WALLED]
        assert seen == [[record.pk] for record in own]


def test_a_connection_that_named_nobody_sees_nothing(two_providers):
    if has_wall():
        with AsTheWebService():
            assert [model.objects.count() for model in WALLED] == [0] * len(WALLED)


def test_anothers_rows_cannot_be_changed_or_deleted(two_providers):
    ours, _, _, other = two_providers
    if has_wall():
        with AsTheWebService(ours.organisation.provider):
            assert YoungPerson.objects.filter(pk=other[0].pk).update(first_name="Taken") == 0
            assert Letter.objects.filter(pk=other[2].pk).update(subject="Taken") == 0
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM alerts_alert WHERE id = %s", [other[3].pk])
                assert cursor.rowcount == 0
        assert YoungPerson.objects.get(pk=other[0].pk).first_name == other[0].first_name


def test_no_row_can_be_written_into_anothers_house(two_providers):
    ours, theirs, own, _ = two_providers
    if has_wall():
        with AsTheWebService(ours.organisation.provider):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                make.referral(theirs)
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                YoungPerson.objects.filter(pk=own[0].pk).update(provider=theirs.organisation.provider)


def test_every_table_of_a_providers_records_stands_behind_the_wall():
    """A new table with personal data and no wall fails here."""
    from django.apps import apps

    from trailblazer.access.records import VisibleRecord

    records = [model for model in apps.get_models() if issubclass(model, VisibleRecord)]
    assert len(records) >= len(WALLED)
    if has_wall():
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'provider_wall'")
            behind = {name for (name,) in cursor.fetchall()}
        assert {model._meta.db_table for model in records} - behind == set()


def test_the_web_service_owns_no_table_and_cannot_take_the_wall_down():
    if has_wall():
        with (
            AsTheWebService(),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("ALTER TABLE letters_letter DISABLE ROW LEVEL SECURITY")


def test_a_request_sees_its_own_provider_and_leaves_nothing_open_behind_it(two_providers, sign_in):
    ours, _, own, other = two_providers
    browser = sign_in(make.member(ours))
    assert browser.get(f"/letters/{own[2].ref}").status_code == 200
    assert browser.get(f"/letters/{other[2].ref}").status_code == 404
    if has_wall():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('trailblazer.providers', true)")
            assert cursor.fetchone()[0] == ""


def test_a_question_is_answered_and_not_compiled_first():
    """To compile the counts of a list takes longer than to count."""
    if has_wall():
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
