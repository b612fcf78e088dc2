"""What plans add to the record of a young person: the page of plan and sessions."""

from trailblazer.access.roles import Permission
from trailblazer.young_people.record_pages import RecordPage, add_page

add_page(RecordPage(15, "care:plan", "Plan and sessions", Permission.SEE_CARE))
