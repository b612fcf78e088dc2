"""What cancelling a booking does, whoever cancels it. Called inside actions."""

from trailblazer.access.models import Membership
from trailblazer.access.today import today
from trailblazer.advice.models import AdviceBooking
from trailblazer.advice.telling import CANCELLED, tell_asker


def cancelled(booking: AdviceBooking, by: Membership, why: str) -> AdviceBooking:
    booking.cancelled_on, booking.cancelled_by, booking.cancelled_why = today(), by, why.strip()
    booking.save()
    return booking


def cancel_for_school(booking: AdviceBooking, by: Membership, why: str) -> AdviceBooking:
    """The team cannot: whoever booked is told why."""
    cancelled(booking, by, why)
    words = why.strip()
    tell_asker(CANCELLED, booking, by, f"{words}{'' if words.endswith('.') else '.'}" if words else "")
    return booking
