"""What cannot be kept is said in one clear sentence; what was typed stays, and nothing is lost."""

import pytest

from tests import make
from tests.referrals_public.journey import ABOUT_ZEE, Visitor
from trailblazer.referrals.models import Draft, Referral

pytestmark = pytest.mark.django_db
SIXTY_ROWS = "\n".join(["🙂🙃😀😁🤯🥺" * 3] * 60)


@pytest.fixture
def visitor():
    school = make.school()
    make.service(make.team(), school)
    return Visitor().asks_for_themselves(school)


@pytest.mark.parametrize(
    "question, answers, words",
    [
        ("about", {"first_name": "A" * 10_000}, "Use 100 letters or fewer for a name. You have 10,000."),
        ("about", {"first_name": SIXTY_ROWS}, "letters or fewer for a name"),
        ("about", {"first_name": "🙂"}, "Use letters for a name, on one line."),
        ("about", {"first_name": "Z\x00ee"}, "Use letters for a name, on one line."),
        ("about", {"first_name": ""}, "Enter a first name."),
        ("about", {"born_on_year": "2027"}, "This date of birth has not come yet. Check the year."),
        ("about", {"born_on_year": "1970"}, "We help people up to the age of 25. Check the year."),
        ("about", {"born_on_day": "31", "born_on_month": "2"}, "Enter a real date of birth"),
        ("about", {"born_on_day": "31314"}, "Enter a real date of birth"),
        ("about", {"born_on_day": ""}, "Enter a real date of birth"),
        ("about", {"year_group": "Year 99"}, "Choose one of the answers."),
        ("words", {"own_words": "a" * 5_001}, "Use 5,000 letters or fewer. You have 5,001."),
        ("help", {"reasons": ["invented"]}, "Choose from the answers."),
        ("contact", {"email": "zee", "channels": []}, "Enter an email address like name@example.com"),
        ("contact", {"email": "", "channels": ["email"]}, "Enter your email address, or take away the tick"),
        ("contact", {"telephone": "12"}, "Enter a telephone number of 10 digits or more"),
        ("contact", {"telephone": "", "channels": ["text"]}, "Enter your telephone number, or take away"),
    ],
)
def test_it_is_said_in_a_sentence_and_nothing_is_lost(visitor, question, answers, words):
    before = Draft.objects.get().answers
    given = ABOUT_ZEE if question == "about" else {}
    assert words in visitor.is_told(question, **given | answers)
    assert Draft.objects.get().answers == before
    visitor.confirms()
    assert Referral.objects.get().first_name == "Zee"


def test_what_was_typed_stays_in_its_field(visitor):
    visitor.is_told("words", own_words="b" * 5_001)
    assert "b" * 5_001 in visitor.html


@pytest.mark.parametrize("number", ["999 000 0019", "12", "a" * 40])
def test_a_wrong_nhs_number_is_refused(number):
    visitor = Visitor().answers("who", who="parent")
    text = visitor.is_told("about", **ABOUT_ZEE, nhs_number=number)
    assert "Check its 10 digits" in text or "Use 30 letters or fewer" in text


def test_signs_and_any_script_are_welcome_in_own_words(visitor):
    visitor.answers("words", own_words=f"{SIXTY_ROWS}\nأشعر بالقلق")
    visitor.confirms()
    assert "أشعر بالقلق" in Referral.objects.get().own_words


def test_a_name_in_any_script_is_welcome(visitor):
    visitor.answers("about", **ABOUT_ZEE | {"known_as": "ज़ी"})
    visitor.confirms()
    assert Referral.objects.get().known_as == "ज़ी"


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "' OR 1=1 --"])
def test_code_is_shown_as_the_words_it_is(visitor, value):
    visitor.answers("words", own_words=value).opens("/ask/check")
    assert value in visitor.text
    assert "<script>alert" not in visitor.html


@pytest.mark.parametrize("address", ["/ask/questions/nothing", "/ask/at/9999999999", "/ask/questions/place"])
def test_an_address_that_leads_nowhere_is_no_fault(address):
    assert Visitor().client.get(address).status_code in (200, 404)
