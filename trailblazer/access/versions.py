"""Records that people edit carry a version, so that a save from an old screen can be refused."""

from typing import Any

from django.db import models


class Versioned(models.Model):
    """A record that people edit: a save from an old screen is refused."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            self.version += 1
            if (fields := options.get("update_fields")) is not None:
                options["update_fields"] = {*fields, "version"}
        super().save(*args, **options)
