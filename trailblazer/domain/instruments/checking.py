"""Proves that the file of an instrument is whole: what scoring needs is there, and nothing contradicts."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from trailblazer.domain.instruments import norms
from trailblazer.domain.instruments.facts import Instrument, Rule, Scale
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
        "T scores without a norm": scale.has_t and not norms.has_rows(one.id, scale.id),
    }
    found = [words for words, is_so in wrong.items() if is_so]
    found += [*_of_bands(scale), *_of_codes(one, scale)]
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


def _of_bands(scale: Scale) -> Iterator[str]:
    """Every score lies in exactly one band: whole numbers by themselves, and what lies between them where it can be."""
    if not scale.bands:
        return
    low, high = (T_LOW, T_HIGH) if scale.bands_on == "t" else (scale.lowest, scale.highest)
    whole = scale.bands_on == "raw" and scale.rule is Rule.SUM and not scale.table
    step = 1.0 if whole or scale.rounded else 0.25
    score = float(low)
    while score <= high:
        holding = [band.name for band in scale.bands if band.holds(score)]
        if len(holding) != 1:
            yield f"{score:g} lies in {' and '.join(holding) if holding else 'no band'}"
            return
        score += step


def _of_codes(one: Instrument, scale: Scale) -> Iterator[str]:
    """A form with a coding of its own (K10 as 1 to 5) may go beyond the range that the national list has for it."""
    for concept in filter(None, [scale.snomed, *scale.snomed_by_rater.values(), *scale.snomed_by_goal]):
        if not is_concept(concept):
            yield f"{concept} is no SNOMED code"
            continue
        first, last = national().get(concept, (scale.lowest, scale.highest))
        if not (one.coding or first <= scale.lowest <= scale.highest <= last):
            yield f"{concept} is from {first:g} to {last:g} in the national list"


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
