"""Who may do what: one table. A role that is not named here may do nothing."""

from django.db.models import TextChoices


class Permission(TextChoices):
    SEE_REQUESTS = "see requests", "See requests for support"
    ADD_REQUEST = "add request", "Enter a request that came by telephone, paper or GP"
    ASK_FOR_SUPPORT = "ask for support", "Ask for support for a child or young person"
    ADD_TO_REQUEST = "add to request", "Add to a request, or withdraw it"
    MATCH_REQUESTS = "match requests", "Match a request to a child or young person"
    DECIDE_REQUESTS = "decide requests", "Decide a request and send the answer"
    RECORD_EVENTS = "record events", "Write down what happened to a request"
    SEE_YOUNG_PEOPLE = "see young people", "See children and young people"
    KEEP_YOUNG_PEOPLE = "keep young people", "Add and change children and young people"
    RECORD_COMPETENCE = "record competence", "Record a competence decision, and set quiet mode"
    SEE_CARE = "see care", "See courses of support, contacts and visits"
    SEE_NOTES = "see notes", "See notes"
    RECORD_CARE = "record care", "Plan and record contacts, notes, plans, hand-overs and endings"
    ALLOCATE_COURSES = "allocate courses", "Give courses of support to practitioners and teams"
    SEE_VISITS = "see visits", "See when somebody of the team is in a school"
    PLAN_VISITS = "plan visits", "Plan visits, rooms and times"
    SEE_SAFEGUARDING = "see safeguarding", "See risk, safety plans and concerns"
    RECORD_SAFEGUARDING = "record safeguarding", "Record risk, safety plans and concerns"
    ASK_FOR_FORMS = "ask for forms", "Ask for questionnaires, remind of them and take them back"
    ANSWER_FORMS = "answer forms", "Answer a questionnaire, or key in one that was answered on paper"
    SEE_SCHOOLS = "see schools", "See schools"
    SEE_TEAMS = "see teams", "See areas, waves and teams"
    KEEP_TEAMS = "keep teams", "Add and change teams, posts and the schools they serve"
    KEEP_ROUTES = "keep routes", "Set who may ask, and how"
    KEEP_REGISTER = "keep register", "Import the register of schools"
    SEE_ALERTS = "see alerts", "See alerts"
    ANSWER_ALERTS = "answer alerts", "Take on and close alerts"
    SEE_LETTERS = "see letters", "See letters and messages"
    CAUSE_LETTERS = "cause letters", "Do what has a letter or message sent"
    WRITE_LETTERS = "write letters", "Write letters to young people, families, schools and GPs"
    KEEP_LETTER_WORDS = "keep letter words", "Write the team’s own letters and messages"
    RAISE_ALERTS = "raise alerts", "Do what raises an alert"
    INVITE_PEOPLE = "invite people", "Invite people and change their roles"
    ACCEPT_INVITATION = "accept invitation", "Accept an invitation to join"
    SEE_LOG = "see log", "See who looked and who changed what"
    SEE_WORK = "see work", "See imports and other long work"
    SEE_SCHOOL_WORK = "see school work", "See a school’s leads, reviews and plans"
    KEEP_SCHOOL_WORK = "keep school work", "Keep a school’s leads, reviews and plans"
    CONFIRM_CONTACTS = "confirm contacts", "Confirm by a link who does what in a school"
    ANSWER_REVIEWS = "answer reviews", "Answer a school’s review when asked, and see one’s own actions"
    SEE_ADVICE = "see advice", "See advice asked for and given"
    BOOK_ADVICE = "book advice", "Book advice for oneself"
    GIVE_ADVICE = "give advice", "Offer times for advice, and write down advice and liaison"
    SEE_JOINT_WORKING = "see joint working", "See schools and NHS services that review their joint working"
    ORGANISE_JOINT_WORKING = (
        "organise joint working",
        "Organise the days on which schools and NHS services meet",
    )
    RATE_JOINT_WORKING = "rate joint working", "Rate how schools and NHS services work together"
    ANSWER_SURVEYS = "answer surveys", "Answer without a name what a school asks, or say how an activity was"
    SEE_ALLOCATION = "see allocation", "See how the team’s time is shared between schools"
    KEEP_ALLOCATION = "keep allocation", "Share the team’s time between schools"
    SEE_GOVERNANCE = "see governance", "See the board, its papers and its decisions"
    KEEP_GOVERNANCE = "keep governance", "Keep the board’s members, papers, decisions and escalations"
    RUN_WORK = "run work", "What the service does by itself"


class Role(TextChoices):
    PRACTITIONER = "practitioner", "Education mental health practitioner"
    TRAINEE = "trainee", "Trainee education mental health practitioner"
    WELLBEING_FACILITATOR = "wellbeing_facilitator", "Wellbeing facilitator"
    FAMILY_SUPPORT_WORKER = "family_support_worker", "Family support worker"
    PSYCHOLOGIST = "psychologist", "Psychologist"
    THERAPIST = "therapist", "Higher-level therapist"
    SUPERVISOR = "supervisor", "Supervisor"
    TEAM_LEAD = "team_lead", "Team lead"
    ADMINISTRATOR = "administrator", "Administrator"
    SENIOR_MENTAL_HEALTH_LEAD = "smhl", "Senior mental health lead"
    SCHOOL_STAFF = "school_staff", "School staff"
    PROGRAMME = "programme", "Programme"
    COMMISSIONER = "commissioner", "Commissioner"
    VISITOR = "visitor", "Someone without an account"
    SERVICE = "service", "The service itself"


# Who lacks one of these is not even told that there is something: no alert, letter or line of the log speaks of it.
SECRET = frozenset({Permission.SEE_SAFEGUARDING, Permission.RECORD_SAFEGUARDING})

P = Permission
_TEAM = {
    P.SEE_REQUESTS,
    P.ADD_REQUEST,
    P.ADD_TO_REQUEST,
    P.MATCH_REQUESTS,
    P.RECORD_EVENTS,
    P.SEE_YOUNG_PEOPLE,
    P.KEEP_YOUNG_PEOPLE,
    P.SEE_SCHOOLS,
    P.SEE_TEAMS,
    P.SEE_ALERTS,
    P.ANSWER_ALERTS,
    P.SEE_LETTERS,
    P.CAUSE_LETTERS,
    P.WRITE_LETTERS,
    P.RAISE_ALERTS,
    P.SEE_CARE,
    P.ASK_FOR_FORMS,
    P.ANSWER_FORMS,
    P.SEE_VISITS,
    P.PLAN_VISITS,
    P.SEE_SCHOOL_WORK,
    P.KEEP_SCHOOL_WORK,
    P.ANSWER_REVIEWS,
    P.SEE_ADVICE,
    P.SEE_JOINT_WORKING,
    P.SEE_ALLOCATION,
    P.SEE_GOVERNANCE,
}
_HELPS = _TEAM | {P.GIVE_ADVICE, P.SEE_NOTES, P.RECORD_CARE, P.SEE_SAFEGUARDING, P.RECORD_SAFEGUARDING}
_CLINICIAN = _HELPS | {P.RECORD_COMPETENCE}
_DECIDES = _CLINICIAN | {P.DECIDE_REQUESTS, P.ALLOCATE_COURSES}
_LEADS = _DECIDES | {
    P.ORGANISE_JOINT_WORKING,
    P.KEEP_ALLOCATION,
    P.KEEP_GOVERNANCE,
    P.KEEP_LETTER_WORDS,
    P.KEEP_TEAMS,
    P.KEEP_ROUTES,
    P.INVITE_PEOPLE,
    P.SEE_LOG,
    P.SEE_WORK,
}

ROLES: dict[Role, frozenset[Permission]] = {
    Role.PRACTITIONER: frozenset(_CLINICIAN),
    Role.TRAINEE: frozenset(_HELPS),
    Role.WELLBEING_FACILITATOR: frozenset(_CLINICIAN),
    Role.FAMILY_SUPPORT_WORKER: frozenset(_CLINICIAN),
    Role.PSYCHOLOGIST: frozenset(_DECIDES),
    Role.THERAPIST: frozenset(_DECIDES),
    Role.SUPERVISOR: frozenset(_DECIDES | {P.SEE_LOG}),
    Role.TEAM_LEAD: frozenset(_LEADS),
    Role.ADMINISTRATOR: frozenset(
        _TEAM | {P.KEEP_LETTER_WORDS, P.KEEP_TEAMS, P.KEEP_ROUTES, P.INVITE_PEOPLE, P.SEE_LOG, P.SEE_WORK}
    ),
    Role.SENIOR_MENTAL_HEALTH_LEAD: frozenset(
        {
            P.SEE_REQUESTS,
            P.ASK_FOR_SUPPORT,
            P.ADD_TO_REQUEST,
            P.SEE_SCHOOLS,
            P.SEE_TEAMS,
            P.SEE_VISITS,
            P.CAUSE_LETTERS,
            P.RAISE_ALERTS,
            P.SEE_SCHOOL_WORK,
            P.KEEP_SCHOOL_WORK,
            P.ANSWER_REVIEWS,
            P.SEE_ADVICE,
            P.BOOK_ADVICE,
            P.SEE_JOINT_WORKING,
            P.INVITE_PEOPLE,
        }
    ),
    Role.SCHOOL_STAFF: frozenset(
        {P.SEE_SCHOOLS, P.SEE_TEAMS, P.ANSWER_REVIEWS, P.BOOK_ADVICE, P.CAUSE_LETTERS}
    ),
    Role.PROGRAMME: frozenset(
        {
            P.SEE_SCHOOLS,
            P.SEE_TEAMS,
            P.KEEP_TEAMS,
            P.KEEP_REGISTER,
            P.SEE_WORK,
            P.INVITE_PEOPLE,
            P.SEE_JOINT_WORKING,
            P.ORGANISE_JOINT_WORKING,
            P.CAUSE_LETTERS,
        }
    ),
    Role.COMMISSIONER: frozenset({P.SEE_SCHOOLS, P.SEE_TEAMS}),
    Role.VISITOR: frozenset(
        {
            P.ASK_FOR_SUPPORT,
            P.ADD_TO_REQUEST,
            P.ANSWER_FORMS,
            P.ACCEPT_INVITATION,
            P.CONFIRM_CONTACTS,
            P.RATE_JOINT_WORKING,
            P.ANSWER_REVIEWS,
            P.ANSWER_SURVEYS,
            P.CAUSE_LETTERS,
            P.RAISE_ALERTS,
        }
    ),
    Role.SERVICE: frozenset(Permission),
}

# A role may give only the roles named here: an invitation never gives more than the inviter may give.
MAY_GIVE: dict[Role, frozenset[Role]] = {
    Role.PROGRAMME: frozenset({Role.PROGRAMME, Role.COMMISSIONER, Role.ADMINISTRATOR, Role.TEAM_LEAD}),
    Role.TEAM_LEAD: frozenset(
        {
            Role.PRACTITIONER,
            Role.TRAINEE,
            Role.WELLBEING_FACILITATOR,
            Role.FAMILY_SUPPORT_WORKER,
            Role.PSYCHOLOGIST,
            Role.THERAPIST,
            Role.SUPERVISOR,
            Role.ADMINISTRATOR,
            Role.SENIOR_MENTAL_HEALTH_LEAD,
            Role.SCHOOL_STAFF,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {Role.PRACTITIONER, Role.TRAINEE, Role.SENIOR_MENTAL_HEALTH_LEAD, Role.SCHOOL_STAFF}
    ),
    Role.SENIOR_MENTAL_HEALTH_LEAD: frozenset({Role.SCHOOL_STAFF}),
}

STAFF_ROLES = frozenset(
    {
        Role.PRACTITIONER,
        Role.TRAINEE,
        Role.WELLBEING_FACILITATOR,
        Role.FAMILY_SUPPORT_WORKER,
        Role.PSYCHOLOGIST,
        Role.THERAPIST,
        Role.SUPERVISOR,
        Role.TEAM_LEAD,
        Role.ADMINISTRATOR,
    }
)


def staff_without(permission: Permission) -> list[Role]:
    """The roles of staff that do not hold this permission, in the order of the table."""
    return [role for role in ROLES if role in STAFF_ROLES and permission not in ROLES[role]]
