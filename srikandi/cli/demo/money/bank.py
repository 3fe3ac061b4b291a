"""The files a bank gives: KlikBCA Bisnis as CSV, Mandiri as MT940, balances carried on from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from srikandi.cli.demo.cast import BCA, MANDIRI
from srikandi.money import Money, total

NOTE, SENDER = 36, 18
"""How many signs KlikBCA leaves for the two notes, and for the sender."""


@dataclass(frozen=True)
class Mutation:
    """Money that came in on a day: how much, from whom, with which words."""

    day: date
    amount: Money
    sender: str
    note: str


def bca_statement(mutations: Sequence[Mutation], *, opening: Money, period: tuple[date, date]) -> tuple[bytes, Money]:
    """Give a KlikBCA Bisnis file of these mutations, oldest first, and the balance it ends with."""
    balance, rows = opening, []
    for one in mutations:
        balance += one.amount
        code = f"TRSF E-BANKING CR {one.day:%d%m}/FTSCY/WS95051 {one.amount.rupiah:>15}.00"
        words = f"{code}{one.note[:NOTE]:<{NOTE}}{one.sender.upper()[:SENDER]:<{SENDER}}"
        rows.append(f'"{one.day:%d/%m}","{words}","0000","{_figure(one.amount)} CR","{_figure(balance)}"')
    head = [
        '"Informasi Rekening - Mutasi Rekening"," "," "," "," ",',
        "",
        f'"No. rekening : {BCA.number}"',
        f'"Nama : {BCA.holder}"',
        f'"Periode : {period[0]:%d/%m/%Y} - {period[1]:%d/%m/%Y}"',
        '"Kode Mata Uang : Rp"',
        '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"',
    ]
    foot = [
        f'"Saldo Awal : {_figure(opening)}"',
        '"Mutasi Debet : 0.00","0"',
        f'"Mutasi Kredit : {_figure(total([one.amount for one in mutations]))}","{len(mutations)}"',
        f'"Saldo Akhir : {_figure(balance)}"',
    ]
    return "\r\n".join([*head, *rows, *foot, ""]).encode(), balance


def mt940_statement(mutations: Sequence[Mutation], *, opening: Money, on: date) -> tuple[bytes, Money]:
    """Give an MT940 message of one day with these mutations, and the balance it ends with."""
    closing = opening + total([one.amount for one in mutations])
    rows = []
    for number, one in enumerate(mutations, 1):
        trace = f"HT{one.day:%y%m%d}{number:04d}"
        rows.append(f":61:{one.day:%y%m%d%m%d}C{one.amount.rupiah},00NTRFNONREF//{trace}")
        rows.append(f":86:MCM InhouseTrf DARI {one.sender.upper()} {one.note}")
    lines = [
        "{1:F01BMRIIDJAXXXX0000000000}{2:O9400000BMRIIDJAXXXX00000000000000N}{4:",
        f":20:STMT{on:%y%m%d}0001",
        f":25:{MANDIRI.number}",
        ":28C:00001",
        f":60F:C{on:%y%m%d}IDR{opening.rupiah},00",
        *rows,
        f":62F:C{on:%y%m%d}IDR{closing.rupiah},00",
        "-}",
    ]
    return "\r\n".join([*lines, ""]).encode(), closing


def _figure(amount: Money) -> str:
    return f"{amount.rupiah:,}.00"
