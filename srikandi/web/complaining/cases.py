"""One case as district and branch see it: what was told and said, and both sides of the person."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from srikandi import complaints, places, residents
from srikandi.complaints import ADVICE, Complaint
from srikandi.database import current_session
from srikandi.residents import Resident


def case_facts(complaint: Complaint) -> dict[str, Any]:
    """Give what every handler's page of a case shows."""
    session = current_session()
    district = places.district_of(session, complaint.district_id)
    resident = session.get_one(Resident, complaint.resident_id)
    sides = complaints.sides_of(session, resident, district=district)
    title, action = ADVICE[sides.verdict]
    return {
        "row": complaints.row_of(session, complaint),
        "opened": complaints.opened(complaint),
        "said": complaints.said_of(session, complaint),
        "nik": residents.masked_numbers(resident).nik,
        "sides": sides,
        "verdict": (gettext(title), gettext(action)),
        "district": district,
    }
