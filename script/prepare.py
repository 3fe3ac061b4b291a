"""Bring the database up to date, fill an empty demonstration, and print who can log in.

One process does what `flask db upgrade`, `flask demo load --if-empty` and `flask demo logins` do: the application is
loaded once, which halves the time of a second start.
"""

from __future__ import annotations

import contextlib
import sys

from flask import Flask
from flask.cli import ScriptInfo

from wsgi import app


def run(application: Flask, *words: str) -> None:
    """Run one command of `flask`. Raises: SystemExit, if it refuses."""
    information = ScriptInfo(create_app=lambda: application)
    try:
        application.cli.main(args=list(words), prog_name="flask", standalone_mode=False, obj=information)
    except SystemExit as end:
        if end.code:
            raise


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):
        run(app, "db", "upgrade")
        if app.extensions["srikandi"].is_demo:
            run(app, "demo", "load", "--if-empty")
    if app.extensions["srikandi"].is_demo:
        run(app, "demo", "logins")
