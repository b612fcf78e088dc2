"""What recording adds to the record of every young person: notes, timeline, sessions, scores and goals."""

from trailblazer.access.roles import Permission
from trailblazer.young_people.record_pages import RecordPage, add_page

add_page(RecordPage(20, "care:notes", "Notes", Permission.SEE_NOTES))
