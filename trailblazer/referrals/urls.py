from django.urls import path

from trailblazer.referrals.views import listing

app_name = "referrals"
urlpatterns = [
    path("requests/", listing.list_, name="list"),
]
