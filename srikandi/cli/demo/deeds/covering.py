"""Files go to BPJS Kesehatan and come back; the branch confirms the later months."""

from __future__ import annotations

import csv
from collections.abc import Collection
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO

from python_calamine import CalamineWorkbook

from srikandi import coverage, programme
from srikandi.cli.demo.deeds.stage import Stage
from srikandi.clock import Month
from srikandi.coverage import Batch, succession
from srikandi.programme import exits
from srikandi.residents import Resident

NIK_COLUMN = "NIK"
CARDS_FROM = 9_000_000_000_000
DEAD = "T03"


def answer_to(batch_file: bytes, *, rejected: Collection[int] = (), code: str = DEAD) -> bytes:
    """Give the branch's answer to a batch: every line accepted with a card number but these, counted from 1."""
    grid = CalamineWorkbook.from_filelike(BytesIO(batch_file)).get_sheet_by_index(0).to_python()
    column = grid[0].index(NIK_COLUMN)
    out = StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(["NIK", "STATUS", "KODE", "NO KARTU", "KETERANGAN"])
    for line, cells in enumerate(grid[1:], 1):
        nik = str(cells[column])
        if line in rejected:
            rows.writerow([nik, "DITOLAK", code, "", "contoh penolakan"])
        else:
            rows.writerow([nik, "DITERIMA", "", str(CARDS_FROM + int(nik[-12:])), ""])
    return out.getvalue().encode()


def send(stage: Stage, month: Month, *, at: datetime) -> list[Batch]:
    """Give the files of a month, new members first, built by the maker and sent under a letter each."""
    batches = []
    for kind in coverage.REGISTERING:
        with stage.at(at):
            try:
                batch = programme.build_batch(
                    stage.session, stage.district_id, month=month, kind=kind, by=stage.by("maker")
                )
            except coverage.NothingToSend:
                continue
        with stage.at(at + timedelta(hours=1)):
            letter = f"440/{batch.id:03d}/DINSOSPMD/{at.year}"
            batches.append(programme.send_batch(stage.session, batch, letter_number=letter, by=stage.by("maker")))
    return batches


def answer(stage: Stage, batches: list[Batch], *, rejected: Collection[int] = (), at: datetime) -> None:
    """Let the branch answer the files of a month; what is turned down stands in the first."""
    for batch in batches:
        file = programme.batch_file(stage.session, batch, by=stage.by("branch"))
        content = answer_to(file, rejected=rejected if batch is batches[0] else ())
        with stage.at(at):
            name = f"jawaban-{batch.number}.csv"
            programme.read_answer(stage.session, batch, content, filename=name, by=stage.by("branch"))


def confirm(stage: Stage, month: Month, *, at: datetime) -> None:
    """Let the branch confirm a month by its document."""
    with stage.at(at):
        programme.confirm_month(
            stage.session,
            stage.district_id,
            month=month,
            document_number=f"BA-{month}/CONTOH",
            by=stage.by("branch"),
        )


def die_unnoticed(stage: Stage, box: str, *, on: date, told_at: datetime) -> None:
    """Let somebody of a promise have died months before anybody told, and the branch give one of these months back."""
    session, pledge = stage.session, stage.pledges[box]
    who = session.get_one(Resident, coverage.sitting(session, pledge.id)[2])
    with stage.at(told_at):
        programme.exit_resident(session, who, reason="died", on=on, by=stage.by("maker"))
    wasted = succession.wasted_months(session, [stage.district_id], pledge_id=pledge.id)
    with stage.at(told_at + timedelta(days=1)):
        first = [(one.pledge_id, one.month, one.seat) for one in wasted[:1]]
        number = f"KC-1901/0077/{on.year}"
        exits.credit_months(session, first, document_number=number, stated_on=told_at.date(), by=stage.by("branch"))
