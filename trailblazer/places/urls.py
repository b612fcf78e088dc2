from django.urls import path

from trailblazer.places.views import listing, school

app_name = "places"
urlpatterns = [
    path("", listing.list_, name="list"),
    path("<int:urn>", school.school, name="school"),
]
