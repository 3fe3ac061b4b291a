"""Field sessions: people of the programme go to worksites, markets and villages, and what comes of it is counted.

    planned = fieldwork.plan(session, district_id, Plan(...), by=maker)
    fieldwork.record(session, planned, Gathered(visitors=40, informed=35, nominated=6), by=village_officer)

Verifications made there are not typed: they are those of the people who went, in the hours of the session.
"""

from srikandi.fieldwork.calendars import Day, bounds, ics_of, weeks_of
from srikandi.fieldwork.models import (
    FIELD_MOVES,
    FieldKind,
    FieldPerson,
    FieldResult,
    FieldSession,
    FieldStatus,
    Venue,
)
from srikandi.fieldwork.planning import Plan, cancel, change_plan, plan
from srikandi.fieldwork.queries import (
    FieldRow,
    Sendable,
    people_of,
    people_to_send,
    results_of,
    rows_of,
    session_of,
    sessions_around,
    sessions_between,
    visible_to,
)
from srikandi.fieldwork.recording import Gathered, record
from srikandi.fieldwork.refusals import (
    CorrectionUnexplained,
    CountsUnfit,
    DayUnfit,
    FieldSessionMoved,
    FieldSessionUnknown,
    NobodyGoes,
    NotBegun,
    PlaceUnfit,
    ResultChanged,
    TimesUnfit,
)

__all__ = [
    "FIELD_MOVES",
    "CorrectionUnexplained",
    "CountsUnfit",
    "Day",
    "DayUnfit",
    "FieldKind",
    "FieldPerson",
    "FieldResult",
    "FieldRow",
    "FieldSession",
    "FieldSessionMoved",
    "FieldSessionUnknown",
    "FieldStatus",
    "Gathered",
    "NobodyGoes",
    "NotBegun",
    "PlaceUnfit",
    "Plan",
    "ResultChanged",
    "Sendable",
    "TimesUnfit",
    "Venue",
    "bounds",
    "cancel",
    "change_plan",
    "ics_of",
    "people_of",
    "people_to_send",
    "plan",
    "record",
    "results_of",
    "rows_of",
    "session_of",
    "sessions_around",
    "sessions_between",
    "visible_to",
    "weeks_of",
]
