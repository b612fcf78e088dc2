import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.register_files import register_text
from trailblazer.access import wall
from trailblazer.access.models import Organisation
from trailblazer.access.roles import Role
from trailblazer.tasks import worker


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(settings, tmp_path):
    settings.VAR, settings.TODAY = tmp_path, make.TODAY


@pytest.fixture
def programme(db):
    office = Organisation.objects.create(kind="programme", name="Programme office")
    return make.member(office, Role.PROGRAMME, name="Ada Quill")


@pytest.fixture
def keeper(programme, sign_in):
    return Keeper(sign_in(programme))


class Keeper:
    """Someone who keeps the register, at a browser without script."""

    def __init__(self, client):
        self.client = client

    def opens(self, address):
        response = self.client.get(address, follow=True)
        assert response.status_code == 200, address
        return response.content.decode()

    def sends(self, address, **typed):
        """Fills in the form of a page and sends it there."""
        return self.sends_from(self.opens(address), address, **typed)

    def sends_from(self, page, address, **typed):
        """Sends the form of this page, its key and all. What is shown next, and where."""
        key = re.search(r'name="submission_key" value="([0-9a-f]{32})"', page)[1]
        return Shown(self.client.post(address, {"submission_key": key} | typed, follow=True), key)

    def uploads(self, *rows, name="gias_20260130.csv", links="", **how):
        content = how.pop("content", None) or register_text(*rows, **how).encode("cp1252")
        files = {"file": SimpleUploadedFile(name, content)}
        if links:
            files["links"] = SimpleUploadedFile("links.csv", links.encode("cp1252"))
        return self.sends("/imports/register/add", **files)

    def brings_in(self, *rows, **how):
        """From upload to done. Gives the address of the import."""
        shown = self.uploads(*rows, **how)
        works()
        self.sends_from(self.opens(shown.address), f"{shown.address}/confirm")
        works()
        return shown.address


class Shown:
    def __init__(self, response, key):
        self.page, self.key = response.content.decode(), key
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else ""


def works():
    """The worker does all that waits."""
    worker.run_all()
    wall.set_to(wall.EVERYONE)


def words_of(page):
    """The words of a page's main part, without its marks."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
