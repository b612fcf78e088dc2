"""Proves that the file of an instrument is whole: what scoring needs is there, and nothing contradicts."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from trailblazer.domain.instruments import norms
from trailblazer.domain.instruments.facts import Band, Instrument, Rule, Scale
from trailblazer.domain.instruments.scoring import items_of, of_answered, turned

DIRECTIONS = ("lower", "higher", "unsettled")
T_LOW, T_HIGH = 0, 150
D = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 0, 6, 7, 8, 9, 5), (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7), (4, 0, 1, 2, 3, 9, 5, 6, 7, 8), (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2), (7, 6, 5, 9, 8, 2, 1, 0, 4, 3), (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)  # fmt: skip
P = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4), (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7), (9, 4, 5, 3, 1, 2, 6, 8, 7, 0), (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5), (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)  # fmt: skip


def faults_of(one: Instrument) -> list[str]:
    """What is wrong, in sentences; nothing where the file is whole."""
    return [*_of_form(one), *(fault for scale in one.scales for fault in _of_scale(one, scale))]


def _of_form(one: Instrument) -> Iterator[str]:
    codes = [item.code for item in one.items]
    is_for_answers = one.entry == "items"
    wrong = {
        "a question stands twice": len(set(codes)) < len(codes),
        "a score stands twice": len({scale.id for scale in one.scales}) < len(one.scales),
        "no source is named": not one.sources,
        "every rater needs the informant of the source that it stands for, and no other": set(one.informants)
        != {rater.value for rater in one.raters},
        f"entry is items or score, not {one.entry}": one.entry not in ("items", "score"),
        "only scores can be entered, and nothing says what is not verified": one.entry == "score"
        and not one.not_verified
        and one.id != "gbo",
        f"the main scale {one.main} does not exist": bool(one.main) and one.main_scale is None,
        "no scale is the main one": bool(one.scales) and not one.main,
        "answers are taken, and there are no questions": is_for_answers and not one.items,
        "wording that belongs to its owner is in the file": one.licence.wording == "site"
        and any(item.text for item in one.items),
    }
    yield from (words for words, is_so in wrong.items() if is_so)
    if is_for_answers:
        yield from _of_answers(one)
        yield from _of_use(one)
    if on_t := [scale.id for scale in one.scales if scale.has_t]:
        yield from norms.gaps_of(one.id, on_t)
    for given in one.snomed_items.values():
        yield from (
            f"a SNOMED code for {code}, which is no question" for code in given if codes and code not in codes
        )
        yield from (f"{concept} is no SNOMED code" for concept in given.values() if not is_concept(concept))


def _of_answers(one: Instrument) -> Iterator[str]:
    if one.line is None and not all(one.options_of(item.code) for item in one.items):
        yield "a question has no answers"
        return
    if one.line is None and any(len({o.value for o in one.options_of(i.code)}) < 2 for i in one.items):
        yield "a question has fewer than two different answers"
    for code in one.reversed:
        if code not in {item.code for item in one.items}:
            yield f"{code} is reversed and is no question"
        elif one.reversed_from != sum(_ends(one, code)):
            yield f"{code} is reversed from {one.reversed_from}, not from the sum of its lowest and highest answer"
    if one.risk_item and one.risk_item not in {item.code for item in one.items}:
        yield f"the question about risk, {one.risk_item}, does not exist"


def _of_use(one: Instrument) -> Iterator[str]:
    """Every question counts somewhere, opens a scale, or is named as one that does not count."""
    if not one.scales:
        return  # every answer is read by itself
    used = {code for scale in one.scales for code in (*scale.items, scale.gate)}
    for item in one.items:
        if item.code in used and item.code in one.unscored:
            yield f"{item.code} counts, and is named as one that does not"
        if item.code not in used and item.code not in one.unscored:
            yield f"{item.code} counts nowhere, and is not named as unscored"
    yield from (f"{code} is unscored and is no question" for code in one.unscored if code not in one.codes)


def _of_scale(one: Instrument, scale: Scale) -> Iterator[str]:
    change = scale.change
    is_said = any("which way" in fact for fact in one.not_verified)
    wrong = {
        "the range ends before it begins": scale.lowest >= scale.highest,
        f"better is one of {', '.join(DIRECTIONS)}": scale.better not in DIRECTIONS,
        "which way is better is unsettled, and nothing says so": scale.better == "unsettled" and not is_said,
        "a reliable change is more than nothing": change is not None and change.value <= 0,
        "the reliable change is on T scores, and it has none": change is not None
        and change.on == "t"
        and not scale.has_t,
        "bands without a source": bool(scale.bands) and not scale.bands_source,
        "a reliable change without a source": change is not None and not change.source,
    }
    found = [words for words, is_so in wrong.items() if is_so]
    found += [*_of_bands(one, scale), *_of_codes(one, scale)]
    found += _of_parts(one, scale) if one.entry == "items" else []
    yield from (f"{scale.id}: {words}" for words in found)


def _of_parts(one: Instrument, scale: Scale) -> Iterator[str]:
    known, scales = {item.code for item in one.items}, {each.id for each in one.scales}
    if bool(scale.items) is bool(scale.of):
        yield "it is made of questions or of scales"
        return
    if missing := [
        code for code in (*scale.items, *((scale.gate,) if scale.gate else ())) if code not in known
    ]:
        yield f"{', '.join(missing)} is no question"
        return
    if missing := [part for part in scale.of if part not in scales]:
        yield f"{', '.join(missing)} is no scale"
        return
    if len(set(items_of(one, scale))) < len(scale.items):
        yield "a question counts twice"
    if scale.least_answered > len(scale.items) and scale.items:
        yield "more answers are needed than there are questions"
    if scale.rule is Rule.TABLE:
        yield from _of_table(one, scale)
    if (found := reachable(one, scale)) != (scale.lowest, scale.highest):
        yield f"from {scale.lowest:g} to {scale.highest:g}, but answers reach {found[0]:g} to {found[1]:g}"


def reachable(one: Instrument, scale: Scale) -> tuple[float, float]:
    """The least and the greatest score that answers can give."""
    if scale.rule is Rule.TABLE:
        return min(scale.table.values()), max(scale.table.values())
    if scale.of:
        parts = [reachable(one, one.scale(part)) for part in scale.of]
        return sum(low for low, _ in parts), sum(high for _, high in parts)
    ends = [_counted_ends(one, scale, code) for code in scale.items]
    totals = sum(low for low, _ in ends), sum(high for _, high in ends)
    low, high = (of_answered(scale, total, len(scale.items)) for total in totals)
    return low, high


def _counted_ends(one: Instrument, scale: Scale, code: str) -> tuple[float, float]:
    low, high = sorted(turned(one, code, answer) for answer in _ends(one, code))
    if scale.recoded:
        return scale.recoded[int(low)], scale.recoded[int(high)]
    return low, high


def _ends(one: Instrument, code: str) -> tuple[float, float]:
    if one.line is not None and not one.item(code).options:
        return one.line.first, one.line.last
    values = [option.value for option in one.options_of(code)]
    return min(values), max(values)


def _of_table(one: Instrument, scale: Scale) -> Iterator[str]:
    """Every sum that its part can be is in the table, and a greater one never gives less."""
    low, high = reachable(one, one.scale(scale.of[0]))
    if sorted(scale.table) != list(range(int(low), int(high) + 1)):
        yield f"the table does not hold every sum from {low:g} to {high:g}"
    metric = [scale.table[raw] for raw in sorted(scale.table)]
    if metric != sorted(set(metric)):
        yield "the table does not rise with the sum"


def _of_bands(one: Instrument, scale: Scale) -> Iterator[str]:
    """Every score lies in exactly one band: whole numbers where there is nothing else, else whatever lies between."""
    if not scale.bands:
        return
    low, high = (T_LOW, T_HIGH) if scale.bands_on == "t" else (scale.lowest, scale.highest)
    for score in _whole(low, high) if _is_whole(one, scale) else _telling(scale, low, high):
        holding = [band.name for band in scale.bands if band.holds(score)]
        if len(holding) != 1:
            yield f"{score:g} lies in {' and '.join(holding) if holding else 'no band'}"
            return
    if beyond := [band.name for band in scale.bands if not _reaches(band, low, high)]:
        yield f"no score can be {beyond[0]}"


def _is_whole(one: Instrument, scale: Scale) -> bool:
    return (
        one.line is None
        and scale.bands_on == "raw"
        and (bool(scale.rounded) or scale.rule in (Rule.SUM, Rule.TABLE))
        and all(score == int(score) for score in scale.table.values())
    )


def _whole(low: float, high: float) -> list[float]:
    return [float(score) for score in range(int(low), int(high) + 1)]


def _telling(scale: Scale, low: float, high: float) -> list[float]:
    """Where bands begin and end, and one score between each two of those: no gap or overlap can hide elsewhere."""
    ends = {end for band in scale.bands for end in (band.first, band.last) if end is not None}
    stops = sorted({low, high, *(end for end in ends if low <= end <= high)})
    return sorted([*stops, *((one + next_) / 2 for one, next_ in pairwise(stops))])


def _reaches(band: Band, low: float, high: float) -> bool:
    return (band.first is None or band.first <= high) and (band.last is None or band.last >= low)


def _of_codes(one: Instrument, scale: Scale) -> Iterator[str]:
    """A form with a coding of its own (K10 as 1 to 5) may go beyond the range that the national list has for it."""
    for concept in filter(None, [scale.snomed, *scale.snomed_by_rater.values(), *scale.snomed_by_goal]):
        if not is_concept(concept):
            yield f"{concept} is no SNOMED code"
            continue
        first, last = national().get(concept, (scale.lowest, scale.highest))
        if not (one.coding or first <= scale.lowest <= scale.highest <= last):
            yield f"{concept} is from {first:g} to {last:g} in the national list"


def notes_of(one: Instrument) -> list[str]:
    """What is no fault and should be known: codes and ranges that differ from the national list of the statistics."""
    found = []
    for scale in one.scales:
        codes = [*filter(None, [scale.snomed, *scale.snomed_by_rater.values(), *scale.snomed_by_goal])]
        for concept in codes:
            if concept not in national():
                found.append(f"{scale.id}: {concept} does not stand in the national list of the statistics")
            elif national()[concept] != (scale.lowest, scale.highest):
                first, last = national()[concept]
                found.append(
                    f"{scale.id}: from {scale.lowest:g} to {scale.highest:g} here; the national list accepts "
                    f"{concept} from {first:g} to {last:g}"
                )
        if scale.better == "unsettled":
            found.append(f"{scale.id}: which way is better is not settled")
    return found


def is_concept(code: str) -> bool:
    """Whether it is a SNOMED CT identifier: 6 to 18 digits, the last a Verhoeff check."""
    if not (code.isdigit() and 6 <= len(code) <= 18):
        return False
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = D[check][P[place % 8][int(digit)]]
    return check == 0


@cache
def national() -> dict[str, tuple[float, float]]:
    """The range of each score that the national data set accepts, by its code."""
    path = files("trailblazer") / "data" / "norms" / "national_score_codes.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["codes"]
    return {row["snomed"]: (row["min"], row["max"]) for row in rows}
