"""A lead orders training, the team plans and holds it; who came says how it was on a phone, and has a certificate."""

from datetime import date

from playwright.sync_api import expect

TODAY = date(2026, 11, 24)
TEAM = "Sutton team"


def test_from_the_menu_to_a_certificate(someone):
    lead = someone().signs_in_as("Senior mental health lead")
    school = lead.heading
    lead.clicks("Order from the training menu").clicks("Order Low mood: noticing and first words")
    lead.chooses("Spring 2027").fills("How many people, roughly?", "18").clicks("Send the order")
    lead.sees("Waiting").sees("Tariq Holloway")

    team = someone().signs_in_as("Supervisor", of=TEAM).opens("/activities/orders")
    row = team.page.get_by_role("row").filter(has_text=school).filter(has_text="Low mood")
    row.get_by_role("link").first.click()
    team.clicks("Plan it").types_day("Day", TODAY).fills("From", "4pm").clicks("Plan it")
    team.sees("Planned").clicks("Tuesday 24 November").sees("Open now")
    link = team.page.get_by_text("/how-was-it/").inner_text()

    phone = someone(width=320, script=False).opens(link)
    phone.clicks("Send").sees("Answer at least one question")
    phone.chooses("4", under="How useful was this for you?").clicks("Send").sees("Thank you")
    phone.fills("Your name", "Aoife Brennan")
    with phone.page.expect_download() as paper:
        phone.page.get_by_role("button", name="Make my certificate").click()
    assert paper.value.suggested_filename == "certificate.pdf"

    team.clicks("It was held").fills("How many minutes did it take?", "50").fills(
        "How many people came?", "17"
    )
    team.clicks("Save").sees("Written down").sees("shown from 10 answers on")
    lead.opens("/").clicks("All activities")
    held = lead.page.get_by_role("row").filter(has_text="Low mood").filter(has_text="Held")
    expect(held.first).to_contain_text("17")
