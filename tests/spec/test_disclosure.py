"""Small numbers: what is hidden, what is rounded, and what nobody can do with a hidden figure."""

import copy
import json
import math
import operator
import pickle

import pytest

from trailblazer.domain.disclosure import (
    HIDDEN,
    Figure,
    Kind,
    Level,
    Refused,
    Rule,
    Table,
    mean_of,
    percentage,
    protect_count,
    protect_line,
    protect_nested,
    protect_table,
)

OURS, MHSDS = Rule.OURS, Rule.MHSDS


def shown(table):
    """A table as somebody reads it in a file: each row with its figures."""
    return {
        (row.group, row.name) if row.group else row.name: [one.marker for one in row.figures]
        for row in table.rows
    }


@pytest.mark.parametrize(
    "count, ours, national",
    [
        # people   ours     MHSDS
        (0,        "0",     "*"),
        (1,        "[c]",   "*"),
        (4,        "[c]",   "*"),
        (5,        "[c]",   "5"),
        (7,        "[c]",   "5"),
        (8,        "10",    "10"),
        (12,       "10",    "10"),
        (13,       "15",    "15"),
        (1_002,    "1000",  "1000"),
        (1_003,    "1005",  "1005"),
    ],
)  # fmt: skip
def test_a_count_is_hidden_or_rounded_to_the_nearest_5(count, ours, national):
    assert protect_count(count).marker == ours
    assert protect_count(count, rule=MHSDS).marker == national


@pytest.mark.parametrize("count", [-1, 2.0, 2.5, True, "3", None])
def test_what_is_no_number_of_people_is_refused(count):
    with pytest.raises(ValueError, match="whole number of people"):
        protect_count(count)
    with pytest.raises(ValueError, match="whole number of people"):
        protect_line({"Year 7": 20, "Year 8": count})


UNARY = (operator.neg, operator.pos, abs, operator.invert, bool, int, float, complex, round, len, hash)
UNARY += (math.trunc, math.floor, math.ceil, operator.index, list, sum, math.sqrt, json.dumps)
BINARY = (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod)
BINARY += (operator.pow, operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift, divmod)
BINARY += (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge, operator.matmul)


@pytest.mark.parametrize("doing", UNARY)
def test_a_hidden_figure_is_no_number(doing):
    with pytest.raises(TypeError):
        doing(HIDDEN)


@pytest.mark.parametrize("doing", BINARY)
@pytest.mark.parametrize("other", [0, 3, 2.5, HIDDEN])
def test_nothing_is_reckoned_or_compared_with_a_hidden_figure(doing, other):
    with pytest.raises(Refused):
        doing(HIDDEN, other)
    with pytest.raises(Refused):
        doing(other, HIDDEN)


def test_a_hidden_figure_is_one_value_that_says_so_in_words():
    assert protect_count(3).value is HIDDEN
    assert copy.deepcopy(HIDDEN) is HIDDEN
    assert pickle.loads(pickle.dumps(HIDDEN)) is HIDDEN
    assert str(HIDDEN) == "hidden"
    assert f"{HIDDEN:>8}" == "  hidden"
    assert f"{HIDDEN:csv}" == "[c]"
    with pytest.raises(ValueError, match="format"):
        f"{HIDDEN:,d}"


def test_figures_in_words():
    assert str(protect_count(3)) == "hidden, fewer than 8"
    assert str(protect_count(3, rule=MHSDS)) == "hidden, fewer than 5"
    assert str(protect_count(1_003)) == "1,005"
    assert str(percentage(protect_count(20), protect_count(60))) == "33%"
    assert str(percentage(protect_count(2), protect_count(60))) == "not given, too few"


def test_a_protected_figure_is_made_here_and_nowhere_else():
    parts = {"value": 3, "kind": Kind.COUNT, "rule": OURS, "can_be_base": True, "in_wide_table": False}
    for made in (
        lambda: Figure(**parts),
        lambda: Figure(key=object(), **parts),
        lambda: Table(columns=("Number",), rows=(), rule=OURS, is_wide=False),
        lambda: type("Figure", (Figure,), {}),
        lambda: setattr(protect_count(20), "value", 3),
        lambda: delattr(protect_count(20), "value"),
        lambda: copy.copy(protect_count(20)),
        lambda: copy.deepcopy(protect_line({"Year 7": 20})),
        lambda: pickle.dumps(protect_count(20)),
    ):
        with pytest.raises(Refused):
            made()


def test_the_count_behind_a_figure_is_not_in_it():
    one, other = protect_count(8), protect_count(12)
    assert [getattr(one, name) for name in Figure.__slots__] == [
        getattr(other, name) for name in Figure.__slots__
    ]
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize(
    "part, of, level, given",
    [
        (20, 60,  Level.TEAM,   "33"),
        (0,  60,  Level.TEAM,   "0"),
        (60, 60,  Level.TEAM,   "100"),
        (12, 13,  Level.TEAM,   "67"),   # 10 of 15: from what is shown, not 92 in a hundred
        (13, 100, Level.TEAM,   "15"),
        (8,  8,   Level.TEAM,   "100"),
        (7,  60,  Level.TEAM,   "[c]"),  # the part is hidden
        (0,  7,   Level.TEAM,   "[c]"),  # the base is hidden
        (0,  0,   Level.TEAM,   "[c]"),  # of nobody
        (9,  9,   Level.SCHOOL, "[c]"),  # at a school a base of 10
        (10, 10,  Level.SCHOOL, "100"),
    ],
)  # fmt: skip
def test_percentages_come_from_protected_figures_with_a_base(part, of, level, given):
    assert percentage(protect_count(part, level=level), protect_count(of, level=level)).marker == given


def test_a_base_of_5_carries_no_percentage_under_the_national_rule_either():
    assert percentage(protect_count(5, rule=MHSDS), protect_count(6, rule=MHSDS)).value is HIDDEN


def test_only_protected_counts_are_reckoned_with():
    half = percentage(protect_count(20), protect_count(40))
    for doing in (
        lambda: percentage(20, protect_count(40)),
        lambda: percentage(protect_count(20), 40),
        lambda: percentage(half, protect_count(40)),
        lambda: mean_of([1] * 20, base=20),
    ):
        with pytest.raises(Refused):
            doing()
    with pytest.raises(ValueError, match="larger than its whole"):
        percentage(protect_count(40), protect_count(20))


@pytest.mark.parametrize(
    "values, level, given",
    [
        ([-3] * 4 + [-2] * 4,  Level.TEAM,   "-2.5"),
        ([3, 3, 3, 3] * 2,     Level.TEAM,   "3.0"),
        ([1] + [0] * 9,        Level.TEAM,   "0.0"),
        ([-1] + [0] * 9,       Level.TEAM,   "0.0"),
        ([7] * 7,              Level.TEAM,   "[c]"),
        ([7] * 9,              Level.SCHOOL, "[c]"),
        ([7] * 10,             Level.SCHOOL, "7.0"),
        ([],                   Level.TEAM,   "[c]"),
    ],
)  # fmt: skip
def test_averages_are_given_to_a_half_and_with_a_base(values, level, given):
    assert mean_of(values, base=protect_count(len(values), level=level)).marker == given


def test_an_average_stands_on_the_count_of_its_own_people():
    with pytest.raises(ValueError, match="another group"):
        mean_of([1] * 30, base=protect_count(20))


def test_an_average_to_a_half_does_not_tell_how_many_people_it_is_of():
    """Whatever average is given, each number of people from 8 up could have it."""
    for people in range(8, 40):
        for halves in range(-40, 41):
            nearest = round(halves / 2 * people)
            assert any(
                math.floor(abs(2 * total / people) + 0.5) == abs(halves)
                for total in range(nearest - 1, nearest + 2)
            )


def test_a_line_is_shown_with_its_own_total_rounded_by_itself():
    table = protect_line({"Year 7": 3, "Year 8": 11, "Year 9": 0, "Year 10": 12}, heading="Asked")
    assert table.columns == ("Asked",)
    assert shown(table) == {
        "Year 7": ["[c]"], "Year 8": ["10"], "Year 9": ["0"], "Year 10": ["10"], "Total": ["25"]
    }  # fmt: skip
    assert not table.is_wide
    assert str(table.figure("Year 7", "Asked")) == "hidden, fewer than 8"


@pytest.mark.parametrize(
    "counts, as_shown",
    [
        # 10, 10 and a hidden figure, of 15 in all: could only be 1, so all are hidden
        ([8, 8, 1],       ["[c]", "[c]", "[c]", "15"]),
        # 10 and a hidden figure, of 20 in all: could only be 6 or 7
        ([12, 7],         ["[c]", "[c]", "20"]),
        # 10 and a hidden figure, of 15 in all: anything from 1 to 7
        ([9, 4],          ["10", "[c]", "15"]),
        # seven hidden figures of fewer than 8: could only be 1 each, so no figure says how small it is
        ([1] * 7,         ["[c]"] * 8),
        # 17 figures of 15 in all
        ([1] * 17,        ["[c]"] * 18),
        # nothing small, nothing hidden
        ([8, 0, 1200],    ["10", "0", "1200", "1210"]),
    ],
)  # fmt: skip
def test_further_figures_are_hidden_where_a_small_one_could_be_worked_out(counts, as_shown):
    table = protect_line({str(number): count for number, count in enumerate(counts)})
    assert [row.figures[0].marker for row in table.rows] == as_shown


def test_where_further_figures_are_hidden_no_words_say_how_small_they_are():
    table = protect_line({"Year 7": 12, "Year 8": 7})
    assert table.is_wide
    assert str(table.figure("Year 7", "Number")) == str(table.figure("Year 8", "Number")) == "hidden"
    assert "Larger figures may be hidden too" in table.in_words
    assert "Larger figures" not in protect_line({"Year 7": 12}).in_words


def test_a_table_has_margins_that_do_not_give_a_cell_away():
    table = protect_table(
        {
            "Girls": {"Helped": 30, "Waiting": 3, "Ended": 22},
            "Boys": {"Helped": 25, "Waiting": 20, "Ended": 13},
        }
    )
    assert table.columns == ("Helped", "Waiting", "Ended", "Total")
    assert shown(table) == {
        "Girls": ["30", "[c]", "20", "55"],
        "Boys": ["25", "20", "15", "60"],
        "Total": ["55", "25", "35", "115"],
    }


def test_a_cell_is_protected_from_its_row_and_from_its_column():
    table = protect_table({"Girls": {"Helped": 3, "Waiting": 19}, "Boys": {"Helped": 15, "Waiting": 42}})
    # 20 and a hidden figure of 20 in all could be at most 4; and the 20 would follow from the 40 beneath it
    assert shown(table) == {
        "Girls": ["[c]", "[c]", "20"],
        "Boys": ["15", "[c]", "55"],
        "Total": ["20", "60", "80"],
    }


def test_teams_and_their_schools_are_protected_together():
    table = protect_nested(
        {
            "Team A": {"Oak School": {"Asked": 3}, "Elm School": {"Asked": 20}},
            "Team B": {"Oak School": {"Asked": 33}, "Ash School": {"Asked": 2}},
        },
        total="All teams",
    )
    assert table.columns == ("Asked",)
    assert [(row.group, row.name, row.place.value) for row in table.rows] == [
        ("Team A", "Team A", "group"),
        ("Team A", "Oak School", "row"),
        ("Team A", "Elm School", "row"),
        ("Team B", "Team B", "group"),
        ("Team B", "Oak School", "row"),
        ("Team B", "Ash School", "row"),
        ("", "All teams", "total"),
    ]
    assert table.figure("Oak School", "Asked", group="Team A").is_hidden
    assert table.figure("Team A", "Asked", group="Team A").marker == "25"
    # 35 and a hidden figure, of 35 in all: could be at most 4, so the other school of Team B is hidden too
    assert table.figure("Oak School", "Asked", group="Team B").is_hidden
    assert table.figure("All teams", "Asked").marker == "60"


def test_a_school_needs_a_larger_base_than_its_team():
    table = protect_nested({"Team A": {"Oak School": {"Paired": 9, "Not yet": 0}}})
    given = table.with_percentages("Paired, %", part="Paired", of="Total")
    assert given.figure("Oak School", "Paired, %", group="Team A").value is HIDDEN
    assert given.figure("Team A", "Paired, %", group="Team A").marker == "100"


def test_a_table_gains_percentages_and_averages():
    table = protect_table(
        {"Girls": {"Paired": 30, "Not yet": 20}, "Boys": {"Paired": 3, "Not yet": 5}},
    )
    scores = {"Girls": [-2] * 30, "Boys": [-1] * 3, "Total": [-2] * 30 + [-1] * 3}
    given = table.with_percentages("Paired, %", part="Paired", of="Total").with_means(
        "Change", lambda row: scores[row.name], of="Paired"
    )
    assert given.columns == ("Paired", "Not yet", "Total", "Paired, %", "Change")
    assert given.figure("Girls", "Paired, %").marker == "60"
    assert given.figure("Girls", "Change").marker == "-2.0"
    assert given.figure("Boys", "Paired, %").value is HIDDEN
    assert given.figure("Boys", "Change").value is HIDDEN
    with pytest.raises(ValueError, match="There is a column"):
        given.with_percentages("Change", part="Paired", of="Total")
    with pytest.raises(KeyError):
        given.with_percentages("Other", part="Nothing", of="Total")
    with pytest.raises(KeyError):
        given.figure("Nobody", "Change")


def test_no_average_stands_beside_a_figure_that_is_hidden_to_protect_another():
    """It would say that this one is not small, and so which one is."""
    table = protect_line({"Year 7": 12, "Year 8": 7})
    given = table.with_means(
        "Change", lambda row: [1] * {"Year 7": 12, "Year 8": 7}.get(row.name, 19), of="Number"
    )
    assert [row.figures[1].marker for row in given.rows] == ["[c]", "[c]", "1.0"]


def test_the_same_counts_give_the_same_table():
    counts = {"x": {"a": 3, "b": 20, "c": 0}, "y": {"a": 15, "b": 2, "c": 40}}
    assert shown(protect_table(counts)) == shown(protect_table(counts))


@pytest.mark.parametrize(
    "counts",
    [
        {},
        {"Girls": {}},
        {"Girls": {"Helped": 1}, "Boys": {"Waiting": 1}},
        {"Girls": {"Helped": 1, "Waiting": 1}, "Boys": {"Helped": 1}},
        {"Total": {"Helped": 1}},
        {"Girls": {"Total": 1}},
    ],
)
def test_a_table_that_does_not_add_up_is_refused(counts):
    with pytest.raises(ValueError, match=r"A table has rows|Only the total"):
        protect_table(counts)
    with pytest.raises(ValueError, match=r"A table has rows|Only the total"):
        protect_nested({"Team": counts})


def test_the_rule_is_said_with_its_source():
    for rule in Rule:
        assert "nearest 5" in rule.in_words
        assert rule.source
    assert "from 1 to 7 are hidden" in OURS.in_words
    assert "below 5 are hidden" in MHSDS.in_words


def test_an_interval_is_asked_of_shown_counts_only():
    assert OURS.interval(10, Level.TEAM) == (8, 12)
    assert OURS.interval(9, Level.SCHOOL) == (8, 9)
    assert OURS.interval(10, Level.SCHOOL) == (10, 12)
    assert MHSDS.interval(6, Level.TEAM) == (5, 7)
    assert OURS.interval(0, Level.TEAM) == (0, 0)
    with pytest.raises(ValueError, match="not shown"):
        OURS.interval(7, Level.TEAM)
