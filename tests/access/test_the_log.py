"""The log can be added to and not changed: a seal over each stretch shows every later touch."""

import json

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from tests import make
from trailblazer.access import log
from trailblazer.access.commands import log_commands
from trailblazer.access.doors import find
from trailblazer.access.models import LogEntry, LogSeal
from trailblazer.letters.models import Letter

pytestmark = pytest.mark.django_db


def stretch(count=3):
    team = make.team()
    member, person = make.member(team), make.young_person(team)
    for _ in range(count):
        find(type(person), person.ref, by=member)
    return log.seal(timezone.now())


def test_a_look_is_one_line_with_who_as_what_and_about_whom():
    team = make.team()
    member, person = make.member(team), make.young_person(team)
    find(type(person), person.ref, by=member, purpose="planning a visit")
    line = LogEntry.objects.get()
    assert (line.kind, line.member, line.acting_as) == ("look", member, member.role)
    assert (line.young_person, line.provider_id, line.purpose) == (
        person.ref,
        person.provider_id,
        "planning a visit",
    )


def test_a_list_is_one_line_with_every_record_shown(sign_in):
    team = make.team()
    for _ in range(3):
        Letter.objects.create(
            provider=team.organisation.provider,
            team=team.organisation,
            template="as_written",
            address="a@example.org",
        )
    sign_in(make.member(team)).get("/letters/")
    line = LogEntry.objects.get(what="letters listed")
    assert sorted(line.records) == sorted(Letter.objects.values_list("ref", flat=True))


def test_seals_follow_each_other_without_a_gap():
    first, second = stretch(), stretch()
    assert (first.previous, second.previous) == (log.FIRST_SEAL, first.hash)
    assert second.first_id == first.last_id + 1
    assert log.seal(timezone.now()) is None, "nothing new, no seal"
    assert log.broken_seals() == []


@pytest.mark.parametrize(
    "touch",
    [
        lambda line: LogEntry.objects.filter(pk=line.pk).update(what="nothing"),
        lambda line: LogEntry.objects.filter(pk=line.pk).update(member=make.member()),
        lambda line: LogEntry.objects.filter(pk=line.pk).delete(),
        lambda line: LogEntry.objects.filter(pk=line.pk).update(at=timezone.now()),
    ],
    ids=["other words", "another member", "taken out", "another time"],
)
def test_every_touch_of_a_sealed_line_shows_and_only_in_its_stretch(touch):
    first, _ = stretch(), stretch()
    touch(LogEntry.objects.filter(pk__gte=first.first_id).order_by("pk")[1])
    assert log.broken_seals() == [first]


def test_a_seal_made_again_over_a_changed_stretch_does_not_fit_the_next():
    first, second = stretch(), stretch()
    LogEntry.objects.filter(pk=first.first_id).update(what="nothing")
    lines = list(LogEntry.objects.filter(id__range=(first.first_id, first.last_id)).order_by("id"))
    LogSeal.objects.filter(pk=first.pk).update(hash=log.hash_of_stretch(lines, log.FIRST_SEAL))
    assert log.broken_seals() == [second]


def test_the_commands_seal_and_check():
    stretch()
    assert CliRunner().invoke(log_commands, ["seal"]).output == "0 lines sealed.\n"
    sound = CliRunner().invoke(log_commands, ["check", "--json"])
    assert (sound.exit_code, json.loads(sound.output)) == (0, {"seals": 1, "broken": []})
    LogEntry.objects.update(what="nothing")
    broken = CliRunner().invoke(log_commands, ["check"])
    assert broken.exit_code == 1
    assert "not what was sealed" in broken.output


def test_the_log_and_its_hashes_hold_no_name():
    team = make.team()
    make_person = make.young_person(team, first_name="Canaryname")
    find(type(make_person), make_person.ref, by=make.member(team))
    lines = [str(value) for row in LogEntry.objects.values_list() for value in row]
    assert not any("Canaryname" in value for value in lines)
