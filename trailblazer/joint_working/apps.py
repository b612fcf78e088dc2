from django.apps import AppConfig


class JointWorkingConfig(AppConfig):
    name = "trailblazer.joint_working"
    label = "joint_working"
