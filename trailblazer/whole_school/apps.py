from django.apps import AppConfig


class WholeSchoolConfig(AppConfig):
    name = "trailblazer.whole_school"
    label = "whole_school"
