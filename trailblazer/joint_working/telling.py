"""Messages to the people of a cohort, each with their own link. They say nothing about any child."""

from trailblazer.access.records import Actor
from trailblazer.joint_working import links
from trailblazer.joint_working.models import Participant
from trailblazer.letters.actions import queue
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.ui.environment import day

INVITED, RATE, REMIND, ACTIONS = "joint_invited", "joint_rate", "joint_remind", "joint_actions"
SUBJECTS = {
    INVITED: "Two days for schools and NHS services together",
    RATE: "Two minutes: how do we work together?",
    REMIND: "Two minutes: how do we work together?",
    ACTIONS: "How is it going with what you agreed?",
}


def tell(person: Participant, template: str, *, by: Actor) -> Letter:
    """Puts the message in the outbox. Called inside an action."""
    cohort = person.cohort
    return queue(
        template,
        to=Recipient("staff", person.name, person.email),
        subject=SUBJECTS[template],
        words={
            "name": person.name,
            "cohort": cohort.name,
            "day_1": day(cohort.day_1),
            "day_2": day(cohort.day_2),
            "place": cohort.where,
            "answer_by": day(person.answer_by),
            "organiser": cohort.organiser.user.name if cohort.organiser else "",
        },
        provider=cohort.provider,
        team=cohort.team,
        by=by,
        about=cohort.ref,
        own_link=links.LINKS.address_of(person),
    )
