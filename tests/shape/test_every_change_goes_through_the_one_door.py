"""Every public function of an app's `actions` says who may do it and what the log calls it."""

import pkgutil
from importlib import import_module
from inspect import getmembers, isfunction

import pytest
from django.apps import apps

OURS = [config.name for config in apps.get_app_configs() if config.name.startswith("trailblazer.")]


def _modules():
    for app in OURS:
        for module in pkgutil.walk_packages(import_module(app).__path__, f"{app}."):
            parts = module.name.split(".")[2:]
            if parts[0] == "actions":
                yield module.name


MODULES = sorted(_modules())


def test_there_are_actions():
    assert len(MODULES) >= 5


@pytest.mark.parametrize("name", MODULES)
def test_every_action_says_who_may_do_it_and_what_the_log_calls_it(name):
    module = import_module(name)
    undeclared = [
        function
        for function, value in getmembers(module, isfunction)
        if value.__module__ == name and not function.startswith("_") and not hasattr(value, "logged_as")
    ]
    assert not undeclared
