"""Addresses of letters. Those of one young person's letters stand beside the rest of the record."""

from django.urls import path

from trailblazer.letters.views import outbox, words, writing

app_name = "letters"
urlpatterns = [
    path("letters/", outbox.letters, name="list"),
    path("letters/words", words.words, name="words"),
    path("letters/words/new", words.new, name="words_new"),
    path("letters/words/<str:code>", words.change, name="words_change"),
    path("letters/words/<str:code>/end", words.end, name="words_end"),
    path("letters/<str:ref>", outbox.letter, name="letter"),
    path("letters/<str:ref>/pdf", outbox.pdf, name="pdf"),
    path("letters/<str:ref>/try-again", outbox.try_again, name="try_again"),
    path("letters/<str:ref>/posted", outbox.posted, name="posted"),
    path("young-people/<str:young_person>/letters", writing.letters_of, name="of_record"),
    path("young-people/<str:young_person>/letters/write", writing.write, name="write"),
]
