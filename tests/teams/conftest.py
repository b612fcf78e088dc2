from html.parser import HTMLParser

import pytest

from tests import make
from trailblazer.access.models import Organisation
from trailblazer.access.roles import Role


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(settings):
    settings.TODAY = make.TODAY


@pytest.fixture
def programme(db):
    office = Organisation.objects.create(kind="programme", name="Programme office")
    return make.member(office, Role.PROGRAMME)


class Form(HTMLParser):
    """The answers that the form of a page starts with, as a browser would send them."""

    def __init__(self, page):
        super().__init__()
        self.answers, self._in_form, self._select, self._textarea = {}, False, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "form":
            self._in_form = has.get("class") == "tb-block"
        if not self._in_form:
            return
        name, value = has.get("name"), has.get("value", "")
        if tag == "input" and ("checked" in has or has.get("type") not in ("checkbox", "radio")):
            self.answers[name] = [*self.answers.get(name, []), value]
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in has:
            self.answers[self._select] = [value]
        elif tag == "textarea":
            self._textarea = name
            self.answers[name] = [""]

    def handle_data(self, data):
        if self._textarea:
            self.answers[self._textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._textarea = None
        if tag == "form":
            self._in_form = False


@pytest.fixture
def send():
    """Fills in the form of a page as a browser does, hidden fields and all, and sends it."""

    def sends(client, address, **typed):
        return client.post(address, Form(client.get(address).content.decode()).answers | typed)

    return sends
