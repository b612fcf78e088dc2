"""The figures of the list of schools, each as at its day."""

from typing import Any

from django.db.models import Count, Max, Min, Q, Sum
from django.urls import reverse

from trailblazer.imports.models import Import
from trailblazer.places.models import School
from trailblazer.places.register import KIND
from trailblazer.ui.environment import day, number

DEFINED = "desk:definitions"


def source() -> Import | None:
    """The register that tells of the latest day, of those that were not taken back."""
    return Import.objects.filter(kind=KIND, state=Import.State.DONE).order_by("-as_at", "-pk").first()


def of_schools(source: Import | None) -> list[dict[str, Any]]:
    """Open schools in England, their pupils, and how many have no number. Invented schools are not counted."""
    counted = School.objects.open_in_england().aggregate(
        schools=Count("pk"),
        learners=Sum("pupils"),
        known=Count("pupils"),
        colleges=Count("pk", filter=Q(type_group_code=School.COLLEGE_GROUP)),
        colleges_known=Count("pupils", filter=Q(type_group_code=School.COLLEGE_GROUP)),
        earliest=Min("census_on"),
        latest=Max("census_on"),
    )
    as_at = f"as at {day(source.as_at)}" if source else "not yet imported"
    definition = reverse(DEFINED)
    unknown = counted["schools"] - counted["known"]
    return [
        {
            "label": "Open in England",
            "figure": number(counted["schools"]),
            "note": f"Register {as_at}",
            "href": f"{definition}#open-in-england",
        },
        {
            "label": "Pupils",
            "figure": number(counted["learners"]),
            "small": f"in {counted['known']:,} of them",
            "note": _census(counted["earliest"], counted["latest"]),
            "href": f"{definition}#pupil-numbers",
        },
        {
            "label": "Number of pupils not known",
            "figure": number(unknown),
            "small": f"of {counted['schools']:,}",
            "note": "Never counted as none",
            "href": f"{definition}#not-known",
        },
        {
            "label": "Colleges among them",
            "figure": number(counted["colleges"]),
            "note": f"Learners known for {counted['colleges_known']:,} of them",
            "href": f"{definition}#coverage",
        },
    ]


def _census(earliest: Any, latest: Any) -> str:
    if latest is None:
        return "No census"
    if earliest == latest:
        return f"Census of {day(latest)}"
    return f"Censuses of {day(earliest)} to {day(latest)}"
