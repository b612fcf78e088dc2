from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class LettersConfig(AppConfig):
    name = "trailblazer.letters"
    label = "letters"

    def ready(self) -> None:
        """Messages about accounts are written further down the house, where nothing knows of sending.

        Letters stand on every page of a young person.
        """
        from trailblazer.access.models import AccountLetter
        from trailblazer.letters import on_record  # noqa: F401

        post_save.connect(_send_soon, sender=AccountLetter, dispatch_uid="send account letters soon")


def _send_soon(created: bool, **_: Any) -> None:
    from trailblazer.letters.sending import send_soon

    if created:
        send_soon()
