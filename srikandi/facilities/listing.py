"""A district's list of facilities as a file: read all or nothing, every wrong row named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.errors import Refusal
from srikandi.facilities.actions import NewFacility, add_facility, change_facility, known_by_code, tidy_code
from srikandi.facilities.models import FacilityKind
from srikandi.facilities.refusals import NoFacilityColumns, TooManyFacilities
from srikandi.i18n import N_
from srikandi.places import District, subdistricts_of, villages_of
from srikandi.residents.importing import find_titled, open_grids
from srikandi.residents.importing.cleaning import key_of, text_of

MOST_ROWS = 500
TITLES: Mapping[str, frozenset[str]] = {
    "code": frozenset({"kode", "kodefaskes", "kodefktp", "kodeppk", "kdppk", "kodeprovider"}),
    "name": frozenset({"nama", "namafaskes", "namafktp", "namappk", "faskes", "fktp", "nmppk"}),
    "kind": frozenset({"jenis", "jenisfaskes", "jenisfktp", "tipe", "tipefaskes"}),
    "subdistrict": frozenset({"kecamatan", "kec", "namakecamatan"}),
    "village": frozenset({"desa", "kelurahan", "desakelurahan", "namadesa", "kodedesa"}),
    "address": frozenset({"alamat", "alamatfaskes"}),
    "phone": frozenset({"telepon", "telp", "notelp", "notelepon", "nohp", "kontak"}),
}
NEEDED = frozenset({"code", "name", "subdistrict"})
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
        self.subdistricts = {key_of(name): code for code, name in names.items()} | {
            key_of(code): code for code in names
        }
        villages = villages_of(session, district.id)
        self.villages = {(one.subdistrict_code, key_of(one.name)): one.code for one in villages}
        self.villages |= {(one.subdistrict_code, key_of(one.code)): one.code for one in villages}

    def facility(self, said: Mapping[str, str], seen: set[str]) -> NewFacility | str:
        """Give what a row says, or what is wrong with it."""
        subdistrict = self.subdistricts.get(key_of(said.get("subdistrict", "")).removeprefix("kecamatan"))
        if subdistrict is None:
            return N_("Kecamatannya tidak dikenal di kabupaten ini.")
        village = self.villages.get((subdistrict, key_of(said.get("village", ""))))
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
    found = find_titled(open_grids(content, filename=filename), TITLES, is_enough=lambda known: known >= NEEDED)
    if found is None:
        raise NoFacilityColumns(field="file")
    for number, cells in found.rows():
        said = {name: text_of(cell) for name, cell in cells.items()}
        if any(said.values()):
            yield number, said


def _kind(words: str) -> FacilityKind:
    low = words.casefold()
    return next((kind for kind, signs in KIND_WORDS if any(sign in low for sign in signs)), FacilityKind.CLINIC)
