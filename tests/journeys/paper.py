"""What stands on a PDF that somebody is given."""

import io

from pypdf import PdfReader

from tests.journeys.conftest import Person


def words_on(someone: Person, link: str) -> str:
    """The words of the PDF that the link with these words gives out, as one line."""
    address = someone.page.get_by_role("link", name=link).get_attribute("href")
    given = someone.page.request.get(f"{someone.address}{address}")
    assert given.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(given.body())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
