"""Words that are kept for many name nobody: neither a member of the group nor anyone else the team knows in full."""

from collections.abc import Iterable

from trailblazer.access.records import NotPossible
from trailblazer.domain.naming import name_in, words_of
from trailblazer.young_people.models import YoungPerson


def refuse_names(words: str, of: Iterable[YoungPerson], what: str) -> None:
    """Raises NotPossible with the word that is a name of one of these. `what` is what the page calls the words."""
    names = [f"{person.name} {person.known_as} {person.name_in_own_script}" for person in of]
    if found := name_in(words, names):
        raise NotPossible(
            f"Take the name “{found}” out of the {what}: it goes on every member’s record. "
            "What is about one person goes into their own note"
        )


def refuse_full_names(words: str, team_id: int | None, what: str) -> None:
    """Raises NotPossible where the words hold the whole name of a young person of the team."""
    if found := _full_name_in(words, team_id):
        raise NotPossible(
            f"Take the name “{found}” out of the {what}: it names nobody. Write about them in their own record"
        )


def _full_name_in(words: str, team_id: int | None) -> str:
    written = _in_a_row(words)
    if " " not in written.strip():
        return ""
    names = YoungPerson.objects.filter(team=team_id).exclude(last_name="").exclude(first_name="")
    for first, last, known_as in names.values_list("first_name", "last_name", "known_as"):
        for called in filter(None, (first, known_as)):
            if _in_a_row(f"{called} {last}") in written:
                return f"{called} {last}"
    return ""


def _in_a_row(text: str) -> str:
    return f" {' '.join(words_of(text)).casefold()} "
