"""What stands around the invented requests: the letters that would have gone, and the alerts of a risk."""

from datetime import timedelta
from random import Random

from trailblazer.alerts.kinds import kind_of
from trailblazer.alerts.models import Alert
from trailblazer.demo.staff import InventedTeam
from trailblazer.letters.models import Letter
from trailblazer.referrals.models import Answer, Referral

LETTERS_KEPT_FOR = timedelta(days=60)
WHAT_WAS_DONE = (
    "Rang the parent the same day. No plan and no means; safety plan agreed. School’s safeguarding lead knows.",
    "Met in school with the safeguarding lead. Marks are old. Supervisor will see the young person first.",
    "Talked with the young person and their mother. Crisis numbers given. Seen within two days.",
)


def write_letters(made: InventedTeam) -> int:
    """The answers of the last weeks, as letters of the outbox. In a demonstration nothing is sent."""
    since = made.today - LETTERS_KEPT_FOR
    answers = Answer.objects.filter(referral__team=made.team.organisation, sent_on__gte=since)
    written = [
        _letter(answer, made)
        for answer in answers.select_related("referral").order_by("pk")
        if answer.referral.requester_email
    ]
    Letter.objects.bulk_create(written)
    return len(written)


def _letter(answer: Answer, made: InventedTeam) -> Letter:
    referral = answer.referral
    return Letter(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        young_person_id=referral.young_person_id,
        about=referral.ref,
        template="as_written",
        recipient_kind="requester",
        recipient_name=referral.requester_name,
        address=referral.requester_email,
        subject="An answer to your request for support",
        body=answer.words,
        queued_at=answer.sent_at,
        queued_by=answer.sent_by,
    )


def raise_alerts(made: InventedTeam, random: Random) -> int:
    """One for each request that named a risk: closed with what was done, or open where nobody has decided yet."""
    named = Referral.objects.filter(team=made.team.organisation, names_risk=True).select_related("owner")
    alerts = [_alert(referral, made, random) for referral in named.order_by("pk")]
    Alert.objects.bulk_create(alerts)
    return len(alerts)


def _alert(referral: Referral, made: InventedTeam, random: Random) -> Alert:
    owner = made.members[1]
    alert = Alert(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        school_id=referral.school_id,
        young_person_id=referral.young_person_id,
        kind="risk_named",
        about=referral.ref,
        about_address=f"/requests/{referral.ref}",
        words="A new request names risk",
        raised_at=referral.received_at,
        due_at=kind_of("risk_named").due_at(referral.received_at),
        owner=owner,
    )
    if referral.decided_on is not None:
        alert.closed_at = referral.received_at + timedelta(hours=random.randint(1, 5))
        alert.closed_by = owner
        alert.what_was_done = random.choice(WHAT_WAS_DONE)
    return alert
