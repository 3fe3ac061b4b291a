"""What somebody from the street types, and the poster they found."""

from __future__ import annotations

import re

from tests.journeys.town import REBO, done, link, words

NIK, CARD = "1901014504850003", "1901010101150007"
ABOUT = {
    "nik": NIK,
    "name": "Siti Maryam",
    "birth_on": "1985-04-05",
    "sex": "P",
    "village": REBO.code,
    "address": "Jl. Nelayan 4",
    "rt": "2",
    "rw": "1",
    "phone": "0812 7000 1111",
    "reason": "Ibu rumah tangga, belum pernah punya kartu.",
    "agreed": "y",
}
BY_NIECE = {"kind": "family", "nominator_name": "Rahma Yanti", "nominator_phone": "0813 9999 0000"}


def a_poster(town):
    """The village hangs its poster up; gives the address in its QR."""
    done(town.at("village").submit("/desa/usulan", action="/usulan/poster"))
    pdf = link(town.at("village"), "/desa/usulan", r"/desa/usulan/poster/\d+\.pdf")
    drawn = town.at("village").get(pdf)
    assert drawn.data.startswith(b"%PDF-")
    code = re.search(r"Kode (\w{4}-\w{4})", words(town.at("village").get("/desa/usulan")))
    return f"/usul/{code[1].replace('-', '')}"


def nominated(town, form, **typed):
    """Somebody from the street fills the form in; gives the page of their code."""
    return done(town.visitor().submit(form, ABOUT | BY_NIECE | typed))
