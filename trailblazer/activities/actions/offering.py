"""What a team offers, and the materials of its library: added, changed, withdrawn. What was ordered stays as it is."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum

from trailblazer.access.doors import action
from trailblazer.access.kept_files import MB, Shelf
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.activities.checks import what_it_is
from trailblazer.activities.models import Material, MenuItem
from trailblazer.domain.activities import LONGEST, kinds

SHELF = Shelf("materials")
QUOTA = 200 * MB  # of each team
LINK = re.compile(r"https://[^\s/]+\.[^\s]+")


@action(Permission.PLAN_VISITS, logged_as="menu added to")
def offer(*, by: Membership, materials: Iterable[Material] = (), **values: Any) -> MenuItem:
    """One more thing that schools can order."""
    made = MenuItem(**_of_team(by), offered_on=today())
    return _written(made, materials, **values)


@action(Permission.PLAN_VISITS, logged_as="menu changed")
def change_offer(
    menu_item: MenuItem, *, by: Membership, materials: Iterable[Material] = (), **values: Any
) -> MenuItem:
    if menu_item.withdrawn_on is not None:
        raise NotPossible("This is offered no more. Offer it anew")
    return _written(menu_item, materials, **values)


def _written(
    item: MenuItem,
    materials: Iterable[Material],
    *,
    title: str,
    kind: str,
    audience: str,
    minutes: int,
    outcomes: str = "",
    year_groups: str = "",
) -> MenuItem:
    if not 1 <= minutes <= LONGEST:
        raise NotPossible(f"Enter minutes from 1 to {LONGEST}")
    said = what_it_is(kind, title, audience, None)
    item.title, item.kind, item.audience = said["title"], said["kind"], said["audience"]
    item.minutes, item.outcomes, item.year_groups = minutes, outcomes.strip(), year_groups.strip()
    item.save()
    item.materials.set(materials)
    return item


@action(Permission.PLAN_VISITS, logged_as="menu item withdrawn")
def withdraw_offer(menu_item: MenuItem, *, by: Membership) -> MenuItem:
    """Schools order it no more; what they ordered is still answered."""
    menu_item.withdrawn_on = menu_item.withdrawn_on or today()
    menu_item.save()
    return menu_item


@action(Permission.PLAN_VISITS, logged_as="material added")
def add_material(
    *,
    by: Membership,
    title: str,
    audience: str,
    kind: str = "",
    link: str = "",
    file: UploadedFile | None = None,
) -> Material:
    """A file, known by its content, or a link. Raises NotPossible with what is wrong with it."""
    if kind and kind not in kinds():
        raise NotPossible("Choose one of the kinds, or none")
    common = _of_team(by) | {"title": title.strip(), "audience": audience, "kind": kind}
    common |= {"added_by": by, "added_on": today()}
    if bool(link) == bool(file):
        raise NotPossible("Choose a file or enter a link, one of the two")
    if file is None:
        if not LINK.fullmatch(link):
            raise NotPossible("Enter a whole link that begins with https://")
        return Material.objects.create(**common, link=link)
    _must_have_room(by, file.size or 0)
    return SHELF.take_in(file, lambda kept: _kept(common, **kept))


def _kept(common: dict[str, Any], *, kind: str, **kept: Any) -> Material:
    return Material.objects.create(**common, ending=kind, **kept)


def _must_have_room(by: Membership, size: int) -> None:
    """The team's row is locked, so that two uploads at once do not pass the limit together."""
    Organisation.objects.select_for_update().filter(pk__in=[by.team_id]).first()
    held = Material.objects.kept().filter(team=by.team_id).aggregate(all=Sum("size"))["all"] or 0
    if held + size > QUOTA:
        raise NotPossible(
            f"Your team may keep {QUOTA // MB} MB of materials, and {max(0, QUOTA - held) // MB} MB are left. "
            "Withdraw what is no longer used, or choose a smaller file"
        )


@action(Permission.PLAN_VISITS, logged_as="material withdrawn")
def withdraw_material(material: Material, *, by: Membership) -> Material:
    """It is no longer in the library; where it was used, its title stays, and a file is gone."""
    if material.withdrawn_on is None:
        material.withdrawn_on = today()
        material.save()
        SHELF.forget(material.ref)
    return material


def _of_team(by: Membership) -> dict[str, Any]:
    if by.team_id is None or by.provider_id is None:
        raise NotPossible("Only a team keeps a menu and materials")
    return {"team_id": by.team_id, "provider_id": by.provider_id}
