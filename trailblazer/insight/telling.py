"""Who of a school hears that a report of its term is there to be read, or was corrected."""

from django.conf import settings
from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.access.roles import ROLES, Permission
from trailblazer.access.today import today
from trailblazer.insight.models import TermReport
from trailblazer.letters.actions import queue
from trailblazer.letters.catalogue import kind_of
from trailblazer.letters.recipients import Recipient
from trailblazer.places.models import School

READ_REPORTS = tuple(role for role, may in ROLES.items() if Permission.SEE_SCHOOL_WORK in may)


def readers_of(school: School) -> list[Membership]:
    """Those of the school who have an account with which they may read it: its senior mental health leads."""
    found = Membership.objects.current(today()).filter(organisation__urn=school.pk, role__in=READ_REPORTS)
    return list(found.select_related("user").order_by("started_on", "pk"))


def who_is_told(school: School) -> str:
    """A sentence for whoever is about to publish."""
    names = [one.user.name for one in readers_of(school)]
    if not names:
        return (
            "Nobody of the school has an account to read it with, so nobody is told: give the school the PDF."
        )
    *others, last = names
    return f"{', '.join(others)} and {last} are told by email." if others else f"{last} is told by email."


def tell(report: TermReport, *, by: Actor) -> None:
    """One letter to each reader, with the link and no figure. A corrected report says so, and why."""
    template = "report_corrected" if report.number > 1 else "report_published"
    path = reverse("insight:report", args=[report.school_id, report.term])
    for reader in readers_of(report.school):
        queue(
            template,
            to=Recipient("staff", reader.user.name, reader.user.email),
            subject=kind_of(template).subject,
            words={
                "name": reader.user.name,
                "school": report.school.name,
                "report": report.title,
                "reason": report.corrects_because,
                "link": f"{settings.ORIGIN}{path}",
            },
            provider=report.provider,
            team=report.team,
            by=by,
            about=report.ref,
        )
