"""Alerts are watched every minute."""

from datetime import timedelta
from typing import Any

from trailblazer.access.records import Service
from trailblazer.access.today import now
from trailblazer.alerts import actions
from trailblazer.alerts.models import Alert
from trailblazer.tasks.work import work


@work("send alerts up", every=timedelta(minutes=1))
def send_alerts_up(progress: Any) -> int:
    """Tells the leads of every alert that nobody owns or whose time is over, and that has not gone up yet."""
    neglected = list(Alert.objects.neglected(now()))
    for alert in neglected:
        actions.send_up(alert, by=Service())
    return len(neglected)
