"""The second collection account is about to move: proposed yesterday, approved this morning, waiting its day."""

from __future__ import annotations

from datetime import datetime

from srikandi import clock, programme
from srikandi.cli.demo.cast.logins import PASSWORD
from srikandi.cli.demo.deeds import Stage
from srikandi.payments.destinations import ChangeKind, Wanted
from srikandi.users import prove_again

NUMBER = "1690008765432"
REASON = "Bank Mandiri memindahkan rekening forum ke cabang Sungailiat"


def move_mandiri(stage: Stage, *, at: datetime, approved_at: datetime) -> None:
    """Let the treasurer ask for another Mandiri account, and an official approve it."""
    session, maker, checker = stage.session, stage.by("treasurer"), stage.by("checker")
    wanted = Wanted(ChangeKind.CHANGE, stage.cast.mandiri.id, "Mandiri", NUMBER, stage.cast.mandiri.holder)
    with clock.pretending(at):
        proof = prove_again(session, maker.user_id or 0, password=PASSWORD, code="")
        district_id = stage.cast.district.id
        change = programme.propose_destination(
            session, wanted, district_id=district_id, reason=REASON, proof=proof, by=maker
        )
    with clock.pretending(approved_at):
        proof = prove_again(session, checker.user_id or 0, password=PASSWORD, code="")
        programme.approve_destination(session, change, seen_hash=change.content_hash, proof=proof, by=checker)
