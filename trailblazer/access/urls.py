from django.urls import path

from trailblazer.access import views

app_name = "access"
urlpatterns = [
    path("account", views.account, name="account"),
    path("account/membership", views.switch, name="switch"),
    path("still-here", views.still_here, name="still_here"),
]
