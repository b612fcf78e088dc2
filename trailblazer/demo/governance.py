"""A board for each team: who sits on it, five meetings with papers, what they decided, and what was escalated."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

from trailblazer.access.references import new_ref
from trailblazer.demo.names import first_name, words
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.contacts import moment
from trailblazer.domain.evidence_files import TEXT
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.governance import files
from trailblazer.governance.models import (
    AgendaItem,
    Board,
    BoardDecision,
    BoardMeeting,
    BoardMember,
    BoardPaper,
    Escalation,
)

ABOUT = (
    "Oversees the mental health support team: how its time is shared between schools, how long children wait, what "
    "they and their parents say, and what has to be taken further. Meets each term."
)
# What they are, sector, where from, and how they are named: in full, by first name alone, or not at all.
MEMBERS = (
    ("Head teacher", "education", "A secondary school (invented)", "full"),
    ("Deputy head", "education", "A primary school (invented)", "full"),
    ("Head of a special school", "education", "A special school (invented)", "full"),
    ("Associate director", "nhs", "The NHS trust (invented)", "chair"),
    ("Commissioner of children’s mental health", "nhs", "The integrated care board (invented)", "full"),
    ("Lead of the specialist service", "nhs", "The NHS trust (invented)", "full"),
    ("Head of early help", "council", "The council (invented)", "full"),
    ("Principal educational psychologist", "council", "The council (invented)", "full"),
    ("Coordinator", "voluntary", "Parents Together (invented)", "full"),
    ("Parent", "parents", "", "full"),
    ("Parent", "parents", "", "full"),
    ("Young adviser", "young_people", "Youth voice group (invented)", "first"),
    ("Young adviser, year 12", "young_people", "Youth voice group (invented)", "role"),
)
AGENDA = (
    ("Minutes and what is still to do", "Chair", 10, "Agreed. What is overdue was gone through one by one."),
    (
        "What young people and parents tell us",
        "Young adviser",
        20,
        "Posters name a room nobody finds. To be redone.",
    ),
    ("How long children wait", "Team lead", 20, "Nobody past eight weeks. The longest waits are for groups."),
    ("Time for schools, {term}", "Team lead", 25, "The proposal was gone through school by school."),
    ("Risks, and what goes further", "Associate director", 15, "See the escalations."),
)
Said = tuple[str, int, str, int, int | None]
# Of each meeting, beside the time for schools: text, item, owner, days until due, days until done (None: not done).
DECISIONS: tuple[Said, ...] = (
    ("New posters with a map, read first by the youth voice group", 2, "Young adviser and team lead", 40, 33),
    ("Two groups for worry before the holidays, in the schools that wait longest", 3, "Team lead", 60, 58),
    ("Each school names a deputy of its lead", 5, "Heads on the board", 45, 61),
    ("Parents read every letter before it is used", 2, "Coordinator", 30, 28),
    ("Rooms: each school says in writing which one, and when", 3, "Head of early help", 125, None),
    ("A second parent is asked from the special schools", 5, "Chair", 130, None),
)
PAPERS = (
    ("How long children waited", 3, "Waits by week, by school and by year group"),
    ("What young people and parents said", 2, "Themes of the term, without names"),
)


def write(made: InventedTeam) -> dict[str, BoardDecision]:
    """Gives the decision about the time of each term, by the code of the term."""
    return _Writer(made).write()


def met_for(term: Term) -> date:
    """The Thursday on which a board decides the time of a term."""
    year, month, earliest = {1: (term.year - 1, 12, 1), 2: (term.year, 3, 8), 3: (term.year, 7, 8)}[
        term.place
    ]
    return _thursday(date(year, month, earliest))


def _thursday(day: date) -> date:
    return day + timedelta(days=(3 - day.weekday()) % 7)


class _Writer:
    def __init__(self, made: InventedTeam) -> None:
        self.made, self.random = made, Random(made.team.name)  # noqa: S311 - the same every time
        self.common: dict[str, Any] = {"provider": made.team.provider}
        self.lead = made.members[0]
        self.numbers: dict[int, int] = {}
        name = made.team.name.removesuffix(" team")
        self.board = Board.objects.create(
            **self.common,
            team=made.team.organisation,
            name=f"{name} mental health in schools board",
            about=ABOUT,
        )
        self.common["board"] = self.board

    def write(self) -> dict[str, BoardDecision]:
        members, this = self._members(), term_of(self.made.today)
        days = [(met_for(term), term) for term in (this.previous.previous, this.previous, this, this.next)]
        between = _thursday(this.first_day + timedelta(days=42))
        if between < self.made.today:
            days.append((between, this))
        found: dict[str, BoardDecision] = {}
        held = 0
        for day, term in sorted(days):
            meeting = self._meeting(day, members)
            items = self._agenda(meeting, term, is_held=day < self.made.today)
            self._papers(meeting, items)
            if day >= self.made.today:
                continue
            about = "The time of" if day == met_for(term) else "Adjustments to the time of"
            decided = self._decide(meeting, (f"{about} {term} is agreed", 4, "", 0, None), items)
            if day == met_for(term):
                found[term.code] = decided
            for place in (held % len(DECISIONS), (held + 1) % len(DECISIONS)):
                self._decide(meeting, DECISIONS[place], items)
            held += 2
        self._escalations()
        self._before()
        return found

    def _before(self) -> None:
        """What there was before the board."""
        Board.objects.create(
            provider=self.board.provider,
            team=self.board.team,
            name="Set-up group",
            about="Prepared the team’s first year with the schools that joined first.",
            ended_on=self.made.today - timedelta(days=510),
            ended_because="The team is running. Its work goes on in the board.",
        )

    def _members(self) -> list[BoardMember]:
        since = self.made.today - timedelta(days=500)
        last_names = words()["last_names"]
        made = []
        for job, sector, organisation, named in MEMBERS:
            first = first_name(self.random)
            name = {"first": first, "role": ""}.get(named, f"{first} {self.random.choice(last_names)}")
            made.append(
                BoardMember(
                    **self.common,
                    name=name,
                    job=job,
                    sector=sector,
                    organisation=organisation,
                    is_chair=named == "chair",
                    is_under_18=sector == "young_people",
                    from_on=since,
                )
            )
        made[1].to_on = self.made.today - timedelta(days=120)
        return BoardMember.objects.bulk_create(made)

    def _meeting(self, day: date, members: list[BoardMember]) -> BoardMeeting:
        is_held, today = day < self.made.today, self.made.today
        made = BoardMeeting.objects.create(
            **self.common,
            held_on=day,
            starts_at=time(14),
            place="Civic offices, room 3, and online",
            chair=next(one.name for one in members if one.is_chair),
            apologies="The parents’ coordinator" if is_held else "",
            agreed_on=day + timedelta(days=50) if day + timedelta(days=50) < today else None,
        )
        if is_held:
            here = [one for one in members if one.to_on is None or one.to_on >= day]
            made.present.set(one for one in here if self.random.random() < 0.85)
        return made

    def _agenda(self, meeting: BoardMeeting, term: Term, *, is_held: bool) -> list[AgendaItem]:
        rows = [
            AgendaItem(
                **self.common,
                board_meeting=meeting,
                number=number,
                title=title.format(term=term),
                whose=whose,
                length=length,
                minute=minute if is_held else "",
            )
            for number, (title, whose, length, minute) in enumerate(AGENDA, start=1)
        ]
        return AgendaItem.objects.bulk_create(rows)

    def _papers(self, meeting: BoardMeeting, items: list[AgendaItem]) -> None:
        for title, item, about in PAPERS:
            said = f"{title}\n\n{about}.\n\nThis paper and everyone in it are invented.\n".encode()
            ref = new_ref()
            BoardPaper.objects.create(
                **self.common,
                ref=ref,
                board_meeting=meeting,
                agenda_item=items[item - 1],
                title=title,
                name=f"{title}.txt",
                kind=TEXT.ending,
                size=len(said),
                sha256=files.SHELF.keep([said], ref),
                added_by=self.lead,
                added_at=moment(meeting.held_on - timedelta(days=10), time(11)),
            )

    def _decide(self, meeting: BoardMeeting, said: Said, items: list[AgendaItem]) -> BoardDecision:
        text, item, owner, due, done = said
        day, today = meeting.held_on, self.made.today
        self.numbers[day.year] = self.numbers.get(day.year, 0) + 1
        is_done = done is not None and day + timedelta(days=done) < today
        return BoardDecision.objects.create(
            **self.common,
            board_meeting=meeting,
            agenda_item=items[item - 1],
            number=f"{day.year}/{self.numbers[day.year]:02}",
            text=text,
            owner=owner,
            due_on=day + timedelta(days=due) if owner else None,
            done_on=day + timedelta(days=done or 0) if is_done else None,
            by=self.lead,
        )

    def _escalations(self) -> None:
        today = self.made.today
        common = self.common | {"by": self.lead}
        Escalation.objects.create(
            **common,
            what="Children handed over for low mood wait more than 20 weeks for a first meeting",
            from_level="board",
            to_level="icb",
            to_whom="Commissioner of children’s mental health",
            raised_on=today - timedelta(days=40),
            due_on=today - timedelta(days=12),
        )
        Escalation.objects.create(
            **common,
            what="Two schools have no private room on the days the team comes",
            from_level="school",
            to_level="council",
            to_whom="Head of early help",
            raised_on=today - timedelta(days=9),
            due_on=today + timedelta(days=19),
        )
        Escalation.objects.create(
            **common,
            what="A post is vacant since the summer, and its time is promised to schools",
            from_level="team",
            to_level="provider",
            to_whom="Associate director",
            raised_on=today - timedelta(days=150),
            due_on=today - timedelta(days=122),
            answer="The post is advertised; until it is filled the board shares what there is.",
            answered_on=today - timedelta(days=130),
            closed_on=today - timedelta(days=118),
            closed_words="Noted by the board. The next term is worked out from posts that are held",
        )
