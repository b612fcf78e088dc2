"""What can be done with areas, providers, teams, posts, and the schools that teams serve, by which route."""

from trailblazer.teams.actions.register import (
    add_area,
    add_provider,
    add_team,
    change_area,
    change_provider,
    change_team,
)
from trailblazer.teams.actions.routes import do_as_the_team, set_route
from trailblazer.teams.actions.schools import (
    leave,
    note_learners,
    pause,
    record_step,
    resume,
    serve,
    take_back_step,
)
from trailblazer.teams.actions.staff import add_post, change_post, end_post, fill_post

__all__ = [
    "add_area",
    "add_post",
    "add_provider",
    "add_team",
    "change_area",
    "change_post",
    "change_provider",
    "change_team",
    "do_as_the_team",
    "end_post",
    "fill_post",
    "leave",
    "note_learners",
    "pause",
    "record_step",
    "resume",
    "serve",
    "set_route",
    "take_back_step",
]
