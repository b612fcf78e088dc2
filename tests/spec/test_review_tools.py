"""Tools with which a school reviews itself, what ratings come to, and what a plan and its files must be."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from trailblazer.domain.action_plans import Status, months_after, status_of
from trailblazer.domain.evidence_files import LARGEST, FileRefused, kind_of, safe_name
from trailblazer.domain.picture_metadata import NotAPicture, without_metadata
from trailblazer.domain.review_tools import (
    area_scores,
    changes,
    lowest_items,
    may_see_answers,
    needs_reason,
    overall,
    spread,
    tools_of,
)
from trailblazer.domain.review_tools.checking import faults_of
from trailblazer.domain.school_terms import Term, coming_terms, term_of

SHIPPED = tools_of(None).by_id
AUDIT, PRINCIPLES = SHIPPED["setting-audit-45"], SHIPPED["eight-principles"]
TOOL = """
id = "osat"
name = "A tool of the site"
short = "OSAT"
about = "Two items"
source = "Its owner"
licence = "With leave"
begins_on = 2026-09-01
levels = [{ value = 0, name = "No", words = "Not so" }, { value = 1, name = "Yes", words = "So" }]
areas = [{ id = "a", name = "A", items = [{ id = "a1", text = "One" }, { id = "a2", text = "Two" }] }]
"""


def test_the_shipped_tools_are_whole_and_have_the_shape_of_their_sources():
    assert [faults_of(tool) for tool in SHIPPED.values()] == [[], []]
    assert len(PRINCIPLES.areas) == 8
    assert all(len(item.levels) == 4 for item in PRINCIPLES.items)
    counts = {area.id: len(area.items) for area in AUDIT.areas}
    assert list(counts.values()) == [6, 4, 8, 7, 9, 3, 5, 3]
    assert sum(counts.values()) == 45
    assert [area.benchmark for area in AUDIT.areas] == [71.1, 65.3, 63.8, 59.3, 55.1, 53.7, 47.8, 39.7]
    for tool in SHIPPED.values():
        assert [level.value for level in tool.levels] == [0, 1, 2, 3]


def test_a_tool_of_the_site_is_a_file_and_a_faulty_one_is_named_and_not_used(tmp_path):
    (tmp_path / "osat.toml").write_text(TOOL)
    (tmp_path / "gaps.toml").write_text(TOOL.replace("osat", "gaps").replace('text = "Two"', 'text = ""'))
    (tmp_path / "odd.toml").write_text(TOOL.replace("about", "abuot"))
    (tmp_path / "same.toml").write_text(TOOL.replace("osat", "eight-principles"))
    found = tools_of(tmp_path)
    assert set(found.by_id) == {*SHIPPED, "osat"}
    assert "a2: it has no words" in found.refused["gaps.toml"]
    assert "abuot" in found.refused["odd.toml"]
    assert "already" in found.refused["same.toml"]


def test_a_score_is_of_the_most_one_could_score_and_what_is_missing_is_said_and_never_nought():
    ratings = {"voice-1": 3, "voice-2": 0}
    voice = next(score for score in area_scores(AUDIT, ratings) if score.area.id == "voice")
    assert (voice.points, voice.most, voice.missing, voice.whole_percent) == (3, 6, 1, 50)
    parents = area_scores(AUDIT, ratings)[-1]
    assert parents.percent is None
    assert parents.missing == 3
    assert overall(AUDIT, ratings).rated == 2
    assert overall(AUDIT, {"voice-1": 9}).rated == 0


def test_years_are_compared_by_area_as_they_are_shown():
    before, after = {"voice-1": 1, "voice-2": 1}, {"voice-1": 2, "voice-2": 2, "staff-1": 1}
    moved = {one.area.id: one.by for one in changes(AUDIT, before, after)}
    assert moved["voice"] == 67 - 33
    assert moved["staff"] is None


def test_the_lowest_come_first_and_among_equals_those_of_the_lowest_area():
    ratings = {"voice-1": 0, "voice-2": 3, "staff-1": 0, "staff-2": 0, "parents-1": 2}
    assert [item.id for item in lowest_items(AUDIT, ratings, 3)] == ["staff-1", "staff-2", "voice-1"]


def test_colleagues_who_differ_say_why_and_nobody_sees_before_they_have_answered():
    assert spread(AUDIT, "voice-1", [{"voice-1": 1}, {"voice-1": 1}, {"voice-2": 3}]) == (
        (0, 0),
        (1, 2),
        (2, 0),
        (3, 0),
    )
    assert needs_reason([1, 2], 1)
    assert needs_reason([1, 1], 2)
    assert not needs_reason([1, 1], 1)
    assert not may_see_answers(is_asked=True, has_answered=False, still_waiting=0)
    assert may_see_answers(is_asked=True, has_answered=True, still_waiting=5)
    assert not may_see_answers(is_asked=False, has_answered=False, still_waiting=1)
    assert may_see_answers(is_asked=False, has_answered=False, still_waiting=0)


def test_late_is_worked_out_and_terms_follow_each_other():
    day = date(2026, 11, 24)
    when = {"today": day, "begun": None, "done": None, "dropped": None}
    assert status_of(by_on=day, **when) is Status.NOT_STARTED
    assert status_of(by_on=date(2026, 11, 23), **when | {"begun": day}) is Status.LATE
    assert status_of(by_on=date(2026, 11, 23), **when | {"done": day}) is Status.DONE
    assert str(term_of(day)) == "Autumn 2026"
    assert list(coming_terms(day, 3)) == [Term(2026, 3), Term(2027, 1), Term(2027, 2)]
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


def document(kind="docx", **parts):
    """An Office document as small as one can be."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}[kind]
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, words in {"[Content_Types].xml": "<Types/>", main: "<x/>", **parts}.items():
            archive.writestr(name, words)
    return made.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
KEPT = {
    "pdf": PDF,
    "docx": document(),
    "xlsx": document("xlsx"),
    "pptx": document("pptx"),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpg": b"\xff\xd8\xff\xe0 a picture",
    "txt": "Café, what pupils said".encode(),
}
REFUSED = {
    "a program": b"MZ\x90\x00 this program cannot be run",
    "a script of a shell": b"#!/bin/sh\nrm -rf /\n",
    "macros": document(**{"word/vbaProject.bin": "x"}),
    "content that may hold macros": document(**{"[Content_Types].xml": "macroEnabled"}),
    "an older file": b"\xd0\xcf\x11\xe0 and so on",
    "an archive": document().replace(b"word/document.xml", b"word/somethin.xml"),
    "a bomb": document(**{"word/big.xml": "0" * 30_000_000}),
    "a script in a PDF": PDF.replace(b"<<>>", b"<</S /JavaScript>>"),
    "half a PDF": PDF[:20],
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing": b'<svg xmlns="x"/>',
    "bytes": b"\x00\x01\x02",
    "nothing": b"",
    "a broken archive": document()[:60],
}


@pytest.mark.parametrize("ending", KEPT)
def test_evidence_is_known_by_what_is_in_it(ending):
    assert kind_of(BytesIO(KEPT[ending]), len(KEPT[ending])).ending == ending


@pytest.mark.parametrize("what", REFUSED)
def test_what_could_do_harm_is_refused_with_a_sentence(what):
    with pytest.raises(FileRefused) as refused:
        kind_of(BytesIO(REFUSED[what]), len(REFUSED[what]))
    assert str(refused.value).endswith(".")


def test_size_and_name_of_evidence():
    with pytest.raises(FileRefused, match="11 MB, and at most 10 MB"):
        kind_of(BytesIO(PDF), LARGEST + 1)
    kind = kind_of(BytesIO(PDF), len(PDF))
    assert safe_name('..\\..\\etc/pass"wd;.exe', kind) == "passwd.pdf"
    assert safe_name("…", kind) == "evidence.pdf"


def test_a_photograph_is_kept_without_where_and_by_whom_it_was_taken():
    tiff = (
        b"II*\x00\x08\x00\x00\x00\x01\x00" + b"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00" + b"\x00" * 4
    )
    exif = b"Exif\x00\x00" + tiff + b"GPS 51.3 -0.2 Nadia"
    segments = [
        b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif,
        b"\xff\xfe\x00\x07Nadia",
        b"\xff\xdb\x00\x04ab",
    ]
    picture = b"\xff\xd8" + b"".join(segments) + b"\xff\xda\x00\x02pixels\xff\xd9"
    kept = without_metadata(picture)
    assert b"Nadia" not in kept
    assert b"GPS" not in kept
    assert kept.endswith(b"\xff\xdb\x00\x04ab\xff\xda\x00\x02pixels\xff\xd9")
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept  # it lies on its side still
    assert without_metadata(kept) == kept
    with pytest.raises(NotAPicture):
        without_metadata(b"\xff\xd8\xff\xe1\x00\x01")
