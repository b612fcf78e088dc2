"""Whether what was said names a risk: someone then looks today, by an alert with an owner and a due time."""

from collections.abc import Iterable

REASONS_THAT_NAME_RISK = frozenset({"self_harm", "psychosis"})


def names_risk(reasons: Iterable[str], risks: Iterable[str], words: str) -> bool:
    """A risk was ticked, or put in words, or is the reason for asking."""
    return bool(list(risks) or words.strip() or REASONS_THAT_NAME_RISK & set(reasons))
