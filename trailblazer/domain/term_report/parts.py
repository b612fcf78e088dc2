"""The people of a report as linked parts: which figures are of the same pupils, so that they are protected together."""

from collections.abc import Mapping

from trailblazer.domain.disclosure import Division, Part
from trailblazer.domain.term_report.counts import (
    AGAIN,
    ATTENDED,
    BEGAN,
    BY_NEED,
    BY_SEX,
    BY_WAIT,
    BY_WHAT,
    BY_YEAR,
    EARLIER,
    FOUR_WEEKS,
    HELPED,
    LATER,
    NO_ANSWER,
    OF_SESSIONS,
    SESSIONS,
    SEXES,
    SMALLEST_BASE,
    WITHIN,
    YEAR_NOT_KNOWN,
    Asked,
    Counts,
    Pupil,
    needs,
)


def divided(name: str, division: str, parts: tuple[str, ...], counts: Mapping[str, int]) -> Part:
    """People, or times, in one division."""
    if unknown := set(counts) - set(parts):
        raise ValueError(f"{name} has no part {sorted(unknown)[0]}")
    inner = tuple(Part(one, counts.get(one, 0)) for one in parts)
    return Part(name, sum(one.count for one in inner), (Division(division, inner),))


def are_divided(counts: Counts) -> bool:
    return len(counts.pupils) >= SMALLEST_BASE


def of_help(counts: Counts) -> Part:
    """Sessions, those attended, in them the pupils who came at least once, and each way to divide these."""
    pupils = counts.pupils
    divisions: tuple[Division, ...] = ()
    if are_divided(counts):
        divisions = _divisions(counts)
    helped = Part(HELPED, len(pupils), divisions, known_least=SMALLEST_BASE if divisions else 0)
    attended = counts.sessions.get(ATTENDED, 0)
    again = Part(AGAIN, attended - len(pupils), is_published=False)
    parts = tuple(
        Part(
            one,
            counts.sessions.get(one, 0),
            (Division("Of them", (helped, again)),) if one == ATTENDED else (),
        )
        for one in OF_SESSIONS
    )
    total = sum(counts.sessions.values())
    return Part(SESSIONS, total, (Division(BY_WHAT, parts),), is_spare=True)


def _divisions(counts: Counts) -> tuple[Division, ...]:
    years = (*counts.years, YEAR_NOT_KNOWN)
    return (
        _counted(
            BY_YEAR, years, [one.year if one.year in years else YEAR_NOT_KNOWN for one in counts.pupils]
        ),
        _counted(BY_SEX, SEXES, [one.sex for one in counts.pupils]),
        _counted(BY_NEED, needs(), [one.need for one in counts.pupils]),
        *_by_wait(counts.pupils),
    )


def _by_wait(pupils: tuple[Pupil, ...]) -> tuple[Division, ...]:
    """Those whose help began in the term, where so many began that a share can be given."""
    began = [one.waited for one in pupils if one.waited is not None]
    if len(began) < SMALLEST_BASE:
        return ()
    within = sum(days < FOUR_WEEKS for days in began)
    inner = Division(BY_WAIT, (Part(WITHIN, within), Part(LATER, len(began) - within)))
    of_them = Part(BEGAN, len(began), (inner,), known_least=SMALLEST_BASE)
    return (Division(BY_WAIT, (of_them, Part(EARLIER, len(pupils) - len(began), is_published=False))),)


def _counted(name: str, parts: tuple[str, ...], of: list[str]) -> Division:
    return Division(name, tuple(Part(one, of.count(one)) for one in parts))


def of_question(one: Asked, filled_in: int) -> Division:
    answered = sum(one.given.values())
    parts = [
        *(Part(words, count) for words, count in one.given.items()),
        Part(NO_ANSWER, filled_in - answered),
    ]
    return Division(one.words, tuple(parts))
