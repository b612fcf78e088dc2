"""Addresses of the sharing of time. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.allocation.views import changing, reading

app_name = "allocation"
_OF = "teams/<str:team>/allocation/"
urlpatterns = [
    path("allocation/", reading.start, name="start"),
    path(_OF, reading.terms, name="terms"),
    path(f"{_OF}<str:term>/", reading.term, name="term"),
    path(f"{_OF}<str:term>/propose", changing.propose, name="propose"),
    path("allocations/<str:time_allocation>/adjust", changing.adjust, name="adjust"),
    path("allocations/<str:time_allocation>/decide", changing.decide, name="decide"),
    path("allocations/<str:time_allocation>/ledger.csv", reading.ledger_csv, name="ledger_csv"),
    path("allocations/<str:time_allocation>/schools.csv", reading.schools_csv, name="schools_csv"),
]
