import json
import logging

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from trailblazer.access import actions, invitations, people_forms, today
from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for, public
from trailblazer.access.holdings import holdings_of
from trailblazer.access.middleware import MEMBERSHIP_IN_SESSION
from trailblazer.access.models import Invitation, Membership, User
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.roles import Permission
from trailblazer.access.sign_in import SECOND_FACTORS, write_down_sign_in

logger = logging.getLogger(__name__)
INVITATION_IN_SESSION = "invitation"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ON_ONE_PAGE = 50
LONGEST_REPORT = 4000


@public
@login_required
def account(request: Asked) -> HttpResponse:
    """My account: the roles I hold, and what protects my sign-in."""
    memberships = Membership.objects.current(request.today).filter(user=request.user)
    return render(
        request,
        "access/account.jinja",
        {"memberships": memberships.select_related("organisation").order_by("pk")},
    )


@public
@login_required
@require_POST
def switch(request: Asked) -> HttpResponse:
    """Work in another of my memberships from here on."""
    mine = Membership.objects.current(request.today).filter(user=request.user)
    chosen = get_object_or_404(mine, ref=request.POST.get("membership", ""))
    request.session[MEMBERSHIP_IN_SESSION] = chosen.ref
    return redirect("/")


@public
@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """The person is still there: the session's minutes begin again."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


@public
@csrf_exempt  # browsers send these reports by themselves, without a form
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """A browser says that a page broke its own policy. Only what was broken is kept, not the address asked for."""
    try:
        report = json.loads(request.body[:LONGEST_REPORT]).get("csp-report", {})
        logger.warning("A page broke the content policy: %.60r", str(report.get("effective-directive", "")))
    except (ValueError, AttributeError):
        return HttpResponse(status=400)
    return HttpResponse(status=204)


@page_for(Permission.INVITE_PEOPLE)
def people(request: Asked) -> HttpResponse:
    """Who has which role, and who is invited."""
    typed = request.GET.get("q", "").strip()
    found = invitations.people_of(request.member).current(request.today)
    if typed:
        found = found.filter(Q(user__name__icontains=typed) | Q(user__email__icontains=typed))
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)
    rows = found.annotate(has_second_step=Exists(factors)).select_related("user", "organisation")
    page = Paginator(rows.order_by("user__name", "pk"), ON_ONE_PAGE).get_page(request.GET.get("page"))
    waiting = Invitation.objects.filter(
        organisation__in=invitations.organisations_for(request.member),
        accepted_at=None,
        cancelled_at=None,
        expires_at__gt=today.now(),
    )
    invited = list(waiting.select_related("organisation").order_by("expires_at"))
    links = {one.pk: invitations.link_of(one) for one in invited} if settings.DEMO else {}
    shown = {"page": page, "typed": typed, "waiting": invited, "links": links}
    return render(request, "access/people.jinja", shown)


@page_for(Permission.INVITE_PEOPLE)
def invite_where(request: Asked) -> HttpResponse:
    """Choose the team, school or organisation to invite somebody to."""
    typed = request.GET.get("q", "").strip()
    places = invitations.organisations_for(request.member)
    if request.member.school_id is not None:  # of a school they invite to it alone
        return redirect("access:invite", ref=places.get().ref)
    for word in typed.split():
        places = places.filter(name__icontains=word)
    page = Paginator(places, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "access/invite_where.jinja", {"page": page, "typed": typed})


@page_for(Permission.INVITE_PEOPLE)
def invite(request: Asked, ref: str) -> HttpResponse:
    """Invite somebody to this team, school or organisation."""
    organisation = get_object_or_404(invitations.organisations_for(request.member), ref=ref)
    roles = invitations.roles_for(request.member, organisation)
    form = people_forms.Invite(request.POST or None, roles=roles)
    if form.is_valid():
        try:
            made = actions.invite(organisation, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{made.name} is invited")
            return redirect("access:people")
    return render(
        request, "access/invite.jinja", {"form": form, "organisation": organisation, "roles": roles}
    )


@page_for(Permission.INVITE_PEOPLE)
@require_POST
def take_back(request: Asked, ref: str) -> HttpResponse:
    """Take an invitation back."""
    mine = Invitation.objects.filter(organisation__in=invitations.organisations_for(request.member))
    try:
        actions.take_back(get_object_or_404(mine, ref=ref), by=request.member)
        messages.success(request, "The invitation is taken back")
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect("access:people")


@page_for(Permission.INVITE_PEOPLE)
def person(request: Asked, ref: str) -> HttpResponse:
    """One person in one role: change the role, end it, or let them set up a new second step."""
    membership = get_object_or_404(invitations.people_of(request.member), ref=ref)
    form = people_forms.ChangePerson(request.POST or None, roles=_other_roles(request, membership))
    if form.is_valid():
        try:
            form.act(membership, by=request.member)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, form.done)
            return redirect("access:people")
    may_change = (
        membership.role in invitations.gives(request.member) and membership.user_id != request.user.pk
    )
    shown = {
        "membership": membership,
        "form": form,
        "may_change": may_change,
        "holdings": holdings_of(membership, request.member, request.today),
    }
    return render(request, "access/person.jinja", shown)


def _other_roles(request: Asked, membership: Membership) -> list[str]:
    roles = invitations.roles_for(request.member, membership.organisation)
    return [role for role in roles if role != membership.role]


@public
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of an invitation. Opening it does nothing; the secret leaves the address at once."""
    found = Invitation.objects.filter(secret_hash=invitations.hash_of(secret)).first()
    request.session[INVITATION_IN_SESSION] = found.ref if found else ""
    return redirect("access:join")


@public
def join(request: HttpRequest) -> HttpResponse:
    """Accept an invitation: with a new password, or as someone who has an account and is signed in."""
    found = Invitation.objects.filter(ref=request.session.get(INVITATION_IN_SESSION, "")).first()
    if found is None or not found.is_open(today.now()):
        return render(request, "access/join_too_late.jinja", status=410)
    user = User.objects.filter(email__iexact=found.email).first()
    shown = {"invitation": found, "has_account": user is not None, "is_they": user == request.user}
    if user is not None:
        return _join_with_account(request, found, shown)
    form = people_forms.Join(request.POST or None, email=found.email, name=found.name)
    if form.is_valid():
        try:
            made = actions.join(found, by=Visitor(holds=found), **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return _signed_in(request, made)
    return render(request, "access/join.jinja", shown | {"form": form})


def _join_with_account(request: HttpRequest, found: Invitation, shown: dict[str, object]) -> HttpResponse:
    if request.method == "POST" and shown["is_they"]:
        made = actions.join(found, by=Visitor(holds=found), user=request.user)
        request.session.pop(INVITATION_IN_SESSION)
        request.session[MEMBERSHIP_IN_SESSION] = made.ref
        return redirect("/")
    return render(request, "access/join.jinja", shown | {"form": None})


def _signed_in(request: HttpRequest, made: Membership) -> HttpResponse:
    """Straight to the second step: whoever chose the password a moment ago need not type it again."""
    login(request, made.user, backend=BACKEND)
    record_authentication(request, made.user, method="password", reauthenticated=True)
    request.session.pop(INVITATION_IN_SESSION, None)
    write_down_sign_in(request, made.user)
    return redirect("mfa_index")
