"""Killed with SIGKILL wherever it stands, the worker loses nothing, and repeats only what it had just handed over."""

import email
import json
import os
import subprocess
import sys
from collections import Counter
from email.policy import default
from pathlib import Path

from tests.letters import mail_server, notify_server
from tests.letters.killed_worker import A_TEXT, AN_EMAIL

ROOT = Path(__file__).resolve().parents[2]


def run_it(folder, port, told, server):
    """The worker in a process of its own, with a database of its own, until everything is sent."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'killed.sqlite3'}",
        "DATABASE_ROLE": "",
    }
    environment |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "NOTIFY_API_KEY": notify_server.KEY}
    environment |= {"NOTIFY_TEXT_TEMPLATE": notify_server.TEXT, "VAR": str(folder)}
    environment["NOTIFY_BASE_URL"] = f"http://127.0.0.1:{server.server_port}"
    command = [sys.executable, "-m", "tests.letters.killed_worker"]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_nothing_is_lost_and_what_is_repeated_says_that_it_is_the_same(tmp_path):
    port = mail_server.spare_port()
    letterbox, mail = mail_server.started(port)
    told, server = notify_server.started()
    try:
        said = run_it(tmp_path, port, told, server)
    finally:
        mail.stop()
        notify_server.end(server)
    assert said["not_sent"] == []
    assert said["died"]["after"] == said["died"]["before"] == 5
    read = [email.message_from_bytes(one, policy=default) for one in letterbox.messages]
    copies = Counter(one["To"] for one in read)
    assert len(copies) == AN_EMAIL, "every email arrived"
    assert len({one["Message-ID"] for one in read}) == AN_EMAIL, "a second copy has the mark of the first"
    times_it_died = said["died"]["after"] + said["died"]["anywhere"]
    assert sum(copies.values()) - AN_EMAIL <= times_it_died, "one repeat for one kill, at most"
    texts = Counter(number for number, _ in told.texts())
    assert len(texts) == A_TEXT, "every text arrived"
    assert set(texts.values()) == {1}, "Notify is asked first, so no text goes twice"
