"""Sessions to test with."""

from datetime import timedelta

from srikandi import clock, fieldwork
from srikandi.fieldwork import FieldKind, Plan, Venue

HOUR = timedelta(hours=1)


def wanted(office, *, begins=-2, hours=4, people=None, **other):
    """A plan that begins so many hours from now."""
    starts_at = clock.now() + begins * HOUR
    said = {
        "kind": FieldKind.MOBILE,
        "venue": Venue.MARKET,
        "place": "Pasar Kite",
        "village_code": office.village_code,
        "starts_at": starts_at,
        "ends_at": starts_at + hours * HOUR,
        "people": (office.village.id,) if people is None else people,
    }
    return Plan(**{**said, **other})


def planned(session, office, **other):
    """A session in the calendar."""
    made = fieldwork.plan(session, office.district.id, wanted(office, **other), by=office.by("maker"))
    session.commit()
    return made
