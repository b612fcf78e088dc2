from django.urls import path

from trailblazer.young_people.views import agreeing, listing, people, record

app_name = "young_people"
urlpatterns = [
    path("", listing.list_, name="list"),
    path("add", people.add, name="add"),
    path("<str:ref>", record.summary, name="record"),
    path("<str:ref>/details", record.details, name="details"),
    path("<str:ref>/change", people.change, name="change"),
    path("<str:ref>/reach", people.change_reach, name="change_reach"),
    path("<str:ref>/about", people.change_about, name="change_about"),
    path("<str:ref>/carers/add", people.add_carer, name="add_carer"),
    path("<str:ref>/carers/<str:carer>", people.change_carer, name="change_carer"),
    path("<str:ref>/agreed", record.agreed, name="agreed"),
    path("<str:ref>/consent", agreeing.consent, name="consent"),
    path("<str:ref>/competence", agreeing.competence, name="competence"),
    path("<str:ref>/quiet-mode", agreeing.quiet_mode, name="quiet_mode"),
    path("<str:ref>/who-can-see", record.who, name="who"),
    path("<str:ref>/log", record.log, name="log"),
]
