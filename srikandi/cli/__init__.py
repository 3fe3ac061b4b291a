"""The commands of `flask`, a module a group."""

from __future__ import annotations

import importlib
import pkgutil

from flask import Flask


def offer(app: Flask) -> None:
    """Add what every module of this package offers to the application: its `group`, or its `groups`."""
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        for group in getattr(module, "groups", (getattr(module, "group", None),)):
            if group is not None:
                app.cli.add_command(group)
