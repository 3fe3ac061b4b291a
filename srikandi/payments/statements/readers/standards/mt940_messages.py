"""SWIFT MT940. The library reads; the gates here refuse what it would silently read wrong.

`3.152.600,00` in a `:61:` becomes 3 rupiah without any error, and a file cut in the middle loses its closing balance;
so each amount must be plain digits with a comma, each message must open and close, and its movements must add up.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

import mt940
from mt940.models import Amount, Balance, Transaction, Transactions

from srikandi.money import SEN
from srikandi.payments.statements.checks import check_rows, check_sum
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.readers.tables import in_file_order
from srikandi.payments.statements.refusals import CutShort, Damaged, ForeignCurrency, SeveralAccounts

# The library logs what it cannot read, payers' names and all: that belongs in no log of ours.
logging.getLogger("mt940").addHandler(logging.NullHandler())
logging.getLogger("mt940").propagate = False

LAYOUT = "mt940"
_MOVEMENT = re.compile(r":61:\d{6}(?:\d{4})?R?[CD][A-Z]?\d{1,15},\d{0,2}(?:[NSF][A-Z0-9]{3}.*)?")
_BALANCE = re.compile(r":6[02][FM]:[CD]\d{6}[A-Z]{3}\d{1,15},\d{0,2}")
_MESSAGE = ":20:"
_OPENINGS = ("final_opening_balance", "intermediate_opening_balance")
_CLOSINGS = ("final_closing_balance", "intermediate_closing_balance")
_SUBFIELD = re.compile(r"\?\d\d")
_NO_REFERENCE = {"", "NONREF"}


def is_mt940(text: str) -> bool:
    """Does this text look like MT940 at all?"""
    return re.search(r"^:20:", text, re.MULTILINE) is not None and ":25:" in text


def read(text: str) -> Statement:
    """Give the statement of one account, however many messages it came in. Raises: StatementRefused."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_open_end(text)
    numbers = _movement_numbers(text)
    try:
        messages = mt940.parse_statements(text, options=mt940.Options.all())
    except (ValueError, TypeError, RuntimeError, AttributeError) as error:
        raise Damaged(line=1, what="susunan MT940-nya tidak lengkap") from error
    if len(messages) != len(numbers) or any(
        len(list(m.transactions)) != len(n) for m, n in zip(messages, numbers, strict=True)
    ):
        raise CutShort
    lines: list[StatementLine] = []
    ends = []
    for message, places in zip(messages, numbers, strict=True):
        opening, closing = _balance(message.data, _OPENINGS), _balance(message.data, _CLOSINGS)
        read_lines = [_line(entry, number) for entry, number in zip(message.transactions, places, strict=True)]
        check_sum(opening, read_lines, closing)
        ends.append((opening, closing))
        lines += read_lines
    check_rows(lines)
    return _statement(messages, lines, ends)


def _statement(messages: Iterable[Transactions], lines: list[StatementLine], ends: list[tuple[int, int]]) -> Statement:
    follows = all(before[1] == after[0] for before, after in pairwise(ends))
    days = [line.booked_on for line in lines]
    return Statement(
        layout=LAYOUT,
        account=_account(messages),
        lines=in_file_order(lines),
        from_on=min(days),
        to_on=max(days),
        opening_sen=ends[0][0] if follows else None,
        closing_sen=ends[-1][1] if follows else None,
    )


def _refuse_open_end(text: str) -> None:
    """Refuse a file whose last message never ends; messages without the SWIFT envelope end with their balance."""
    last = text.rstrip().rpartition("\n")[2]
    if text.count("{4:") != text.count("\n-}") or last.startswith("{1:"):
        raise CutShort


def _movement_numbers(text: str) -> list[list[int]]:
    messages: list[list[int]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line.strip()
        if plain.startswith(_MESSAGE):
            messages.append([])
        elif plain.startswith(":61:"):
            if not messages or _MOVEMENT.fullmatch(plain) is None:
                raise Damaged(line=number, what="jumlah pada :61: tidak tertulis sebagai angka dengan satu koma")
            messages[-1].append(number)
        elif plain.startswith((":60F:", ":60M:", ":62F:", ":62M:")) and _BALANCE.fullmatch(plain) is None:
            raise Damaged(line=number, what="saldo tidak tertulis sebagai angka dengan satu koma")
    return messages


def _account(messages: Iterable[Transactions]) -> str | None:
    accounts = {str(message.data.get("account_identification") or "").strip() for message in messages}
    if len(accounts) > 1:
        raise SeveralAccounts
    return next(iter(accounts)) or None


def _balance(message: Mapping[str, object], names: tuple[str, str]) -> int:
    balance = next((message[name] for name in names if message.get(name) is not None), None)
    if not isinstance(balance, Balance) or not isinstance(balance.amount, Amount):
        raise CutShort
    if balance.amount.currency != "IDR":
        raise ForeignCurrency(currency=str(balance.amount.currency)[:10])
    return _sen(balance.amount.amount)


def _sen(amount: Decimal) -> int:
    return int(amount * SEN)


def _line(entry: Transaction, number: int) -> StatementLine:
    told = entry.data
    day = told.get("entry_date") or told["date"]
    text = "\n".join(str(told[name]) for name in ("transaction_details", "extra_details") if told.get(name))
    reference = str(told.get("bank_reference") or told.get("customer_reference") or "").strip()
    return StatementLine(
        index=0,
        number=number,
        booked_on=date(day.year, day.month, day.day),
        amount_sen=_sen(told["amount"].amount),
        description=text,
        texts=(_SUBFIELD.sub("", text),),
        bank_reference=None if reference in _NO_REFERENCE else reference,
        trace=None if reference in _NO_REFERENCE else reference,
        is_reversal=str(told.get("status", "")).startswith("R"),
        kind=str(told.get("id") or "") or None,
    )
