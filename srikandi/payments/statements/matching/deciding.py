"""The decision about each line, in the order the money moved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from srikandi.money import SEN
from srikandi.payments.references import PaymentReference, find_references
from srikandi.payments.statements.lines import StatementLine
from srikandi.payments.statements.matching.bills import BillIndex
from srikandi.payments.statements.matching.decisions import Action, Bill, Code, LineDecision, Part
from srikandi.payments.statements.matching.history import History
from srikandi.payments.statements.matching.payer import Reading, read_payment

_BANK_OWN = re.compile(
    r"\s*(?:KOREKSI\s+)?(?:(?:KREDIT |CREDIT )?(?:BUNGA|INTEREST)|PAJAK|TAX|BIAYA|CHARGE|ADM(?:INISTRASI)?|JASA GIRO"
    r"|BAGI HASIL)\b"
)
_BANK_KINDS = {"INTR", "TAXE", "CHRG", "COMM", "NINT", "NCHG", "NCOM"}
_TAKEN_BACK = re.compile(r"\b(?:KOREKSI|REVERSAL|REVERSE|REV|PEMBATALAN|BATAL|RETUR|RETURN)\b")


def decide(
    lines: Sequence[StatementLine], *, bills: Sequence[Bill], earlier: Sequence[StatementLine] = ()
) -> list[LineDecision]:
    """Say of each line what it means, given the open bills and what came before on the account."""
    index, history = BillIndex(bills), History()
    for place in _as_it_happened(earlier):
        _decide(earlier[place], index, history)
    decided = {place: _decide(lines[place], index, history) for place in _as_it_happened(lines)}
    return [decided[place] for place in range(len(lines))]


def _as_it_happened(lines: Sequence[StatementLine]) -> list[int]:
    """Give the places of the lines, oldest first; some banks list the newest first."""
    is_newest_first = bool(lines) and lines[0].booked_on > lines[-1].booked_on
    places = range(len(lines))
    return sorted(reversed(places) if is_newest_first else places, key=lambda place: lines[place].booked_on)


def _decide(line: StatementLine, bills: BillIndex, history: History) -> LineDecision:
    if line.is_pending:
        return LineDecision(line=line, action=Action.WAIT, codes=(Code.PENDING,))
    if line.amount_sen < 0:
        return _outgoing(line, bills, history)
    if line.amount_sen == 0 or is_bank_own(line):
        return LineDecision(line=line, action=Action.IGNORE)
    decision = _batch(line, bills) if line.details else _incoming(line, bills, history)
    history.remember(line, decision.reference)
    return decision


class Described(Protocol):
    """What tells whose a line is: the bank's own word for its kind, and its text."""

    @property
    def kind(self) -> str | None:
        """Give the bank's word."""

    @property
    def description(self) -> str:
        """Give the text."""


def is_bank_own(line: Described) -> bool:
    """Is this the bank's own line: interest, tax, charges?"""
    return line.kind in _BANK_KINDS or _BANK_OWN.match(line.description.upper()) is not None


def _outgoing(line: StatementLine, bills: BillIndex, history: History) -> LineDecision:
    is_marked = line.is_reversal or _TAKEN_BACK.search(line.description.upper()) is not None
    known = tuple(found for found in find_references(*line.searched).references if found.signs in bills.by_signs)
    partner = history.partner(line, known, is_marked=is_marked)
    if partner is not None:
        return LineDecision(
            line=line,
            action=Action.REVERSE,
            reference=partner.reference,
            codes=(Code.REVERSAL,),
            reverses=partner.line,
        )
    if is_marked and not is_bank_own(line):
        return LineDecision(line=line, action=Action.REVIEW, codes=(Code.REVERSAL,))
    return LineDecision(line=line, action=Action.IGNORE)


def _incoming(line: StatementLine, bills: BillIndex, history: History) -> LineDecision:
    reading = read_payment(line.searched, line.sender, line.amount_sen, bills=bills)
    if line.is_reversal or reading.bill is None:
        return _review(line, reading)
    codes = {Code.VIA_VA} if reading.code is Code.VIA_VA else set()
    if line.amount_sen != reading.bill.amount_rupiah * SEN:
        codes.add(Code.AMOUNT_DIFFERS)
    twins = history.twins(line)
    if twins:
        codes |= {Code.TWIN, Code.REPAID} if twins[-1].is_reversed else {Code.TWIN}
    return _credit(line, reading.bill.reference, codes, twin_of=twins[0].line if twins else None)


def _review(line: StatementLine, reading: Reading) -> LineDecision:
    code = Code.REVERSAL if line.is_reversal else reading.code
    codes = () if code is None else (code,)
    return LineDecision(line=line, action=Action.REVIEW, codes=codes, candidates=reading.candidates)


def _credit(
    line: StatementLine, reference: PaymentReference, codes: set[Code], *, twin_of: StatementLine | None
) -> LineDecision:
    return LineDecision(
        line=line,
        action=Action.CREDIT,
        reference=reference,
        parts=(Part(reference, line.amount_sen),),
        codes=tuple(sorted(codes)),
        twin_of=twin_of,
    )


def _batch(line: StatementLine, bills: BillIndex) -> LineDecision:
    """Credit a batch only when every payer in it is certain: half a line cannot be booked."""
    readings = [read_payment(one.texts, one.sender, one.amount_sen, bills=bills) for one in line.details]
    parts = [
        Part(reading.bill.reference, one.amount_sen)
        for one, reading in zip(line.details, readings, strict=True)
        if reading.bill is not None
    ]
    codes = tuple(sorted({reading.code for reading in readings if reading.code is not None}))
    if len(parts) == len(readings):
        return LineDecision(line=line, action=Action.CREDIT, parts=tuple(parts), codes=codes)
    candidates = tuple(dict.fromkeys(candidate for reading in readings for candidate in reading.candidates))
    return LineDecision(line=line, action=Action.REVIEW, codes=codes, candidates=candidates)
