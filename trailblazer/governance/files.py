"""Where the papers of a board lie: on a private shelf, of each board so much."""

from trailblazer.access.kept_files import MB, Shelf

SHELF = Shelf("board_papers")
QUOTA = 200 * MB
