"""The waiting-time clock: what stops it, what does not, and how a wait is told."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trailblazer.domain import clock
from trailblazer.domain.clock import (
    ANSWERED,
    BANDS,
    DECIDED,
    DEFINITIONS,
    FIRST_CONTACT,
    FULL_CLOCK_STOP,
    HELP_STARTED,
    NATIONAL_MRS,
    OURS,
    SECOND_CONTACT,
    STANDARDS,
    Clock,
    Doubt,
    Event,
    Kind,
    NoRequest,
    Wait,
    band_of,
    progress,
)
from trailblazer.domain.spells import Spell, join

repeatable = settings(derandomize=True, deadline=None)
ASKED = date(2026, 9, 7)
LATER = date(2026, 12, 1)


def on_day(number):
    return ASKED + timedelta(days=number)


def request(*events):
    """A request received on day 0, and what happened to it: pairs of a kind and a day number."""
    return [Event(Kind.RECEIVED, ASKED), *(Event(kind, on_day(number)) for kind, number in events)]


def day_stopped(definition, events, today=LATER):
    stopped_on = Clock.read(events, today).wait(definition).stopped_on
    return None if stopped_on is None else (stopped_on - ASKED).days


@pytest.mark.parametrize(
    "helped_on, today, within, within_national_mrs",
    [
        #  help started        looked at on       days 0-27  at most 28 days
        (date(2026, 10, 4), date(2026, 12, 1), True,  True),   # on day 27
        (date(2026, 10, 5), date(2026, 12, 1), False, True),   # on day 28: the two differ
        (date(2026, 10, 6), date(2026, 12, 1), False, False),  # on day 29
        (None,              date(2026, 10, 4), True,  True),   # still waiting, day 27
        (None,              date(2026, 10, 5), False, True),   # still waiting, day 28
        (date(2026, 10, 5), date(2026, 10, 4), True,  True),   # as it was seen the day before
    ],
)  # fmt: skip
def test_the_clock_runs_until_help_starts(helped_on, today, within, within_national_mrs):
    wait = Wait(ASKED, helped_on)
    assert wait.is_within_four_weeks(today) is within
    assert OURS.is_kept(wait, today) is within
    assert NATIONAL_MRS.is_kept(wait, today) is within_national_mrs


def test_each_standard_has_its_own_name_and_words_to_show():
    assert {name: standard.words for name, standard in STANDARDS.items()} == {
        "four_weeks": "Within four weeks: days 0 to 27",
        "national_mrs": "National MRS measures: at most 28 days",
    }


@pytest.mark.parametrize(
    "days, words",
    [
        (0, "Under 1 week"),     (6, "Under 1 week"),
        (7, "1 to 2 weeks"),     (13, "1 to 2 weeks"),
        (14, "2 to 4 weeks"),    (27, "2 to 4 weeks"),
        (28, "4 to 12 weeks"),   (84, "4 to 12 weeks"),
        (85, "Over 12 weeks"),   (2000, "Over 12 weeks"),
    ],
)  # fmt: skip
def test_the_day_of_asking_is_day_nought_and_waits_fall_into_five_bands(days, words):
    assert band_of(days).words == words
    assert Wait(ASKED).band(on_day(days)).words == words


@repeatable
@given(st.integers(0, 400), st.integers(0, 400))
def test_a_longer_wait_is_never_in_a_lower_band_and_every_day_is_in_one(one, other):
    assert (band_of(one) <= band_of(other)) or one > other
    assert sum(band.from_day <= one <= (band.to_day or one) for band in BANDS) == 1


@repeatable
@given(st.integers(0, 400))
def test_within_four_weeks_is_the_first_three_bands(days):
    assert Wait(ASKED).is_within_four_weeks(on_day(days)) is (band_of(days) in BANDS[:3])


def test_a_wait_is_never_negative():
    with pytest.raises(ValueError, match="over before it starts"):
        Wait(ASKED, on_day(-1))
    with pytest.raises(NoRequest):
        Wait(ASKED).length_days(on_day(-1))
    with pytest.raises(ValueError, match="cannot be -1 days"):
        band_of(-1)


@pytest.mark.parametrize("kind", list(Kind))
def test_which_events_stop_which_clocks_on_their_own(kind):
    stops = {name for name, wait in Clock.read(request((kind, 3)), LATER).waits().items() if wait.stopped_on}
    assert stops == {
        Kind.ANSWERED: {"answered"},
        Kind.INFORMATION_REQUESTED: {"answered"},
        Kind.DECIDED: {"decided"},
        Kind.CONTACT: {"first_contact"},
        Kind.PLAN_AGREED: {"help_started"},
        Kind.ADVICE_OR_SUPPORT_GIVEN: {"help_started"},
        Kind.SPECIALIST_ASSESSMENT: {"help_started"},
    }.get(kind, set())


@pytest.mark.parametrize(
    "events, answered, decided",
    [
        ([(Kind.RECEIPT_SENT, 0)], None, None),
        ([(Kind.RECEIPT_SENT, 0), (Kind.ANSWERED, 4), (Kind.DECIDED, 4)], 4, 4),
        ([(Kind.INFORMATION_REQUESTED, 2)], 2, None),
        ([(Kind.INFORMATION_REQUESTED, 2), (Kind.DECIDED, 9), (Kind.ANSWERED, 10)], 2, 9),
        ([(Kind.DECIDED, 1)], None, 1),
        ([(Kind.ENDING, 1), (Kind.ANSWERED, 2)], 2, None),  # an ended request is still owed its answer
        ([(Kind.WITHDRAWN, 1), (Kind.ANSWERED, 2)], None, None),  # a withdrawn one is not
    ],
)
def test_an_answer_says_what_happens_next_and_a_decision_is_the_outcome(events, answered, decided):
    assert day_stopped(ANSWERED, request(*events)) == answered
    assert day_stopped(DECIDED, request(*events)) == decided


def test_help_starts_with_the_first_of_advice_plan_or_specialist_assessment():
    events = request(
        (Kind.SPECIALIST_ASSESSMENT, 20), (Kind.PLAN_AGREED, 12), (Kind.ADVICE_OR_SUPPORT_GIVEN, 15)
    )
    assert day_stopped(HELP_STARTED, events) == 12


def test_only_contacts_that_count_are_counted():
    nobody_came = Event(Kind.CONTACT, on_day(3), counts=False)
    events = [*request((Kind.CONTACT, 8), (Kind.CONTACT, 15)), nobody_came]
    assert day_stopped(FIRST_CONTACT, events) == 8
    assert day_stopped(SECOND_CONTACT, events) == 15


def test_two_contacts_on_one_day_are_two_contacts():
    assert day_stopped(SECOND_CONTACT, request((Kind.CONTACT, 8), (Kind.CONTACT, 8))) == 8


CONTACT, MEASURE, PLAN, INTERVENTION = Kind.CONTACT, Kind.MEASURE, Kind.PLAN_AGREED, Kind.INTERVENTION
NEED_CONTACT, NEED_MEASURE = "First contact that counts", "Baseline measure"
NEED_HELP = "Intervention or agreed plan"


@pytest.mark.parametrize(
    "events, stopped, missing",
    [
        ([],                                            None, [NEED_CONTACT, NEED_MEASURE, NEED_HELP]),
        ([(CONTACT, 5)],                                None, [NEED_MEASURE, NEED_HELP]),
        ([(CONTACT, 5), (MEASURE, 5)],                  None, [NEED_HELP]),
        ([(CONTACT, 5), (PLAN, 9)],                     None, [NEED_MEASURE]),
        ([(MEASURE, 2), (PLAN, 9)],                     None, [NEED_CONTACT]),
        ([(CONTACT, 5), (MEASURE, 6), (PLAN, 9)],       9,    []),
        ([(CONTACT, 5), (MEASURE, 20), (PLAN, 9)],      20,   []),  # the last needed part stops it
        ([(CONTACT, 30), (MEASURE, 6), (PLAN, 9)],      30,   []),
        ([(CONTACT, 5), (MEASURE, 5), (INTERVENTION, 5), (PLAN, 40)], 5, []),  # either will do
        ([(CONTACT, 0), (MEASURE, 0), (PLAN, 0)],       0,    []),
    ],
)  # fmt: skip
def test_the_national_clock_stops_when_the_last_part_comes(events, stopped, missing):
    wait = Clock.read(request(*events), LATER).wait(FULL_CLOCK_STOP)
    assert day_stopped(FULL_CLOCK_STOP, request(*events)) == stopped
    assert [part.words for part in wait.missing] == missing


def test_each_part_says_the_day_it_was_met():
    wait = Clock.read(request((CONTACT, 5), (CONTACT, 8), (PLAN, 9)), LATER).wait(FULL_CLOCK_STOP)
    assert [(part.words, on) for part, on in wait.parts] == [
        (NEED_CONTACT, on_day(5)),
        (NEED_MEASURE, None),
        (NEED_HELP, on_day(9)),
    ]


@pytest.mark.parametrize("left_out", [CONTACT, MEASURE, INTERVENTION])
def test_an_event_that_the_national_rules_leave_out_stops_nothing(left_out):
    events = [
        Event(kind, on_day(5), counts=kind is not left_out) for kind in (CONTACT, MEASURE, INTERVENTION)
    ]
    assert day_stopped(FULL_CLOCK_STOP, [*request(), *events]) is None


def test_what_is_dated_before_the_request_stops_no_clock_and_is_found():
    early = Event(CONTACT, on_day(-3))
    read = Clock.read([*request((CONTACT, 4), (CONTACT, 6)), early, Event(MEASURE, on_day(-1))], LATER)
    assert read.wait(FIRST_CONTACT).stopped_on == on_day(4)
    assert read.wait(SECOND_CONTACT).stopped_on == on_day(6)
    assert read.wait(FULL_CLOCK_STOP).missing[0].words == NEED_MEASURE
    assert [(finding.doubt, finding.event.kind, finding.days) for finding in read.findings()] == [
        (Doubt.BEFORE_THE_REQUEST, CONTACT, -3),
        (Doubt.BEFORE_THE_REQUEST, MEASURE, -1),
    ]


def test_a_contact_on_the_day_of_asking_is_in_order():
    read = Clock.read(request((CONTACT, 0)), LATER)
    assert read.wait(FIRST_CONTACT).length_days(LATER) == 0
    assert read.findings() == ()


@pytest.mark.parametrize("closing", [Kind.WITHDRAWN, Kind.ENDING])
def test_a_request_that_is_closed_waits_no_longer_and_was_not_helped(closing):
    wait = Clock.read(request((closing, 10)), LATER).wait(HELP_STARTED)
    assert (wait.stopped_on, wait.closed_on) == (None, on_day(10))
    assert not wait.is_waiting(LATER)
    assert wait.length_days(LATER) == 10


def test_help_dated_after_the_end_is_found_but_a_later_measure_is_welcome():
    read = Clock.read(request((Kind.ENDING, 10), (CONTACT, 12), (MEASURE, 90)), on_day(100))
    assert read.wait(FIRST_CONTACT).stopped_on is None
    assert [(found.doubt, found.days) for found in read.findings()] == [(Doubt.AFTER_THE_END, 2)]


def test_the_day_that_stopped_the_clock_stays_when_the_request_is_ended_later():
    wait = Clock.read(request((CONTACT, 4), (Kind.ENDING, 60)), LATER).wait(FIRST_CONTACT)
    assert (wait.stopped_on, wait.closed_on) == (on_day(4), None)


def test_a_correction_takes_the_place_of_what_it_corrects():
    typed = Event(CONTACT, on_day(3), id="typed")
    corrected = Event(CONTACT, on_day(13), id="corrected", supersedes="typed")
    corrected_again = Event(CONTACT, on_day(23), id="again", supersedes="corrected")
    assert day_stopped(FIRST_CONTACT, [*request(), typed]) == 3
    assert day_stopped(FIRST_CONTACT, [*request(), typed, corrected]) == 13
    assert day_stopped(FIRST_CONTACT, [*request(), corrected_again, corrected, typed]) == 23


def test_an_event_entered_in_error_is_struck_out():
    typed = Event(CONTACT, on_day(3), id="typed")
    struck_out = Event(Kind.ENTERED_IN_ERROR, on_day(5), id="struck", supersedes="typed")
    assert day_stopped(FIRST_CONTACT, [*request(), typed, struck_out]) is None


def test_a_corrected_day_of_asking_moves_day_nought():
    events = [
        Event(Kind.RECEIVED, ASKED, id="typed"),
        Event(Kind.RECEIVED, on_day(-10), id="on the paper form", supersedes="typed"),
    ]
    assert Clock.read(events, ASKED).wait(ANSWERED).length_days(ASKED) == 10


def test_yesterdays_report_can_be_run_again_today():
    events = request((CONTACT, 5), (Kind.ENDING, 9))
    assert day_stopped(FIRST_CONTACT, events, today=on_day(4)) is None
    assert Clock.read(events, on_day(8)).wait(HELP_STARTED).is_waiting(on_day(8))


def test_without_a_request_there_is_no_wait():
    with pytest.raises(NoRequest):
        Clock.read([Event(CONTACT, ASKED)], LATER)
    with pytest.raises(NoRequest, match="Nobody had asked by 2026-09-06"):
        Clock.read(request(), on_day(-1))


def test_an_event_has_a_day_and_not_a_moment():
    with pytest.raises(TypeError, match="on a day in London"):
        Event(CONTACT, datetime(2026, 9, 7, 23, 30))
    with pytest.raises(ValueError, match="supersede itself"):
        Event(CONTACT, ASKED, id="a", supersedes="a")


def test_the_national_clock_runs_over_a_joined_spell():
    ended, again = on_day(10), on_day(14)
    (spell,) = join([Spell("SWL", ASKED, ended, "one"), Spell("SWL", again, None, "two")])
    events = [
        *request((CONTACT, 4), (Kind.ENDING, 10)),
        Event(Kind.RECEIVED, again),
        Event(MEASURE, on_day(20)),
        Event(PLAN, on_day(21)),
    ]
    wait = Clock.read(events, LATER, spell).wait(FULL_CLOCK_STOP)
    assert (wait.started_on, wait.stopped_on) == (ASKED, on_day(21))


def test_a_page_can_list_every_definition_of_this_wait():
    assert list(DEFINITIONS) == [
        "answered", "decided", "first_contact", "second_contact", "help_started", "full_clock_stop",
    ]  # fmt: skip
    for name, definition in DEFINITIONS.items():
        assert definition.name == name
        assert all(
            (definition.words, definition.stopped, definition.version, definition.source, definition.stop)
        )


@pytest.mark.parametrize(
    "day, urgency, words",
    [
        (0,  "ok",   "Day 0 of 28"),
        (21, "ok",   "Day 21 of 28"),
        (22, "soon", "Day 22 of 28"),
        (27, "soon", "Day 27 of 28"),
        (28, "late", "Day 28, four weeks reached"),
        (29, "late", "Day 29, 1 past 28"),
        (47, "late", "Day 47, 19 past 28"),
    ],
)  # fmt: skip
def test_the_clock_on_a_page_says_the_day_first(day, urgency, words):
    told = progress(request(), on_day(day))
    assert (told.day, told.urgency, told.words, told.is_waiting) == (day, urgency, words, True)


def test_a_clock_that_has_stopped_says_when():
    told = progress(request((Kind.ADVICE_OR_SUPPORT_GIVEN, 23)), LATER, HELP_STARTED)
    assert (told.words, told.is_waiting, told.has_stopped) == ("Help started on day 23", False, True)


def test_a_request_that_was_withdrawn_does_not_say_that_help_started():
    told = progress(request((Kind.WITHDRAWN, 12)), LATER)
    assert (told.words, told.is_waiting, told.has_stopped) == ("Closed on day 12", False, False)


happenings = st.lists(
    st.builds(Event, st.sampled_from(Kind), st.integers(-5, 60).map(on_day), st.booleans()), max_size=15
)


def by_hand(events, today):
    """The second way to the national clock: walk day by day until everything needed has been seen."""
    has_contact = has_measure = has_help = False
    day = ASKED
    while day <= today:
        kinds = {event.kind for event in events if event.on == day and event.counts}
        has_contact |= CONTACT in kinds
        has_measure |= MEASURE in kinds
        has_help |= bool({INTERVENTION, PLAN} & kinds)
        if has_contact and has_measure and has_help:
            return day
        if {event.kind for event in events if event.on == day} & {Kind.ENDING, Kind.WITHDRAWN}:
            return None
        day += timedelta(days=1)
    return None


@repeatable
@given(happenings, st.integers(0, 70).map(on_day))
def test_two_ways_to_the_national_clock_agree(happened, today):
    events = [Event(Kind.RECEIVED, ASKED), *(event for event in happened if event.kind is not Kind.RECEIVED)]
    assert Clock.read(events, today).wait(FULL_CLOCK_STOP).stopped_on == by_hand(events, today)


@repeatable
@given(happenings, st.integers(0, 70).map(on_day), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(happened, today, chance):
    events = [Event(Kind.RECEIVED, ASKED), *happened]
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert Clock.read(shuffled, today).waits() == Clock.read(events, today).waits()


@repeatable
@given(happenings, st.integers(0, 70).map(on_day))
def test_the_full_stop_never_comes_before_the_first_contact_or_the_second_before_the_first(happened, today):
    waits = Clock.read([Event(Kind.RECEIVED, ASKED), *happened], today).waits()
    first = waits["first_contact"].stopped_on
    for later in ("second_contact", "full_clock_stop"):
        stopped_on = waits[later].stopped_on
        assert stopped_on is None or first is not None and first <= stopped_on


@repeatable
@given(happenings, st.integers(0, 70).map(on_day))
def test_every_event_before_the_request_is_found_once(happened, today):
    events = [Event(Kind.RECEIVED, ASKED), *(event for event in happened if event.kind is not Kind.RECEIVED)]
    early = [found.event for found in Clock.read(events, today).findings() if found.days < 0]
    standing = clock.standing(events)
    assert early == [event for event in standing if event.on < ASKED]
