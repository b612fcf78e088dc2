"""The report of a term: what is divided, what is left unsaid, and what may be kept of it."""

import pytest

from trailblazer.domain import codes
from trailblazer.domain import term_report as report
from trailblazer.domain.disclosure import Refused, as_kept, from_kept

YEARS = ("Year 7", "Year 8")


def counts(pupils, waited=5, attended=None, minutes=None):
    """So many girls of year 7 who came, and four sessions to which nobody came."""
    return report.Counts(
        sessions={report.ATTENDED: attended or pupils, report.OF_SESSIONS[1]: 4},
        pupils=tuple(
            report.Pupil("Year 7", report.SEXES[0], report.needs()[0], waited) for _ in range(pupils)
        ),
        years=YEARS,
        minutes=minutes or {},
    )


def given(protected):
    return {one.key for tables in protected.tables.values() for one in tables}


@pytest.mark.parametrize(
    "pupils, divided",
    [
        (0,  False),
        (9,  False),
        (10, True),
    ],
)  # fmt: skip
def test_fewer_than_ten_pupils_are_not_divided(pupils, divided):
    protected = report.protect(counts(pupils))
    assert ({"year", "sex", "need", "waits"} <= given(protected)) is divided
    assert any("not divided" in said for said in protected.said["reach"]) is (0 < pupils < 10)


def test_waits_are_given_where_help_began_for_ten():
    protected = report.protect(counts(12, waited=None))
    assert "waits" not in given(protected)
    assert "fewer than 10" in protected.said["waits"][0]
    assert (
        "Half of them waited about 3.0 weeks or less." in report.protect(counts(12, waited=21)).said["waits"]
    )


@pytest.mark.parametrize(
    "attended, minutes, hours, share",
    [
        #  sessions  minutes of help, school     hours to 10   share of help to 5
        (40,         {1: 1800, 2: 600},          40,           75),
        (3,          {1: 135, 2: 600},           None,         None),
        (40,         {},                         None,         None),
    ],
)  # fmt: skip
def test_time_is_coarse_and_left_out_where_it_would_tell_sessions(attended, minutes, hours, share):
    time = report.protect(counts(min(attended, 12), attended=attended, minutes=minutes)).time
    assert (time and time.hours) == hours
    assert (time and time.shares[1]) == share


def test_every_reason_is_in_one_need_and_every_section_says_whom_it_leaves_out():
    assert all(report.need_of(entry.code) in report.needs() for entry in codes.load("reasons"))
    assert report.need_of("self_harm") == report.needs()[-1], "what is rare is not named"
    assert all(one.counted and one.left_out for one in report.sections())


def test_a_count_that_the_rule_would_not_show_is_not_read_back():
    kept = as_kept(report.protect(counts(12)).tables["reach"][1].table)
    assert from_kept(kept).rows[-1].figures[0].marker == "10"
    for count in (3, 12):
        kept["rows"][-1]["figures"][0]["value"] = count
        with pytest.raises(Refused):
            from_kept(kept)
