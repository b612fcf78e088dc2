"""Addresses of advice and liaison. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.advice.views import booking, giving, liaison, log, meetings, themes, times

app_name = "advice"
urlpatterns = [
    path("advice/", booking.ask, name="ask"),
    path("advice/slots/<str:advice_slot>/book", booking.book, name="book"),
    path("advice/bookings/<str:advice_booking>", booking.booking, name="booking"),
    path("advice/bookings/<str:advice_booking>/move", booking.move, name="move"),
    path("advice/bookings/<str:advice_booking>/cancel", booking.cancel, name="cancel"),
    path("advice/bookings/<str:advice_booking>/given", giving.give, name="give"),
    path("advice/team", times.team, name="team"),
    path("advice/times/offer", times.offer, name="offer"),
    path("advice/times/<str:advice_times>/remove", times.remove, name="remove_times"),
    path("advice/slots/<str:advice_slot>/remove", times.remove_slot, name="remove_slot"),
    path("advice/new", giving.note, name="note"),
    path("advice/log", log.log, name="log"),
    path("advice/log/request/<slug:topic>", log.into_request, name="into_request"),
    path("advice/themes", themes.themes, name="themes"),
    path("advice/themes/<int:year>/file", themes.file, name="themes_file"),
    path("advice/themes/<int:year>/schools/<int:urn>/file", themes.file, name="themes_file_of_school"),
    path("advice/<str:advice>/correct", giving.correct, name="correct"),
    path("advice/<str:advice>/take-back", giving.take_back, name="take_back"),
    path("liaison/new", liaison.note, name="note_liaison"),
    path("liaison/<str:liaison>/correct", liaison.correct, name="correct_liaison"),
    path("liaison/<str:liaison>/take-back", liaison.take_back, name="take_back_liaison"),
    path("young-people/<str:young_person>/liaison", meetings.of_person, name="of_person"),
    path("young-people/<str:young_person>/meeting", meetings.record, name="record_meeting"),
    path("meetings/<str:meeting_round>", meetings.meeting, name="meeting"),
    path("meetings/<str:meeting_round>/correct", meetings.correct, name="correct_meeting"),
    path("meetings/actions/<str:outside_action>/done", meetings.done, name="action_done"),
]
