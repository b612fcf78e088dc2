"""The kinds of file that may be imported. Each app that takes one says what it is called and where its pages are."""

from dataclasses import dataclass

from trailblazer.imports.models import Import


@dataclass(frozen=True)
class Kind:
    """`page` and `add` are the names of the pages of one import and of a new one."""

    words: str
    page: str
    add: str


KINDS: dict[str, Kind] = {}
# Fixed words and their colours.
TAGS = {
    Import.State.CHECKING: ("In progress", "blue"),
    Import.State.REFUSED: ("File refused", "red"),
    Import.State.PREVIEW: ("Check before you send", "orange"),
    Import.State.APPLYING: ("In progress", "blue"),
    Import.State.DONE: ("Done", "white"),
    Import.State.UNDOING: ("In progress", "blue"),
    Import.State.UNDONE: ("Taken back", "white"),
    Import.State.FAILED: ("Failed", "red"),
    Import.State.LAPSED: ("Not confirmed in time", "white"),
}


def tag_of(one: Import) -> tuple[str, str]:
    """The words and the colour of an import's tag."""
    return TAGS[Import.State.FAILED if one.has_failed else Import.State(one.state)]
