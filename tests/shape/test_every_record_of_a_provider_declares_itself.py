"""What carries a provider declares its path to the young person, is read through a scoped query, and has its wall."""

import pytest
from django.apps import apps
from django.db import connection, models

from trailblazer.access.models import LogEntry
from trailblazer.access.records import VisibleQuerySet, VisibleRecord

RECORDS = [model for model in apps.get_models() if issubclass(model, VisibleRecord)]
WITH_PROVIDER = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("trailblazer.")
    and model is not LogEntry
    and any(field.name == "provider" for field in model._meta.fields)
    and model._meta.label != "access.Organisation"
]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_its_path_leads_to_the_young_person(model):
    path = model.PATH_TO_YOUNG_PERSON
    if path in (None, "self"):
        return
    found = model
    for step in path.split("__"):
        found = found._meta.get_field(step).related_model
    assert found._meta.label == "young_people.YoungPerson"


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_it_is_read_through_a_scoped_query(model):
    assert isinstance(model._default_manager.all(), VisibleQuerySet)


@pytest.mark.django_db
@pytest.mark.parametrize("model", WITH_PROVIDER, ids=lambda model: model.__name__)
def test_on_postgresql_it_has_its_wall(model):
    if connection.vendor != "postgresql":
        assert model._meta.get_field("provider")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = %s", [model._meta.db_table])
        has_wall = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM pg_policies WHERE tablename = %s", [model._meta.db_table])
        policies = cursor.fetchone()[0]
    assert has_wall
    assert policies


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_its_reference_is_random_and_unique(model):
    field = model._meta.get_field("ref")
    assert isinstance(field, models.CharField)
    assert field.unique
    assert field.max_length == 16
