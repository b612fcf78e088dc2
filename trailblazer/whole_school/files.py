"""Where evidence lies: on a private shelf, of each school so much."""

from trailblazer.access.kept_files import MB, Shelf

SHELF = Shelf("evidence")
QUOTA = 100 * MB  # of each school
where, keep, forget = SHELF.where, SHELF.keep, SHELF.forget

__all__ = ["MB", "QUOTA", "SHELF", "forget", "keep", "where"]
