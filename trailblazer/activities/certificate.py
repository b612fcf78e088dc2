"""A certificate of staff training, made when it is asked for. The name on it is kept nowhere."""

from importlib.resources import files
from typing import Any

from django.template import engines

from trailblazer.activities.models import SchoolActivity
from trailblazer.statistics.files import pdf_of
from trailblazer.ui.environment import day
from trailblazer.ui.invented import invented


def certificate_of(activity: SchoolActivity, name: str) -> bytes:
    """One tagged page (PDF/UA-1). Raises NoFile where no library here draws text."""
    given = {
        "name": name,
        "title": activity.title,
        "held_on": day(activity.day),
        "minutes": activity.minutes,
        "school": activity.school.name,
        "team": activity.team.name if activity.team else activity.provider.name,
        "outcomes": activity.menu_item.outcome_lines if activity.menu_item else [],
        "invented": invented(),
    }
    template: Any = engines["jinja2"].get_template("activities/certificate.jinja")
    style = (files("trailblazer.activities") / "certificate.css").read_text("utf-8")
    return pdf_of(str(template.render(given)), more_style=style)
