"""The rules of scope in force for a team, and changing one for the team."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain import codes, scope
from trailblazer.referrals import actions
from trailblazer.referrals.forms.scoping import ScopeRuleForm
from trailblazer.referrals.models import ScopeRule
from trailblazer.referrals.scoping import rules_of


@page_for(Permission.SEE_REQUESTS)
def rules(request: Asked) -> HttpResponse:
    """The rules in force for this team today, each with its reason."""
    member = request.member
    own = ScopeRule.objects.in_force(member.team_id, request.today)
    context = {
        "rules": rules_of(member.team_id, request.today),
        "own": set(own.values_list("number", flat=True)),
        "reasons": codes.load("reasons"),
        "risks": codes.load("risks"),
        "roles": codes.load("staff_roles"),
        "any_role": scope.ANY_ROLE,
        "source": scope.common_rules()[0].source,
        "may_change": member.may(Permission.KEEP_ROUTES) and member.team_id is not None,
    }
    return render(request, "referrals/rules.jinja", context)


@page_for(Permission.KEEP_ROUTES)
def set_rule(request: Asked, number: int) -> HttpResponse:
    """The team's own rule of a number, from a day on; filled with the rule in force."""
    in_force = rules_of(request.member.team_id, request.today)
    rule = next((one for one in in_force if one.number == number), None)
    form = ScopeRuleForm(request.POST or None, rule=rule, initial={"begins_on": request.today})
    if form.is_valid():
        try:
            actions.set_scope_rule(by=request.member, number=number, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Rule {number} is this team’s own from the day you gave")
            return redirect("referrals:rules")
    return render(request, "referrals/set_rule.jinja", {"form": form, "number": number, "rule": rule})
