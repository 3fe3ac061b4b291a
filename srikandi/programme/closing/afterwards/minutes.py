"""The Berita Acara Rekonsiliasi of closed months: printed from what was signed, never from what is true now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import closings, documents, ledger, organisations
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings import BILLING, Cause, DifferenceKind, MonthProposal
from srikandi.documents import (
    Document,
    DocumentKind,
    MinutesDifference,
    MinutesFacts,
    MinutesMonth,
    MinutesParty,
    MinutesRow,
    without_degrees,
)
from srikandi.i18n import day, rupiah
from srikandi.money import ZERO, Money
from srikandi.organisations import Kind, Organisation
from srikandi.places import District
from srikandi.programme.closing.afterwards.words import CAUSES, KINDS, SEGMENTS
from srikandi.programme.refusals import LetterNumberMissing, MonthsStillOpen
from srikandi.tariffs import Basis
from srikandi.users import User

MONTHS_A_QUARTER = 3
OTHER_MONTH = DifferenceKind.OTHER_MONTH.value


def quarter_of(month: Month) -> list[Month]:
    """Give the three months of the quarter a month lies in."""
    first = Month(month.year, (month.month - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1)
    return first.following(MONTHS_A_QUARTER)


def issue_minutes(
    session: Session, district: District, months: Sequence[Month], *, letter_number: str, by: Actor
) -> Document:
    """Print the minutes of these closed months; the same ones with the same letter number are the same paper.

    Raises: LetterNumberMissing, MonthsStillOpen.
    """
    facts = minutes_facts(session, district, months, letter_number=letter_number)
    return documents.issue(
        session,
        DocumentKind.RECONCILIATION,
        facts,
        organisation_id=organisations.government_of(session, district.id).id,
        pledge_id=None,
        district=district,
        by=by,
    )


def minutes_facts(session: Session, district: District, months: Sequence[Month], *, letter_number: str) -> MinutesFacts:
    """Gather what was signed for these months; one without premium has nothing to sign and is closed with the next.

    Raises: LetterNumberMissing, MonthsStillOpen.
    """
    if not letter_number.strip():
        raise LetterNumberMissing(field="letter_number")
    signed = closings.proposals.closed_over(session, district.id, list(months))
    if not signed or not ledger.is_closed(session, district.id, months[-1]):
        raise MonthsStillOpen
    parties = _parties(session, district, signed)
    return MinutesFacts(
        company=" dan ".join(party.institution for party in parties),
        letter_number=letter_number.strip(),
        from_on=months[0].first_day,
        to_on=months[-1].last_day,
        parties=parties,
        rows=tuple(row for one in signed for row in _rows(one)),
        differences=tuple(row for one in signed for row in _differences(one)),
        months=tuple(_month(district, one) for one in signed),
    )


def minutes_of(session: Session, district_id: int, month: Month) -> list[Document]:
    """List the valid minutes that tell of a month, the newest first."""
    asked = select(Document).where(Document.district_id == district_id, Document.kind == DocumentKind.RECONCILIATION)
    found = session.scalars(documents.without_bytes(asked).order_by(Document.id.desc()))
    span = str(month.first_day), str(month.last_day)
    return [one for one in found if one.facts["content"]["from_on"] <= span[0] <= one.facts["content"]["to_on"]]


def _parties(session: Session, district: District, signed: Sequence[MonthProposal]) -> tuple[MinutesParty, ...]:
    ids = {party for one in signed for party in (one.proposed_for, one.confirmed_for) if party is not None}
    found = {one.id: one for one in session.scalars(select(Organisation).where(Organisation.id.in_(ids)))}
    people = _people(session, signed)
    made = []
    for party in sorted(found.values(), key=lambda one: one.kind is not Kind.GOVERNMENT):
        agreed = [
            f"{people[user]}, {day(at.astimezone(ZoneInfo(district.zone)).date())}"
            for one in signed
            for user, whom, at in (
                (one.proposed_by, one.proposed_for, one.proposed_at),
                (one.confirmed_by, one.confirmed_for, one.confirmed_at),
            )
            if whom == party.id and user is not None and at is not None
        ]
        made.append(_party(district, party, tuple(dict.fromkeys(agreed))))
    return tuple(made)


def _party(district: District, party: Organisation, agreed: tuple[str, ...]) -> MinutesParty:
    if party.kind is Kind.GOVERNMENT:
        place = district.name.removeprefix("Kabupaten ").removeprefix("Kota ")
        office = district.head_title if place in district.head_title else f"{district.head_title} {place}"
        return MinutesParty(f"Pemerintah {district.name}", office, without_degrees(district.head_name), agreed)
    name = without_degrees(party.signatory_name or "") if party.signatory_name else ""
    return MinutesParty(party.name, party.signatory_title or "Kepala Cabang", name, agreed)


def _people(session: Session, signed: Sequence[MonthProposal]) -> dict[int | None, str]:
    ids = {user for one in signed for user in (one.proposed_by, one.confirmed_by) if user is not None}
    return dict(session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())


def _rows(one: MonthProposal) -> Iterator[MinutesRow]:
    """Give a row for each segment, and one beside it for what its bill charges for other months."""
    for said in one.content["figures"]:
        lives, other = _of_other_months(one, said["segment"])
        words = _segment(said)
        yield MinutesRow(
            month=one.month,
            segment=f"{words}, iuran bulan berjalan" if lives else words,
            billed_lives=said["billed_lives"] - lives,
            billed=Money(said["billed"]) - other,
            active_lives=said["active_lives"],
            premium=Money(said["premium"]),
            prepared=Money(said["by_bank"] + said["from_prepaid"]),
            # Months closed before this was told apart took what was prepared from prepaid money for taken.
            remitted=Money(said["on_statement"] + said.get("taken", said["from_prepaid"])),
        )
        if lives:
            words = f"{words}, iuran bulan lain (tunggakan dan koreksi)"
            yield MinutesRow(one.month, words, lives, other, 0, ZERO, ZERO, ZERO)


def _of_other_months(one: MonthProposal, segment: str) -> tuple[int, Money]:
    rows = [row for row in one.content["differences"] if (row["kind"], row["segment"]) == (OTHER_MONTH, segment)]
    return sum(row["lives"] for row in rows), Money(sum(row["rupiah"] for row in rows))


def _segment(said: dict[str, Any]) -> str:
    """Name a segment with what a life costs in it, where that is one figure."""
    words = SEGMENTS[Basis(said["segment"])]
    each, rest = divmod(said["premium"], said["active_lives"] or 1)
    return f"{words}, {rupiah(Money(each))} per jiwa" if each and not rest else words


def _differences(signed: MonthProposal) -> list[MinutesDifference]:
    """Count differences that were told alike together: nobody reads a hundred lines that say the same."""
    lives: Counter[tuple[str, ...]] = Counter()
    counts: Counter[tuple[str, ...]] = Counter()
    sums: Counter[tuple[str, ...]] = Counter()
    for one in signed.content["differences"]:
        key = tuple(str(one[name]) for name in ("kind", "cause", "owner", "owner_name", "follow_up"))
        counts[key] += 1
        lives[key] += one["lives"] if DifferenceKind(one["kind"]) in BILLING else 0
        sums[key] += one["rupiah"]
    return [
        MinutesDifference(
            month=signed.month,
            what=KINDS[DifferenceKind(kind)],
            count=counts[key],
            lives=lives[key],
            amount=Money(sums[key]),
            cause=CAUSES[Cause(cause)],
            owner=f"{owner_name}, {owner}",
            follow_up=follow_up,
        )
        for key in counts
        for kind, cause, owner, owner_name, follow_up in [key]
    ]


def _month(district: District, one: MonthProposal) -> MinutesMonth:
    closed_at = one.confirmed_at or one.proposed_at
    return MinutesMonth(one.month, closed_at.astimezone(ZoneInfo(district.zone)).date(), one.content_hash)
