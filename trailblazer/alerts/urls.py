from django.urls import path

from trailblazer.alerts import views

app_name = "alerts"
urlpatterns = [
    path("", views.alerts, name="list"),
    path("<str:ref>", views.alert, name="alert"),
    path("<str:ref>/take-on", views.take_on, name="take_on"),
]
