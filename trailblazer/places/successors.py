"""What a school that closed became, by the register's links."""

from collections.abc import Iterable, Mapping

from trailblazer.places.models import School, SchoolLink

SUCCESSOR = "successor"  # begins the kind of a link: merged, amalgamated and split schools have their own


def became(urns: Iterable[int]) -> dict[int, list[School]]:
    """The open schools of England that each of these became, followed through those that have closed since.

    An open school became nothing: the one it once gave pupils to stands beside it.
    """
    asked = set(urns)
    steps = _steps(asked)
    return {urn: sorted(_ends(urn, steps), key=lambda school: (school.name, school.urn)) for urn in asked}


def _steps(urns: set[int]) -> dict[int, list[School]]:
    """For these and each closed school on the way, the schools it is said to have become."""
    steps: dict[int, list[School]] = {}
    waiting = urns
    while waiting:
        of_closed = SchoolLink.objects.filter(school__in=waiting, school__is_open=False)
        links = list(of_closed.filter(kind__istartswith=SUCCESSOR).values_list("school", "linked_urn"))
        schools = School.objects.filter(in_england=True).in_bulk({linked for _, linked in links})
        steps |= {urn: [] for urn in waiting}
        for urn, linked in links:
            if linked in schools:
                steps[urn].append(schools[linked])
        waiting = {school.urn for school in schools.values() if not school.is_open} - steps.keys()
    return steps


def _ends(urn: int, steps: Mapping[int, list[School]]) -> list[School]:
    """The open schools to which the steps from this one lead. Links that go round in a circle lead nowhere."""
    met, waiting = {urn}, [urn]
    ends: dict[int, School] = {}
    while waiting:
        for school in steps[waiting.pop()]:
            if school.is_open:
                ends[school.urn] = school
            elif school.urn not in met:
                met.add(school.urn)
                waiting.append(school.urn)
    return list(ends.values())
