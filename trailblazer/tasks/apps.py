from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TasksConfig(AppConfig):
    name = "trailblazer.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Each app declares its work in `schedule.py`; what is not imported is not known to the worker."""
        autodiscover_modules("schedule")
