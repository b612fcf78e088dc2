"""A lead tries weights, proposes a term and writes down what the board decided; a school reads what is its own."""

from tests.journeys.asking import LEAD, TEAM


def test_a_term_is_proposed_and_agreed_and_a_school_reads_its_own(someone):
    lead = someone(width=375, script=False).signs_in_as("Team lead", of=TEAM)
    lead.opens("/allocation/").clicks("Propose")
    lead.fills("The same for every school", "-1").clicks("Show what this gives").sees("There is a problem")
    lead.fills("The same for every school", "60").clicks("Show what this gives").sees("half-days to share")
    lead.clicks("Save the proposal").sees("The proposal is saved").sees("the board has not decided yet")
    lead.clicks("Write down the decision").chooses("Agreed").fills("Number of the minute", "7.1")
    lead.clicks("Save the decision").sees("Agreed by the board on").sees("minute 7.1")

    lead.opens("/governance/").clicks("mental health in schools board").sees("days late").sees("Members")

    school = someone().signs_in_as(LEAD, of="")
    school.opens("/").sees("The team’s time with us").sees("agreed by the board for Autumn 2026")
