"""What a carrier of messages may answer instead of taking one."""

from datetime import timedelta


class Refused(Exception):
    """This message will never be taken."""


class ServerAway(Exception):
    """The carrier cannot be reached or does not let us in. That is no message's fault, so none is charged."""

    def __init__(self, words: str, wait: timedelta | None = None) -> None:
        super().__init__(words)
        self.wait = wait


class NotNow(Exception):
    """It may have been taken or not: it is tried again later, ever more rarely."""
