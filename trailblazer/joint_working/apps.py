from django.apps import AppConfig


class JointWorkingConfig(AppConfig):
    name = "trailblazer.joint_working"
    label = "joint_working"

    def ready(self) -> None:
        """What a school agreed with others stands on the first page of its lead."""
        from trailblazer.joint_working import school_card  # noqa: F401
