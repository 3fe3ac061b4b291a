"""Pages of everybody who is signed in: home, sessions, password, second factor."""

from flask import Blueprint

from srikandi.web.account import home, password, second_factor, sessions

area = Blueprint("account", __name__)
for part in (home, password, second_factor, sessions):
    area.register_blueprint(part.routes)
