"""The rows as a camt.053 tells them, batches among them: one entry of the bank, a detail for each payer in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape

from tests.payments.generated.generating import ACCOUNT, OPENING, STYLES, Maker, Row

EVERY = 12
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'


def with_batches(maker: Maker) -> list[Row]:
    """Put batches between the rows: in most every payer is certain; half of a batch can't be booked, so one isn't."""
    rows = list(_mixed(maker))
    assert {row.action for row in rows if row.parts} == {"credit", "review"}
    return rows


def _mixed(maker: Maker) -> Iterator[Row]:
    for number, row in enumerate(maker.rows):
        yield row
        if number % EVERY == 0:
            yield _batch(maker, row, number, is_clear=number % (3 * EVERY) > 0)


def _batch(maker: Maker, like: Row, number: int, *, is_clear: bool) -> Row:
    payers = maker.luck.sample(maker.bills, maker.luck.randrange(2, 6))
    style = maker.luck.choice(STYLES)
    parts = [(one.reference, one.rupiah, style(one.signs)) for one in payers]
    if not is_clear:
        parts[-1] = (*parts[-1][:2], "BANTUAN SOSIAL")
    batch = replace(
        like,
        sen=100 * sum(rupiah for _, rupiah, _ in parts),
        trace=f"BT{number:08d}",
        action="credit",
        reference=None,
        codes=frozenset(),
        candidates=(),
        mark=f"SETORAN KOLEKTIF {number:06d}",
        parts=tuple(parts),
    )
    return batch if is_clear else replace(batch, action="review", codes=frozenset({"REF_NONE"}))


def camt(rows: list[Row]) -> bytes:
    closing = OPENING + sum(row.sen for row in rows if not row.is_pending)
    entries = "".join(_entry(row) for row in rows)
    whose = f"<Acct><Id><Othr><Id>{ACCOUNT}</Id></Othr></Id><Ccy>IDR</Ccy></Acct>"
    ends = _balance("OPBD", OPENING) + _balance("CLBD", closing)
    return f"{HEAD}<BkToCstmrStmt><Stmt>{whose}{ends}{entries}</Stmt></BkToCstmrStmt></Document>".encode()


def _balance(code: str, sen: int) -> str:
    side = "CRDT" if sen >= 0 else "DBIT"
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(sen)}<CdtDbtInd>{side}</CdtDbtInd></Bal>"


def _amount(sen: int) -> str:
    return f'<Amt Ccy="IDR">{abs(sen) // 100}.{abs(sen) % 100:02d}</Amt>'


def _entry(row: Row) -> str:
    side = "CRDT" if row.sen > 0 else "DBIT"
    back = "<RvslInd>true</RvslInd>" if row.action == "reverse" else ""
    state = "PDNG" if row.is_pending else "BOOK"
    told = [(row.sen, row.mark or row.note, row.sender)]
    told = [(rupiah * 100, note, "PT LAIN") for _, rupiah, note in row.parts] or told
    details = "".join(
        f"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><AmtDtls><TxAmt>{_amount(sen)}</TxAmt></AmtDtls>"
        f"<RltdPties><Dbtr><Nm>{escape(sender)}</Nm></Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{escape(note)}</Ustrd></RmtInf></TxDtls>"
        for sen, note, sender in told
    )
    return (
        f"<Ntry>{_amount(row.sen)}<CdtDbtInd>{side}</CdtDbtInd>{back}<Sts><Cd>{state}</Cd></Sts>"
        f"<BookgDt><Dt>{row.day}</Dt></BookgDt><AcctSvcrRef>{row.trace}</AcctSvcrRef>"
        f"<NtryDtls>{details}</NtryDtls><AddtlNtryInf>{escape(row.text)}</AddtlNtryInf></Ntry>"
    )
