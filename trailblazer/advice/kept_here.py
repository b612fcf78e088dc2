"""Advice, liaison and meetings are corrected on their own pages, which correct the work that time counts too."""

from django.urls import reverse

from trailblazer.advice.models import Advice, Liaison, MeetingRound
from trailblazer.care.kept_elsewhere import add_places
from trailblazer.care.models import Activity


def places(activities: list[Activity]) -> dict[int, str]:
    pages = (
        (Advice, "advice:correct"),
        (Liaison, "advice:correct_liaison"),
        (MeetingRound, "advice:correct_meeting"),
    )
    return {
        activity: reverse(name, args=[ref])
        for model, name in pages
        for activity, ref in model._default_manager.filter(activity__in=activities).values_list(
            "activity", "ref"
        )
    }


add_places(places)
