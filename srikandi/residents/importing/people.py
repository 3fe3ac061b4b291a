"""A person as a list tells of one, cleaned: all that a pool of residents needs and nothing more.

Mothers' names, telephone numbers and e-mail addresses stay in the file: what is not here is never stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from srikandi.residents.identity import FamilyCard, Nik, Sex


@dataclass(frozen=True, slots=True)
class Person:
    """One resident of one village; identity numbers print masked."""

    nik: Nik
    family_card: FamilyCard | None
    name: str
    birth_on: date
    birth_place: str
    sex: Sex
    village_code: str
    address: str
    hamlet: str
    rt: str
    rw: str
    family_relation: str
    occupation: str
    decile: int | None
    segment: str
