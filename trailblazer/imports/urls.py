from django.urls import path

from trailblazer.imports import views

app_name = "imports"
urlpatterns = [path("", views.list_, name="list")]
