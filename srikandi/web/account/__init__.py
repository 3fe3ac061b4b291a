"""Pages of everybody who is signed in: home, sessions, password, second factor."""

from flask import Blueprint

area = Blueprint("account", __name__)
