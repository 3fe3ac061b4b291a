"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint

routes = Blueprint("sign_in", __name__)
