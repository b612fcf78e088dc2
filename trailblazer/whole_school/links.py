"""The secret link by which somebody without an account answers a review: a button puts the review into a session."""

from django.db.models import Q

from trailblazer.access.secret_links import SecretLinks
from trailblazer.whole_school.models import Respondent

LINKS = SecretLinks(
    Respondent,
    "whole_school.respondent",
    "whole_school:open",
    read_with=("review", "school"),
    in_session="review",
)
WITHOUT_AN_ACCOUNT = Q(member=None)
