"""The area report of a cohort: what it says, its PDF, and its table as a file."""

import base64
import csv
import io
from typing import Any

from django.template import engines

from trailblazer.domain.joint_ratings import ALL
from trailblazer.domain.joint_working import Point, Sector, rules
from trailblazer.joint_working.charts import dumbbells
from trailblazer.joint_working.models import Participant
from trailblazer.joint_working.reading import Compared, Reading
from trailblazer.joint_working.said import finding_of, sentence_of
from trailblazer.statistics.files import pdf_of
from trailblazer.ui.environment import day
from trailblazer.ui.invented import invented

LATER = (Point.DAY_2, Point.TEN_MONTHS)


def report_of(reading: Reading) -> dict[str, Any]:
    """Everything the report says, for the page and for the paper alike."""
    cohort, framework = reading.cohort, reading.cohort.framework
    compared = [reading.compared(Point.BEFORE, point) for point in LATER]
    return {
        "cohort": cohort,
        "framework": framework,
        "parts": [_part(one, reading) for one in compared if one.given],
        "sectors": list(Sector),
        "attended": [(number, *_attended(reading, number)) for number in (1, 2)],
        "both_days": reading.both_days,
        "schools": len(reading.schools),
        "actions": reading.actions,
        "done": len(reading.done),
        "late": len(reading.late),
        "dropped": sum(one.status == "dropped" for one in reading.actions),
        "methods": methods_of(reading),
        "made_on": day(reading.today),
        "invented": invented(),
        "today": reading.today,
    }


def _part(compared: Compared, reading: Reading) -> dict[str, Any]:
    return {
        "compared": compared,
        "numbers": compared.numbers,
        "finding": finding_of(compared),
        "chart": dumbbells(compared.areas, reading.cohort.framework),
        "picture": "",  # on paper, the same chart as a picture of its own
        "first_words": compared.first.words,
        "second_words": compared.second.words,
    }


def _attended(reading: Reading, number: int) -> tuple[int, int]:
    """How many came on a day, and of how many it was noted."""
    noted = [getattr(one, f"came_day_{number}") for one in reading.coming]
    came = (Participant.Came.CAME, Participant.Came.OTHER)
    return sum(one in came for one in noted), sum(bool(one) for one in noted)


def methods_of(reading: Reading) -> list[str]:
    """How it was counted and what it cannot say, in plain words."""
    framework, rule = reading.cohort.framework, rules()
    rated = {point: len(reading.who_rated(point)) for point in Point}
    counts = (
        ", ".join(f"{point.words.lower()} {count}" for point, count in rated.items() if count) or "nobody yet"
    )
    return [
        f"Each person rated seven areas by their own link, from {framework.scale_in_words}. Who rated: {counts}; "
        f"{len(reading.coming)} could have.",
        "A change is shown only for people who rated at both times, so that nobody who joined or left moves it. "
        "The people compared after day 2 and after ten months may differ, so the two are not subtracted.",
        f"A group of fewer than {rule.smallest_group} people is not shown. All sectors together are not shown either "
        "where that would give such a group away.",
        "Means are rounded to one decimal. The median change and how many went up, stayed and went down stand beside "
        "them, because a mean of so few hides much.",
        "People rate what they see. Those who came chose to come, and nobody was compared who did not: the report "
        "shows what changed for them, not that the two days made it change.",
        f"Source of the areas: {framework.source}.",
    ]


def pdf_of_report(reading: Reading) -> bytes:
    """On tagged pages (PDF/UA-1). Raises NoFile where no library here draws text."""
    given = report_of(reading) | {"sentence": sentence_of(reading.cohort, reading.people, reading.today)}
    for part in given["parts"]:
        drawn = str(part["chart"].wide).encode() if part["chart"] else b""
        part["picture"] = f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}" if drawn else ""
    template: Any = engines["jinja2"].get_template("joint_working/paper.jinja")
    return pdf_of(str(template.render(given)))


def csv_of(reading: Reading) -> bytes:
    """One row for each area, group and pair of points, as they are shown. UTF-8 with the mark that Excel asks for."""
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(
        [
            "From",
            "To",
            "Area",
            "Group",
            "People",
            "Mean before",
            "Mean after",
            "Median change",
            "Up",
            "Same",
            "Down",
        ]
    )
    for point in LATER:
        compared = reading.compared(Point.BEFORE, point)
        for line in (*compared.areas, *compared.measures) if compared.given else ():
            for group in (*Sector, ALL):
                one = line.groups[group]
                words = group.words if isinstance(group, Sector) else "All sectors"
                base = (
                    str(one.base) if one.is_shown or not one.base else f"fewer than {rules().smallest_group}"
                )
                middle = one.middle_words.replace("\N{MINUS SIGN}", "-").lstrip("+")
                out.writerow(
                    [
                        compared.first.words,
                        compared.second.words,
                        line.asked.name,
                        words,
                        base if group != ALL or one.is_shown else "not given",
                        one.before_words,
                        one.after_words,
                        middle,
                        *one.moves,
                    ]
                )
    out.writerow([])
    for note in (reading.cohort.name, *invented(), *methods_of(reading)):
        out.writerow([note.lstrip("=+-@")])
    return written.getvalue().encode("utf-8-sig")
