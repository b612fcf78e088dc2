"""What several journeys begin with: a child who was never heard of before, and someone who asks for their support."""

import random
import re
from dataclasses import dataclass
from datetime import date

LEAD, SUPERVISOR = "Senior mental health lead", "Supervisor"
TEAM, OTHER_TEAM = "Sutton team", "Merton team"
FIRST_NAMES = (
    "Marigold",
    "Juniper",
    "Clover",
    "Zephyr",
    "Linnet",
    "Bryony",
    "Wren",
    "Tansy",
    "Lark",
)
BEGINNINGS = (
    "Ash",
    "Bram",
    "Cor",
    "Del",
    "Fen",
    "Gar",
    "Hal",
    "Ken",
    "Lor",
    "Mar",
    "Nor",
    "Pen",
    "Quil",
    "Tor",
)
ENDINGS = (
    "bury",
    "combe",
    "dale",
    "field",
    "ford",
    "hurst",
    "leigh",
    "mere",
    "stow",
    "thorpe",
    "wick",
    "worth",
)
# A journey is told again in the same place without meeting the child of last time.
dice = random.SystemRandom()


@dataclass(frozen=True)
class Child:
    first_name: str
    last_name: str
    born_on: date

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def as_school_lists_them(self) -> str:
        return f"{self.first_name} {self.last_name[0]}"


def a_child(born_in: int = 2016) -> Child:
    """Someone invented, whom nobody here has met."""
    last = [dice.choice(BEGINNINGS) + dice.choice(ENDINGS) for _ in range(2)]
    born_on = date(born_in, dice.randint(1, 8), dice.randint(1, 28))
    return Child(dice.choice(FIRST_NAMES), "-".join(last), born_on)


def school_of(lead) -> str:
    return lead.opens("/").heading


def fills_the_steps(person, child) -> None:
    """Who it is for, the worry, what is around it, and what was agreed; up to *Check and confirm*."""
    person.fills("First name", child.first_name).fills("Last name", child.last_name)
    person.types_day("Date of birth", child.born_on).chooses("No", under="Special educational needs")
    person.clicks("Save and carry on")
    person.selects("What is it mainly about?", "Fear of blood, needles or vomiting")
    person.fills("What worries you?", "Frightened of being sick. Leaves lessons after lunch.")
    person.selects("How long has it lasted?", "3 to 6 months").clicks("Save and carry on")
    person.fills("What has been tried", "A lunch pass and a check-in each morning.").clicks(
        "Save and carry on"
    )
    agrees_to_all(person)
    person.clicks("Save and carry on")
    person.sees("Check and confirm").sees("Frightened of being sick").sees(child.last_name)


def agrees_to_all(person) -> None:
    for what in (
        "Help from the team",
        "That we tell school",
        "That we tell the GP",
        "attendance and learning",
    ):
        person.chooses("Agreed", under=what)


def fills_a_request(lead, child) -> None:
    """A lead answers all that is asked. Nothing is sent yet."""
    lead.opens("/requests/ask")
    fills_the_steps(lead, child)


def asks(lead, child) -> str:
    """A lead asks for support. Gives the reference."""
    fills_a_request(lead, child)
    lead.clicks("Send the request").sees("Request sent")
    return reference_on(lead)


def reference_on(person) -> str:
    return re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", person.text()).group()


def address_of(reference: str) -> str:
    """Where the request of this reference is, for whoever may see it."""
    return f"/requests/{reference.replace('-', '').lower()}"


def starts_asking(person, whom: str, school: str) -> None:
    """Without an account: for whom it is, and which school."""
    person.opens("/ask").clicks("Start now")
    person.chooses(whom).clicks("Carry on")
    person.fills("Which school or college", school).clicks("Find")
    person.chooses(school).clicks("Carry on")


def carries_on_to(person, heading: str) -> None:
    """Skips what may be skipped, as far as this question."""
    for _ in range(15):
        if heading in person.page.title():
            return
        person.clicks("Carry on")
    raise AssertionError(f"never came to {heading!r}, but to {person.heading!r}")


def says_who_they_are(person, child, when: str) -> None:
    person.fills("irst name", child.first_name).fills("ast name", child.last_name)
    person.types_day(when, child.born_on).clicks("Carry on")


def sends(person) -> tuple[str, str]:
    """Sends what was checked. Gives the reference and the secret link, which are shown only now."""
    person.clicks("Send my request").sees("We have your request")
    return reference_on(person), re.search(r"/status/\S+", person.text()).group()


def asks_for_themselves(person, child, school: str) -> tuple[str, str]:
    """A young person asks. Gives the reference and the secret link."""
    starts_asking(person, "For myself", school)
    person.chooses("Worry or feeling scared").clicks("Carry on")
    person.fills("How are things", "I cannot sleep before school.")
    carries_on_to(person, "About you")
    says_who_they_are(person, child, "When were you born?")
    carries_on_to(person, "Check your answers")
    person.sees("I cannot sleep before school.").sees(child.last_name)
    return sends(person)
