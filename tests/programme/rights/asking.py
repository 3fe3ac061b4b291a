"""Somebody of the scene stands at the desk."""

from srikandi import rights
from srikandi.residents import Resident
from srikandi.rights import Asked, Proof, RequestKind
from tests.programme.test_succession import at_place

WISH = "Saya ingin ini diurus, terima kasih."
SAID = "Sudah dijelaskan langsung di loket."


def everything(session):
    """Every cell of every table as the database holds it: what a stranger with its files could read."""
    session.flush()
    connection = session.connection()
    names = [row[0] for row in connection.exec_driver_sql(_tables(connection))]
    cells = []
    for name in names:
        for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608 - the database's own names
            cells += [bytes(cell).hex() if isinstance(cell, bytes | memoryview) else str(cell) for cell in row]
    return "\n".join(cells)


def _tables(connection):
    if connection.dialect.name == "sqlite":
        return "SELECT name FROM sqlite_master WHERE type = 'table'"
    return "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def ask(session, scene, place, kind, *, by=None):
    """Have a person at a place of the pool ask for something."""
    resident = at_place(session, place)
    asked = Asked(RequestKind(kind), Proof.IDENTITY_CARD, WISH)
    return rights.receive(session, resident, asked, by=by or scene.maker)


def person(session, request):
    """Give the row a request is about."""
    session.expire_all()
    return session.get_one(Resident, request.resident_id)
