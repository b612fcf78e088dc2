"""Reading notes: the versions that stand, each with what it said before."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.models import Note
from trailblazer.care.models.contacts import NoteQuerySet
from trailblazer.domain import codes
from trailblazer.young_people.models import YoungPerson

LONGEST_NOTE = 20_000  # characters: about six pages


@dataclass(frozen=True)
class Shown:
    """A note as it stands, and the versions it corrected, the newest first."""

    note: Note
    before: list[Note] = field(default_factory=list)

    @property
    def kind_words(self) -> str:
        kinds = codes.load("note_kinds")
        return kinds.words(self.note.kind) if self.note.kind in kinds else "Note"


def notes_of(person: YoungPerson, member: Membership, *, search: str = "", kind: str = "") -> NoteQuerySet:
    """The notes that stand about a young person, newest first; those that hold every word searched for."""
    found: NoteQuerySet = visible(Note, member)  # type: ignore[assignment]
    found = found.filter(young_person=person).standing()
    holds = Q()
    for word in search.split():
        holds &= Q(words__icontains=word)
    if kind:
        holds &= Q(kind=kind)
    return found.filter(holds).select_related("by__user", "contact").order_by("-about_on", "-pk")


def with_versions(notes: Iterable[Note], member: Membership) -> list[Shown]:
    """Each note with its earlier versions, however many notes, in one query where any was corrected."""
    shown = list(notes)
    corrected = [note.young_person_id for note in shown if note.corrects_id]
    older: dict[int, Note] = {}
    if corrected:
        found = visible(Note, member).filter(young_person__in=set(corrected)).exclude(corrected_by=None)
        older = {note.pk: note for note in found.select_related("by__user")}
    return [Shown(note, list(_versions_of(note, older))) for note in shown]


def _versions_of(note: Note, older: dict[int, Note]) -> Iterable[Note]:
    earlier = older.get(note.corrects_id or 0)
    while earlier is not None:
        yield earlier
        earlier = older.get(earlier.corrects_id or 0)
