"""Invented answers and scales that add up to an invented total."""

from random import Random
from typing import Any

from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.facts import Instrument

RCADS = {"self": "rcads-47-child", "parent": "rcads-47-parent"}
RCADS_FROM, RCADS_TO = 8, 18
GOOD = (
    "I was asked what I want",
    "We did it step by step",
    "It was in school, so I did not miss much",
    "Nobody laughed",
)
DIFFERENTLY = ("Another room, you can hear everything", "Start sooner", "Not always in maths", "")
EVERY = 4  # contacts between two of the long form


def filled(random: Random, measure: str, total: float) -> dict[str, Any]:
    """How a form with this main score was filled in: answers where its wording is free, else scales from paper."""
    one = instrument(measure)
    values = {"version": one.version}
    if one.has_free_wording:
        return values | {
            "how": random.choice(("device", "link", "link")),
            "answers": answers(random, one, int(total)),
        }
    if one.main_scale is not None and one.main_scale.of:
        return values | {"scales": scales(random, one, int(total))}
    return values | {"scales": {one.main: total}}


def answers(random: Random, one: Instrument, total: int) -> dict[str, int]:
    """Answers to the scored questions that add up."""
    assert one.main_scale is not None
    highest = max(option.value for option in one.options)
    given = dict.fromkeys(one.main_scale.items, 0)
    for _ in range(total):
        open_ones = [code for code, value in given.items() if value < highest and code != one.risk_item]
        given[random.choice(open_ones or [one.risk_item])] += 1
    return given


def scales(random: Random, one: Instrument, total: int) -> dict[str, float]:
    """Scores of the scales that the main one is made of, adding up to it; prosocial beside them."""
    assert one.main_scale is not None
    parts = [one.scale(part) for part in one.main_scale.of]
    given = {part.id: part.lowest for part in parts}
    for _ in range(total):
        open_ones = [part.id for part in parts if given[part.id] < part.highest]
        given[random.choice(open_ones)] += 1
    if any(scale.id == "prosocial" for scale in one.scales):
        given["prosocial"] = random.randint(5, 10)
    return given


def said(random: Random) -> dict[str, Any]:
    """How the help was for somebody, as they say it at its ending: mostly kindly, and not only."""
    one = instrument("how-was-it")
    given = {item.code: random.choices((3, 2, 1), (75, 18, 7))[0] for item in one.items}
    words = {"w1": random.choice(GOOD), "w2": random.choice(DIFFERENTLY)}
    written = {code: text for code, text in words.items() if text and random.random() < 0.4}
    return {"version": one.version, "answers": given, "words": written, "how": "link"}


def rcads(random: Random, share: float) -> dict[str, Any]:
    """A long form from paper: each scale somewhere around this share of its range."""
    one = instrument("rcads-47-child")
    parts = [scale for scale in one.scales if scale.has_t]
    given = {
        scale.id: min(scale.highest, max(0, round(scale.highest * (share + random.uniform(-0.12, 0.12)))))
        for scale in parts
    }
    return {"version": one.version, "scales": given, "total": sum(given.values())}
