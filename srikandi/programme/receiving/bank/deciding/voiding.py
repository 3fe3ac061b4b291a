"""A file that is not true leaves the book with everything it brought, if none of it has been used for good.

Its money is taken from wherever it stands now: from its payers, whose unused months wait for other money, from
suspense, or from the operator's interest and costs. Each line gets a journal of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from srikandi import clock, ledger, payments
from srikandi.audit import Actor
from srikandi.i18n import N_
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, NotEnoughMoney
from srikandi.money import ZERO, Money, total
from srikandi.payments import (
    BankAccount,
    BankStatement,
    Payment,
    PaymentStatus,
    StatementLine,
    StatementVoid,
    banking,
    cards,
)
from srikandi.payments.statements import Action, is_bank_own
from srikandi.pledges import Pledge
from srikandi.programme.certificates import recertify
from srikandi.programme.money import Freeable, Funding, freeable, fund, funds_key, months_of
from srikandi.programme.receiving.bank.deciding.correcting import set_free
from srikandi.programme.receiving.bank.desk import Desk, desk_of, lock_pledges, numbers_of, sums_of, void_name
from srikandi.programme.receiving.purposes import noon
from srikandi.programme.receiving.telling import Why, tell_gone
from srikandi.programme.refusals import MoneyUsed, StatementInUse

VOIDED = "voided"
UNTRUE = "Rekening koran di balik pembayaran ini ternyata keliru dan dibatalkan."
MOST_LINES = 5_000
"""Lines of the longest file that leaves in one work; a longer one is corrected line by line."""

USED = N_(
    "Dari %(wanted)s untuk komitmen %(pledge)s hanya %(free)s yang masih bisa ditarik. "
    "Sisanya sudah menjadi jiwa-bulan yang masuk berkas ke BPJS Kesehatan."
)
TOO_LONG = N_("Berkas ini terlalu panjang untuk dibatalkan sekaligus. Koreksi mutasinya satu per satu.")
LATER = N_("Berkas %(file)s yang diimpor sesudahnya memuat mutasi yang sama. Batalkan dulu berkas itu.")
SPENT = N_("Uangnya sudah dicocokkan dengan pencairan kartu, pengembalian, atau penarikan bank.")
RETURNED = N_("Sebagian uangnya sudah dikembalikan kepada pembayarnya.")
BOOKED_OUT = N_("Uang keluar ini sudah dibukukan.")
WRITTEN_OFF = N_("Penarikan bank ini sudah dibukukan dengan persetujuan dua orang.")
TAKEN_BACK = N_("Mutasi ini dan pasangannya di berkas lain sudah dibukukan sebagai penarikan bank.")


@dataclass(frozen=True)
class Obstacle:
    """Why a file cannot leave the book: a sentence, what fills its gaps, and the line it is about."""

    words: str
    line: StatementLine | None = None
    values: Mapping[str, str | Money] = field(default_factory=dict)


@dataclass(frozen=True)
class Voidable:
    """What would leave the book with a file."""

    settled: tuple[Payment, ...]
    """What payers would lose."""
    moves: tuple[tuple[StatementLine, Money], ...]
    """What would leave suspense, or the operator's interest and costs."""
    obstacles: tuple[Obstacle, ...]
    months: int = 0
    """Life-months that would wait for other money."""

    @property
    def credited(self) -> Money:
        """What payers would lose, together."""
        return total([one.amount for one in self.settled])

    @property
    def in_suspense(self) -> Money:
        """What would leave suspense."""
        return total([amount for line, amount in self.moves if line.action == Action.REVIEW])


def look_at_void(session: Session, statement: BankStatement) -> Voidable:
    """Say what would leave the book with a file, and what stands in the way."""
    if statement.lines_new > MOST_LINES:
        return Voidable((), (), (Obstacle(TOO_LONG),))
    return _found(session, statement, banking.lines_of(session, statement, at_most=None))


def propose_void(session: Session, statement: BankStatement, *, reason: str, by: Actor) -> StatementVoid:
    """Propose to take a file out of the book. Raises: StatementInUse and what `banking.propose_void` raises."""
    _check(look_at_void(session, statement))
    return banking.propose_void(session, statement, reason=reason, by=by)


def confirm_void(session: Session, void: StatementVoid, *, by: Actor) -> list[Funding]:
    """Take a file out of the book, as somebody else has proposed.

    Raises: StatementInUse, MoneyUsed and what `banking.confirm_void` raises.
    """
    cards.let_go_of_lines(session, void.statement_id, by=by)
    statement, lines = banking.confirm_void(session, void, by=by)
    held = lock_pledges(session, (one.pledge_id for one in _found(session, statement, lines).settled))
    found = _found(session, statement, lines)
    _check(found)
    if found.settled:
        set_free(session, found.settled, held, by=by)
    desk = desk_of(session, session.get_one(BankAccount, statement.account_id), by=by)
    try:
        ledger.post_many(session, list(_entries(desk, found, lines, held, reason=void.reason)), by=by)
    except NotEnoughMoney as error:
        raise MoneyUsed(wanted=found.credited + found.in_suspense, free=ZERO) from error
    payments.move_all(session, found.settled, PaymentStatus.REVERSED, by=by, reason=void.reason)
    tell_gone(session, found.settled, why=Why.VOIDED)
    banking.keep_void(session, statement, lines, by=by)
    fundings = [fund(session, pledge_id, by=by) for pledge_id in sorted(held)]
    for pledge_id in sorted(held):
        recertify(session, pledge_id, reason=UNTRUE, by=by)
    return fundings


def _check(found: Voidable) -> None:
    if found.obstacles:
        raise StatementInUse


def _found(session: Session, statement: BankStatement, lines: Sequence[StatementLine]) -> Voidable:
    """Say of each line where its money stands now, or why it cannot be taken from there."""
    settled = payments.settled_by_line(session, [line.id for line in lines])
    own = {line.id for line in lines}
    returns = [line for line in lines if line.amount_sen < 0 and line.journal_id is not None]
    decided = banking.written_off(session, [line.id for line in returns])
    undone = {line.reverses_id for line in returns if line.action == Action.REVERSE and line.id not in decided}
    gone: list[Payment] = []
    moves: list[tuple[StatementLine, Money]] = []
    obstacles = [Obstacle(LATER, values={"file": name}) for name in _later_with_same(session, statement)]
    for line in lines:
        if line.journal_id is None or line.id in undone:
            continue
        is_pair = line.reverses_id in own
        why = WRITTEN_OFF if line.id in decided else _why_not(line, settled.get(line.id, []), is_pair=is_pair)
        if why:
            obstacles.append(Obstacle(why, line))
        elif line.action == Action.CREDIT:
            gone += settled[line.id]
        elif line.action != Action.REVERSE:
            moves.append((line, banking.whole(line)))
    found = freeable(session, sums_of(gone))
    return Voidable(tuple(gone), tuple(moves), (*obstacles, *_used(session, found)), months_of(found))


def _used(session: Session, found: Sequence[Freeable]) -> Iterator[Obstacle]:
    """Say whose money has become life-months that BPJS Kesehatan has been told of."""
    short = [one for one in found if not one.is_enough]
    numbers = numbers_of(session, (one.payer.pledge_id for one in short))
    for one in short:
        values: dict[str, str | Money] = {
            "wanted": one.wanted,
            "pledge": numbers[one.payer.pledge_id],
            "free": one.amount,
        }
        yield Obstacle(USED, values=values)


def _why_not(line: StatementLine, settled: Sequence[Payment], *, is_pair: bool) -> str:
    if line.action == Action.CREDIT:
        if any(one.refunded for one in settled):
            return RETURNED
        return "" if total([one.amount for one in settled]) == banking.whole(line) else SPENT
    if line.action == Action.REVERSE:
        return "" if is_pair else TAKEN_BACK
    return "" if banking.waits(line) or is_bank_own(banking.as_read(line)) else BOOKED_OUT


def _later_with_same(session: Session, statement: BankStatement) -> list[str]:
    """Name the later files of which more lines were here already than other files can have brought."""
    repeats = BankStatement.lines_read - BankStatement.lines_new
    asked = select(BankStatement.filename, BankStatement.pending, repeats, _brought_by_others(statement)).where(
        BankStatement.account_id == statement.account_id,
        BankStatement.id > statement.id,
        BankStatement.voided_at.is_(None),
        BankStatement.from_on <= statement.to_on,
        BankStatement.to_on >= statement.from_on,
    )
    later = session.execute(asked.order_by(BankStatement.id))
    return [name for name, pending, known, others in later if known - len(pending) > others]


def _brought_by_others(statement: BankStatement) -> ScalarSelect[int]:
    """Count the lines for a later file's days that came before it, not with the one statement."""
    asked = select(func.count(StatementLine.id)).where(
        StatementLine.account_id == BankStatement.account_id,
        StatementLine.booked_on.between(BankStatement.from_on, BankStatement.to_on),
        StatementLine.statement_id < BankStatement.id,
        StatementLine.statement_id != statement.id,
        StatementLine.action != Action.VOIDED.value,
    )
    return asked.correlate(BankStatement).scalar_subquery()


def _entries(
    desk: Desk, found: Voidable, lines: Sequence[StatementLine], held: dict[int, Pledge], *, reason: str
) -> Iterator[Entry]:
    by_id = {line.id: line for line in lines}
    today = banking.decided_about(desk.session, list(by_id))
    for one in found.settled:
        arrow = Arrow(funds_key(held[one.pledge_id], one.organisation_id), desk.cash, one.amount)
        line = by_id[one.statement_line_id or 0]
        yield _entry(desk, line, arrow, reason=reason, is_today=line.id in today, payment=one)
    for line, amount in found.moves:
        yield _entry(desk, line, _back(desk, line, amount), reason=reason, is_today=line.id in today)


def _back(desk: Desk, line: StatementLine, amount: Money) -> Arrow:
    """Walk the road of a line back: out of suspense, or out of the operator's interest and costs."""
    if line.action == Action.REVIEW:
        return Arrow(desk.suspense, desk.cash, amount)
    if line.amount_sen > 0:
        return Arrow(AccountKey(AccountKind.ACCOUNT_INTEREST, line.district_id), desk.cash, amount)
    return Arrow(desk.cash, AccountKey(AccountKind.ACCOUNT_COSTS, line.district_id), amount)


def _entry(
    desk: Desk, line: StatementLine, arrow: Arrow, *, reason: str, is_today: bool, payment: Payment | None = None
) -> Entry:
    """Take a line's money out on the line's own day; today, where two people have moved it since."""
    return Entry(
        reference=f"bank:{void_name(desk.account, line, payment)}",
        kind=VOIDED,
        district_id=line.district_id,
        memo=reason,
        occurred_at=clock.now() if is_today else noon(desk.district, line.booked_on),
        arrows=(arrow,),
        document=f"statement_line/{line.id}",
        contract_id=None if payment is None else payment.pledge_id,
    )
