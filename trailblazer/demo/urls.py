from django.urls import path

from trailblazer.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("become", views.become, name="become"),
]
