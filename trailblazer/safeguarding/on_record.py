"""What risk adds to every page and list of a young person: the flag, the mark beside a name, and a section."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.domain.risk import Look
from trailblazer.safeguarding.models import RiskAssessment
from trailblazer.ui.environment import day
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import Flag, RecordPage, add_flags, add_marks, add_page


def newest_of(people: Sequence[YoungPerson]) -> list[RiskAssessment]:
    """The newest assessment of each, where it says that there is a risk. One query for all."""
    newest = RiskAssessment.objects.filter(young_person=OuterRef("young_person")).order_by(
        "-recorded_at", "-pk"
    )
    found = RiskAssessment.objects.filter(young_person__in=people).filter(
        pk=Subquery(newest.values("pk")[:1])
    )
    return list(found.exclude(level=RiskAssessment.Level.NONE))


def flags(person: YoungPerson, member: Membership, today: date) -> Iterator[Flag]:
    """Risk comes first. Who may not read about it learns that it is there, and whom to ask."""
    if not member.may(Permission.SEE_CARE):
        return
    for one in newest_of([person]):
        if not member.may(Permission.SEE_SAFEGUARDING):
            yield Flag(
                "red", "Look at risk", "Ask the practitioner or the supervisor before you ring or write."
            )
            continue
        look = Look(one.review_on, today)
        when = "today" if look.days_late == 0 and look.is_due else _when(look)
        knows = " School’s designated safeguarding lead knows." if one.lead_knows else ""
        words = f"Told us on {day(one.told_on)}.{knows} Look again {when}."
        address = reverse("safeguarding:risk", args=[person.ref])
        yield Flag(
            "red", f"Risk: {one.headline or one.get_level_display().lower()}", words, address, "Safety plan"
        )


def _when(look: Look) -> str:
    if look.days_late:
        return f"now: it was due {look.days_late} {'day' if look.days_late == 1 else 'days'} ago"
    return f"by {day(look.review_on)}" if look.review_on else "soon"


def marks(people: Sequence[YoungPerson], member: Membership, today: date) -> Mapping[int, str]:
    """One word beside a name in lists."""
    if not member.may(Permission.SEE_CARE) or not people:
        return {}
    found = newest_of(people)
    return {
        one.young_person_id: "Look at risk" if Look(one.review_on, today).is_due else "Risk" for one in found
    }


add_page(RecordPage(50, "safeguarding:risk", "Risk and safety", Permission.SEE_SAFEGUARDING))
add_flags(flags)
add_marks(marks)
