"""A worker that is killed again and again (SIGKILL) while it sends, until everything is sent. Run by its test.

Each life dies at one moment: between the server's acceptance and our commit, before a message is handed over, or, once
these have been, wherever a timer finds it. It prints how often it died where.
"""

import json
import os
import random
import signal
import sys
from datetime import timedelta

import django

AN_EMAIL, A_TEXT = 12, 12
# The first ten send at most 15 of the 24, however fast the machine is, so that each of them dies where it is told to.
LIVES = ("after", "before") * 5 + ("anywhere",) * 10


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.letters.killed_settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    write_letters()
    chance, died = random.Random(2026), {"before": 0, "after": 0, "anywhere": 0}
    for where in LIVES:
        if killed(where, chance):
            died[where] += 1
        its_time_has_come()
    killed("", chance)
    from trailblazer.letters.models import Letter

    left = Letter.objects.exclude(state="sent").values_list("channel", "state", "attempts", "failure")
    json.dump({"died": died, "not_sent": list(left)}, sys.stdout)


def write_letters():
    from tests import make
    from trailblazer.access.records import Service
    from trailblazer.letters import actions
    from trailblazer.letters.recipients import Recipient

    team = make.team()
    for number in range(AN_EMAIL + A_TEXT):
        is_text = number % 2
        address = f"07700 900{number:03}" if is_text else f"person{number}@example.org"
        actions.queue(
            "as_written",
            to=Recipient("requester", "Priya Holt", address),
            channel="text" if is_text else "email",
            subject="Your appointment",
            words={"text": f"Number {number}"},
            provider=team.organisation.provider,
            team=team.organisation,
            by=Service(),
        )


def killed(where, chance):
    """One life of the worker. Whether it was killed in it."""
    from django.db import connections

    connections.close_all()
    which, seconds = chance.randint(1, 2), chance.uniform(0.005, 0.08)
    child = os.fork()
    if child == 0:
        try:
            live(where, which, seconds)
        finally:
            os._exit(1)  # a fault ends this life, and no copy of us goes on
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def live(where, which, seconds):
    from trailblazer.letters import sending

    count = {"taken": 0}

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    hand_over, mark = dict(enumerate(one.hand_over for one in sending._OUTBOXES))[1], sending._mark

    def handing_over(row, is_repeat):
        count["taken"] += 1
        if where == "before" and count["taken"] == which:
            die()
        hand_over(row, is_repeat)

    def marking(row, **values):
        if where == "after" and count["taken"] == which:
            die()
        mark(row, **values)

    account, letters = sending._OUTBOXES
    sending._mark = marking
    sending._OUTBOXES = (account, sending.Outbox(letters.waiting, letters.carrier_of, handing_over))
    if where == "anywhere":
        signal.signal(signal.SIGALRM, die)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    sending.send_waiting(lambda done, total=None, doing="": None)
    os._exit(0)


def its_time_has_come():
    """What a dead worker took is free again."""
    from django.utils import timezone

    from trailblazer.letters.models import Letter

    Letter.objects.exclude(not_before=None).update(not_before=timezone.now() - timedelta(seconds=1))


if __name__ == "__main__":
    main()
