"""The commands of `flask`, a module a group."""

from __future__ import annotations

import importlib
import pkgutil

from flask import Flask


def offer(app: Flask) -> None:
    """Add every command group of this package to the application."""
    for module in pkgutil.iter_modules(__path__):
        group = getattr(importlib.import_module(f"{__name__}.{module.name}"), "group", None)
        if group is not None:
            app.cli.add_command(group)
