"""Importing the register of schools, among the imports."""

from django.urls import path

from trailblazer.places.views import imports

app_name = "register"
urlpatterns = [
    path("add", imports.upload, name="add"),
    path("<str:ref>", imports.import_, name="import"),
    path("<str:ref>/confirm", imports.confirm, name="confirm"),
    path("<str:ref>/take-back", imports.undo, name="undo"),
]
