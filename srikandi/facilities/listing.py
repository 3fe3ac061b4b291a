"""A district's list of facilities as a file: read all or nothing, every wrong row named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.errors import Refusal
from srikandi.facilities.actions import NewFacility, add_facility, change_facility, known_by_code, tidy_code
from srikandi.facilities.models import FacilityKind
from srikandi.facilities.refusals import NoFacilityColumns, TooManyFacilities
from srikandi.i18n import N_
from srikandi.places import District, subdistricts_of, villages_of
from srikandi.residents.importing import open_grids

MOST_ROWS = 500
LINES_SEARCHED = 20
TITLES: Mapping[str, frozenset[str]] = {
    "code": frozenset({"kode", "kodefaskes", "kodefktp", "kodeppk", "kdppk", "kodeprovider"}),
    "name": frozenset({"nama", "namafaskes", "namafktp", "namappk", "faskes", "fktp", "nmppk"}),
    "kind": frozenset({"jenis", "jenisfaskes", "jenisfktp", "tipe", "tipefaskes"}),
    "subdistrict": frozenset({"kecamatan", "kec", "namakecamatan"}),
    "village": frozenset({"desa", "kelurahan", "desakelurahan", "namadesa", "kodedesa"}),
    "address": frozenset({"alamat", "alamatfaskes"}),
    "phone": frozenset({"telepon", "telp", "notelp", "notelepon", "nohp", "kontak"}),
}
NEEDED = ("code", "name", "subdistrict")
KIND_WORDS = (
    (FacilityKind.DENTIST, ("gigi", "dentist")),
    (FacilityKind.PUSKESMAS, ("puskesmas", "pkm")),
    (FacilityKind.DOCTOR, ("dokter", "doctor", "dpp", "dpm", "praktik")),
    (FacilityKind.CLINIC, ("klinik", "clinic", "pratama")),
)
"""In both languages: whoever reads English takes the list out in English and brings it back."""


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used: its number as the spreadsheet shows it, and why."""

    row: int
    words: str


@dataclass(frozen=True)
class Brought:
    """What a file did; with wrong rows in it, nothing."""

    added: int = 0
    changed: int = 0
    same: int = 0
    bad: tuple[BadRow, ...] = ()


def bring_facilities(session: Session, content: bytes, *, filename: str, district: District, by: Actor) -> Brought:
    """Take over a list of facilities; a second identical file changes nothing, and one wrong row stops all of it.

    Raises: importing.FileRefused, NoFacilityColumns, TooManyFacilities.
    """
    rows = list(_rows(content, filename))
    if len(rows) > MOST_ROWS:
        raise TooManyFacilities(rows=MOST_ROWS, field="file")
    places = _Places(session, district)
    read, bad = [], []
    seen: set[str] = set()
    for number, said in rows:
        made = places.facility(said, seen)
        if isinstance(made, str):
            bad.append(BadRow(number, made))
        else:
            read.append(made)
            seen.add(made.code)
    if bad:
        return Brought(bad=tuple(bad))
    return _keep(session, read, district, by=by)


def _keep(session: Session, read: Sequence[NewFacility], district: District, *, by: Actor) -> Brought:
    added = changed = 0
    for new in read:
        known = known_by_code(session, district.id, new.code)
        if known is None:
            add_facility(session, new, district_id=district.id, by=by)
            added += 1
        elif change_facility(session, known, new, by=by):
            changed += 1
    audit.record(session, "facility:bring", district, by=by, district_id=district.id, added=added, changed=changed)
    return Brought(added, changed, len(read) - added - changed)


class _Places:
    """The kecamatan and villages of a district by their names and codes."""

    def __init__(self, session: Session, district: District) -> None:
        names = subdistricts_of(session, district.id)
        self.subdistricts = {_key(name): code for code, name in names.items()} | {_key(code): code for code in names}
        villages = villages_of(session, district.id)
        self.villages = {(one.subdistrict_code, _key(one.name)): one.code for one in villages}
        self.villages |= {(one.subdistrict_code, _key(one.code)): one.code for one in villages}

    def facility(self, said: Mapping[str, str], seen: set[str]) -> NewFacility | str:
        """Give what a row says, or what is wrong with it."""
        subdistrict = self.subdistricts.get(_key(said.get("subdistrict", "")).removeprefix("kecamatan"))
        if subdistrict is None:
            return N_("Kecamatannya tidak dikenal di kabupaten ini.")
        village = self.villages.get((subdistrict, _key(said.get("village", ""))))
        if said.get("village") and village is None:
            return N_("Desanya tidak dikenal di kecamatan itu.")
        try:
            code = tidy_code(said.get("code", ""))
        except Refusal as refusal:
            return refusal.message
        if code in seen:
            return N_("Kode ini sudah ada di baris sebelumnya.")
        name = said.get("name", "")
        if not name:
            return N_("Namanya kosong.")
        kind = _kind(f"{said.get('kind', '')} {name}")
        return NewFacility(
            code, name, kind, subdistrict, village, said.get("address") or None, said.get("phone") or None
        )


def _rows(content: bytes, filename: str) -> Iterator[tuple[int, dict[str, str]]]:
    for grid in open_grids(content, filename=filename).visible:
        found = _header(grid.rows)
        if found is not None:
            line, columns = found
            for number, cells in enumerate(grid.rows[line + 1 :], line + 2):
                said = {name: _text(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
                if any(said.values()):
                    yield number, said
            return
    raise NoFacilityColumns(field="file")


def _header(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    for at, line in enumerate(rows[:LINES_SEARCHED]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(line):
            key = _key(_text(cell))
            for name, titles in TITLES.items():
                if key in titles:
                    columns.setdefault(name, place)
        if all(name in columns for name in NEEDED):
            return at, columns
    return None


def _kind(words: str) -> FacilityKind:
    low = words.casefold()
    return next((kind for kind, signs in KIND_WORDS if any(sign in low for sign in signs)), FacilityKind.CLINIC)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _key(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())
