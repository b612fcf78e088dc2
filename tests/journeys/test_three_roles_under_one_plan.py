"""A family whom three roles help, each in a course of its own, under one plan; and a team that says no to another."""

from tests.journeys.asking import SUPERVISOR, a_child
from tests.journeys.test_help_from_start_to_end import PRACTITIONER, asked_by_telephone, begins_a_course

TEAM = "Westminster and Kensington & Chelsea"
FAMILY, PSYCHOLOGIST = "Family support worker", "Psychologist"
PATHWAYS = {
    PRACTITIONER: "Parent-led help for a child’s anxiety",
    FAMILY: "Family support",
    PSYCHOLOGIST: "Psychological assessment and consultation",
}


def clicks_in_row(person, child, link):
    person.page.get_by_role("row").filter(has_text=child.name).get_by_role("link", name=link).click()
    return person


def test_three_roles_help_one_family_under_one_plan_and_it_goes_to_a_colleague(someone):
    child = a_child(born_in=2017)
    supervisor, record = asked_by_telephone(someone, child, team=TEAM)
    supervisor.clicks("Begin a course of support")
    begins_a_course(supervisor, PATHWAYS[PRACTITIONER], lead=PRACTITIONER.lower())

    supervisor.opens(f"{record}/plan").clicks("Write the plan")
    supervisor.page.locator("textarea[name=what_we_will_do]").fill("Mornings, school and fears.")
    supervisor.page.get_by_label("Lead worker").select_option(index=1)
    supervisor.clicks("Save").sees("Lead worker: ")

    for role in (FAMILY, PSYCHOLOGIST):
        helper = someone().signs_in_as(role, of=TEAM).opens(f"{record}/plan")
        helper.clicks("Begin another course beside it").sees(PATHWAYS[role])
        begins_a_course(helper, PATHWAYS[role], lead=role.lower())
        clicks_in_row(helper.opens("/caseload/"), child, PATHWAYS[role])

    helper.sees("One plan for all; the lead worker is").sees(PATHWAYS[PRACTITIONER]).sees(PATHWAYS[FAMILY])
    own = helper.opens("/caseload/").page.get_by_role("row").filter(has_text=child.name)
    assert own.count() == 1

    supervisor.opens("/caseload/team").sees("All accounted for").does_not_see("Does not add up")
    supervisor.opens("/caseload/everyone").fills("Name or NHS number", child.last_name).clicks(
        "Update results"
    )
    boxes = supervisor.page.get_by_role("checkbox", name=f"Choose {child.name}")
    assert boxes.count() == 3
    for number in range(3):
        boxes.nth(number).check()
    supervisor.clicks("Give those chosen").sees("3 courses")
    supervisor.page.get_by_label("Give to").select_option(value="nobody")
    supervisor.fills("Why", "Everyone is ill this week").clicks("Give", exact=True).sees("Given.")
    supervisor.opens("/caseload/nobody").sees(child.name)
    supervisor.opens("/caseload/team").sees("All accounted for")
    helper.opens("/caseload/").does_not_see(child.name).opens("/caseload/nobody")
    row = helper.page.get_by_role("row").filter(has_text=PATHWAYS[PSYCHOLOGIST]).filter(has_text=child.name)
    row.get_by_role("link", name="Take on").click()
    helper.clicks("Take it on")
    clicks_in_row(helper.opens("/caseload/"), child, PATHWAYS[PSYCHOLOGIST])
    helper.sees("Everyone is ill this week")


def test_another_team_answers_no_and_says_why(someone):
    child = a_child(born_in=2012)
    supervisor, record = asked_by_telephone(someone, child, team="Sutton team")
    supervisor.clicks("Begin a course of support")
    begins_a_course(supervisor, "Worry management", lead=PRACTITIONER.lower())
    supervisor.opens(record).clicks("Ask another team").selects("Team", "Merton team")
    supervisor.fills("Why", "Changes school at Easter").clicks("Ask the team").sees("Asked. Nothing moves")

    there = someone().signs_in_as(SUPERVISOR, of="Merton team")
    there.finds_nothing_at(record).opens("/transfers").sees(child.name).sees("Changes school at Easter")
    there.clicks(f"about {child.name}")
    there.page.get_by_label("No", exact=True).check()
    there.clicks("Answer", exact=True).sees("Enter why")
    there.fills("What the other team should know", "No room before Easter").clicks("Answer", exact=True)
    there.sees("Said no")
    supervisor.opens("/transfers").sees("No room before Easter")
    supervisor.opens("/alerts/").sees("A team said no")
    assert supervisor.opens(record).status == 200
