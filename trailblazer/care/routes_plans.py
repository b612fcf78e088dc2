from django.urls import path

from trailblazer.care.views import goals, plans

urlpatterns = [
    path("young-people/<str:young_person>/plan", plans.plan, name="plan"),
    path("young-people/<str:young_person>/plan/to-keep", plans.to_keep, name="plan_to_keep"),
    path("requests/<str:referral>/plan", plans.write, name="write_plan"),
    path("requests/<str:referral>/goals/add", goals.add_goal, name="add_goal"),
    path("plans/<str:plan>/agree", plans.agree, name="agree_plan"),
    path("plans/<str:plan>/versions", plans.versions, name="plan_versions"),
    path("plans/<str:plan>/parts/add", plans.add_part, name="add_part"),
    path("plans/parts/<str:plan_part>/end", plans.end_part, name="end_part"),
    path("goals/<str:goal>", goals.ratings, name="goal"),
    path("goals/<str:goal>/rate", goals.rate, name="rate_goal"),
    path("goals/<str:goal>/end", goals.end_goal, name="end_goal"),
    path("goals/ratings/<str:goal_rating>/correct", goals.correct, name="correct_rating"),
]
