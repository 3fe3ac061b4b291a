"""No page of a district or a village asks more, or has the database do more, for more people behind it."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select, text, update

from srikandi import clock, residents
from srikandi.residents import Resident, ResidentStatus
from tests.browsing import Browser
from tests.residents.bringing import bring, open_office, people
from tests.web.questions.counting import MOST, counted

HERE = 128
"""Half of them are more than a page shows."""
COPIES = 12
MORE = 1.3
EVERY = 10
DISTRICT = (
    *("/beranda", "/kabupaten/warga", "/kabupaten/warga?status=verified", "/kabupaten/warga?desa=19.01.01.2001"),
    *("/kabupaten/warga/kunjungan", "/kabupaten/warga/kunjungan/unduh", "/kabupaten/uhc", "/kabupaten/tunggakan"),
    *("/kabupaten/tunggakan/warga", "/kabupaten/berkas", "/kabupaten/ganda"),
)
VILLAGE = ("/beranda", "/desa/warga", "/desa/warga?tampil=semua", "/desa/slip", "/desa/usulan")


@pytest.fixture
def office(session):
    """Open a district whose people come by a list, every second of them visited."""
    office = open_office(session)
    bring(session, office, people(HERE))
    said = {"status": ResidentStatus.VERIFIED, "verified_by": office.village.id, "verified_at": clock.now()}
    session.execute(update(Resident).where(Resident.id % 2 == 0).values(said))
    session.commit()
    return office


def multiply(session):
    """Put a dozen strangers beside everybody, alike but for the name; they stand behind the first page."""
    fresh = {"id": "NULL", "import_id": "NULL", "name_key": "'Z ' || name_key"}
    random = {"uid": "lower(hex(randomblob(16)))", "nik_index": "randomblob(16)", "family_index": "randomblob(16)"}
    if session.get_bind().dialect.name == "postgresql":
        number = "sha256((n || '-' || resident.id)::text::bytea)"
        fresh["id"] = "(SELECT max(id) FROM resident) + (n - 1) * 1000 + resident.id"
        random = {"uid": "gen_random_uuid()", "nik_index": number, "family_index": number}
    columns = [one.name for one in Resident.__table__.columns]
    values = ", ".join((fresh | random).get(name, name) for name in columns)
    numbers = f"WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {COPIES}) "  # noqa: S608 - our own names
    into = f"INSERT INTO resident ({', '.join(columns)}) "
    sqlite = session.get_bind().dialect.name == "sqlite"
    rows = f"SELECT {values} FROM resident, number"  # noqa: S608 - our own names
    session.execute(text(f"{into}{numbers}{rows}" if sqlite else f"{numbers}{into}{rows}"))
    residents.fold_tallies(session)
    session.commit()
    assert session.scalar(select(func.count()).select_from(Resident)) == HERE * (COPIES + 1)
    session.rollback()


@contextmanager
def steps(session):
    """Count the steps SQLite's machine takes meanwhile, ten at a time."""
    taken = []

    def watch(connection, *_rest):
        connection.connection.driver_connection.set_progress_handler(lambda: taken.append(1), EVERY)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", watch)
    try:
        yield taken
    finally:
        event.remove(engine, "before_cursor_execute", watch)


def readers(app, office):
    for user, pages in ((office.checker, DISTRICT), (office.village, VILLAGE)):
        browser = Browser(app)
        browser.sign_in(user.id)
        yield browser, pages


def each(app, session, office, count):
    """Give what is counted while each page is opened a second time."""
    found = {}
    for browser, pages in readers(app, office):
        for page in pages:
            assert browser.get(page).status_code == 200, page
            with count(session) as taken:
                browser.get(page)
            found[browser, page] = len(taken)
    return list(found.values())


def test_no_page_asks_more_for_more_people(app, session, office):
    few = each(app, session, office, counted)
    multiply(session)
    assert each(app, session, office, counted) == few
    assert max(few) <= MOST


def test_no_page_has_the_database_do_more_for_more_people(app, session, office):
    if session.get_bind().dialect.name == "postgresql":
        pytest.skip("PostgreSQL counts no steps; it is asked the same questions by the same indexes")
    few = each(app, session, office, steps)
    multiply(session)
    many = each(app, session, office, steps)
    names = [*DISTRICT, *VILLAGE]
    grown = {page: (one, other) for page, one, other in zip(names, few, many, strict=True) if other > MORE * one}
    assert grown == {}


def test_a_count_of_everybody_would_be_noticed(session, office):
    if session.get_bind().dialect.name == "postgresql":
        pytest.skip("PostgreSQL counts no steps")
    asked = select(Resident.village_code, func.count()).group_by(Resident.village_code)
    counts = []
    for _ in range(2):
        with steps(session) as taken:
            session.execute(asked).all()
        counts.append(len(taken))
        session.rollback()
        if len(counts) == 1:
            multiply(session)
    assert counts[1] > MORE * counts[0]
