"""What can be done with letters: have one sent, write one, put one in the team's own words."""

from trailblazer.letters.actions.outbox import posted, queue, try_again
from trailblazer.letters.actions.templates import end_template, keep_template
from trailblazer.letters.actions.writing import write_letter

__all__ = ["end_template", "keep_template", "posted", "queue", "try_again", "write_letter"]
