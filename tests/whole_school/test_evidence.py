"""Evidence is checked by its content, kept apart, served only through the door, and deleted with a reason."""

import io
import resource

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import make
from tests.spec.test_review_tools import PDF
from tests.whole_school.reviewing import TOOL, sends, served_school
from trailblazer.access.records import NotPossible
from trailblazer.whole_school import actions, files
from trailblazer.whole_school.models import Evidence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
MB = 1024 * 1024


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def lead(team):
    return make.member(served_school(team))


@pytest.fixture
def review(lead):
    from trailblazer.places.models import School

    return actions.begin_review(School.objects.get(urn=lead.school_id), by=lead, tool=TOOL)


def upload(content, name="policy.pdf"):
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_served_as_an_attachment_and_deleted_with_a_reason(
    review, lead, sign_in, django_capture_on_commit_callbacks
):
    client, add = sign_in(lead), reverse("whole_school:add_evidence", args=[review.ref])
    sends(client, add, file=upload(PDF, "Beháviour <policy>.PDF"), item="ethos-behaviour", shows="Page 3")
    kept = Evidence.objects.get()
    response = client.get(reverse("whole_school:evidence", args=[kept.ref]))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith('attachment; filename="Beh_viour policy.pdf"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    other = make.member(served_school(make.team()))
    assert sign_in(other).get(reverse("whole_school:evidence", args=[kept.ref])).status_code == 404
    with pytest.raises(NotPossible, match="why"):
        actions.delete_evidence(kept, by=lead, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_evidence(kept, by=lead, reason="Named a child")
    assert not files.where(kept.ref).exists()
    assert client.get(reverse("whole_school:evidence", args=[kept.ref])).status_code == 404
    assert "Named a child" in client.get(reverse("whole_school:review", args=[review.ref])).content.decode()


def test_a_program_that_calls_itself_a_document_is_refused_with_a_sentence(review, lead, sign_in, settings):
    add = reverse("whole_school:add_evidence", args=[review.ref])
    page = sends(sign_in(lead), add, file=upload(b"MZ\x90\x00" + b"x" * 200, "minutes.docx")).content.decode()
    assert "This is a program, whatever it is called." in page
    assert not Evidence.objects.exists()
    assert not list(settings.VAR.rglob("evidence/*/*"))


class Stream(io.RawIOBase):
    """A form with a file of so many bytes, made as it is read."""

    def __init__(self, fields, size):
        head = "".join(
            f'--line\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        head += '--line\r\nContent-Disposition: form-data; name="file"; filename="film.pdf"\r\n\r\n'
        self.head, self.left, self.tail = head.encode(), size, b"\r\n--line--\r\n"
        self.length = len(self.head) + size + len(self.tail)

    def read(self, size=-1):
        size = 64 * 1024 if size is None or size < 0 else size
        if self.head:
            given, self.head = self.head[:size], self.head[size:]
        elif self.left:
            given = b"0" * min(size, self.left)
            self.left -= len(given)
        else:
            given, self.tail = self.tail[:size], self.tail[size:]
        return given


def test_two_hundred_megabytes_are_refused_politely_and_kept_nowhere(
    review, lead, sign_in, settings, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    client, path = sign_in(lead), reverse("whole_school:add_evidence", args=[review.ref])
    client.get(path)
    stream = Stream({"submission_key": "a" * 32}, 200 * MB)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    response = client.generic(
        "POST",
        path,
        **{
            "CONTENT_TYPE": "multipart/form-data; boundary=line",
            "wsgi.input": stream,
            "CONTENT_LENGTH": str(stream.length),
        },
    )
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert response.status_code == 200
    assert "This file has 201 MB, and at most 10 MB can be kept" in response.content.decode()
    assert grown < 50
    assert not list(tmp_path.rglob("*.upload*"))
    assert not Evidence.objects.exists()


def test_a_school_has_room_for_so_much_and_is_told_what_is_left(review, lead, monkeypatch):
    monkeypatch.setattr(files, "QUOTA", 2 * MB)
    actions.add_evidence(review, by=lead, file=upload(PDF[:-6] + b" " * MB + PDF[-6:]))
    with pytest.raises(NotPossible, match="may keep 2 MB of evidence, and 0 MB are left"):
        actions.add_evidence(review, by=lead, file=upload(PDF[:-6] + b" " * MB + PDF[-6:]))
