"""Full identities, for the files that go to BPJS Kesehatan: the only place that opens many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.database import in_parts
from srikandi.residents.identity import masked
from srikandi.residents.models import Resident


@dataclass(frozen=True, repr=False)
class IdentityRow:
    """A person with everything BPJS asks for; it prints as its number only."""

    resident_id: int
    nik: str
    family_card: str | None
    name: str
    birth_on: date
    sex: str
    village_code: str
    address: str | None
    hamlet: str | None
    rt: str | None
    rw: str | None
    family_relation: str | None
    phone: str | None
    marital_status: str | None = None
    exit_reason: str | None = None
    exited_on: date | None = None

    def __repr__(self) -> str:
        """Show nothing of the person."""
        return f"IdentityRow({self.resident_id})"


@dataclass(frozen=True)
class Masked:
    """The ends of a person's numbers, as pages show them."""

    nik: str
    family_card: str | None


@dataclass(frozen=True, repr=False)
class VisitRow:
    """What a visitor needs to find somebody at home: no number of any kind."""

    resident_id: int
    name: str
    birth_on: date
    sex: str
    village_code: str
    address: str | None
    hamlet: str | None
    rt: str | None
    rw: str | None

    def __repr__(self) -> str:
        """Show nothing of the person."""
        return f"VisitRow({self.resident_id})"


def visit_rows(session: Session, resident_ids: Sequence[int]) -> list[VisitRow]:
    """Give names and addresses of these residents, in the order of their ids. A page asks `reveal_for_visit`."""
    plain = ("name", "birth_on", "sex", "village_code", "hamlet", "rt", "rw")
    return [
        VisitRow(one.id, address=_opened(one, "address"), **{name: getattr(one, name) for name in plain})
        for part in in_parts(resident_ids)
        for one in session.scalars(select(Resident).where(Resident.id.in_(part)).order_by(Resident.id))
    ]


def identities(session: Session, resident_ids: Sequence[int]) -> dict[int, IdentityRow]:
    """Give the full identity of each of these residents by id. For BPJS files only: a page asks `reveal`."""
    return {
        resident.id: identity_of(resident)
        for part in in_parts(resident_ids)
        for resident in session.scalars(select(Resident).where(Resident.id.in_(part)))
    }


def identity_of(resident: Resident) -> IdentityRow:
    """Open one person's identity."""
    return IdentityRow(
        resident_id=resident.id,
        nik=resident.nik.open(resident.uid),
        family_card=_opened(resident, "family_card"),
        name=resident.name,
        birth_on=resident.birth_on,
        sex=resident.sex,
        village_code=resident.village_code,
        address=_opened(resident, "address"),
        hamlet=resident.hamlet,
        rt=resident.rt,
        rw=resident.rw,
        family_relation=resident.family_relation,
        phone=_opened(resident, "phone"),
        marital_status=resident.marital_status,
        exit_reason=resident.exit_reason,
        exited_on=resident.exited_on,
    )


def masked_numbers(resident: Resident) -> Masked:
    """Give the ends of the NIK and of the family card's number."""
    card = _opened(resident, "family_card")
    return Masked(masked(resident.nik.open(resident.uid)), masked(card) if card else None)


def contact_of(resident: Resident) -> tuple[str, str]:
    """Give the address line and the telephone number, empty where there is none."""
    return _opened(resident, "address") or "", _opened(resident, "phone") or ""


def _opened(resident: Resident, column: str) -> str | None:
    sealed = getattr(resident, column)
    return None if sealed is None else sealed.open(resident.uid)
