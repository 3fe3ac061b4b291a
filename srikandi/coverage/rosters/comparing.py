"""A list of members laid beside who we pay for: every question asked once, of all lines together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Select,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from srikandi.coverage.models import BatchLine, LifeMonth, LifeMonthStatus, LineStatus
from srikandi.coverage.rosters.models import Roster, RosterFinding, RosterLine
from srikandi.database import in_parts, index_of
from srikandi.i18n import N_
from srikandi.residents import Resident, ResidentStatus

L, S = LifeMonthStatus, ResidentStatus
UNSYNCHRONISED = {"synchronize_session": False}


class FindingKind(StrEnum):
    """How somebody differs."""

    DEAD = "dead"
    GONE = "gone"
    DOUBLE = "double"
    ELSEWHERE = "elsewhere"
    HERE_ONLY = "here_only"
    THERE_ONLY = "there_only"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Advice:
    """What a kind of difference means, and what is to be done about it."""

    title: str
    action: str


K = FindingKind
ADVICE: dict[FindingKind, Advice] = {
    K.DEAD: Advice(
        N_("Meninggal, masih aktif di BPJS"),
        N_("Kirim berkas berhenti dengan akta kematiannya; minta iuran bulan sesudahnya dikembalikan."),
    ),
    K.GONE: Advice(
        N_("Sudah keluar, masih aktif di BPJS"),
        N_("Kirim berkas berhenti. Bila orangnya ternyata masih di sini, batalkan catatan keluarnya."),
    ),
    K.DOUBLE: Advice(
        N_("Didanai dua kali"),
        N_("Tanyakan cabang segmen mana yang benar. Bila ditanggung pihak lain, catat keluar; bulannya diteruskan."),
    ),
    K.ELSEWHERE: Advice(
        N_("Sudah aktif di segmen lain, masih di daftar kita"),
        N_("Jangan didanai. Catat keluar dengan alasannya supaya tempatnya untuk warga lain."),
    ),
    K.HERE_ONLY: Advice(
        N_("Aktif di sini, tidak ada di daftar BPJS"),
        N_("Kirim nomor berkas pendaftarannya ke cabang dan minta diaktifkan; jangan bayar sebelum jelas."),
    ),
    K.THERE_ONLY: Advice(
        N_("Aktif di BPJS, tidak ditanggung program ini"),
        N_("Cocokkan dengan daftar APBD. Bila memang ditanggung APBD, tidak perlu tindakan."),
    ),
    K.STRANGER: Advice(
        N_("Aktif di BPJS, tidak dikenal di sini"),
        N_("Cari orangnya lewat nomor baris di berkas; bila warga kabupaten, masukkan ke daftar warga."),
    ),
}


def match_lines(session: Session, roster: Roster) -> None:
    """Say of every line which resident of the district it is: by NIK, else by the card we were given."""
    same = Resident.nik_index == RosterLine.nik_index, Resident.district_id == roster.district_id
    who = select(Resident.id).where(*same).scalar_subquery()
    own = RosterLine.roster_id == roster.id
    session.execute(update(RosterLine).where(own).values(resident_id=who), execution_options=UNSYNCHRONISED)
    nameless = select(RosterLine.line, RosterLine.card_index).where(own, RosterLine.nik_index.is_(None))
    lines = {bytes(card): line for line, card in session.execute(nameless) if card is not None}
    if not lines:
        return
    known = BatchLine.district_id == roster.district_id, BatchLine.status == LineStatus.ACCEPTED
    cards = select(BatchLine.card_number, BatchLine.resident_id).where(*known, BatchLine.card_number.is_not(None))
    found = [(index_of("card", card or ""), who) for card, who in session.execute(cards)]
    rows = [{"roster_id": roster.id, "line": lines[card], "resident_id": who} for card, who in found if card in lines]
    for part in in_parts(rows):
        session.execute(update(RosterLine), part)


def compare(session: Session, roster: Roster) -> dict[str, int]:
    """Write down everybody who differs, and give how many there are of each kind."""
    session.execute(delete(RosterFinding).where(RosterFinding.roster_id == roster.id), execution_options=UNSYNCHRONISED)
    names = ["roster_id", "kind", "line", "resident_id", "segment"]
    for rows in _questions(roster):
        session.execute(insert(RosterFinding).from_select(names, rows))
    grouped = select(RosterFinding.kind, func.count()).where(RosterFinding.roster_id == roster.id)
    known = {row[0]: row[1] for row in session.execute(grouped.group_by(RosterFinding.kind))}
    return {kind.value: known.get(kind.value, 0) for kind in FindingKind}


def _questions(roster: Roster) -> list[Select[*tuple[Any, ...]]]:
    ours, theirs = _live(roster, L.SENT, L.ACTIVE), ~RosterLine.is_ours
    gone, dead = Resident.status == S.EXITED, Resident.exit_reason == "died"
    of_others = func.sum(case((RosterLine.is_ours, 0), else_=1))
    return [
        _people(roster, K.DEAD, gone, dead),
        _people(roster, K.GONE, gone, or_(Resident.exit_reason.is_(None), ~dead), RosterLine.is_ours),
        _people(roster, K.DOUBLE, ~gone, ours).having(or_(func.count() > 1, of_others > 0)),
        _people(roster, K.ELSEWHERE, ~gone, ~ours, theirs, Resident.status != S.LAPSED),
        _here_only(roster),
        _people(roster, K.THERE_ONLY, ~gone, ~ours, RosterLine.is_ours),
        _strangers(roster),
    ]


def _people(roster: Roster, kind: FindingKind, *rows: ColumnExpressionArgument[bool]) -> Select[*tuple[Any, ...]]:
    """Ask for people known here whom the list has as active, each once."""
    who = RosterLine.resident_id
    shown = (literal(roster.id), literal(kind.value), func.min(RosterLine.line), who, func.max(RosterLine.segment))
    active = RosterLine.roster_id == roster.id, RosterLine.is_active
    return select(*shown).join(Resident, Resident.id == who).where(*active, *rows).group_by(who)


def _here_only(roster: Roster) -> Select[*tuple[Any, ...]]:
    listed = select(literal(1)).where(
        RosterLine.roster_id == roster.id, RosterLine.resident_id == LifeMonth.resident_id, RosterLine.is_active
    )
    active = LifeMonth.district_id == roster.district_id, LifeMonth.month == roster.month, LifeMonth.status == L.ACTIVE
    nothing = literal(None, RosterFinding.line.type)
    shown = (literal(roster.id), literal(K.HERE_ONLY.value), nothing, LifeMonth.resident_id)
    no_segment = literal(None, RosterFinding.segment.type)
    return select(*shown, no_segment).where(*active, LifeMonth.resident_id.is_not(None), ~listed.exists())


def _strangers(roster: Roster) -> Select[*tuple[Any, ...]]:
    shown = (literal(roster.id), literal(K.STRANGER.value), RosterLine.line, RosterLine.resident_id, RosterLine.segment)
    own = RosterLine.roster_id == roster.id, RosterLine.is_active, RosterLine.is_ours, RosterLine.resident_id.is_(None)
    return select(*shown).where(*own)


def _live(roster: Roster, *statuses: LifeMonthStatus) -> ColumnElement[bool]:
    """Is this person registered with us in the list's month?"""
    same = and_(LifeMonth.resident_id == Resident.id, LifeMonth.month == roster.month)
    return select(literal(1)).where(same, LifeMonth.status.in_(statuses)).correlate(Resident).exists()
