"""ISO 20022 camt.053 in all its versions: a reader of our own, since every package loses references or is quadratic.

A file with a document type or entities is refused before it is parsed, as is any encoding that could hide those words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from xml.etree import ElementTree as ET

from srikandi.money import SEN
from srikandi.payments.statements.checks import booked, check_rows, check_sum
from srikandi.payments.statements.lines import Detail, Statement, StatementLine
from srikandi.payments.statements.readers.tables import in_file_order, only_rupiah
from srikandi.payments.statements.refusals import CutShort, Damaged, SeveralAccounts, SumsDiffer

LAYOUT = "camt053"
_NAMESPACE = b"urn:iso:std:iso:20022:tech:xsd:camt.053.001."
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding=["']([^"']+)["']""")
_READABLE = {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
_NO_REFERENCE = {"", "NOTPROVIDED", "NONREF"}
_OPENINGS, _CLOSINGS = ("OPBD", "PRCD"), ("CLBD",)


def is_camt053(content: bytes) -> bool:
    """Does this file say that it is a camt.053?"""
    return _NAMESPACE in content[:4096]


def read(content: bytes) -> Statement:
    """Give the statement of one account. Raises: StatementRefused."""
    _refuse_tricks(content)
    lines: list[StatementLine] = []
    accounts: set[str] = set()
    ends: list[tuple[int, int]] = []
    try:
        for statement, entries in _statements(content):
            only_rupiah({statement.findtext("{*}Acct/{*}Ccy") or "IDR"})
            accounts.add(_first(statement, "{*}Acct/{*}Id/{*}Othr/{*}Id", "{*}Acct/{*}Id/{*}IBAN"))
            ends.append((_balance(statement, _OPENINGS), _balance(statement, _CLOSINGS)))
            check_sum(ends[-1][0], entries, ends[-1][1])
            lines += entries
    except ET.ParseError as error:
        raise CutShort from error
    check_rows(lines)
    if len(accounts) > 1:
        raise SeveralAccounts
    return _whole(in_file_order(lines), next(iter(accounts)) or None, ends)


def _whole(lines: tuple[StatementLine, ...], account: str | None, ends: list[tuple[int, int]]) -> Statement:
    days = [line.booked_on for line in booked(lines) or lines]
    follows = all(before[1] == after[0] for before, after in pairwise(ends))
    opening, closing = (ends[0][0], ends[-1][1]) if follows else (None, None)
    return Statement(
        layout=LAYOUT,
        account=account,
        lines=lines,
        from_on=min(days),
        to_on=max(days),
        opening_sen=opening,
        closing_sen=closing,
    )


def _refuse_tricks(content: bytes) -> None:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    encoding = _ENCODING.match(start)
    is_readable = start.startswith(b"<") and (encoding is None or encoding[1].lower() in _READABLE)
    if not is_readable or b"\0" in content or re.search(rb"<!(?:DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise Damaged(line=1, what="XML-nya memuat bagian yang tidak boleh ada di rekening koran")


def _statements(content: bytes) -> Iterator[tuple[ET.Element, list[StatementLine]]]:
    entries: list[StatementLine] = []
    count = 0
    for _, element in ET.iterparse(io.BytesIO(content)):  # noqa: S314 -- see _refuse_tricks
        name = element.tag.rpartition("}")[2]
        if name == "Ntry":
            count += 1
            entries.append(_line(element, count))
            element.clear()
        elif name == "Stmt":
            yield element, entries
            entries = []
            element.clear()


def _balance(statement: ET.Element, codes: tuple[str, ...]) -> int:
    for code in codes:
        for balance in statement.iterfind("{*}Bal"):
            if balance.findtext("{*}Tp/{*}CdOrPrtry/{*}Cd") == code:
                return _signed(balance, 0)
    raise CutShort


def _first(element: ET.Element, *paths: str) -> str:
    return next((text.strip() for path in paths if (text := element.findtext(path))), "")


def _signed(element: ET.Element, place: int) -> int:
    side = _first(element, "{*}CdtDbtInd")
    if side not in {"CRDT", "DBIT"}:
        raise Damaged(line=place, what="arah mutasi tidak tertulis")
    sen = _sen(element.find("{*}Amt"), place)
    return sen if side == "CRDT" else -sen


def _sen(amount: ET.Element | None, place: int) -> int:
    if amount is None:
        raise Damaged(line=place, what="jumlah tidak tertulis")
    only_rupiah({amount.get("Ccy") or "IDR"})
    try:
        sen = Decimal((amount.text or "").strip()) * SEN
        if sen < 0 or sen != int(sen):
            raise Damaged(line=place, what="jumlah tidak terbaca")
        return int(sen)
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise Damaged(line=place, what="jumlah tidak terbaca") from error


def _line(entry: ET.Element, place: int) -> StatementLine:
    amount = _signed(entry, place)
    details = [_detail(one, amount, place) for one in entry.iterfind("{*}NtryDtls/{*}TxDtls")]
    if len(details) > 1 and sum(detail.amount_sen for detail in details) != amount:
        raise SumsDiffer(difference=f"mutasi ke-{place}")
    told = _first(entry, "{*}AddtlNtryInf")
    only = details[0] if len(details) == 1 else None
    texts = only.texts if only and only.texts else ((told,) if told else ())
    reference = _first(entry, "{*}AcctSvcrRef")
    return StatementLine(
        index=place,
        number=place,
        booked_on=_day(entry, place),
        amount_sen=amount,
        description=told or " ".join(texts),
        texts=texts,
        sender=only.sender if only else None,
        bank_reference=None if reference in _NO_REFERENCE else reference,
        trace=None if reference in _NO_REFERENCE else reference,
        is_pending=_first(entry, "{*}Sts/{*}Cd", "{*}Sts") != "BOOK",
        is_reversal=_first(entry, "{*}RvslInd") in {"true", "1"},
        kind=_first(entry, "{*}BkTxCd/{*}Domn/{*}Fmly/{*}SubFmlyCd") or None,
        details=tuple(details) if len(details) > 1 else (),
    )


def _day(entry: ET.Element, place: int) -> date:
    typed = _first(entry, "{*}BookgDt/{*}Dt", "{*}BookgDt/{*}DtTm", "{*}ValDt/{*}Dt", "{*}ValDt/{*}DtTm")
    try:
        return date.fromisoformat(typed[:10])
    except ValueError as error:
        raise Damaged(line=place, what="tanggal tidak terbaca") from error


def _detail(detail: ET.Element, entry_amount: int, place: int) -> Detail:
    found = next(
        (at for path in ("{*}Amt", "{*}AmtDtls/{*}TxAmt/{*}Amt") if (at := detail.find(path)) is not None), None
    )
    sen = abs(entry_amount) if found is None else _sen(found, place)
    side = _first(detail, "{*}CdtDbtInd")
    is_out = side == "DBIT" if side else entry_amount < 0
    note = "".join(part.text or "" for part in detail.iterfind("{*}RmtInf/{*}Ustrd"))
    codes = [part.text or "" for part in detail.iterfind("{*}RmtInf/{*}Strd//{*}Ref")]
    codes.append(_first(detail, "{*}Refs/{*}EndToEndId"))
    sender = _first(detail, "{*}RltdPties/{*}Dbtr/{*}Nm", "{*}RltdPties/{*}Dbtr/{*}Pty/{*}Nm") or None
    texts = tuple(text for text in (note, *codes) if text.strip() not in _NO_REFERENCE)
    return Detail(-sen if is_out else sen, texts, sender)
