"""Letters to those who are asked to pay with somebody, or to promise together, each in the language of who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import organisations, places, pledges
from srikandi.i18n import N_, long_month, moment, say
from srikandi.messages import Message
from srikandi.organisations import Kind, Organisation
from srikandi.places import District
from srikandi.pledges import Answer, Consortium, ConsortiumInvitation, Pledge, Proposal
from srikandi.programme.promises import Ways, readers_of, send

SHARE, INVITATION = "share request", "consortium invitation"
ASKED = N_("Diminta ikut menanggung komitmen %(number)s, usulan %(version)s")
ASKED_NEWS = N_(
    "%(leader)s mengajak Anda ikut menanggung komitmen %(number)s: %(lives)s jiwa selama %(months)s bulan, mulai "
    "%(start)s. Porsi Anda %(share)s per jiwa-bulan, seluruhnya %(whole)s."
)
ASKED_WHEN = N_("Jawablah paling lambat %(until)s. Sebelum Anda setuju, tidak ada yang ditagihkan kepada Anda.")
ASKED_WHY = N_("Catatan pengaju: %(reason)s")
ANSWER_AT = N_("Setuju atau tolak setelah masuk, di:")
INVITED = N_("Undangan komitmen bersama %(number)s: %(name)s")
INVITED_NEWS = N_(
    "%(leader)s mengundang Anda ke komitmen bersama %(name)s: %(months)s bulan perlindungan, mulai %(start)s. Semua "
    "peserta berjalan bersama, atau tidak satu pun."
)
INVITED_WHEN = N_("Hari terakhir bergabung: %(until)s. Anda bebas ikut atau tidak.")
JOIN_AT = N_("Lihat syaratnya dan ikut setelah masuk, di:")


@dataclass(frozen=True)
class _Letter:
    """What one organisation is told: a subject, sentences, and where its answer is given."""

    kind: str
    subject: str
    parts: tuple[str, ...]
    call: str
    path: str


def tell_asked(session: Session, pledge: Pledge, *, ways: Ways) -> int:
    """Write to everybody whose yes to a share is missing, once a proposal; give to how many people."""
    proposal = next(iter(pledges.sharing_of(session, [pledge.id])), None)
    if proposal is None or not proposal.is_open:
        return 0
    district = places.district_of(session, pledge.district_id)
    waiting = [one.organisation_id for one in proposal.asked if one.answer is Answer.WAITING]
    letter = _Letter(SHARE, ASKED, _share_parts(proposal), ANSWER_AT, f"komitmen/{pledge.id}")
    return sum(
        _tell(session, letter, who, values=_share_values(session, pledge, proposal, who), at=(district, ways))
        for who in waiting
    )


def tell_invited(session: Session, consortium: Consortium, *, ways: Ways) -> int:
    """Write to everybody who was invited, once each; give to how many people."""
    asked = select(ConsortiumInvitation.organisation_id).where(ConsortiumInvitation.consortium_id == consortium.id)
    invited = list(session.scalars(asked.order_by(ConsortiumInvitation.organisation_id)))
    district = places.district_of(session, consortium.district_id)
    leader = organisations.names(session, [consortium.leader_id])[consortium.leader_id]
    values = {
        "number": consortium.number,
        "name": consortium.name,
        "leader": leader,
        "months": consortium.months,
        "start": consortium.start_month,
        "until": consortium.join_until,
    }
    letter = _Letter(INVITATION, INVITED, (INVITED_NEWS, INVITED_WHEN), JOIN_AT, f"komitmen-bersama/{consortium.id}")
    return sum(_tell(session, letter, who, values=values, at=(district, ways)) for who in invited)


def _share_parts(proposal: Proposal) -> tuple[str, ...]:
    return (ASKED_NEWS, ASKED_WHEN, ASKED_WHY) if proposal.reason else (ASKED_NEWS, ASKED_WHEN)


def _share_values(session: Session, pledge: Pledge, proposal: Proposal, who: int) -> dict[str, Any]:
    asked = proposal.of(who)
    share = asked.share if asked else proposal.missing
    return {
        "number": pledge.number,
        "version": proposal.version,
        "leader": organisations.names(session, [pledge.company_id])[pledge.company_id],
        "lives": pledge.lives,
        "months": pledge.months,
        "start": pledge.start_month,
        "share": str(share),
        "whole": str(share * (pledge.lives * pledge.months)),
        "until": proposal.answer_until,
        "reason": proposal.reason,
    }


def _tell(session: Session, letter: _Letter, who: int, *, values: dict[str, Any], at: tuple[District, Ways]) -> int:
    """Write one organisation's letters, but not one that lies in the outbox already: forms come twice."""
    district, ways = at
    door = "kabupaten" if session.get_one(Organisation, who).kind is Kind.GOVERNMENT else "perusahaan"
    link = f"{ways.public_url}/{door}/{letter.path}"
    written = 0
    for reader in readers_of(session, who):
        said = _spoken(values, district, reader.language)
        subject = say(letter.subject, language=reader.language, **said)
        if _is_written(session, letter.kind, reader.address, subject):
            continue
        parts = [say(part, language=reader.language, **said) for part in letter.parts]
        parts.append(f"{say(letter.call, language=reader.language)}\n{link}")
        send(session, reader, kind=letter.kind, subject=subject, parts=parts, district_id=district.id)
        written += 1
    return written


def _spoken(values: dict[str, Any], district: District, language: str) -> dict[str, Any]:
    """Write the days and months of a letter as its reader does."""
    until = moment(values["until"], zone=district.zone, language=language)
    return {**values, "start": long_month(values["start"], language), "until": until}


def _is_written(session: Session, kind: str, address: str, subject: str) -> bool:
    same = Message.kind == kind, Message.to_address == address, Message.subject == subject
    return session.scalar(select(Message.id).where(*same).limit(1)) is not None
