"""The secret link by which a school confirms its contacts: a button puts it into the session."""

from datetime import timedelta

from trailblazer.access.limits import Allowance
from trailblazer.access.secret_links import SecretLinks
from trailblazer.school_leads.models import Confirmation

WRONG_LINKS = Allowance("unknown links of contacts from one place", 20, timedelta(hours=1))
ANSWERS = Allowance("answers to one link of contacts", 20, timedelta(hours=1))
LINKS = SecretLinks(
    Confirmation,
    "school_leads.confirmation",
    "school_leads:confirm_open",
    read_with=("school", "team", "provider"),
    in_session="school_contacts",
)
