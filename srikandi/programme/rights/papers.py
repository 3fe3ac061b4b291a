"""Papers for people: the copy of what is held (also as JSON and CSV), and the letters of a breach (UU 27/2022, 46)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from srikandi import clock, documents, i18n, places
from srikandi.places import District
from srikandi.programme.rights.holdings import Holdings
from srikandi.rights import DATA_KINDS, Breach, PersonRequest, Told

TEMPLATES = {Told.PEOPLE: "breach_people", Told.AUTHORITY: "breach_authority"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_pdf(session: Session, asked: PersonRequest, held: Holdings) -> bytes:
    """Give the copy as a paper with the district's letterhead."""
    district = places.district_of(session, asked.district_id)
    page = documents.write(
        "holdings",
        letterhead=documents.letterhead_of(session, district),
        number=asked.number,
        received=i18n.moment(asked.received_at, zone=district.zone),
        drawn=i18n.moment(clock.now(), zone=district.zone),
        facts=held.facts,
        parts=held.parts,
        contact=district.contact,
        is_demo=district.is_demo,
    )
    return documents.draw(page)


def as_json(district: District, asked: PersonRequest, held: Holdings) -> bytes:
    """Give the copy with names for programs, in UTF-8."""
    said = {
        "request": asked.number,
        "district": {"code": district.code, "name": district.name},
        "drawn_at": clock.now().isoformat(timespec="seconds"),
        "person": {one.key: one.value for one in held.facts},
        **{
            one.key: [dict(zip([key for key, _ in one.columns], row, strict=True)) for row in one.rows]
            for one in held.parts
        },
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def as_csv(held: Holdings) -> bytes:
    """Give the copy as one table: part, row, field, value; no cell is a formula, and numbers stay text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["bagian", "baris", "isian", "nilai"])
    writer.writerows(["data diri", "1", one.label, _plain(one.value)] for one in held.facts)
    for part in held.parts:
        for number, row in enumerate(part.rows, 1):
            for (_, label), cell in zip(part.columns, row, strict=True):
                writer.writerow([part.title, str(number), label, _plain(cell)])
    return ("\ufeff" + text.getvalue()).encode()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def breach_letter(session: Session, breach: Breach, *, to: Told) -> bytes:
    """Draw the letter: which data, when and how, what was done, what to do, whom to ask."""
    district = places.district_of(session, breach.district_id)
    zone = district.zone
    page = documents.write(
        TEMPLATES[to],
        letterhead=documents.letterhead_of(session, district),
        number=breach.number,
        today=clock.now().astimezone(ZoneInfo(zone)).date(),
        found=i18n.moment(breach.found_at, zone=zone),
        happened=i18n.moment(breach.happened_at, zone=zone) if breach.happened_at else None,
        what=breach.what,
        kinds=_listed([DATA_KINDS[one] for one in breach.kinds]),
        people=breach.people,
        handling=breach.handling,
        contact=district.contact,
        is_demo=district.is_demo,
    )
    return documents.draw(page)


def _listed(words: Sequence[str]) -> str:
    """Give `a`, `a dan b`, `a, b, dan c`, as a sentence has them."""
    low = [word if word.startswith(("NIK", "JKN")) else word[0].lower() + word[1:] for word in words]
    if len(low) < 3:  # noqa: PLR2004 - two words need no comma
        return " dan ".join(low)
    return f"{', '.join(low[:-1])}, dan {low[-1]}"
