"""When the database is gone, the page says so and asks it nothing more."""

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from srikandi.database import db
from srikandi.users import Role
from tests.people import make_user


def test_a_lost_database_is_a_503_page_and_comes_back_by_itself(browser, session, app):
    browser.sign_in(make_user(session, Role.AUDITOR).id)
    assert browser.get("/akun").status_code == 200
    session.rollback()
    lost = []

    def lose(connection):
        lost.append(connection)
        raise OperationalError("BEGIN", {}, ConnectionError("the server is gone"))

    event.listen(db.engine, "begin", lose, insert=True)
    try:
        answer = browser.get("/akun")
    finally:
        event.remove(db.engine, "begin", lose)
    assert lost
    assert answer.status_code == 503
    assert "Srikandi JKN" in answer.text
    assert browser.get("/akun").status_code == 200
