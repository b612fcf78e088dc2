"""Whatever leaves the demonstration as paper, file or calendar says that its people and figures are invented; nothing
of a service says so. A new address that answers something else than a page has to be entered here."""

import ast
import inspect
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings as of_project
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests import make
from tests.allocation import shared
from tests.care.days import Days
from tests.joint_working import cohorts
from tests.letters.test_what_may_go import queue
from tests.outcomes.test_readiness import course_of
from tests.shape.test_every_page_says_who_may_open_it import OURS
from tests.surveys import asking
from trailblazer.access.records import Visitor
from trailblazer.access.roles import Role
from trailblazer.activities.actions.feedback import give_feedback
from trailblazer.activities.actions.holding import note_held
from trailblazer.activities.links import LINKS
from trailblazer.activities.models import Feedback
from trailblazer.advice.actions.giving import note_advice
from trailblazer.care import feed
from trailblazer.care.actions.away import make_feed
from trailblazer.care.scores import keep_form
from trailblazer.domain.school_terms import Term
from trailblazer.insight.actions import publish
from trailblazer.statistics.files import FORMS
from trailblazer.surveys.actions import close
from trailblazer.ui.forms import new_submission_key
from trailblazer.ui.invented import INVENTED

ANSWERS = {
    "HttpResponse",
    "JsonResponse",
    "FileResponse",
    "StreamingHttpResponse",
    "given_as",
    "given_or_told",
    "sent_as_file",
    "given_out",
}
# No word of theirs is about people or figures: a state of the service, or that something was taken in.
OF_NOBODY = {"health", "still_here", "csp", "keep_unsent"}
# What somebody put in goes out again as it came: nothing is written into it.
AS_IT_CAME = {"evidence", "material", "paper"}
# What makes an answer and is no address: the file of statistics, and the page where all else failed.
NO_ADDRESS = {"given_as", "given_or_told", "given_out", "sent_as_file", "broken"}


def letter(sign_in):
    team = make.team()
    written = queue("requester", channel="post", address="1 Mill Lane", team=team)
    return sign_in(make.member(team)).get(f"/letters/{written.ref}/pdf")


def calendar(sign_in):
    days, secret = Days(), feed.new_secret()
    make_feed(by=days.member, secret=secret)
    return sign_in(days.member).get(reverse("care:calendar_feed", args=[secret]))


def statistics(form):
    def given(sign_in):
        team = make.team()
        nadia = make.member(team, Role.PRACTITIONER)
        for _ in range(12):
            course_of(team, nadia, scores=2, ended=True)
        return sign_in(nadia).get(f"/questionnaires/pairs/2026/by-school?as={form}")

    return given


def said(sign_in):
    team = make.team()
    nadia = make.member(team, Role.PRACTITIONER)
    course = course_of(team, nadia, scores=2, ended=True)
    keep_form(course.referral, "how-was-it", {"q1": 2}, by=nadia, on=make.TODAY, how="link")
    return sign_in(nadia).get("/questionnaires/said/2026/how-was-it?as=csv")


def visit_sheet(sign_in):
    days = Days()
    return sign_in(days.member).get(reverse("care:visit_sheet", args=[days.visit().ref]))


def themes(of_school):
    def given(sign_in):
        team = make.team()
        nadia, school = make.member(team, Role.PRACTITIONER), make.service(team).school
        for _ in range(12):
            words = {"topic": "worry", "outcome": "strategies", "minutes": 10, "happened_on": make.TODAY}
            note_advice(by=nadia, school=school, **words)
        schools = f"/schools/{school.pk}" if of_school else ""
        return sign_in(nadia).get(f"/advice/themes/2026{schools}/file?as=csv")

    return given


def joint_working(name):
    def given(sign_in):
        cohort = cohorts.cohort()
        for _ in range(6):
            cohorts.rating(cohorts.person(cohort))
        return sign_in(cohort.organiser).get(reverse(f"joint_working:{name}", args=[cohort.ref]))

    return given


def survey_file(sign_in):
    lead = asking.lead()
    survey = asking.opened(lead)
    for _ in range(10):
        asking.answers(survey, asking.ways(survey)[0])
    close(survey, by=lead)
    return sign_in(lead).get(reverse("surveys:survey_file", args=[survey.ref, "all"]))


def time_for_schools(name):
    def given(sign_in):
        team = make.team()
        lead = make.member(team, Role.TEAM_LEAD)
        return sign_in(lead).get(reverse(f"allocation:{name}", args=[shared.proposal(team, lead).ref]))

    return given


def term_report(path):
    def given(sign_in):
        team = make.team()
        school = make.service(team).school
        lead = make.member(team, Role.TEAM_LEAD)
        publish(school, by=lead, term=Term(2026, 2))
        return sign_in(lead).get(f"/schools/{school.urn}/reports/2026-2/{path}")

    return given


def training_held():
    """Staff training, and who held it."""
    trainer = make.member(make.team(), Role.PRACTITIONER)
    school = make.service(trainer.organisation.team).school
    held = {"held_on": make.TODAY, "minutes": 60, "preparing": 0, "people": 12, "audience": "staff"}
    training = note_held(
        by=trainer, school=school, kind="staff_training", title="Worry", staff=[trainer], **held
    )
    return trainer, training


def certificate(sign_in):
    """Of staff training, for whoever said how it was."""
    _, training = training_held()
    given = give_feedback(training, by=Visitor(holds=training), marks={"useful": 5})
    page = reverse("activities:thanks", args=[LINKS.secret_of(training), given.ref])
    return Client().post(page, {"submission_key": new_submission_key(), "name": "Aoife Brennan"})


def of_activities(name, *, of_term=False):
    def given(sign_in):
        trainer, training = training_held()
        for _ in range(10):
            give_feedback(training, by=Visitor(holds=training), marks={"useful": 5, "before": 2, "after": 4})
        Feedback.objects.update(given_on=make.TODAY - timedelta(days=1))
        which = [training.school_id, "2026-3"] if of_term else [training.ref]
        return sign_in(trainer).get(reverse(f"activities:{name}", args=which))

    return given


GIVEN = {
    ("thanks", ""): certificate,
    **{("term_report_file", form): term_report(f"file?as={form}") for form in ("pdf", "csv")},
    ("term_report_table", ""): term_report("tables/requests?as=json"),
    **{(name, ""): time_for_schools(name) for name in ("ledger_csv", "schools_csv")},
    ("survey_file", ""): survey_file,
    **{(name, ""): of_activities(name, of_term=True) for name in ("held_file", "training_file")},
    ("results_file", ""): of_activities("results_file"),
    ("pdf", ""): letter,
    ("calendar_feed", ""): calendar,
    **{("readiness_file", form): statistics(form) for form in FORMS},
    ("experience_file", ""): said,
    ("themes_file", ""): themes(of_school=False),
    ("themes_file_of_school", ""): themes(of_school=True),
    **{(name, ""): joint_working(name) for name in ("report_pdf", "table")},
}
PRINTED = {("visit_sheet", ""): visit_sheet}


def calls_of(source):
    """The names of the functions that this source calls."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {call.id for call in calls if isinstance(call, ast.Name)}


def words_of(answer):
    """Everything that an answer says, whatever packs it, as one line."""
    kind = answer["Content-Type"].partition(";")[0]
    if kind == "application/pdf":
        said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    elif "spreadsheetml" in kind:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            said = " ".join(packed.read(name).decode() for name in packed.namelist())
    else:
        said = answer.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", said))


def test_every_address_that_answers_a_file_is_looked_at():
    found = {
        pattern.name
        for _, pattern in OURS
        if calls_of(inspect.getsource(inspect.unwrap(pattern.callback))) & ANSWERS
    }
    assert found == OF_NOBODY | AS_IT_CAME | {name for name, _ in GIVEN}


def test_no_file_is_made_where_this_does_not_look():
    views = {inspect.unwrap(pattern.callback).__name__ for _, pattern in OURS}
    made = {
        node.name
        for path in of_project.PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and calls_of(ast.unparse(node)) & ANSWERS
    }
    assert made - views == NO_ADDRESS


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*GIVEN, *PRINTED], ids=" ".join)
def test_it_says_so_in_a_demonstration_and_not_in_a_service(name, sign_in, settings):
    settings.TODAY = make.TODAY
    give = {**GIVEN, **PRINTED}[name]
    settings.DEMO = True
    answer = give(sign_in)
    assert answer.status_code == 200
    words = words_of(answer)
    assert "(invented)" in words if name[0] == "calendar_feed" else said_in(words)
    settings.DEMO = False
    assert "invented" not in words_of(give(sign_in)).lower()


def said_in(words):
    """The sentence, whichever word of it is in bold."""
    return INVENTED in re.sub(r" (?=\.)", "", words)


def test_the_printed_page_keeps_its_banner():
    style = (of_project.PACKAGE / "ui/static/ui/trailblazer.css").read_text()
    printed = re.findall(r"@media print \{(.*?)\}\s*\}", style, re.DOTALL)
    assert printed
    assert not [rule for rule in printed if "tb-demo" in rule]
