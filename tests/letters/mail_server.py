"""A real mail server on a spare port, so that what is tested is the road a letter takes, and not a stand-in."""

import socket
import threading

from aiosmtpd.controller import Controller


class Letterbox:
    """Keeps what it is given, and refuses what it is told to refuse."""

    def __init__(self):
        self.messages, self.recipients = [], []
        self.refuses, self.answer = {}, "250 OK"
        self.lock = threading.Lock()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if not self.answer.startswith("250"):
            return self.answer
        with self.lock:
            self.messages.append(envelope.content)
            self.recipients.append(envelope.rcpt_tos)
        return self.answer


def spare_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def started(port):
    letterbox = Letterbox()
    server = Controller(letterbox, hostname="127.0.0.1", port=port)
    server.start()
    return letterbox, server
