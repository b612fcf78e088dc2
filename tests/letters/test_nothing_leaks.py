"""Every letter, by every channel, to everyone, whatever was agreed: what must not leave does not leave.

Names, addresses and numbers that stand nowhere else are planted, the letters go by a real mail server, the stand-in
of GOV.UK Notify, and paper, and what arrived is searched for them.
"""

import email
import io
import re
from email.policy import default

from django.test import override_settings
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pypdf import PdfReader

from tests import make
from tests.letters import mail_server, notify_server
from tests.letters.test_what_may_go import agreed, quiet
from trailblazer.access.roles import Role
from trailblazer.domain import merging
from trailblazer.letters import actions, catalogue, paper, sending
from trailblazer.letters.models import Letter
from trailblazer.letters.writing import reaches, values_for
from trailblazer.teams.models import Team
from trailblazer.young_people.models import Carer

OWN = "a_team_of_canaries"
HOME, POSTCODE = "77 Quillfeather Row", "ZZ9 9QX"
CHILD = {"first_name": "Xanthippe", "last_name": "Wobblethorpe", "known_as": "Zibby"}
FATHER = {"name": "Fergus Wobblethorpe", "email": "fergus@canary.example", "telephone": "07700 900101"}
MOTHER = {"name": "Morwenna Jackdaw", "email": "morwenna@canary.example", "telephone": "07700 900202"}
MOTHERS_HOME = "5 Starling Steps"
TYPED = {  # what somebody adds by hand, and whom it is about
    "nothing": "",
    "home": f"They live at {HOME}.",
    "postcode": "near zz99qx",
    "mother": "Ring her on 07700900202",
    "her email": "write to MORWENNA@canary.example",
    "her home": f"at {MOTHERS_HOME}",
}
ANSWERS = st.sampled_from(["given", "given", "", "refused", "withdrawn"])
PURPOSES = ("tell_school", "tell_gp", "tell_service", "tell_parent", "email", "text", "post")
CIRCUMSTANCES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["young_person", "parent", "parent", "school", "gp", "service"]),
        "is_quiet": st.booleans(),
        "is_quiet_later": st.booleans(),
        "is_protected": st.booleans(),
        "is_protected_later": st.booleans(),
        "is_adult": st.booleans(),
        "father_lives_there": st.booleans(),
        "typed": st.sampled_from(sorted(TYPED)),
        "answers": st.fixed_dictionaries(dict.fromkeys(PURPOSES, ANSWERS)),
    }
)
WILLING = {
    "kind": "parent",
    "is_quiet": False,
    "is_quiet_later": False,
    "is_protected": False,
    "is_protected_later": False,
    "is_adult": False,
    "father_lives_there": True,
    "typed": "nothing",
    "answers": dict.fromkeys(PURPOSES, "given"),
}
NAMES = st.lists(st.sampled_from(merging.FIELDS), max_size=8)


@override_settings(DEMO=False, NOTIFY_API_KEY=notify_server.KEY, NOTIFY_TEXT_TEMPLATE=notify_server.TEXT)
class TestNothingLeaks(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.port = mail_server.spare_port()
        cls.letterbox, cls.mail = mail_server.started(cls.port)
        cls.notify, cls.server = notify_server.started()

    @classmethod
    def tearDownClass(cls):
        cls.mail.stop()
        notify_server.end(cls.server)
        super().tearDownClass()

    @settings(max_examples=max(10, settings.default.max_examples // 3))
    @given(CIRCUMSTANCES, NAMES)
    @example(WILLING | {"is_quiet_later": True}, [])
    @example(WILLING | {"is_protected_later": True, "typed": "home"}, [])
    @example(WILLING | {"is_protected": True, "typed": "postcode"}, [])
    @example(WILLING | {"typed": "mother"}, [])
    def test_what_must_not_leave_does_not(self, so, fields):
        self.letterbox.messages.clear()
        self.notify.taken.clear()
        made = World(so, fields)
        made.write_every_letter()
        made.what_happens_later()
        road = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": self.port}
        road |= {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        with override_settings(**road, NOTIFY_BASE_URL=f"http://127.0.0.1:{self.server.server_port}"):
            sending.send_waiting(lambda done, total=None, doing="": None)
        for left in [*self.by_mail(), *self.by_notify(), *made.on_paper()]:
            made.check(*left)

    def by_mail(self):
        for raw in self.letterbox.messages:
            message = email.message_from_bytes(raw, policy=default)
            yield message["To"], message["Subject"], message.get_content()

    def by_notify(self):
        for one in self.notify.taken:
            yield one["phone_number"], "", one["body"]


class World:
    """A young person with two parents who live apart, and what was agreed about them."""

    def __init__(self, so, fields):
        self.so, team = so, make.team(telephone="020 7946 0018", email="team@example.org")
        self.team, self.by = team, make.member(team, Role.TEAM_LEAD)
        born = {"born_on": make.TODAY.replace(year=2006)} if so["is_adult"] else {}
        self.person = make.young_person(
            team,
            **CHILD,
            **born,
            school=make.service(team).school,
            address=HOME,
            postcode=POSTCODE,
            email="zibby@canary.example",
            telephone="07700 900303",
            is_location_protected=so["is_protected"],
        )
        self.father = self._carer(FATHER, "father", lives_with=so["father_lives_there"])
        self.mother = self._carer(MOTHER, "mother", lives_with=False, address=MOTHERS_HOME)
        for purpose, answer in so["answers"].items():
            if answer:
                agreed(self.person, purpose, answer)
        if so["is_quiet"]:
            quiet(self.person)
        words = "Hello ((recipient))\n" + "\n".join(field.mark for field in fields)
        kinds = ["young_person", "parent", "school", "gp", "service"]
        actions.keep_template(
            by=self.by,
            code=OWN,
            name="Our own",
            recipient_kinds=kinds,
            channels=["email", "text", "post"],
            subject="From us",
            words=words,
            in_force_from=make.TODAY.replace(year=2030),
        )

    def _carer(self, values, relationship, **more):
        common = {"provider": self.person.provider, "young_person": self.person}
        return Carer.objects.create(**common, relationship=relationship, **values, **more)

    def to(self, channel):
        """Whom it goes to: the father where it is a parent."""
        key = f"parent-{self.father.ref}" if self.so["kind"] == "parent" else self.so["kind"]
        reach = next(one for one in reaches(self.person) if one.key == key)
        typed = {"email": "office@elsewhere.example", "text": "07700 900404", "post": "1 Office Street"}
        return reach.recipient(channel, "Dr Hale", typed[channel])

    def write_every_letter(self):
        everything = catalogue.of_team(self.team.organisation_id, make.TODAY.replace(year=2031))
        assert OWN in everything
        for kind in everything.values():
            for channel in Letter.Channel.values:
                self._cause(kind, channel) if kind.is_caused else self._write(kind, channel)

    def _write(self, kind, channel):
        values = values_for(self.person, self.to(channel).name, self.by)
        words = f"{merging.merge(kind.words, values)}\n{TYPED[self.so['typed']]}"
        if channel == "text":
            words = re.sub("|".join(CHILD.values()), "they", words)
        actions.write_letter(
            self.person, by=self.by, to=self.to(channel), channel=channel, subject=kind.subject, words=words
        )

    def _cause(self, kind, channel):
        actions.queue(
            kind.code,
            to=self.to(channel),
            subject=kind.subject,
            words=catalogue.samples(kind),
            provider=self.person.provider,
            team=self.team.organisation,
            young_person=self.person,
            channel=channel,
            by=self.by,
        )

    def what_happens_later(self):
        """Between writing and sending."""
        if self.so["is_quiet_later"]:
            quiet(self.person, on="2026-11-03")
        if self.so["is_protected_later"]:
            type(self.person).objects.filter(pk=self.person.pk).update(is_location_protected=True)

    def on_paper(self):
        """What would be printed: every letter by post that waits, and the words on its envelope with it."""
        for letter in Letter.objects.filter(channel="post", state="queued").select_related("young_person"):
            try:
                pages = PdfReader(io.BytesIO(paper.pdf_of(letter))).pages
            except paper.NoPaper:
                continue
            yield letter.recipient_kind, letter.subject, "\n".join(page.extract_text() for page in pages)

    def check(self, to, subject, text):
        so, plain = self.so, re.sub(r"\W", "", text).casefold()
        family = {FATHER["email"], "+447700900101", MOTHER["email"], "+447700900202"}
        is_to_parent = to in family or to == "parent"
        is_quiet, is_protected = (
            so[f"is_{name}"] or so[f"is_{name}_later"] for name in ("quiet", "protected")
        )
        assert not (is_to_parent and is_quiet), "parents hear nothing in quiet mode"
        if is_protected:
            for secret in (HOME, POSTCODE):
                assert re.sub(r"\W", "", secret).casefold() not in plain, "a protected home is told to nobody"
        if is_to_parent:
            assert "morwenna" not in plain, "the other parent stays out of it"
            assert "starlingsteps" not in plain
            assert "7700900202" not in plain
        for name in CHILD.values():
            assert name not in subject, "a subject names nobody"
        given = {purpose for purpose, answer in so["answers"].items() if answer == "given"}
        refused = {purpose for purpose, answer in so["answers"].items() if answer in ("refused", "withdrawn")}
        needed = {"school": "tell_school", "gp": "tell_gp", "service": "tell_service"}.get(so["kind"])
        assert needed is None or needed in given, "nobody outside is told without a yes"
        assert not (is_to_parent and "tell_parent" in refused)
        assert not (is_to_parent and so["is_adult"] and "tell_parent" not in given)


def test_the_canaries_are_found_where_they_are(db):
    """The search itself works: a home that is not protected is on the envelope."""
    made = World(WILLING, [])
    made.write_every_letter()
    found = [text for _, _, text in made.on_paper()]
    assert found
    assert all(HOME in text for text in found)
    assert Team.objects.exists()
