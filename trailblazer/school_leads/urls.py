"""Addresses of who leads in schools. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.school_leads.views import confirming, handing_over, overview, people, reviewing, training

app_name = "school_leads"
urlpatterns = [
    path("school-leads/", overview.list_, name="list"),
    path("school-leads/ask", overview.ask_all, name="ask_all"),
    path("school-leads/<int:urn>", people.people, name="people"),
    path("school-leads/<int:urn>/add", people.add, name="add_role"),
    path("school-leads/<int:urn>/ask", people.ask, name="ask"),
    path("school-leads/<int:urn>/review", reviewing.review, name="review"),
    path("school-leads/<int:urn>/review/<slug:responsibility>", reviewing.review_one, name="review_one"),
    path("school-leads/<int:urn>/training", training.training, name="training"),
    path("school-leads/<int:urn>/training/add", training.add, name="add_training"),
    path("school-leads/training/<str:lead_training>", training.change, name="change_training"),
    path("school-leads/roles/<str:school_role>/change", people.change, name="change_role"),
    path("school-leads/roles/<str:school_role>/end", people.end, name="end_role"),
    path("school-leads/roles/<str:school_role>/hand-over", handing_over.hand_over, name="hand_over"),
    path("school-leads/hand-overs/<str:lead_hand_over>", handing_over.first_week, name="first_week"),
    path("school-leads/hand-overs/<str:lead_hand_over>/invite", handing_over.invite, name="invite_follower"),
    path("school-leads/confirmations/<str:confirmation>/looked-at", overview.looked_at, name="looked_at"),
    path("school-contacts", confirming.confirm, name="confirm"),
    path("school-contacts/done", confirming.done, name="confirm_done"),
    path("school-contacts/<str:secret>", confirming.open_, name="confirm_open"),
]
