"""Addresses of risk and safeguarding. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.safeguarding.views import concerns, risk

app_name = "safeguarding"
urlpatterns = [
    path("young-people/<str:young_person>/risk", risk.risk, name="risk"),
    path("young-people/<str:young_person>/risk/today", risk.assess, name="assess"),
    path("young-people/<str:young_person>/safety-plan", risk.safety_plan, name="safety_plan"),
    path("young-people/<str:young_person>/safety-plan/print", risk.print_plan, name="print_plan"),
    path("young-people/<str:young_person>/concern", concerns.concern, name="concern"),
    path("concerns/<str:concern>/tell", concerns.tell, name="tell"),
    path("concerns/<str:concern>/decide", concerns.decide, name="decide"),
    path("concerns/<str:concern>/close", concerns.close, name="close"),
    path("concerns/told/<str:told>/receipt", concerns.receipt, name="receipt"),
    path("schools/<int:urn>/safeguarding", concerns.route, name="route"),
]
