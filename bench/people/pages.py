"""Each page with a whole district behind it, beside itself with a thousand people: same process, same server, in turns.

Both districts have the same villages, a third of the people visited and a fifth who owe six months; the officer's
village fills a page in both. PostgreSQL has been let finish what it does by itself within a minute of an import
(VACUUM, ANALYZE), and so has the worker. A file with a line for each person takes longer by nature: it is measured in
lines.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Flask
from sqlalchemy import insert, literal, select, text, update
from sqlalchemy.orm import Session

from bench.rows import BenchRow
from srikandi import arrears, clock, residents
from srikandi.arrears import ArrearsMonth, ArrearsSource, ArrearsStatement, ArrearsStatus, CareClass
from srikandi.clock import Month
from srikandi.database import current_session, db, unit_of_work
from srikandi.money import Money
from srikandi.residents import Resident, ResidentStatus
from srikandi.tariffs import Basis, Tariff
from tests.browsing import Browser
from tests.residents.bringing import Office

ROUNDS = 9
WARMING = 2
VISITED, OWING = 3, 5
"""Every third person has been visited, every fifth owes months."""
OWED = 6
FILES = ({"area": "district.", "page": "/kabupaten/tunggakan/warga", "ending": "/daftar-warga.csv"},)
"""Files with a line for each person: which button of which page gives them."""


@dataclass(frozen=True)
class Site:
    """An application with a district in its database, and who looks at it."""

    app: Flask
    checker: int
    village: int

    @classmethod
    def of(cls, app: Flask, office: Office) -> Site:
        """Give the site of an office."""
        found = cls(app, office.checker.id, office.village.id)
        current_session().rollback()
        return found

    def readers(self) -> dict[str, Browser]:
        """Sign both in."""
        found = {"district.": self.checker, "village.": self.village}
        browsers = {area: Browser(self.app) for area in found}
        for area, browser in browsers.items():
            browser.sign_in(found[area])
        return browsers


def settle(session: Session, office: Office) -> None:
    """Let the district be lived in, and the database and the worker come to rest."""
    with unit_of_work(session):
        _visit(session, office)
        _owe(session)
    with unit_of_work(session):
        residents.fold_tallies(session)
        for district_id in arrears.due_for_counting(session):
            arrears.count_villages(session, district_id)
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def compared(few: Site, whole: Site, *, kind: str) -> list[BenchRow]:
    """Give a row for each page, those that grow most first, and one for each long file."""
    gc.collect()
    gc.freeze()  # as wsgi.py does
    gc.set_threshold(20_000, 20, 20)
    small, large = few.readers(), whole.readers()
    pages = []
    for area, path in _paths(few.app):
        ways = small[area], large[area]
        if any(browser.get(path).status_code != 200 for browser in ways):
            continue
        name = f"{path}, {kind}" if path.startswith(("/kabupaten", "/desa")) else f"{path} {area}, {kind}"
        before, after = _in_turns(*ways, path)
        pages.append(BenchRow.against(name, after, unit="ms", baseline=before))
    files = (_file(small, large, kind, **one) for one in FILES)
    return [*sorted(pages, key=lambda row: -(row.ratio or 0)), *files]


def _paths(app: Flask) -> Iterator[tuple[str, str]]:
    rules = [one for one in app.url_map.iter_rules() if not one.arguments and "GET" in (one.methods or ())]
    for area in ("district.", "village."):
        yield from ((area, path) for path in sorted({one.rule for one in rules if one.endpoint.startswith(area)}))
        yield area, "/beranda"


def _in_turns(few: Browser, whole: Browser, path: str) -> tuple[float, float]:
    """Give the median milliseconds of both; whatever else the machine does meets both alike."""
    found: tuple[list[float], list[float]] = [], []
    for number in range(WARMING + ROUNDS):
        for browser, own in zip((few, whole), found, strict=True):
            start = time.perf_counter()
            browser.get(path).get_data()
            if number >= WARMING:
                own.append((time.perf_counter() - start) * 1000)
    return statistics.median(found[0]), statistics.median(found[1])


def _file(
    small: dict[str, Browser], large: dict[str, Browser], kind: str, *, area: str, page: str, ending: str
) -> BenchRow:
    """Give how many lines a second leave of a long file, and of a short one."""
    rates = []
    for browser in (small[area], large[area]):
        form = next(one for one in browser.forms(page) if one.action.endswith(ending))
        start = time.perf_counter()
        lines = browser.post(form.action, form.fields).get_data().count(b"\n") - 1
        rates.append(lines / (time.perf_counter() - start))
    return BenchRow.against(f"file {page}{ending}, {kind}", rates[1], unit="lines/s", baseline=rates[0])


def _visit(session: Session, office: Office) -> None:
    said = {"status": ResidentStatus.VERIFIED, "verified_by": office.village.id, "verified_at": clock.now()}
    asked = update(Resident).where(Resident.id % VISITED == 0).values(said)
    session.execute(asked, execution_options={"synchronize_session": False})


def _owe(session: Session) -> None:
    price = Tariff(basis=Basis.PARTICIPANT, amount=Money(35_000), valid_from=date(2020, 1, 1), decree="bench")
    session.add(price)
    last = Month.of(clock.today()) + -1
    said = {
        ArrearsStatement.source: ArrearsSource.DISTRICT,
        ArrearsStatement.first_month: last + (1 - OWED),
        ArrearsStatement.last_month: last,
        ArrearsStatement.care_class: CareClass.THIRD,
        ArrearsStatement.reason: "bench",
        ArrearsStatement.said_at: clock.now(),
    }
    own = (literal(value, column.type) for column, value in said.items())
    people = select(Resident.district_id, Resident.id, *own).where(Resident.id % OWING == 0)
    names = ["district_id", "resident_id", *(column.key for column in said)]
    session.execute(insert(ArrearsStatement).from_select(names, people, include_defaults=False))
    columns = ["month", "care_class", "status", "resident_id", "district_id", "statement_id"]
    for month in (last + (1 - OWED)).following(OWED):
        values = {"month": month, "care_class": CareClass.THIRD, "status": ArrearsStatus.OWED}
        owed = (literal(value, getattr(ArrearsMonth, name).type) for name, value in values.items())
        rows = select(*owed, ArrearsStatement.resident_id, ArrearsStatement.district_id, ArrearsStatement.id)
        session.execute(insert(ArrearsMonth).from_select(columns, rows, include_defaults=False))
