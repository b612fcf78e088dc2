from django.urls import URLPattern

app_name = "young_people"
urlpatterns: list[URLPattern] = []
