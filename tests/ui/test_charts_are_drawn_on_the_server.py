import time

import pytest

from trailblazer.ui.charts import chart


def spec(value):
    return {
        "data": {"values": [{"when": 1, "value": value, "words": "<b>a & b</b>"}]},
        "mark": "text",
        "encoding": {
            "x": {"field": "when", "type": "quantitative"},
            "y": {"field": "value", "type": "quantitative"},
            "text": {"field": "words"},
        },
    }


def test_a_chart_is_a_picture_with_words_and_without_script_or_style():
    drawn = str(chart(spec(5), 'Worry went from "9" to <5>'))
    assert drawn.startswith('<svg role="img" aria-label="Worry went from &#34;9&#34; to &lt;5&gt;" ')
    assert drawn.endswith("</svg>")
    assert "<script" not in drawn
    assert " style=" not in drawn
    assert "<b>" not in drawn
    assert "Arial" in drawn


def test_nothing_stands_for_a_mark_that_is_not_drawn():
    nothing = spec(5) | {"data": {"values": []}, "mark": "point"}
    assert "symbol mark container" in str(chart(spec(5) | {"mark": "point"}, "One dot"))
    assert "symbol mark container" not in str(chart(nothing, "No dot")), (
        "a nameless picture to who cannot see"
    )


def test_the_same_content_is_drawn_once():
    chart(spec(6), "First")
    began = time.perf_counter()
    again = [chart(spec(6), "Second") for _ in range(200)]
    assert time.perf_counter() - began < 1
    assert "Second" in again[0]


def test_what_cannot_be_drawn_is_an_error():
    with pytest.raises(ValueError, match="conversion failed"):
        chart({"mark": "no such mark"}, "Nothing")
