from django.urls import path

from trailblazer.teams.views import coverage, find, register, routes, schools, teams

app_name = "teams"
urlpatterns = [
    path("find-your-team", find.find, name="find"),
    path("find-your-team/<int:urn>", find.school, name="find_school"),
    path("coverage", coverage.coverage, name="coverage"),
    path("areas/", register.areas, name="areas"),
    path("areas/add", register.add_area, name="add_area"),
    path("areas/<str:ref>", register.area, name="area"),
    path("areas/<str:ref>/change", register.change_area, name="change_area"),
    path("providers/", register.providers, name="providers"),
    path("providers/add", register.add_provider, name="add_provider"),
    path("providers/<str:ref>/change", register.change_provider, name="change_provider"),
    path("teams/", register.teams, name="list"),
    path("teams/add", teams.add_team, name="add"),
    path("teams/<str:ref>", teams.team, name="team"),
    path("teams/<str:ref>/change", teams.change_team, name="change"),
    path("teams/<str:ref>/posts/add", teams.add_post, name="add_post"),
    path("teams/<str:ref>/posts/<str:post>/holder", teams.fill_post, name="fill_post"),
    path("teams/<str:ref>/posts/<str:post>/change", teams.change_post, name="change_post"),
    path("teams/<str:ref>/posts/<str:post>/end", teams.end_post, name="end_post"),
    path("teams/<str:ref>/routes", routes.routes, name="routes"),
    path("teams/<str:ref>/routes/set", routes.set_route, name="set_route"),
    path("teams/<str:ref>/routes/<int:urn>/set", routes.set_route, name="set_route_of_school"),
    path("teams/<str:ref>/routes/<int:urn>/as-the-team", routes.do_as_the_team, name="do_as_the_team"),
    path("teams/<str:ref>/schools/add", schools.choose_school, name="choose_school"),
    path("teams/<str:ref>/schools/add/<int:urn>", schools.serve, name="serve"),
    path("teams/<str:ref>/schools/<str:service>", schools.school, name="school"),
    path("teams/<str:ref>/schools/<str:service>/learners", schools.note_learners, name="note_learners"),
    path("teams/<str:ref>/schools/<str:service>/pause", schools.pause, name="pause"),
    path("teams/<str:ref>/schools/<str:service>/resume", schools.resume, name="resume"),
    path("teams/<str:ref>/schools/<str:service>/leave", schools.leave, name="leave"),
    path("teams/<str:ref>/schools/<str:service>/steps/<str:code>", schools.step, name="step"),
    path(
        "teams/<str:ref>/schools/<str:service>/steps/<str:code>/undo",
        schools.take_back_step,
        name="take_back_step",
    ),
]
