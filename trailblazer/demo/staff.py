"""The invented service: two providers, four teams, their people and posts, a lead in each school, the programme."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from trailblazer.access.models import Membership, Organisation, User
from trailblazer.access.roles import Role
from trailblazer.demo.names import first_name, words
from trailblazer.places.models import School
from trailblazer.teams.models import Area, JoiningStep, Post, SchoolService, Team

R = Role
USUAL = (
    R.TEAM_LEAD,
    R.SUPERVISOR,
    R.THERAPIST,
    R.PRACTITIONER,
    R.PRACTITIONER,
    R.PRACTITIONER,
    R.TRAINEE,
    R.ADMINISTRATOR,
)
WIDER = (*USUAL, R.WELLBEING_FACILITATOR, R.WELLBEING_FACILITATOR, R.FAMILY_SUPPORT_WORKER, R.PSYCHOLOGIST)
# Which post of the list "staff_roles" a role of the service holds.
POSTS = {
    R.TEAM_LEAD: "team_lead",
    R.SUPERVISOR: "senior_clinician",
    R.THERAPIST: "higher_level_therapist",
    R.PRACTITIONER: "emhp",
    R.TRAINEE: "trainee_emhp",
    R.ADMINISTRATOR: "administrator",
    R.WELLBEING_FACILITATOR: "wellbeing_facilitator",
    R.FAMILY_SUPPORT_WORKER: "family_support_worker",
    R.PSYCHOLOGIST: "psychologist",
}


@dataclass(frozen=True)
class Plan:
    """One team to invent."""

    name: str
    provider: str
    provider_type: str
    area: str
    authorities: tuple[str, ...]
    roles: tuple[Role, ...]
    domain: str
    age_to: int = 18


SWL, WL = "Wandle Valley NHS Trust (invented)", "Harbour Minds (invented charity)"
PLANS = (
    Plan("Sutton team", SWL, "nhs_trust", "South West London", ("319",), USUAL, "wandle.example"),
    Plan("Merton team", SWL, "nhs_trust", "South West London", ("315",), USUAL, "wandle.example"),
    Plan("Wandsworth team", SWL, "nhs_trust", "South West London", ("212",), USUAL, "wandle.example"),
    Plan(
        "Westminster and Kensington & Chelsea team",
        WL,
        "charity",
        "West London",
        ("213", "207"),
        WIDER,
        "harbour.example",
        25,
    ),
)
ABOUT = (
    "We are education mental health practitioners and therapists who work in your school. We help with worry, "
    "low mood, sleep and behaviour, we work with your school’s senior mental health lead, and we help you find "
    "other services."
)
HOW_TO_ASK = (
    "Ask here yourself, or talk to the senior mental health lead in your school. You do not need a letter."
)


@dataclass
class InventedTeam:
    team: Team
    today: date
    members: list[Membership] = field(default_factory=list)
    leads: dict[int, Membership] = field(default_factory=dict)
    schools: list[School] = field(default_factory=list)

    def with_role(self, *roles: Role) -> list[Membership]:
        return [member for member in self.members if member.role in roles]


class Staffing:
    """Makes the people. Nobody of them has a password: the demonstration signs in by its own page only."""

    def __init__(self, random: Random, today: date) -> None:
        self.random, self.today = random, today
        self.started = date(today.year - 2 - (today.month < 9), 9, 1)
        self.names = list(words()["staff"])
        self.password = make_password(None)
        self.numbers = 0

    def person(self, role: Role, organisation: Organisation, domain: str, name: str = "") -> Membership:
        self.numbers += 1
        if not name:
            name = (
                self.names.pop(0)
                if self.names
                else f"{first_name(self.random)} {self.random.choice(words()['last_names'])}"
            )
        email = f"{name.lower().replace(' ', '.')}.{self.numbers}@{domain}"
        user = User.objects.create(email=email, name=name, password=self.password, is_invented=True)
        return Membership.objects.create(
            user=user, organisation=organisation, role=role, started_on=self.started
        )

    def team(self, plan: Plan, schools: list[School]) -> InventedTeam:
        provider, _ = Organisation.objects.get_or_create(
            kind="provider", name=plan.provider, defaults={"provider_type": plan.provider_type}
        )
        organisation = Organisation.objects.create(kind="team", name=plan.name, provider=provider)
        area = Area.objects.filter(name=plan.area, wave__name="2018/19").first()
        team = Team.objects.create(
            organisation=organisation,
            area=area,
            wave=area.wave if area else None,
            status="operational",
            local_id=f"MHST{self.numbers + 1:02}",
            planned_on=self.started - timedelta(days=500),
            training_from=self.started - timedelta(days=365),
            operational_on=self.started,
            age_to=plan.age_to,
            about=ABOUT,
            how_to_ask=HOW_TO_ASK,
            email=f"team@{plan.domain}",
            telephone="020 7946 0000",
            is_invented=True,
        )
        made = InventedTeam(team, self.today, schools=schools)
        made.members = [self.person(role, organisation, plan.domain) for role in plan.roles]
        self._posts(made)
        for school in schools:
            self._serve(made, school, provider)
        return made

    def _posts(self, made: InventedTeam) -> None:
        for member in made.members:
            part = self.random.choice(("1.00", "1.00", "0.80", "0.60"))
            Post.objects.create(
                team=made.team,
                role=POSTS[Role(member.role)],
                whole_time_equivalent=part,
                holder=member,
                starts_on=self.started,
            )
        Post.objects.create(team=made.team, role="senior_emhp", starts_on=self.today - timedelta(days=60))

    def _serve(self, made: InventedTeam, school: School, provider: Organisation) -> None:
        organisation = Organisation.objects.get(urn=school.urn)
        organisation.served_by.add(provider)
        made.leads[school.urn] = self.person(Role.SENIOR_MENTAL_HEALTH_LEAD, organisation, "school.example")
        is_last = school is made.schools[-1]
        starts = (
            self.today - timedelta(days=40)
            if is_last
            else self.started + timedelta(days=self.random.randint(0, 90))
        )
        service = SchoolService.objects.create(
            team=made.team, school=school, starts_on=starts, state="joining" if is_last else "full"
        )
        steps = list(JoiningStep.Step)[: 3 if is_last else None]
        JoiningStep.objects.bulk_create(
            [
                JoiningStep(service=service, step=step, done_on=starts + timedelta(days=7 * number))
                for number, step in enumerate(steps)
            ]
        )

    def programme(self) -> list[Membership]:
        programme = Organisation.objects.create(kind="programme", name="Programme office (invented)")
        commissioner = Organisation.objects.create(
            kind="commissioner", name="South West London commissioners (invented)"
        )
        return [
            self.person(Role.PROGRAMME, programme, "programme.example", "Adaeze Brookfield"),
            self.person(Role.COMMISSIONER, commissioner, "board.example", "Philippa Wintergreen"),
        ]
