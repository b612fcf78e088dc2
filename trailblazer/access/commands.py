"""`trailblazer invite`: the first administrator. `trailblazer log`: is the log what it was?"""

import json
from typing import Annotated, NoReturn

import typer

from trailblazer.access import actions, invitations, log
from trailblazer.access.models import LogSeal, Organisation
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Role
from trailblazer.access.today import now

WRONG = 2
log_commands = typer.Typer(
    no_args_is_help=True, help="Check and seal the log of who looked and who changed what."
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def add_to(root: typer.Typer) -> None:
    root.command()(invite)
    root.command()(renew_secrets)
    root.add_typer(log_commands, name="log")


def invite(
    email: Annotated[str, typer.Argument(help="Their work email address")],
    *,
    name: Annotated[str, typer.Option(help="Their name")],
    organisation: Annotated[
        str, typer.Option(help="Name or reference of the provider, team, school or programme")
    ],
    role: Annotated[str, typer.Option(help="A role, such as administrator or team_lead")] = "administrator",
    new: Annotated[
        bool, typer.Option("--new", help="Make the organisation if there is none of that name")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Invite someone, and print the link, which works for 7 days. This is how the first administrator comes."""
    if role not in invitations.HELD_AT:
        _stop(f"There is no role {role}. Roles: {', '.join(invitations.HELD_AT)}.")
    if "@" not in email:
        _stop(f"{email} is not an email address.")
    place = _organisation(organisation, Role(role), new)
    if place.kind not in invitations.HELD_AT[Role(role)]:
        _stop(f"{place.name} is a {place.get_kind_display().lower()}: nobody can be {role} there.")
    try:
        made = actions.invite(place, by=Service(), email=email, name=name, role=role)
    except NotPossible as reason:
        _stop(f"{reason}.")
    link = invitations.link_of(made)
    if as_json:
        typer.echo(json.dumps({"ref": made.ref, "link": link, "expires_at": made.expires_at.isoformat()}))
        return
    typer.echo(
        f"{made.name} is invited as {made.get_role_display().lower()} of {place.name}. The link goes by email,"
    )
    typer.echo(f"and is this, until {made.expires_at:%d %B %Y}:")
    typer.echo(link)


def renew_secrets(as_json: AsJson = False) -> None:
    """Encipher anew what earlier secrets enciphered, so that these can be taken out of SECRET_KEY_FALLBACKS."""
    count = actions.encipher_second_factors_anew(by=Service())
    factors = "second factor" if count == 1 else "second factors"
    typer.echo(json.dumps({"enciphered": count}) if as_json else f"{count} {factors} enciphered anew.")


def _organisation(named: str, role: Role, new: bool) -> Organisation:
    found = Organisation.objects.filter(ref=named).first()
    same_name = list(Organisation.objects.filter(name__iexact=named)[:2])
    if found is None and len(same_name) > 1:
        _stop(f"More than one organisation is called {named}. Give its reference instead.")
    found = found or next(iter(same_name), None)
    if found is not None:
        return found
    kinds = invitations.HELD_AT[role] - {Organisation.Kind.TEAM, Organisation.Kind.SCHOOL}
    if not new or not kinds:
        _stop(
            f"No organisation is called {named}. Check the name"
            + (", or add --new to make it." if kinds else ".")
        )
    return Organisation.objects.create(kind=next(iter(kinds)), name=named)


@log_commands.command()
def check(as_json: AsJson = False) -> None:
    """Say whether every sealed stretch of the log is still what was sealed; exit 1 if not."""
    broken = log.broken_seals()
    sealed = LogSeal.objects.count()
    if as_json:
        stretches = [[seal.first_id, seal.last_id] for seal in broken]
        typer.echo(json.dumps({"seals": sealed, "broken": stretches}))
    else:
        for seal in broken:
            typer.echo(
                f"Lines {seal.first_id} to {seal.last_id} are not what was sealed on {seal.sealed_at:%d %B %Y %H:%M}."
            )
        if not broken:
            typer.echo(f"The log is sound: {sealed} seals, none broken.")
    if broken:
        raise typer.Exit(1)


@log_commands.command()
def seal(as_json: AsJson = False) -> None:
    """Seal the log up to now. The worker does so each minute; this is for before a backup or a move."""
    made = log.seal(now())
    count = made.count if made else 0
    lines = "line" if count == 1 else "lines"
    typer.echo(json.dumps({"sealed": count}) if as_json else f"{count} {lines} sealed.")


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(WRONG)
