"""What a view is handed: a request that knows who is asking and what day it is (put there by WhoIsAsking)."""

from datetime import date

from django.http import HttpRequest

from trailblazer.access.models import Membership, User


class Asked(HttpRequest):
    """Of a member: the page's guard has seen to it."""

    member: Membership
    today: date
    user: User


class AskedByAnyone(HttpRequest):
    """Of a member, or of someone without an account."""

    member: Membership | None
    today: date
