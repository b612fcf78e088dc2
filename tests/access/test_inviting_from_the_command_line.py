"""`trailblazer invite` makes the first administrator."""

import json

import pytest
import typer
from django.test import Client
from typer.testing import CliRunner

from tests import make
from trailblazer.access.commands import add_to
from trailblazer.access.models import Invitation, Organisation

pytestmark = pytest.mark.django_db
root = typer.Typer()
add_to(root)


def run(*words):
    return CliRunner().invoke(root, ["invite", *words])


def test_the_first_administrator_of_a_new_provider_gets_a_link_that_opens():
    answer = run(
        "ada@example.org", "--name", "Ada Quill", "--organisation", "Willowbrook Trust", "--new", "--json"
    )
    assert answer.exit_code == 0
    link = json.loads(answer.output)["link"]
    assert Client().get(link.removeprefix("http://localhost:8000"), follow=True).status_code == 200
    made = Invitation.objects.get()
    assert (made.role, made.organisation.kind, made.invited_by) == ("administrator", "provider", None)


def test_the_link_is_printed_for_people_too():
    make.provider("Willowbrook Trust")
    assert (
        "http://localhost:8000/invitation/"
        in run("ada@example.org", "--name", "Ada Quill", "--organisation", "willowbrook trust").output
    )


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["a@example.org", "--organisation", "No Such Trust"], "No organisation is called No Such Trust"),
        (["a@example.org", "--organisation", "Twice"], "More than one organisation"),
        (["a@example.org", "--organisation", "Once", "--role", "king"], "There is no role king"),
        (["a@example.org", "--organisation", "Once", "--role", "smhl"], "nobody can be smhl there"),
        (["nobody", "--organisation", "Once"], "not an email address"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_made(words, sentence):
    for name in ("Once", "Twice", "Twice"):
        make.provider(name)
    answer = run(*words, "--name", "Ada Quill")
    assert answer.exit_code == 2
    assert sentence in answer.output
    assert not Invitation.objects.exists()
    assert Organisation.objects.count() == 3
