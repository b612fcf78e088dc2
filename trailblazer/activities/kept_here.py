"""What was held is corrected on the page of its activity, which corrects the work that time counts too."""

from django.db.models import Q
from django.urls import reverse

from trailblazer.activities.models import SchoolActivity
from trailblazer.care.kept_elsewhere import add_places
from trailblazer.care.models import Activity


def places(activities: list[Activity]) -> dict[int, str]:
    found = SchoolActivity.objects.filter(Q(work__in=activities) | Q(preparation__in=activities))
    return {
        work: reverse("activities:activity", args=[ref])
        for ref, *works in found.values_list("ref", "work", "preparation")
        for work in works
        if work is not None
    }


add_places(places)
