"""The programme brings in a register of schools as a page: upload, look, confirm, take back."""

from playwright.sync_api import expect

from tests.journeys.asking import dice
from tests.register_files import register_text

A_MINUTE = 60_000


def test_a_register_is_looked_at_confirmed_and_taken_back(someone):
    urn, name = dice.randint(700_000, 799_999), "Larkspur Lane Academy"
    programme = someone().signs_in_as("Programme").opens("/imports/").clicks("Import the register of schools")
    chooses_file(programme, register_text({"URN": str(urn), "EstablishmentName": name}))
    programme.clicks("Upload and check")

    when_done(programme, "What will change").sees("1").clicks("Import these schools")
    when_done(programme, "What changed")
    programme.page.wait_for_load_state()
    imported = programme.path
    programme.opens(f"/schools/{urn}").sees(name)

    programme.opens(imported).clicks("Take this import back").sees("Take this import back?").clicks(
        "Take it back"
    )
    when_done(programme, "Taken back on")
    programme.finds_nothing_at(f"/schools/{urn}")


def test_what_is_no_register_is_refused_in_a_sentence(someone):
    programme = someone().signs_in_as("Programme").opens("/imports/").clicks("Import the register of schools")
    chooses_file(programme, "PK\x03\x04 a spreadsheet by another name")
    programme.clicks("Upload and check")
    when_done(programme, "This file was refused and nothing was changed")


def chooses_file(person, text):
    """The name of the file holds its day."""
    file = {"name": "edubasealldata20261101.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    person.page.get_by_label("Register of schools").set_input_files(files=[file])


def when_done(person, words):
    """Long work says how far it is, and its page asks again by itself."""
    expect(person.page.locator("main")).to_contain_text(words, timeout=A_MINUTE)
    return person
