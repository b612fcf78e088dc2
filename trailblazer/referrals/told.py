"""What we were told, as a page shows it: every line that was answered, in the words of the lists."""

from collections.abc import Iterable
from typing import NamedTuple

from trailblazer.domain import codes
from trailblazer.referrals.models import Referral
from trailblazer.referrals.rows import reasons_in_words, words_of

NO_WISH = codes.load("wish_where").words("any")


class Line(NamedTuple):
    """One thing we were told. `is_theirs`: in the young person's own words, shown as a quotation."""

    key: str
    value: str
    is_theirs: bool = False
    is_risk: bool = False


def listed(code_list: str, chosen: Iterable[str]) -> str:
    """Several codes as one phrase, the first with a capital."""
    words = [words_of(code_list, code) for code in chosen]
    return ", ".join([*words[:1], *(word[:1].lower() + word[1:] for word in words[1:])])


def told(referral: Referral) -> list[Line]:
    """What was told about the need, in the order it is read. What was not answered is left out, but for risk."""
    lines = [
        Line("Asked for help with", reasons_in_words(referral)),
        Line("Worry", referral.worry),
        Line("In their own words", referral.own_words.strip('“”"'), is_theirs=True),
        Line("How long", words_of("how_long", referral.how_long) if referral.how_long else ""),
        Line("Tried so far", referral.tried),
        Line("Who already helps", listed("already_helping", referral.already_helping)),
        Line("School at risk", listed("school_at_risk", referral.school_at_risk)),
        Line("Risk", _risk(referral), is_risk=referral.names_risk),
        Line("SEND", {True: "Yes", False: "No", None: ""}[referral.has_send]),
        Line("Hopes for", referral.hopes),
        Line("Wishes", _wishes(referral)),
        Line("Whom to ring", _carer(referral)),
    ]
    return [line for line in lines if line.value]


def _risk(referral: Referral) -> str:
    parts = (listed("risks", referral.risks), referral.risk_words)
    return ". ".join(part for part in parts if part) or "None named"


def _wishes(referral: Referral) -> str:
    """Where, when and how, as far as they were said."""
    wishes = referral.wishes
    parts = [
        listed(code_list, said if isinstance(said, list) else [said])
        for code_list, said in (
            ("wish_where", wishes.get("where")),
            ("wish_when", wishes.get("when")),
            ("communication_needs", wishes.get("needs")),
        )
        if said
    ]
    said = [part for part in parts if part != NO_WISH] or parts[:1]
    return ". ".join([*said, *(str(wishes[key]) for key in ("how", "interpreter") if wishes.get(key))])


def _carer(referral: Referral) -> str:
    relationship = referral.carer_relationship
    if relationship in codes.load("relationships"):
        relationship = codes.load("relationships").words(relationship).lower()
    parts = (referral.carer_name, relationship, referral.carer_telephone, referral.carer_email)
    return ", ".join(part for part in parts if part)


def who_asked(referral: Referral) -> str:
    """Who asked, with their part: "Ruth Abernethy, senior mental health lead"."""
    source = words_of("source_of_request", referral.source)
    if referral.source == "young_person":
        return "The young person"
    relationship = referral.requester_relationship
    if relationship in codes.load("relationships"):
        relationship = codes.load("relationships").words(relationship)
    part = relationship or source
    return f"{referral.requester_name}, {part.lower()}" if referral.requester_name else part
