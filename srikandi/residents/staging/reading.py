"""Questions about imports: which ones, what is in them, who was sent back and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.i18n import N_
from srikandi.residents.identity import masked
from srikandi.residents.importing import CODES, DUPLICATE_SENTENCE, Decision, harmless
from srikandi.residents.models import Effect, ImportRow, ResidentImport
from srikandi.residents.refusals import ImportUnknown
from srikandi.residents.staging.people import Said, unpacked

PAGE_SIZE = 50
NEWEST = 100
SENT_BACK = (Decision.REJECT.value, Decision.DUPLICATE.value)
TITLES = (N_("Baris"), N_("Nama"), N_("NIK"), N_("Keputusan"), N_("Alasan"))
WRITTEN_VILLAGE = N_("Di berkas tertulis: %(village)s.")
WRITTEN_NIK = N_("NIK di berkas: %(n)s tanda.")
DECISION_WORDS = {Decision.REJECT.value: N_("Ditolak"), Decision.DUPLICATE.value: N_("Ganda")}


@dataclass(frozen=True)
class SeenRow:
    """One row of an import as a page shows it; the NIK is masked."""

    row: int
    name: str
    shown: str
    birth_on: date | None
    decision: Decision
    codes: tuple[str, ...]
    duplicate_of: int | None
    effect: Effect | None
    village_code: str | None
    village: str
    """As it stands in the file, of a row that was refused for it."""
    signs: int
    """How many its NIK has, of a row that was refused for them."""
    was: Said
    now: Said
    """Old and new values of what would change, without the numbers that name people."""


def imports_visible_to(viewer: Actor) -> Select[ResidentImport]:
    """Ask for the imports of a viewer's districts."""
    return select(ResidentImport).where(ResidentImport.district_id.in_(viewer.district_ids))


def import_of(session: Session, import_id: int, *, viewer: Actor) -> ResidentImport:
    """Give an import of this viewer's districts. Raises: ImportUnknown."""
    found = session.scalar(imports_visible_to(viewer).where(ResidentImport.id == import_id))
    if found is None:
        raise ImportUnknown
    return found


def imports_of(session: Session, *, viewer: Actor) -> list[ResidentImport]:
    """List the newest imports of a viewer's districts."""
    return list(session.scalars(imports_visible_to(viewer).order_by(ResidentImport.id.desc()).limit(NEWEST)))


def rows_page(
    session: Session, import_: ResidentImport, *, decision: Decision | None, effect: Effect | None, after: int = 0
) -> tuple[list[SeenRow], int | None]:
    """Give a page of rows after a row number, and the number the next page starts after, if there is one."""
    asked = select(ImportRow).where(ImportRow.import_id == import_.id, ImportRow.row > after)
    if decision is not None:
        asked = asked.where(ImportRow.decision == decision.value)
    if effect is not None:
        asked = asked.where(ImportRow.effect == effect.value)
    found = session.scalars(asked.order_by(ImportRow.row).limit(PAGE_SIZE + 1)).all()
    shown = [seen_row(row) for row in found[:PAGE_SIZE]]
    return shown, shown[-1].row if len(found) > PAGE_SIZE else None


def seen_row(row: ImportRow) -> SeenRow:
    """Open one row for a page."""
    content = unpacked(row.content.open(row.uid)) if row.content is not None else {}
    said = content.get("said") or {}
    was = {name: old for name, old in content.get("was", {}).items() if name != "status"}
    return SeenRow(
        row=row.row,
        name=str(said.get("name") or content.get("name") or ""),
        shown=str(content.get("shown", "")),
        birth_on=date.fromisoformat(said["birth_on"]) if said.get("birth_on") else None,
        decision=Decision(row.decision),
        codes=tuple(row.codes),
        duplicate_of=row.duplicate_of,
        effect=Effect(row.effect) if row.effect else None,
        village_code=said.get("village_code"),
        village=str(content.get("village", "")),
        signs=int(content.get("signs", 0)),
        was=_masked(was),
        now=_masked({name: said.get(name) for name in was}),
    )


def sent_back(session: Session, import_: ResidentImport, *, translate: Callable[[str], str] = str) -> bytes:
    """Give a CSV for Excel of the rows that did not get in: row, name, masked NIK and the reasons in words."""
    asked = select(ImportRow).where(ImportRow.import_id == import_.id, ImportRow.decision.in_(SENT_BACK))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([translate(title) for title in TITLES])
    for row in session.scalars(asked.order_by(ImportRow.row)):
        seen = seen_row(row)
        words = (translate(DECISION_WORDS[row.decision]), reasons_of(seen, translate=translate))
        writer.writerow([harmless(cell) for cell in (str(seen.row), seen.name, seen.shown, *words)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def decisions_of(session: Session, import_: ResidentImport) -> Iterator[tuple[int, str, str, int | None, str | None]]:
    """Give row, decision, codes, what it repeats and its effect, for every row of a file."""
    asked = select(ImportRow.row, ImportRow.decision, ImportRow.codes, ImportRow.duplicate_of, ImportRow.effect)
    for row in session.execute(asked.where(ImportRow.import_id == import_.id).order_by(ImportRow.row)):
        yield row.row, row.decision, " ".join(row.codes), row.duplicate_of, row.effect


def reasons_of(row: SeenRow, *, translate: Callable[[str], str] = str) -> str:
    """Give the reasons of a decision as sentences."""
    if row.decision is Decision.DUPLICATE:
        return translate(DUPLICATE_SENTENCE) % {"row": row.duplicate_of}
    return " ".join([*words_of(row.codes, translate=translate), *_written(row, translate=translate)])


def _written(row: SeenRow, *, translate: Callable[[str], str]) -> Iterator[str]:
    if row.village:
        yield translate(WRITTEN_VILLAGE) % {"village": row.village}
    if row.signs:
        yield translate(WRITTEN_NIK) % {"n": row.signs}


def words_of(codes: Sequence[str], *, translate: Callable[[str], str] = str) -> list[str]:
    """Give the sentence of each code."""
    return [translate(CODES[code]) for code in codes]


def _masked(values: Said) -> Said:
    card = values.get("family_card")
    return {**values, "family_card": masked(card)} if card else values
