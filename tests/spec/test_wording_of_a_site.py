"""Wording that a site supplies turns the form on a screen on; what does not fit the instrument is refused in words."""

import pytest

from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.wording import CannotUse, free_wording, packs_of, read_pack

ITEMS = {f"q{number}": f"Question {number}" for number in range(1, 8)}
LABELS = {"1": "never", "2": "rarely", "3": "sometimes", "4": "often", "5": "always"}


def pack(items=None, options=None, **facts):
    facts = {
        "instrument": "swemwbs",
        "language": "en",
        "licence": "Letter 2026-114",
        "stem": "How is it?",
    } | facts
    lines = [f'{name} = "{value}"' for name, value in facts.items() if value is not None]
    for table, rows in (("items", ITEMS if items is None else items), ("options", options or LABELS)):
        lines += [f"[{table}]", *(f'{code} = "{text}"' for code, text in rows.items())]
    return "\n".join(lines).encode()


def test_a_pack_gives_every_question_with_its_answers():
    words = read_pack(pack())
    assert [one.code for one in words.questions] == list(ITEMS)
    assert (words.questions[0].options[0].value, words.questions[0].options[0].label) == (1, "never")
    assert (words.licence, words.stem) == ("Letter 2026-114", "How is it?")


@pytest.mark.parametrize(
    "facts, says",
    [
        ({"licence": None},                          "reference of your licence"),
        ({"licence": "  "},                          "reference of your licence"),
        ({"language": "English"},                    "language as a code"),
        ({"instrument": "swemwbs2"},                 "There is no instrument"),
        ({"instrument": "yp-core"},                  "takes scores only"),
        ({"items": {**ITEMS, "q8": "One more"}},     "no question q8"),
        ({"items": {"q1": "Only one"}},              "no words for question q2, q3"),
        ({"items": {**ITEMS, "q3": " "}},            "no words for question q3"),
        ({"options": {"1": "never"}},                "the answers to q1: 2, 3, 4, 5"),
        ({"options": {**LABELS, "6": "more"}},       "the answers to q1: 6"),
        ({"nonsense": "x"},                          "no “nonsense”"),
        ({"risk_item": "q9"},                        "no question q9"),
        ({"risk_item": "q3", "risk_from": "often"},  "as risk_from one of the answers"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_a_sentence(facts, says):
    with pytest.raises(CannotUse, match=says):
        read_pack(pack(**facts))


def test_what_is_no_toml_is_refused():
    with pytest.raises(CannotUse, match="not a TOML file"):
        read_pack(b"\xff\xfe")


def test_one_bad_file_of_a_folder_does_not_keep_the_others_out(tmp_path):
    (tmp_path / "good.toml").write_bytes(pack())
    (tmp_path / "twice.toml").write_bytes(pack())
    (tmp_path / "welsh.toml").write_bytes(pack(language="cy"))
    (tmp_path / "bad.toml").write_bytes(pack(licence=None))
    found = packs_of(tmp_path)
    assert list(found.of(instrument("swemwbs"))) == ["en", "cy"]
    assert set(found.refused) == {"bad.toml", "twice.toml"}


def test_without_a_folder_only_free_words_are_shown(tmp_path):
    assert list(packs_of(None).of(instrument("gad-7"))) == ["en"]
    assert packs_of(None).of(instrument("swemwbs")) == {}
    assert packs_of(tmp_path / "not-there").refused


@pytest.mark.parametrize("instrument_id, questions", [("gad-7", 7), ("phq-9", 9), ("how-was-it", 6)])
def test_free_words_show_what_counts_and_nothing_without_words(instrument_id, questions):
    words = free_wording(instrument(instrument_id))
    assert len(words.questions) == questions
    assert all(one.text and (one.is_in_words or all(o.label for o in one.options)) for one in words.questions)


def test_a_line_needs_what_stands_at_its_ends():
    ors = {f"q{number}": "x" for number in range(1, 5)}
    facts = {"instrument": "ors", "items": ors, "options": {}}
    with pytest.raises(CannotUse, match="both ends"):
        read_pack(pack(**facts))
    with_ends = pack(**facts) + b"\n[ends]\n" + b"\n".join(b'%s = ["bad", "good"]' % c.encode() for c in ors)
    assert read_pack(with_ends).questions[0].ends == ("bad", "good")
