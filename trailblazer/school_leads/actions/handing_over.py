"""A senior mental health lead leaves: their last day, who follows, the account that ends and the one that begins."""

from datetime import date, timedelta

from trailblazer.access import actions as access_actions
from trailblazer.access.doors import action
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible, Service
from trailblazer.access.roles import Permission, Role
from trailblazer.access.today import now, today
from trailblazer.domain.lead_role import first_week
from trailblazer.domain.school_roles import LEAD
from trailblazer.school_leads.holders import account_of, may_invite_leads, refuse_overlap
from trailblazer.school_leads.models import LeadHandOver, SchoolRole

ONE_DAY = timedelta(days=1)


@action(Permission.KEEP_SCHOOL_WORK, logged_as="senior mental health lead handed over")
def hand_over_lead(
    role: SchoolRole,
    *,
    by: Actor,
    last_day: date,
    follower_name: str = "",
    follower_email: str = "",
    follower_telephone: str = "",
    words: str = "",
) -> LeadHandOver:
    """Ends a lead's role and, from the day after, their account; and puts down who follows, or nobody yet.

    Whoever follows is invited at once where the one who hands over may invite; else the team is shown that it is to do.
    """
    if not role.is_lead:
        raise NotPossible("Only a senior mental health lead is handed over. Enter the last day instead")
    if role.hand_overs.exists():
        raise NotPossible("This lead is handed over already")
    role.last_day = last_day
    refuse_overlap(role)
    role.save()
    made = LeadHandOver.objects.create(
        provider_id=role.provider_id,
        team_id=role.team_id,
        school_id=role.school_id,
        leaving=role,
        follower=_follower(role, by, follower_name, follower_email, follower_telephone),
        last_day=last_day,
        words=words.strip(),
        by=by.membership,
        recorded_at=now(),
    )
    _end_account(role, last_day)
    if made.follower is not None and account_of(made.follower) is not None:
        made.invited_at = now()
        made.save()
    elif made.follower is not None and may_invite_leads(by):
        invite_follower(made, by=by)
        made.refresh_from_db()
    return made


def _follower(role: SchoolRole, by: Actor, name: str, email: str, telephone: str) -> SchoolRole | None:
    if not name.strip():
        return None
    follower = SchoolRole(
        provider_id=role.provider_id,
        team_id=role.team_id,
        school_id=role.school_id,
        role=LEAD,
        name=name.strip(),
        email=email.strip().lower(),
        telephone=telephone,
        starts_on=max(today(), role.starts_on) if role.last_day is None else role.last_day + ONE_DAY,
        by=by.membership,
        recorded_at=now(),
    )
    refuse_overlap(follower)
    follower.save()
    return follower


def _end_account(role: SchoolRole, last_day: date) -> None:
    """The service ends it: whoever leads a school may not end an account, and still may leave."""
    account = account_of(role)
    if account is not None:
        access_actions.end(account, by=Service(), on=max(last_day + ONE_DAY, account.started_on))


@action(Permission.INVITE_PEOPLE, logged_as="new senior mental health lead invited")
def invite_follower(hand_over: LeadHandOver, *, by: Actor) -> LeadHandOver:
    """Sends whoever follows an invitation to the account of a senior mental health lead."""
    follower = hand_over.follower
    if follower is None or not follower.email:
        raise NotPossible("Enter who follows, with an email address, before you invite them")
    organisation = Organisation.objects.get(urn=hand_over.school_id)
    access_actions.invite(
        organisation,
        by=by,
        email=follower.email,
        name=follower.name,
        role=Role.SENIOR_MENTAL_HEALTH_LEAD,
    )
    hand_over.invited_at = now()
    hand_over.save()
    return hand_over


@action(Permission.KEEP_SCHOOL_WORK, logged_as="step of a first week ticked")
def tick_step(hand_over: LeadHandOver, *, by: Actor, done: list[str]) -> LeadHandOver:
    """Which things of the first week are done; each keeps the day on which it was first ticked."""
    known = {step.code for step in first_week()}
    if not set(done) <= known:
        raise NotPossible("Choose the steps from the list")
    before = hand_over.done if isinstance(hand_over.done, dict) else {}
    hand_over.done = {code: before.get(code, today().isoformat()) for code in done}
    hand_over.save()
    return hand_over
