"""A whole district comes in: 161,925 rows read, checked, encrypted, staged and approved, in a process of its own.

Beside it, in the same run: python-calamine reading the same workbook and nothing else, and as many bare rows of the
same width written plainly into a table without keys. Then people are looked for, and each page that needs no number in
its address is opened with a thousand people and with all of them (`pages`).
"""

from __future__ import annotations

import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.databases import kinds, own_application
from bench.people import pages
from bench.people.lists import RESIDENTS, people, workbook
from bench.people.pages import Site
from bench.rows import BenchRow
from srikandi import residents
from srikandi.audit import Actor
from srikandi.database import current_session, db, unit_of_work
from srikandi.residents import ResidentImport, ResidentKind, Search, Upload
from tests.residents.bringing import Office, open_office

FEW = 1_000
AT_HOME = 200
"""So many live in the officer's village in any case: its pages are full with a thousand people too."""
ROUNDS = 9
BY = Actor.system("bench")
RAW = 27
"""Columns a resident's row has: the bare rows are as wide."""


def rows() -> list[BenchRow]:
    """Measure the import, the search and the pages on each database."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name, count, seed in (("few", FEW, 7), ("all", RESIDENTS, 19)):
            Path(folder, name).write_bytes(workbook(people(count, seed=seed, at_home=AT_HOME)))
        found = []
        for kind in kinds():
            command = [sys.executable, "-m", "bench.people.importing", kind, folder]
            said = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ)
            found += [BenchRow(**row) for row in json.loads(said.stdout.splitlines()[-1])]
    return found


def measured(kind: str, folder: str) -> list[BenchRow]:
    """Measure one database; called in a process of its own, so that its peak of memory is that of the import."""
    with ExitStack() as stack:
        few = _opened(stack, kind, Path(folder, "few"))
        site, found = _whole(stack, kind, Path(folder, "all"))
        return [*found, *pages.compared(few, site, kind=kind)]


def _opened(stack: ExitStack, kind: str, file: Path) -> Site:
    """Give a site with the people of this file, lived in."""
    app = stack.enter_context(own_application(kind))
    session = current_session()
    with unit_of_work(session):
        office = open_office(session)
    _import(session, office, file)
    pages.settle(session, office)
    return Site.of(app, office)


def _whole(stack: ExitStack, kind: str, file: Path) -> tuple[Site, list[BenchRow]]:
    """Bring the whole district in, and give its site and what it took."""
    app = stack.enter_context(own_application(kind))
    session = current_session()
    with unit_of_work(session):
        office = open_office(session)
    whole = _timed(lambda: _import(session, office, file))
    peak, reader = _own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    reading = _timed(lambda: _calamine(file))
    pages.settle(session, office)
    return Site.of(app, office), [
        BenchRow.against(f"district imported, by reading, {kind}", whole, unit="seconds", baseline=reading),
        BenchRow.against(f"district imported, by bare rows, {kind}", whole, unit="seconds", baseline=_timed(_raw)),
        BenchRow(f"district imported, peak memory, {kind}", round(peak), "MB"),
        BenchRow(f"the same of the process that reads, {kind}", round(reader), "MB"),
        *_searches(session, office, kind),
    ]


def _own_peak() -> float:
    """Give the most memory this program has had, in MB; `getrusage` would count who started it."""
    found = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(found.split()[1]) / 1024


@contextmanager
def _unit(write: bool) -> Iterator[Session]:  # noqa: FBT001 - a unit of work is called with it alone
    with unit_of_work(current_session(), write=write) as work:
        yield work.session


def _import(session: Session, office: Office, file: Path) -> None:
    """Bring a file as a person and the worker do: taken in, read in pieces, approved by another, let in."""
    by, district = office.by("maker"), office.district.id
    with unit_of_work(session):
        upload = Upload(file.read_bytes(), f"{file.name}.xlsx")
        import_id = residents.take_in(session, upload, district_id=district, kind=ResidentKind.RECRUITMENT, by=by).id
        del upload
    residents.work_on(import_id, _unit, by=BY)
    with unit_of_work(session):
        import_ = session.get_one(ResidentImport, import_id)
        assert not import_.problem, import_.problem
        residents.approve_import(session, import_, seen_hash=import_.content_hash.hex(), by=office.by("checker"))
    residents.work_on(import_id, _unit, by=BY)
    with unit_of_work(session, write=False):
        import_ = session.get_one(ResidentImport, import_id)
        assert import_.status is residents.ImportStatus.APPROVED, import_.problem


def _calamine(file: Path) -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes())).get_sheet_by_index(0)
    assert sum(1 for _ in sheet.iter_rows()) == RESIDENTS + 1


def _raw() -> None:
    """Write as many rows of as many words, the plainest way each database has."""
    names = ", ".join(f"c{number}" for number in range(RAW))
    with db.engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE bare ({', '.join(f'c{number} TEXT' for number in range(RAW))})"))
    held: Any = db.engine.raw_connection()
    cursor, values = held.cursor(), ((f"value {number}",) * RAW for number in range(RESIDENTS))
    if db.engine.dialect.name == "sqlite":
        cursor.execute("BEGIN IMMEDIATE")
        cursor.executemany(f"INSERT INTO bare VALUES ({', '.join('?' * RAW)})", values)  # noqa: S608 - our own names
    else:
        with cursor.copy(f"COPY bare ({names}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
    held.commit()
    held.close()


def _searches(session: Session, office: Office, kind: str) -> list[BenchRow]:
    viewer, nik = office.by("checker"), next(people(1, seed=19, at_home=AT_HOME))[2]
    asked: dict[str, Callable[[], object]] = {
        "a NIK": lambda: residents.search_by_nik(session, nik, viewer=viewer),
        "a frequent name": lambda: residents.page_of(session, Search(name="siti"), viewer=viewer),
        "two beginnings": lambda: residents.page_of(session, Search(name="sit rah"), viewer=viewer),
        "a rare name": lambda: residents.page_of(session, Search(name="wulan widiyem purono"), viewer=viewer),
    }
    found = []
    for name, ask in asked.items():
        with unit_of_work(session, write=False):
            found.append(BenchRow(f"search by {name}, {kind}", round(_median(ask), 1), "ms"))
    return found


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_timed(work) * 1000 for _ in range(ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps([row.as_json() for row in measured(*sys.argv[1:])]))
