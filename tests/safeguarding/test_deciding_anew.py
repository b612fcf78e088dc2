"""Whether a concern is shared is decided anew with a reason; what was decided before stays to be read."""

import pytest
from django.db import DatabaseError, transaction

from tests import make
from tests.safeguarding.test_risk_and_concerns import CONCERN
from trailblazer.access.models import LogEntry
from trailblazer.access.records import NotPossible
from trailblazer.alerts.models import Alert
from trailblazer.safeguarding import actions
from trailblazer.safeguarding.models import Concern
from trailblazer.safeguarding.schedule import say_which_concerns_nobody_has_confirmed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
KEPT = "Mum knows and acts"
ANEW = "It happened again"


@pytest.fixture
def concern(team, practitioner):
    person = make.young_person(team, school=make.service(team).school)
    return actions.record_concern(
        person, by=practitioner, **(CONCERN | {"decision": "not_share", "reason": KEPT})
    )


def is_watched(concern):
    return Alert.objects.open().filter(kind="safeguarding", about=concern.ref).exists()


def page_of(concern, client):
    return client.get(f"/young-people/{concern.young_person.ref}/risk").content.decode()


def test_the_newest_decision_stands_and_those_before_stay_with_day_and_name(concern, practitioner, sign_in):
    client = sign_in(practitioner)
    assert "Not shared</strong>" in page_of(concern, client)
    typed = {"decision": "share", "reason": ANEW, "submission_key": "a" * 32}
    assert client.post(f"/concerns/{concern.ref}/decide", typed).status_code == 302
    shown = page_of(concern, client)
    assert "Shared</strong>" in shown
    assert "Not shared</strong>" not in shown
    assert shown.index(ANEW) < shown.index(KEPT)
    assert "Before: <strong>Not shared, because" in shown
    assert is_watched(concern)
    assert LogEntry.objects.filter(
        what="concern decided anew", young_person=concern.young_person.ref
    ).exists()


def test_a_decision_that_was_taken_is_never_changed(concern, practitioner):
    made = actions.decide_anew(concern, by=practitioner, decision="share", reason=ANEW)
    for change in (made.save, made.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.parametrize("decision, reason", [("share", " "), ("", ANEW), ("perhaps", ANEW)])
def test_a_decision_says_what_and_why(concern, practitioner, decision, reason):
    with pytest.raises(NotPossible, match="enter why"):
        actions.decide_anew(concern, by=practitioner, decision=decision, reason=reason)
    assert not is_watched(concern)


def test_telling_while_it_is_not_shared_decides_anew_on_the_same_page(concern, practitioner, sign_in):
    client = sign_in(practitioner)
    page = f"/concerns/{concern.ref}/tell"
    assert KEPT in client.get(page).content.decode()
    typed = {"whom": "dsl", "how": "telephone", "told_time": "9.15am", "receipt": "Will speak to mum"}
    typed |= {"told_on_day": "23", "told_on_month": "11", "told_on_year": "2026", "submission_key": "b" * 32}
    refused = client.post(page, typed).content.decode()
    assert "Choose whether it is shared" in refused
    assert "Will speak to mum" in refused
    assert not concern.told.exists()
    done = client.post(page, typed | {"decision": "share", "reason": ANEW})
    assert done.status_code == 302
    assert concern.is_shared
    assert concern.told.get().receipt_words == "Will speak to mum"
    assert not Alert.objects.exists(), "they have it, so nobody is to see to it"


def test_advice_without_a_name_leaves_it_not_shared_and_says_so(concern, practitioner):
    told = {"whom": "social_care", "how": "telephone", "decision": "not_share"}
    actions.tell(concern, by=practitioner, **told, reason="Asked for advice without a name")
    assert not concern.is_shared
    assert [one.reason for one in concern.decisions] == ["Asked for advice without a name", KEPT]
    assert not is_watched(concern)


def test_nobody_is_told_of_a_concern_that_stands_as_not_shared(concern, practitioner):
    with pytest.raises(NotPossible, match="decided not to share"):
        actions.tell(concern, by=practitioner, whom="dsl", receipt="Has it")
    assert not concern.told.exists()


def test_shared_and_told_cannot_be_unshared_but_not_yet_told_can(concern, practitioner):
    actions.decide_anew(concern, by=practitioner, decision="share", reason=ANEW)
    actions.decide_anew(concern, by=practitioner, decision="not_share", reason=KEPT)
    assert not is_watched(concern)
    assert say_which_concerns_nobody_has_confirmed(progress=None) == 0
    actions.decide_anew(concern, by=practitioner, decision="share", reason=ANEW)
    actions.tell(concern, by=practitioner, whom="dsl")
    with pytest.raises(NotPossible, match="told already"):
        actions.decide_anew(concern, by=practitioner, decision="not_share", reason=KEPT)


def test_what_is_shared_anew_is_watched_until_somebody_has_it(concern, practitioner):
    actions.decide_anew(concern, by=practitioner, decision="share", reason=ANEW)
    with pytest.raises(NotPossible, match="Nobody has confirmed"):
        actions.close_concern(concern, by=practitioner, words="Done")
    Alert.objects.all().delete()
    assert say_which_concerns_nobody_has_confirmed(progress=None) == 1
    actions.tell(concern, by=practitioner, whom="dsl", receipt="Has it")
    assert not is_watched(concern)
    actions.close_concern(concern, by=practitioner, words="School has it")
    with pytest.raises(NotPossible, match="closed"):
        actions.decide_anew(concern, by=practitioner, decision="not_share", reason=KEPT)


def test_shared_ones_are_found_by_the_newest_decision(concern, practitioner):
    assert not Concern.objects.shared().exists()
    actions.decide_anew(concern, by=practitioner, decision="share", reason=ANEW)
    assert Concern.objects.shared().get() == concern


def test_of_the_lead_only_what_is_known_is_said(concern, practitioner, sign_in):
    client = sign_in(practitioner)
    risk = {"level": "low", "headline": "Sad", "what": "Sad", "told_on": make.TODAY, "review_on": make.TODAY}
    actions.assess_risk(concern.young_person, by=practitioner, **risk)
    nobody = "Nobody has noted that the school’s designated safeguarding lead knows of this risk."
    assert nobody in page_of(concern, client)
    assert "They were told of a concern" not in page_of(concern, client)
    actions.decide_anew(concern, by=practitioner, decision="share", reason=ANEW)
    actions.tell(concern, by=practitioner, whom="dsl", receipt="Has it")
    assert f"{nobody} They were told of a concern on 24 November" in page_of(concern, client)
