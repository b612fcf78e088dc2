from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "trailblazer.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Letters and alerts stand side by side and know nothing of each other; a school's page counts its requests."""
        from trailblazer.letters.models import Letter
        from trailblazer.letters.sending import could_not_be_sent
        from trailblazer.referrals import school_card  # noqa: F401
        from trailblazer.referrals.failed_letters import say_so

        could_not_be_sent.connect(say_so, sender=Letter, dispatch_uid="say that a letter could not be sent")
