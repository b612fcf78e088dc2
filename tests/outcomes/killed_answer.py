"""A process that is killed (SIGKILL) at one statement after another while it keeps a form that tells of risk, until it
comes through. Run by its test; prints how often it died, every half that was left behind, and what is there at the end.
"""

import json
import os
import signal
import sys

import django

MOST = 400


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.letters.killed_settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    from tests.outcomes.asked import ask, in_help

    made, killed, halves = ask(in_help(), "phq-9"), 0, []
    for after in range(0, MOST, int(os.environ["STEP"])):
        if not dies(made, after):
            break
        killed += 1
        if any(found := counted().values()):
            halves.append([after, list(found)])
    json.dump({"killed": killed, "halves": halves, "at_the_end": counted()}, sys.stdout)


def counted():
    from trailblazer.access.models import AccountLetter
    from trailblazer.alerts.models import Alert
    from trailblazer.care.models import Score

    return {model.__name__: model.objects.count() for model in (Score, Alert, AccountLetter)}


def dies(made, after):
    """Whether the process was killed before it came through."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            answer(made, after)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "it failed instead of dying"
    return os.WIFSIGNALED(status)


def answer(made, after):
    from django.db import connection

    from trailblazer.access.records import Visitor
    from trailblazer.outcomes.actions import answer_ask

    left = {"statements": after}

    def dying(execute, sql, params, many, context):
        if left["statements"] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left["statements"] -= 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(dying):
        answer_ask(made, by=Visitor(holds=made), answers={"q1": 2, "q9": 1}, submission_key="a" * 32)
    os._exit(0)


if __name__ == "__main__":
    main()
