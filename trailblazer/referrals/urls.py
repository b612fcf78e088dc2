from django.urls import include, path

from trailblazer.referrals.views import asking, listing, looking, record, school, scoping, steps

app_name = "referrals"
urlpatterns = [
    path("requests/", listing.list_, name="list"),
    path("requests/rules", scoping.rules, name="rules"),
    path("requests/rules/<int:number>", scoping.set_rule, name="set_rule"),
    path("requests/ask", asking.start, {"journey": "ask"}, name="ask_signed_in"),
    path("requests/ask/<slug:step>", asking.step, {"journey": "ask"}, name="ask_step"),
    path("requests/add", asking.start, {"journey": "add"}, name="add"),
    path("requests/add/<slug:step>", asking.step, {"journey": "add"}, name="add_step"),
    path("requests/<str:ref>", record.record, name="record"),
    path("requests/<str:ref>/decide", record.decide, name="decide"),
    path("requests/<str:ref>/answer", record.answer, name="answer"),
    path("requests/<str:ref>/match", steps.match, name="match"),
    path("requests/<str:ref>/match/new", steps.match_new, name="match_new"),
    path("requests/<str:ref>/match/take-back", steps.unmatch, name="unmatch"),
    path("requests/<str:ref>/read-first", steps.read_first, name="read_first"),
    path("requests/<str:ref>/reopen", steps.reopen, name="reopen"),
    path("requests/<str:ref>/close", steps.close, name="close"),
    path("requests/<str:ref>/waits", looking.waits, name="waits"),
    path("requests/<str:ref>/history", looking.history, name="history"),
    path("requests/<str:ref>/add-words", school.add, name="add_words"),
    path("requests/<str:ref>/withdraw", school.withdraw, name="withdraw"),
    path("requests/<str:ref>/approve", school.approve, name="approve"),
    path("requests/<str:ref>/doubts", school.doubts, name="doubts"),
    path("requests/<str:ref>/sent", school.sent, name="sent"),
    path("", include("trailblazer.referrals.public.urls")),
]
