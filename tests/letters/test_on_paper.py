"""A letter on paper is a tagged PDF with nothing hidden in it, and its envelope tells no protected address."""

import io
import re

import pytest
from pypdf import PdfReader

from tests import make
from tests.letters.test_what_may_go import queue
from trailblazer.letters import paper
from trailblazer.letters.models import Letter

pytestmark = pytest.mark.django_db


def read(letter):
    return PdfReader(io.BytesIO(paper.pdf_of(letter)))


def text_of(letter):
    return "\n".join(page.extract_text() for page in read(letter).pages)


def test_it_is_tagged_in_english_with_its_subject_for_a_title():
    pdf = read(queue("requester", channel="post", address="1 Mill Lane, Sutton, SM1 1AA"))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert "/StructTreeRoot" in root
    assert re.search(rb"pdfuaid:part(>|=.)1", root["/Metadata"].get_data())
    assert pdf.metadata["/Title"] == "A message from the team"
    assert set(pdf.metadata) <= {"/Title", "/Producer"}, "nobody is named in what is not seen"


def test_the_words_are_whole_and_the_envelope_has_its_lines():
    words = "Dear Priya,\n\nWe can help: “Friday” at 9am & later.\n<b>Not bold</b>\n\nŻółć"
    letter = queue("requester", channel="post", address="1 Mill Lane\nSutton, SM1 1AA", words={"text": words})
    text = text_of(letter)
    for line in ("Someone", "1 Mill Lane", "Sutton", "SM1 1AA", "Dear Priya,", "<b>Not bold</b>", "Żółć"):
        assert line in text


def test_many_pages_and_one_long_word_are_all_there():
    words = (
        "\n\n".join(f"Paragraph {number} of a long letter." for number in range(120)) + "\n\n" + "x" * 3000
    )
    pdf = read(queue("requester", channel="post", address="1 Mill Lane", words={"text": words}))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert len(pdf.pages) > 3
    assert "Paragraph 119" in text
    assert text.count("x") >= 3000


def test_an_email_on_paper_carries_no_address():
    assert "someone@example.org" not in text_of(queue("requester"))


def test_what_became_protected_after_it_was_written_is_on_no_envelope(sign_in):
    person = make.young_person(address="12 Mill Lane", postcode="SM1 1AA")
    letter = queue("young_person", person, channel="post", address=person.printable_home)
    assert "12 Mill Lane" in text_of(letter)
    person.is_location_protected = True
    person.save()
    letter = Letter.objects.get(pk=letter.pk)
    with pytest.raises(paper.NoPaper, match="location is protected"):
        paper.pdf_of(letter)
    browser = sign_in(make.member(person.team.team))
    page = browser.get(f"/letters/{letter.ref}/pdf", follow=True)
    assert "This letter is not printed" in page.content.decode()


def test_it_is_downloaded_by_those_who_may_see_it_and_by_nobody_else(sign_in):
    team = make.team()
    letter = queue("requester", channel="post", address="1 Mill Lane", team=team)
    page = sign_in(make.member(team)).get(f"/letters/{letter.ref}/pdf")
    assert page.headers["Content-Type"] == "application/pdf"
    assert letter.ref in page.headers["Content-Disposition"]
    assert page.content.startswith(b"%PDF")
    assert sign_in(make.member(make.team())).get(f"/letters/{letter.ref}/pdf").status_code == 404


def test_nothing_is_fetched_to_make_it():
    words = '<img src="https://example.org/x.png"> @import url(https://example.org)'
    letter = queue("requester", channel="post", address="1 Mill Lane", words={"text": words})
    assert "https://example.org/x.png" in text_of(letter)
