"""Is every promised life-month there, does nobody who has left sit in one to come, is everybody found by name?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from srikandi import residents
from srikandi.coverage import succession
from srikandi.ledger import Finding


def check_life_months(session: Session) -> Iterator[Finding]:
    """Find pledges whose parts are not what was ever seated, and people who are covered after they have left."""
    for pledge_id, seated, there in succession.lost_months(session):
        yield Finding("life-months", f"pledge/{pledge_id}", f"{seated} jiwa-bulan pernah dijanjikan, ada {there}.")
    for resident_id, months in succession.gone_but_seated(session):
        message = f"Sudah keluar, tetapi masih menempati {months} jiwa-bulan."
        yield Finding("life-months", f"resident/{resident_id}", message)


def check_tallies(session: Session) -> Iterator[Finding]:
    """Find villages whose kept counts of people are not how many there are."""
    for village_code, kept, there in residents.miscounted(session):
        yield Finding("tallies", f"village/{village_code}", f"Tercatat {kept} warga, ternyata ada {there}.")


def check_names(session: Session) -> Iterator[Finding]:
    """Find people whom a search misses, and words that would find somebody by a name they do not have."""
    for resident_id in residents.unfindable(session):
        yield Finding("names", f"resident/{resident_id}", "Nama warga ini tidak ditemukan oleh pencarian.")
    for resident_id in residents.strays(session):
        message = "Pencarian menemukan warga ini dengan nama yang bukan namanya."
        yield Finding("names", f"resident/{resident_id}", message)
