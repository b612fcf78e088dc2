"""The schools a team serves: how one joins step by step, is paused, goes on, and leaves."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.places.models import School
from trailblazer.teams.models import JoiningStep, PastPause, SchoolService, Team
from trailblazer.teams.scope import may_keep, refuse_unless

State = SchoolService.State


@action(Permission.KEEP_TEAMS, logged_as="school taken on")
def serve(
    team: Team, school: School, *, by: Actor, starts_on: date, learners: int | None = None
) -> SchoolService:
    """From this day the team serves the school, which begins to join. One team serves a school at a time."""
    _refuse_others(team, by)
    _refuse_an_unfit_pair(team, school)
    serving = SchoolService.objects.filter(school=school, ends_on=None).select_related("team__organisation")
    if (other := serving.first()) is not None:
        whose = "This team" if other.team_id == team.pk else other.team.name
        raise NotPossible(f"{whose} serves this school already.")
    if serving_then := SchoolService.objects.filter(school=school, ends_on__gt=starts_on).first():
        raise NotPossible(
            f"A team served this school until {serving_then.ends_on:%d %B %Y}. Enter a later day."
        )
    organisation, _ = Organisation.objects.get_or_create(
        urn=school.urn, defaults={"kind": Organisation.Kind.SCHOOL, "name": school.name}
    )
    # The wall lets a school's members reach the rows of the providers that serve it.
    organisation.served_by.add(team.provider)
    return SchoolService.objects.create(team=team, school=school, starts_on=starts_on, learners=learners)


@action(Permission.KEEP_TEAMS, logged_as="learners of a school noted")
def note_learners(service: SchoolService, *, by: Actor, learners: int | None) -> SchoolService:
    """The number of learners a school told its team, where the register has none; None where it is not known."""
    _refuse_others(service.team, by)
    service.learners = learners
    service.save(update_fields=["learners"])
    return service


@action(Permission.KEEP_TEAMS, logged_as="school paused")
def pause(service: SchoolService, *, by: Actor, on: date, reason: str) -> SchoolService:
    """From this day the school sends no new requests. Those that are open go on."""
    _refuse_others(service.team, by)
    _refuse_an_end(service)
    if service.state == State.PAUSED:
        raise NotPossible("This school is paused already.")
    _refuse_an_odd_day(service, on)
    service.state, service.paused_on, service.reason = State.PAUSED, on, reason
    service.save(update_fields=["state", "paused_on", "reason"])
    return service


@action(Permission.KEEP_TEAMS, logged_as="school goes on after a pause")
def resume(service: SchoolService, *, by: Actor, on: date) -> SchoolService:
    _refuse_others(service.team, by)
    if service.state != State.PAUSED:
        raise NotPossible("This school is not paused.")
    _keep_pause(service, on)
    service.state = _state_by_steps(service)
    service.save(update_fields=["state", "paused_on", "reason"])
    return service


@action(Permission.KEEP_TEAMS, logged_as="school left")
def leave(service: SchoolService, *, by: Actor, on: date, reason: str) -> SchoolService:
    """From this day the team no longer serves the school. Its open requests stay with the team until they end."""
    _refuse_others(service.team, by)
    _refuse_an_end(service)
    _refuse_an_odd_day(service, on)
    if service.state == State.PAUSED:
        _keep_pause(service, on)
    service.state, service.ends_on, service.reason = State.LEFT, on, reason
    service.save(update_fields=["state", "ends_on", "paused_on", "reason"])
    return service


@action(Permission.KEEP_TEAMS, logged_as="step of joining recorded")
def record_step(service: SchoolService, *, by: Actor, step: str, on: date, note: str = "") -> SchoolService:
    """That a step of joining was done on this day. Full service is the step that ends joining."""
    _refuse_others(service.team, by)
    _refuse_an_end(service)
    if on > today():
        raise NotPossible("Enter a day that is not in the future.")
    JoiningStep.objects.update_or_create(
        service=service, step=step, defaults={"done_on": on, "note": note, "by": by.membership}
    )
    return _kept(service, step, State.FULL)


@action(Permission.KEEP_TEAMS, logged_as="step of joining taken back")
def take_back_step(service: SchoolService, *, by: Actor, step: str) -> SchoolService:
    """The step was recorded by mistake."""
    _refuse_others(service.team, by)
    _refuse_an_end(service)
    service.steps.filter(step=step).delete()
    return _kept(service, step, State.JOINING)


def _kept(service: SchoolService, step: str, state: SchoolService.State) -> SchoolService:
    """The service saved, in the state that full service, done or taken back, puts it in."""
    if step == JoiningStep.Step.FULL_SERVICE and service.state != State.PAUSED:
        service.state = state
    service.save(update_fields=["state"])
    return service


def _state_by_steps(service: SchoolService) -> SchoolService.State:
    is_full = service.steps.filter(step=JoiningStep.Step.FULL_SERVICE).exists()
    return State.FULL if is_full else State.JOINING


def _keep_pause(service: SchoolService, until: date) -> None:
    """The pause is over: it becomes a past one."""
    if service.paused_on is None or until < service.paused_on:
        raise NotPossible("A pause cannot end before it began. Enter a later day.")
    PastPause.objects.create(
        service=service, starts_on=service.paused_on, ends_on=until, reason=service.reason
    )
    service.paused_on, service.reason = None, ""


def _refuse_others(team: Team, by: Actor) -> None:
    refuse_unless(may_keep(team.organisation.provider_id, by))


def _refuse_an_end(service: SchoolService) -> None:
    if service.state == State.LEFT:
        raise NotPossible("This school has left the team.")


def _refuse_an_odd_day(service: SchoolService, on: date) -> None:
    if on < service.starts_on:
        raise NotPossible("The team did not yet serve this school on that day. Enter a later day.")
    if on > today():
        raise NotPossible("Enter a day that is not in the future.")


def _refuse_an_unfit_pair(team: Team, school: School) -> None:
    if team.status == Team.Status.CLOSED:
        raise NotPossible("This team is closed.")
    if not school.is_open or not school.in_england:
        raise NotPossible("This school is closed or not in England.")
    if team.is_invented != school.is_invented:
        kind = "invented" if team.is_invented else "real"
        raise NotPossible(f"This team is {kind}, so it can serve only {kind} schools.")
