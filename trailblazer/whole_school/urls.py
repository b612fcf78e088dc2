app_name = "whole_school"
urlpatterns: list = []
