"""Addresses of activities. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.activities.views import activity, feedback, lists, menu, results

app_name = "activities"
ONE = "activities/<str:school_activity>"
ORDER = "activities/orders/<str:order>"
ITEM = "activities/menu/<str:menu_item>"
MATERIAL = "activities/materials/<str:material>"
urlpatterns = [
    path("activities/", lists.list_, name="list"),
    path("activities/plan", lists.plan_where, name="plan_where"),
    path("schools/<int:urn>/activities", lists.of_one_school, name="of_school"),
    path("schools/<int:urn>/activities/<str:term>/figures", results.held_file, name="held_file"),
    path("schools/<int:urn>/activities/<str:term>/training", results.training_file, name="training_file"),
    path("schools/<int:urn>/activities/plan", activity.plan, name="plan"),
    path("schools/<int:urn>/activities/held", activity.note, name="note"),
    path("activities/orders", menu.orders, name="orders"),
    path(ORDER, menu.one_order, name="order"),
    path(f"{ORDER}/plan", menu.plan_order, name="plan_order"),
    path(f"{ORDER}/decline", menu.decline_order, name="decline_order"),
    path(f"{ORDER}/take-on", menu.take_on_order, name="take_on_order"),
    path(f"{ORDER}/withdraw", menu.withdraw_order, name="withdraw_order"),
    path("activities/menu", menu.menu, name="menu"),
    path("activities/menu/add", menu.offer, name="offer"),
    path(f"{ITEM}/change", menu.change_offer, name="change_offer"),
    path(f"{ITEM}/withdraw", menu.withdraw_offer, name="withdraw_offer"),
    path(f"{ITEM}/order", menu.order, name="order_item"),
    path("activities/materials", menu.materials, name="materials"),
    path("activities/materials/add", menu.add_material, name="add_material"),
    path(MATERIAL, menu.material, name="material"),
    path(f"{MATERIAL}/withdraw", menu.withdraw_material, name="withdraw_material"),
    path(ONE, activity.activity, name="activity"),
    path(f"{ONE}/change", activity.change, name="change"),
    path(f"{ONE}/cancel", activity.cancel, name="cancel"),
    path(f"{ONE}/held", activity.held, name="held"),
    path(f"{ONE}/take-back", activity.take_back, name="take_back"),
    path(f"{ONE}/figures", results.results_file, name="results_file"),
    path(f"{ONE}/poster", activity.poster, name="poster"),
    path("how-was-it/<str:secret>", feedback.feedback, name="feedback"),
    path("how-was-it/<str:secret>/<str:feedback>", feedback.thanks, name="thanks"),
]
