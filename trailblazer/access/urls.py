from django.urls import path

from trailblazer.access import views

app_name = "access"
urlpatterns = [
    path("account", views.account, name="account"),
    path("account/membership", views.switch, name="switch"),
    path("still-here", views.still_here, name="still_here"),
    path("csp", views.csp_report, name="csp"),
    path("people/", views.people, name="people"),
    path("people/invite", views.invite_where, name="invite_where"),
    path("people/invite/<str:ref>", views.invite, name="invite"),
    path("people/invitations/<str:ref>/take-back", views.take_back, name="take_back"),
    path("people/<str:ref>", views.person, name="person"),
    path("invitation", views.join, name="join"),
    path("invitation/<str:secret>", views.invitation, name="invitation"),
]
