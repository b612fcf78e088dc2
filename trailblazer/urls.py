from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("trailblazer.desk.urls")),
    path("", include("trailblazer.access.urls")),
    path("accounts/", include("trailblazer.access.accounts")),
    path("work/", include("trailblazer.tasks.urls")),
    path("imports/", include("trailblazer.imports.urls")),
    path("imports/register/", include("trailblazer.places.register_urls")),
    path("schools/", include("trailblazer.places.urls")),
    path("", include("trailblazer.insight.urls")),
    path("", include("trailblazer.activities.urls")),
    path("", include("trailblazer.teams.urls")),
    path("young-people/", include("trailblazer.young_people.urls")),
    path("", include("trailblazer.letters.urls")),
    path("alerts/", include("trailblazer.alerts.urls")),
    path("", include("trailblazer.referrals.urls")),
    path("", include("trailblazer.care.urls")),
    path("", include("trailblazer.safeguarding.urls")),
    path("", include("trailblazer.outcomes.urls")),
    path("", include("trailblazer.joint_working.urls")),
    path("", include("trailblazer.whole_school.urls")),
    path("", include("trailblazer.team_part.urls")),
    path("", include("trailblazer.advice.urls")),
    path("", include("trailblazer.school_leads.urls")),
    path("", include("trailblazer.noticing.urls")),
    path("", include("trailblazer.allocation.urls")),
    path("", include("trailblazer.governance.urls")),
    path("", include("trailblazer.surveys.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("trailblazer.demo.urls")))

handler403 = "trailblazer.desk.errors.no_access"
handler404 = "trailblazer.desk.errors.not_found"
handler500 = "trailblazer.desk.errors.broken"
