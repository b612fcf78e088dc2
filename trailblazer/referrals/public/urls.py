"""Addresses of the public pages. The secret of a link stands in an address only until it is opened."""

from django.urls import path

from trailblazer.referrals.public.views import asking, linking, returning, status, words

urlpatterns = [
    path("ask", words.ask, name="ask"),
    path("ask/at/<int:urn>", words.ask, name="ask_at"),
    path("ask/who-can-see", words.words, {"page": "who_can_see"}, name="who_can_see"),
    path("ask/options", words.words, {"page": "options"}, name="ask_options"),
    path("ask/things-to-try", words.words, {"page": "things_to_try"}, name="ask_things_to_try"),
    path("ask/for-someone-else", words.words, {"page": "someone_else"}, name="ask_someone_else"),
    path("ask/questions/<slug:name>", asking.question, name="ask_question"),
    path("ask/not-safe", asking.not_safe, name="ask_not_safe"),
    path("ask/no-team", asking.no_team, name="ask_no_team"),
    path("ask/check", asking.check, name="ask_check"),
    path("ask/sent", asking.sent, name="ask_sent"),
    path("ask/later", returning.later, name="ask_later"),
    path("ask/closed", words.words, {"page": "put_away"}, name="ask_put_away"),
    path("ask/carry-on", returning.carry_on, name="ask_carry_on"),
    path("ask/carry-on/<str:secret>", returning.open_, name="ask_open"),
    path("ask/stop", asking.stop, name="ask_stop"),
    path("ask/stopped", words.words, {"page": "stopped"}, name="ask_stopped"),
    path("status", status.look_up, name="status"),
    path("status/closed", words.words, {"page": "closed"}, name="status_closed"),
    path("status/request", status.request_, name="status_request"),
    path("status/request/add", status.add, name="status_add"),
    path("status/request/added", status.added, name="status_added"),
    path("status/request/withdraw", status.withdraw, name="status_withdraw"),
    path("status/request/leave", status.leave, name="status_leave"),
    path("requests/<str:ref>/new-link", linking.new_link, name="new_link"),
    path("status/<str:secret>", status.open_, name="status_open"),
]
