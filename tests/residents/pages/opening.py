"""What a test of these pages starts from: people signed in, files uploaded, numbers looked for, questions counted."""

import json
import re

import sqlalchemy as sa

from srikandi import database
from tests.browsing import Browser
from tests.residents.bringing import SAMPLES

UPLOADS = "/kabupaten/unggahan"
NUMBER = re.compile(r"(?<![\d.,-])\d{16}(?![\d.,])")


def signed_in(app, user):
    browser = Browser(app)
    browser.sign_in(user.id)
    return browser


def upload(maker, content, name, **other):
    said = {"file": (content, name), "kind": "recruitment", **other}
    return maker.submit(f"{UPLOADS}/baru", said)


def brought(maker, name="siak.xlsx", **other):
    answer = upload(maker, (SAMPLES / name).read_bytes(), name, **other)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def numbers_of(name):
    """Every 16-digit number of a sample: none may ever be on a page."""
    truth = (SAMPLES / name.replace(".xlsx", ".json").replace(".csv", "_csv.json")).read_text()
    return set(NUMBER.findall(truth))


def village_of(name):
    """The village its bringer names for a list that names none."""
    truth = json.loads((SAMPLES / name.replace(".xlsx", ".json").replace(".csv", "_csv.json")).read_text())
    found = truth["file"].get("village_from_file")
    return {"village": found["code"]} if found else {}


def without_any(text, numbers):
    return not [number for number in numbers if number in text]


def queries(app, browser, path):
    asked = []
    with app.app_context():
        engine = database.db.engine

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        assert browser.get(path).status_code == 200
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked if one.lstrip().upper().startswith("SELECT")])
