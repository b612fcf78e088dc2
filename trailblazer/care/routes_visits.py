"""Addresses of days: today, visits and what is booked in them, term dates, days away, the calendar feed, and tasks."""

from django.urls import path

from trailblazer.care.views import booked, calendar, tasks, terms, today, visits

urlpatterns = [
    path("today", today.today, name="today"),
    path("today/week", today.week, name="week"),
    path("today/unrecorded", today.unrecorded, name="unrecorded"),
    path("visits/", visits.list_, name="visits"),
    path("visits/plan", visits.plan, name="plan_visit"),
    path("visits/<str:visit>", visits.visit, name="visit"),
    path("visits/<str:visit>/change", visits.change, name="change_visit"),
    path("visits/<str:visit>/room", visits.room, name="visit_room"),
    path("visits/<str:visit>/ask-for-room", visits.ask_for_room, name="ask_for_room"),
    path("visits/<str:visit>/cancel", visits.cancel, name="cancel_visit"),
    path("visits/<str:visit>/sheet", visits.sheet, name="visit_sheet"),
    path("visits/<str:visit>/book", booked.book_in_visit, name="book_in_visit"),
    path("young-people/<str:young_person>/book", booked.book, name="book_contact"),
    path("young-people/<str:young_person>/contacts/add", booked.add_contact, name="add_contact"),
    path("contacts/<str:contact>/move", booked.move, name="move_contact"),
    path("contacts/<str:contact>/cancel", booked.cancel, name="cancel_contact"),
    path("schools/<int:urn>/terms", terms.terms, name="terms"),
    path("schools/<int:urn>/terms/<int:year>", terms.enter, name="enter_terms"),
    path("schools/<int:urn>/terms/authority", terms.use_authority, name="use_authority_terms"),
    path("schools/<int:urn>/closed", visits.closed, name="close_school"),
    path("schools/<int:urn>/closed/day", visits.closed_day, name="closed_day"),
    path("tasks", tasks.list_, name="tasks"),
    path("tasks/add", tasks.add, name="add_task"),
    path("tasks/<str:task>/give", tasks.give, name="give_task"),
    path("tasks/<str:task>/done", tasks.done, name="task_done"),
    path("away", tasks.away, name="away"),
    path("away/add", tasks.add_away_days, name="add_away"),
    path("away/<str:away_day>/take-out", tasks.remove, name="remove_away"),
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/make", calendar.make, name="make_calendar"),
    path("calendar/take-back", calendar.revoke, name="revoke_calendar"),
    path("calendar/<str:secret>.ics", calendar.feed, name="calendar_feed"),
]
