"""Statements as banks write them, made here with a truth of their own: nothing is asked of the code under test.

The reference rule is written out again from its description, and each row knows what a careful treasurer would decide.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
ACCOUNT = "0410009876"
FIRST = date(2026, 10, 1)
DAYS = 31
OPENING = 900_000_000_00
NOTE = 18
NAMES = ["ABADI", "BAHARI", "CIPTA", "DELTA", "ERA", "FAJAR", "GRAHA", "HARUM", "INTI", "JAYA", "KARYA", "MEGA", "NUSA"]


@dataclass(frozen=True)
class Bill:
    """A sum a company was asked for."""

    signs: str
    company: str
    rupiah: int
    va: str | None

    @property
    def reference(self) -> str:
        return "SRK" + self.signs


@dataclass(frozen=True)
class Row:
    """One movement and what is right for it. `parts` are those of a batch: reference, rupiah, note."""

    day: date
    sen: int
    note: str
    sender: str
    trace: str
    action: str
    reference: str | None = None
    codes: frozenset[str] = frozenset()
    candidates: tuple[str, ...] = ()
    mark: str = ""
    is_pending: bool = False
    parts: tuple[tuple[str, int, str], ...] = ()

    @property
    def text(self) -> str:
        return self.mark or f"DARI {self.sender} {self.note}".rstrip()


def check(seven: str) -> str:
    return ALPHABET[sum((place + 2) * ALPHABET.index(sign) for place, sign in enumerate(seven)) % 29]


def draw(luck: random.Random) -> str:
    seven = "".join(luck.choice(ALPHABET) for _ in range(7))
    return seven + check(seven)


def bills(luck: random.Random, count: int = 14) -> list[Bill]:
    pairs = luck.sample([f"PT {one} {two}" for one in NAMES for two in NAMES if one != two], count)
    return [
        Bill(draw(luck), name, 37_800 * luck.randrange(5, 900), f"8888{luck.randrange(10**12):012d}" if n % 2 else None)
        for n, name in enumerate(pairs)
    ]


STYLES: tuple[Callable[[str], str], ...] = (
    lambda s: f"SRK-{s[:4]}-{s[4:]}",
    lambda s: f"srk {s[:4].lower()} {s[4:].lower()}",
    lambda s: f"SRK{s}",
    lambda s: f"Srk.{s[:4]}.{s[4:]}",
    lambda s: f"SRK:{s[:4]}{s[4:]}",
)


class Maker:
    """Draws rows day by day; no two of them look alike unless they are meant to."""

    def __init__(self, seed: int, *, rows: int) -> None:
        self.luck = random.Random(seed)
        self.bills = bills(self.luck)
        self.seen: set[tuple[object, ...]] = set()
        self.rows: list[Row] = []
        kinds = [getattr(self, name) for name in KINDS for _ in range(KINDS[name])]
        while len(self.rows) < rows:
            self.day = FIRST + timedelta(days=len(self.rows) * DAYS // rows)
            self.rows += self.luck.choice(kinds)()

    def _new(self, bill: Bill, note: str, **more: object) -> Row:
        rupiah = int(str(more.pop("rupiah", bill.rupiah)))
        trace = f"FT{self.luck.randrange(10**10):010d}"
        said: dict[str, Any] = {"action": "credit", **more}
        row = Row(self.day, rupiah * 100, note, bill.company, trace, **said)
        key = (row.day, row.sen, re.sub("[^A-Z0-9]", "", row.text.upper()))
        if key in self.seen:
            return self._new(bill, note, rupiah=rupiah + 100, **more)
        self.seen.add(key)
        return row

    def _credit(self, bill: Bill, note: str, **more: object) -> Row:
        row = self._new(bill, note, reference=bill.reference, **more)
        differs = {"AMOUNT_DIFFERS"} if row.sen != bill.rupiah * 100 else set()
        return replace(row, codes=row.codes | differs)

    def _plain(self) -> Row:
        bill = self.luck.choice(self.bills)
        return self._credit(bill, self.luck.choice(STYLES)(bill.signs))

    def payment(self) -> list[Row]:
        return [self._plain()]

    def other_amount(self) -> list[Row]:
        bill = self.luck.choice(self.bills)
        return [self._credit(bill, STYLES[0](bill.signs), rupiah=bill.rupiah + 100 * self.luck.randrange(1, 99))]

    def twins(self) -> list[Row]:
        one = self._plain()
        return [one, replace(one, trace=one.trace[::-1].replace("TF", "FT1"), codes=one.codes | {"TWIN"})]

    def cut(self) -> list[Row]:
        bill = self.luck.choice(self.bills)
        note = f"PEMBAYARAN {STYLES[0](bill.signs)}"[:NOTE]
        kept = note.rpartition("SRK-")[2]
        alike = tuple(one.reference for one in self.bills if one.signs.startswith(kept))
        return [self._new(bill, note, action="review", codes=frozenset({"REF_CUT"}), candidates=alike)]

    def exactly(self) -> list[Row]:
        bill = self.luck.choice(self.bills)
        return [self._credit(bill, f"JKN {STYLES[0](bill.signs)}"[:NOTE].rjust(NOTE, "X"))]

    def typo(self) -> list[Row]:
        bill, place = self.luck.choice(self.bills), self.luck.randrange(7)
        wrong = self.luck.choice([sign for sign in ALPHABET if sign != bill.signs[place]])
        typed = bill.signs[:place] + wrong + bill.signs[place + 1 :]
        more = {"action": "review", "codes": frozenset({"REF_CHECK_FAILED"}), "candidates": (bill.reference,)}
        return [self._new(bill, STYLES[0](typed), **more)]

    def unknown(self) -> list[Row]:
        bill = self.luck.choice(self.bills)
        return [self._new(bill, STYLES[0](draw(self.luck)), action="review", codes=frozenset({"REF_UNKNOWN"}))]

    def two(self) -> list[Row]:
        one, other = self.luck.sample(self.bills, 2)
        more = {"action": "review", "codes": frozenset({"REF_SEVERAL"}), "candidates": (one.reference, other.reference)}
        return [self._new(one, f"{STYLES[0](one.signs)} {STYLES[0](other.signs)}", **more)]

    def none(self) -> list[Row]:
        bill = self.luck.choice(self.bills)
        more = {"action": "review", "codes": frozenset({"REF_NONE"}), "candidates": (bill.reference,)}
        return [self._new(bill, f"BANTUAN {self.luck.randrange(100)}", **more)]

    def va(self) -> list[Row]:
        bill = self.luck.choice([one for one in self.bills if one.va])
        return [self._credit(bill, f"UBP VA {bill.va}", codes=frozenset({"VIA_VA"}))]

    def reversed(self) -> list[Row]:
        one = self._plain()
        return [one, self._back(one)]

    def again(self) -> list[Row]:
        one = self._plain()
        return [one, self._back(one), replace(one, trace="FT9" + one.trace[3:], codes=one.codes | {"TWIN", "REPAID"})]

    def _back(self, one: Row) -> Row:
        return replace(one, sen=-one.sen, action="reverse", codes=frozenset({"REVERSAL"}), mark=f"KOREKSI {one.text}")

    def outgoing(self) -> list[Row]:
        bill = self.luck.choice(self.bills)
        words = f"KE BPJS KESEHATAN IURAN {STYLES[0](bill.signs)}"
        return [replace(self._new(bill, words, action="ignore"), sen=-bill.rupiah * 100, mark=words, reference=None)]

    def own(self) -> list[Row]:
        bill, sen = self.bills[0], self.luck.randrange(100_00, 90_000_00)
        row = replace(self._new(bill, "", rupiah=sen, action="ignore"), reference=None, codes=frozenset())
        marks = [("BIAYA ADM", -650_000), ("BUNGA", sen), ("PAJAK BUNGA", -sen // 5)]
        return [replace(row, sen=amount, mark=mark, trace=f"{row.trace}{n}") for n, (mark, amount) in enumerate(marks)]


KINDS = {
    "payment": 44, "other_amount": 6, "twins": 5, "cut": 5, "exactly": 5, "typo": 4, "unknown": 2, "two": 2, "none": 5,
    "va": 2, "reversed": 3, "again": 3, "outgoing": 3, "own": 3,
}  # fmt: skip


def _dotted(sen: int) -> str:
    return f"{abs(sen) // 100:,}.{abs(sen) % 100:02d}"


def _plain_sum(sen: int) -> str:
    return f"{sen // 100}.{sen % 100:02d}"


def _running(rows: list[Row]) -> Iterator[tuple[Row, int]]:
    balance = OPENING
    for row in rows:
        balance += 0 if row.is_pending else row.sen
        yield row, balance


def bca(rows: list[Row]) -> bytes:
    lines = []
    for row, balance in _running(rows):
        side = "CR" if row.sen > 0 else "DB"
        text = f"TRSF E-BANKING {side} {row.day:%d%m}/FTSCY/WS95051{abs(row.sen) // 100:>16}.00"
        text += f"{row.note:<36}{row.sender[:18]:<18}"
        text = f"KOREKSI {text}" if row.mark.startswith("KOREKSI") else row.mark or text
        day, left = ("PEND", "") if row.is_pending else (f"{row.day:%d/%m}", _dotted(balance))
        lines.append(f'"{day}","{text}","0000","{_dotted(row.sen)} {side}","{left}"')
    final = [row.sen for row in rows if not row.is_pending]
    out, into = [sen for sen in final if sen < 0], [sen for sen in final if sen > 0]
    head = ['"Informasi Rekening - Mutasi Rekening"', "", f'"No. rekening : {ACCOUNT}"', '"Nama : FORUM"']
    head += ['"Periode : 01/10/2026 - 31/10/2026"', '"Kode Mata Uang : Rp"']
    head += ['"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"']
    foot = [f'"Saldo Awal : {_dotted(OPENING)}"', f'"Mutasi Debet : {_dotted(sum(out))}","{len(out)}"']
    foot += [
        f'"Mutasi Kredit : {_dotted(sum(into))}","{len(into)}"',
        f'"Saldo Akhir : {_dotted(OPENING + sum(final))}"',
    ]
    return "\r\n".join([*head, *lines, *foot, ""]).encode("cp1252")


def kopra(rows: list[Row]) -> bytes:
    lines = ["AccountNo;Ccy;PostDate;Remarks;AdditionalDesc;Credit Amount;Debit Amount;Close Balance"]
    for row, balance in _running(rows):
        sides = f"{_plain_sum(row.sen)};0.00" if row.sen > 0 else f"0.00;{_plain_sum(-row.sen)}"
        more = f"{row.trace} {row.sender}"
        lines.append(
            f"{ACCOUNT};IDR;{row.day:%d %B %Y} 10:00:00;{row.text:<70};{more:<40};{sides};{_plain_sum(balance)}"
        )
    return "\r\n".join([*lines, ""]).encode()


def mt940(rows: list[Row]) -> bytes:
    lines = ["{1:F01BMRIIDJAXXXX0000000000}{2:O9400000BMRIIDJAXXXX00000000000000N}{4:", ":20:STMT", f":25:{ACCOUNT}"]
    lines += [":28C:00001", f":60F:C261001IDR{OPENING // 100},00"]
    for row in rows:
        sign = "C" if row.sen > 0 else "RC" if row.action == "reverse" else "D"
        amount = f"{abs(row.sen) // 100},{abs(row.sen) % 100:02d}"
        lines += [f":61:{row.day:%y%m%d%m%d}{sign}{amount}NTRFNONREF//{row.trace}", f":86:{row.text[:65]}"]
        lines += [row.text[65:]] if row.text[65:] else []
    closing = OPENING + sum(row.sen for row in rows)
    return "\r\n".join([*lines, f":62F:C261031IDR{closing // 100},{closing % 100:02d}", "-}"]).encode()


def bri(rows: list[Row]) -> bytes:
    head = "ID,NOREK,TGL_TRAN,TGL_EFEKTIF,JAM_TRAN,SEQ,DESK_TRAN,SALDO_AWAL_MUTASI,MUTASI_DEBET,MUTASI_KREDIT,"
    lines = [head + "SALDO_AKHIR_MUTASI,GLSIGN,TRUSER,KODE_TRAN,KODE_TRAN_TELLER,TRREMK,TLBDS1,TLBDS2,REMARK_CUSTOM"]
    for number, (row, balance) in enumerate(_running(rows), 1):
        debit, credit = (_plain_sum(max(-row.sen, 0)), _plain_sum(max(row.sen, 0)))
        moment = f"{row.day:%Y-%m-%d} 10:00:00"
        before = _plain_sum(balance - row.sen)
        cells = [
            number,
            ACCOUNT,
            moment,
            moment,
            3153,
            number,
            row.text[:60],
            before,
            debit,
            credit,
            _plain_sum(balance),
        ]
        referral = re.sub("[^0-9]", "", row.trace)
        cells += ["CR" if row.sen > 0 else "DB", 8888001, 7801, 8801, row.text[:60], "", f"WS_OB;{referral};", row.text]
        lines.append(",".join(str(cell) for cell in cells))
    return "\n".join([*lines, ""]).encode()
