"""Anyone looks for the team of a school, on a phone without script."""

from tests.journeys.asking import LEAD, TEAM, school_of


def test_a_school_with_a_team_says_what_it_does_and_how_to_ask(someone):
    school = school_of(someone().signs_in_as(LEAD))
    person = looks_for(someone(width=375, script=False), school).clicks(school)
    person.sees(f"Yes, this school has a team: {TEAM}").sees("What the team does").sees("How to ask")
    person.clicks("Ask for help").sees(f"At {school}").clicks("Start now").sees("Who are you asking for?")


def test_a_school_without_a_team_is_told_so_and_what_there_is_instead(someone):
    person = looks_for(someone(width=375, script=False), "Eton College").clicks("Eton College")
    person.sees("We know of no team for this school yet").sees("What there is instead")


def test_a_school_that_nobody_knows_still_leads_somewhere(someone):
    person = looks_for(someone(width=375, script=False), "Zzyzx Academy of Nowhere")
    person.sees("We found no school like that").sees("you can still get help")
    looks_for(person, "Zz").sees("Type at least 3 letters of the name")


def looks_for(person, words):
    return person.opens("/find-your-team").fills("Your school, college or town", words).clicks("Find")
