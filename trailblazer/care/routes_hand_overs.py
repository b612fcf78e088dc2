from django.urls import path

from trailblazer.care.views import (
    hand_over_lists,
    hand_overs,
    hand_overs_to_us,
    handing_over,
    specialist_waits,
    transitions,
)

urlpatterns = [
    path("hand-overs/", hand_over_lists.list_, name="hand_overs"),
    path("hand-overs/to-us", hand_over_lists.to_us, name="hand_overs_to_us"),
    path("hand-overs/waiting-there", specialist_waits.specialist_waits, name="specialist_waits"),
    path("hand-overs/<str:hand_over>", hand_overs.one, name="hand_over"),
    path("hand-overs/<str:hand_over>/step", hand_overs.step, name="hand_over_step"),
    path(
        "hand-overs/<str:hand_over>/steps/<str:hand_over_step>/correct",
        hand_overs.correct,
        name="correct_hand_over_step",
    ),
    path("hand-overs/<str:hand_over>/settle", hand_overs.settle, name="settle_hand_over"),
    path("hand-overs/<str:hand_over>/letter", hand_overs.letter, name="hand_over_letter"),
    path("hand-overs/<str:hand_over>/accept", hand_overs_to_us.accept_, name="accept_hand_over"),
    path("hand-overs/<str:hand_over>/decline", hand_overs_to_us.decline_, name="decline_hand_over"),
    path("young-people/<str:young_person>/hand-overs", hand_over_lists.of_person, name="hand_overs_of"),
    path("young-people/<str:young_person>/hand-overs/new", handing_over.begin, name="begin_hand_over"),
    path("young-people/<str:young_person>/meanwhile", transitions.offer, name="offer_meanwhile"),
    path("young-people/<str:young_person>/changes/add", transitions.add, name="add_transition"),
    path("meanwhile/<str:while_waiting>", transitions.taken, name="meanwhile_taken"),
    path("transitions/", transitions.list_, name="transitions"),
    path("transitions/<str:transition>", transitions.one, name="transition"),
    path("transitions/<str:transition>/plan", transitions.plan, name="plan_transition"),
    path("transitions/<str:transition>/not-needed", transitions.nothing_needed, name="transition_not_needed"),
    path("transitions/<str:transition>/hand-over", handing_over.begin_for, name="hand_over_for"),
]
