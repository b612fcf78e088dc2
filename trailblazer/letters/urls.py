from django.urls import path

from trailblazer.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.letters, name="list"),
    path("<str:ref>", views.letter, name="letter"),
    path("<str:ref>/try-again", views.try_again, name="try_again"),
    path("<str:ref>/posted", views.posted, name="posted"),
]
