"""A QRIS as its bank has printed it: looked at before it is kept, and given back with an amount in it."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from lokal.qris import parse_qris, set_qris_amount

from srikandi.money import Money
from srikandi.payments.qris.refusals import QrisBroken, QrisNotRupiah, QrisNotStatic

RUPIAH = "360"
LONGEST = 512


@dataclass(frozen=True)
class StaticQris:
    """Whose QRIS it is, as the register knows it."""

    payload: str
    merchant: str
    city: str
    national_id: str


def read_static(payload: str) -> StaticQris:
    """Read the text of a static QRIS. Raises: QrisBroken, QrisNotStatic, QrisNotRupiah."""
    text = payload.strip()
    seen = parse_qris(text)
    if seen.currency not in (None, RUPIAH):
        raise QrisNotRupiah(field="qris_payload")
    if len(text) > LONGEST or not seen.valid or not seen.merchant_name:
        raise QrisBroken(field="qris_payload")
    if seen.country != "ID" or not seen.nmid:
        raise QrisNotRupiah(field="qris_payload")
    if seen.type != "static" or seen.amount is not None:
        raise QrisNotStatic(field="qris_payload")
    return StaticQris(text, seen.merchant_name, seen.merchant_city or "", seen.nmid)


def with_amount(payload: str, amount: Money) -> str:
    """Give the same code asking for this amount. Raises: QrisBroken."""
    made = str(set_qris_amount(payload, str(amount.rupiah)))
    seen = parse_qris(made)
    if not seen.valid or seen.amount != str(amount.rupiah):
        raise QrisBroken
    return made


def picture(payload: str) -> str:
    """Give the code as a data: picture."""
    return segno.make(payload, error="m", micro=False).svg_data_uri(border=4, scale=6, dark="#18222f", light="#ffffff")
