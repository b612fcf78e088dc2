"""Someone on a phone without script and without an account: what they type, press and read."""

import re
from html.parser import HTMLParser

from django.test import Client

ABOUT_ZEE = {
    "first_name": "Zee",
    "last_name": "Fernleigh",
    "born_on_day": "3",
    "born_on_month": "5",
    "born_on_year": "2012",
}


class Visitor:
    """A browser, with what it was last answered."""

    def __init__(self, **headers):
        self.client = Client(headers=headers)
        self.page = None

    def opens(self, path, status=200):
        self.page = self.client.get(path)
        assert self.page.status_code == status, (path, self.page.status_code)
        return self

    def sends(self, path, answers=None):
        """Sends a form as a browser does, with the hidden fields of its page. Gives where it leads, or None."""
        hidden = hidden_fields(self.client.get(path).content.decode())
        self.page = self.client.post(path, hidden | (answers or {}))
        return self.page.headers.get("Location")

    def answers(self, question, to=None, query="", **answers):
        """Answers one question; with `to`, the page that must come next."""
        leads = self.sends(f"/ask/questions/{question}{query}", answers)
        assert leads, words_of(self.page.content.decode())
        if to:
            assert leads == to
        return self

    def is_told(self, question, **answers):
        """The words of the page that refuses these answers."""
        assert self.sends(f"/ask/questions/{question}", answers) is None
        return self.text

    @property
    def html(self):
        return self.page.content.decode()

    @property
    def text(self):
        return " ".join(words_of(self.html))

    def asks_for_themselves(self, school, **changes):
        """The whole journey of a young person up to the check page."""
        self.answers("who", who="young_person")
        self.answers("school", typed=school.name)
        self.answers("school", school=school.urn)
        given = {
            "help": {"reasons": ["anxiety", "sleep"]},
            "words": {"own_words": "I worry all the time."},
            "how-long": {"how_long": "three_to_six"},
            "going-to-school": {"school_at_risk": ["late"]},
            "tried": {"tried": "Going to bed earlier."},
            "helpers": {"already_helping": ["pastoral"]},
            "safe": {"risks": ["nothing"]},
            "tell": {"tell_school": "given", "tell_parent": "refused", "tell_gp": "not_asked"},
            "wishes": {"where": ["room"], "when": ["break"], "how": "Not with my class teacher"},
            "about": ABOUT_ZEE,
            "contact": {"email": "zee@example.org", "channels": ["email"]},
        } | changes
        for question, answers in given.items():
            self.answers(question, **answers)
        return self

    def asks_for_a_child(self, school, **changes):
        """The whole journey of a parent up to the check page."""
        self.answers("who", who="parent")
        self.answers("school", typed=school.name)
        self.answers("school", school=school.urn)
        given = {
            "help": {"reasons": ["separation"], "more_reasons": ["panic"]},
            "words": {"own_words": "Cries every morning."},
            "how-long": {"how_long": "under_month"},
            "going-to-school": {"school_at_risk": ["missed_sessions"]},
            "tried": {"tried": "A later start."},
            "helpers": {"already_helping": ["senco"]},
            "safe": {"risks": ["nothing"]},
            "tell": {"help": "given", "tell_school": "refused"},
            "wishes": {"where": ["phone"]},
            "about": ABOUT_ZEE | {"postcode": "sm53pt", "nhs_number": "999 000 0018"},
            "contact": {"requester_name": "Robin Fernleigh", "relationship": "mother"},
        } | changes
        for question, answers in given.items():
            self.answers(question, **answers)
        return self

    def confirms(self):
        """Presses *Send my request*, and opens the page that follows."""
        assert self.sends("/ask/check") == "/ask/sent", self.text
        return self.opens("/ask/sent")

    @property
    def link(self):
        """The path of the secret link on the page."""
        return re.search(r'href="(/status/[0-9a-f]{32,})"', self.html).group(1)

    @property
    def reference(self):
        return re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", self.text).group()


def hidden_fields(html):
    tags = re.findall(r'<input[^>]*type="hidden"[^>]*>', html)
    fields = {re.search(r'name="([^"]+)"', tag).group(1): re.search(r'value="([^"]*)"', tag) for tag in tags}
    return {name: value.group(1) if value else "" for name, value in fields.items()}


SPOKEN = ("aria-label", "alt", "title", "placeholder")


class _Words(HTMLParser):
    """Gathers every run of words; and of each, the part that stands in no pair of these brackets."""

    def __init__(self, brackets=("", "")):
        super().__init__(convert_charrefs=True)
        self.words, self.outside = [], []
        self._brackets, self._depth, self._unseen = brackets, 0, 0

    def handle_starttag(self, tag, attributes):
        self._unseen += tag in ("script", "style")
        for name, value in attributes:
            if name in SPOKEN and value:
                self.words.append(value)
                self.outside.append(
                    re.sub(rf"{re.escape(self._brackets[0])}.*{self._brackets[1]}", "", value)
                )

    def handle_endtag(self, tag):
        self._unseen -= tag in ("script", "style")

    def handle_data(self, text):
        if self._unseen or not text.strip():
            return
        self.words.append(" ".join(text.split()))
        outside = ""
        for letter in text:
            self._depth += (letter == self._brackets[0]) - (letter == self._brackets[1])
            outside += letter if self._depth == 0 else ""
        self.outside.append(" ".join(outside.split()))


def words_of(html):
    """Every run of words that a person reads or hears on a page."""
    reader = _Words()
    reader.feed(html)
    return reader.words


def words_outside(brackets, html):
    """Of each run of words, what no pair of these brackets holds, across the tags within a sentence."""
    reader = _Words(brackets)
    reader.feed(html)
    return reader.outside
