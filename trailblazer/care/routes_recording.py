"""Addresses of recording: one contact, the notes, the timeline, and forms that were not sent."""

from django.urls import path

from trailblazer.care.views import notes, recording, timeline, unsent

urlpatterns = [
    path("contacts/<str:contact>", recording.contact, name="contact"),
    path("contacts/<str:contact>/record", recording.record_contact, name="record_contact"),
    path("young-people/<str:young_person>/timeline", timeline.timeline, name="timeline"),
    path("young-people/<str:young_person>/notes", notes.list_, name="notes"),
    path("young-people/<str:young_person>/notes/add", notes.add, name="add_note"),
    path("notes/<str:note>/correct", notes.correct, name="correct_note"),
    path("unsent/save", unsent.keep, name="keep_unsent"),
    path("unsent/<str:unsent>/throw-away", unsent.throw, name="throw_unsent"),
]
