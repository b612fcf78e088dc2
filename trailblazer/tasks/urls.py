from django.urls import path

from trailblazer.tasks import views

app_name = "tasks"
urlpatterns = [path("<str:ref>", views.job, name="job")]
