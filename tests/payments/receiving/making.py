"""A scene with a collection account, and bank files as BCA and Mandiri write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from srikandi import clock, pledges
from srikandi.audit import Actor
from srikandi.payments import BankAccount
from srikandi.payments.banking import NewAccount, open_account
from srikandi.places import District
from srikandi.pledges import PayerRow, Pledge
from tests.pledges.making import SYSTEM, Scene, a_scene, an_actor, an_agreed_pledge, terms_of

NUMBER = "0410009876"
MANDIRI = "1690009876543"
OPENING = 100_000_000


@dataclass(frozen=True)
class Desk:
    """A district that collects: its scene, two treasurers, one pledge of 4 lives for 3 months (453.600)."""

    scene: Scene
    treasurer: Actor
    second: Actor
    pledge: Pledge
    payer: PayerRow
    account: BankAccount


def a_desk(session: Session, *, number: str = NUMBER, lives: int = 4, months: int = 3, qris: str | None = None) -> Desk:
    scene = a_scene(session)
    district = session.get_one(District, scene.district_id)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=lives, months=months))
    new = NewAccount("bangka-bca", "BCA", number, "Forum TJSL Kabupaten Bangka", qris)
    return Desk(
        scene=scene,
        treasurer=an_actor(session, "treasurer", district),
        second=an_actor(session, "treasurer", district),
        pledge=pledge,
        payer=pledges.payers_of(session, pledge.id)[0],
        account=open_account(session, new, district_id=district.id, by=SYSTEM),
    )


@dataclass(frozen=True)
class Move:
    """One movement: rupiah (minus: out), text, and the day of the month."""

    rupiah: int
    text: str
    day: int = 2
    sen: int = 0

    @property
    def in_sen(self) -> int:
        return self.rupiah * 100 + (self.sen if self.rupiah >= 0 else -self.sen)


def transfer(rupiah: int, text: str, day: int = 2) -> Move:
    """Give an incoming transfer."""
    return Move(rupiah, text, day)


def taken_back(move: Move) -> Move:
    """Give the bank's reversal of a transfer."""
    return replace(move, rupiah=-move.rupiah)


def a_bca_file(
    moves: Sequence[Move], *, opening: int = OPENING, number: str = NUMBER, days: tuple[int, int] = (1, 31)
) -> bytes:
    """Give a KlikBCA Bisnis file of October 2026 whose balances close."""
    balance = opening * 100
    rows = []
    for move in moves:
        balance += move.in_sen
        side = "CR" if move.in_sen > 0 else "DB"
        amount = abs(move.in_sen)
        text = _bca_text(move, side)
        rows.append(f'"{move.day:02d}/10","{text}","0000","{_english(amount)} {side}","{_english(balance)}"')
    into = [move.in_sen for move in moves if move.in_sen > 0]
    out = [-move.in_sen for move in moves if move.in_sen < 0]
    head = [
        '"Informasi Rekening - Mutasi Rekening"," "," "," "," ",',
        "",
        f'"No. rekening : {number}"',
        '"Nama : FORUM TJSL KAB BANGKA"',
        f'"Periode : {days[0]:02d}/10/2026 - {days[1]:02d}/10/2026"',
        '"Kode Mata Uang : Rp"',
        '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"',
    ]
    foot = [
        f'"Saldo Awal : {_english(opening * 100)}"',
        f'"Mutasi Debet : {_english(sum(out))}","{len(out)}"',
        f'"Mutasi Kredit : {_english(sum(into))}","{len(into)}"',
        f'"Saldo Akhir : {_english(balance)}"',
    ]
    return "\r\n".join([*head, *rows, *foot, ""]).encode("cp1252")


def a_mt940_file(moves: Sequence[Move], *, opening: int = OPENING, number: str = MANDIRI) -> bytes:
    """Give one MT940 message of October 2026."""
    balance = opening * 100 + sum(move.in_sen for move in moves)
    rows = []
    for place, move in enumerate(moves):
        day = f"2610{move.day:02d}"
        sign = "C" if move.in_sen > 0 else "D"
        rows += [
            f":61:{day}10{move.day:02d}{sign}{_comma(abs(move.in_sen))}NTRFNONREF//FT{place:010d}",
            f":86:{move.text}",
        ]
    lines = [
        "{1:F01BMRIIDJAXXXX0000000000}{2:O9400000BMRIIDJAXXXX00000000000000N}{4:",
        ":20:STMT2610010001",
        f":25:{number}",
        ":28C:00001",
        f":60F:C261001IDR{_comma(opening * 100)}",
        *rows,
        f":62F:C261031IDR{_comma(balance)}",
        "-}",
    ]
    return "\r\n".join(lines).encode()


def october(day: int) -> date:
    return date(2026, 10, day)


def yesterday() -> date:
    return date.fromordinal(clock.today().toordinal() - 1)


def _bca_text(move: Move, side: str) -> str:
    if move.text.startswith(("BUNGA", "BIAYA", "PAJAK")):
        return move.text
    head = f"TRSF E-BANKING {side} {move.day:02d}10/FTSCY/WS95051"
    mark = "" if side == "CR" else "KOREKSI "
    return f"{mark}{head}{abs(move.rupiah):>16}.00{move.text:<36}PT TIMAH SEJAHTERA"


def _english(sen: int) -> str:
    return f"{sen // 100:,}.{sen % 100:02d}"


def _comma(sen: int) -> str:
    return f"{sen // 100},{sen % 100:02d}"
