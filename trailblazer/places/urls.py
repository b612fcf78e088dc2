from django.urls import path

from trailblazer.places.views import imports, listing, school

app_name = "places"
urlpatterns = [
    path("", listing.list_, name="list"),
    path("<int:urn>", school.school, name="school"),
    path("register/add", imports.upload, name="upload"),
    path("register/<str:ref>", imports.import_, name="import"),
    path("register/<str:ref>/confirm", imports.confirm, name="confirm_import"),
    path("register/<str:ref>/take-back", imports.undo, name="undo_import"),
]
