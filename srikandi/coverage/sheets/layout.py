"""What a form looks like: its columns in order, and the code each word is written as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from srikandi.coverage.refusals import LayoutRefused
from srikandi.coverage.sheets.models import Purpose
from srikandi.i18n import N_

DEFAULT_NAME = N_("Bawaan Srikandi (bukan formulir resmi BPJS Kesehatan)")
MOST_COLUMNS, LONGEST_HEADER, LONGEST_TEXT = 60, 60, 60
NARROWEST, WIDEST = 3, 60


class Content(StrEnum):
    """What a column can hold."""

    LINE = "line"
    NIK = "nik"
    FAMILY_CARD = "family_card"
    CARD = "card"
    NAME = "name"
    SEX = "sex"
    BIRTH_ON = "birth_on"
    RELATION = "relation"
    MARITAL = "marital"
    ADDRESS = "address"
    RT = "rt"
    RW = "rw"
    VILLAGE = "village"
    VILLAGE_CODE = "village_code"
    SUBDISTRICT = "subdistrict"
    PHONE = "phone"
    FACILITY_CODE = "facility_code"
    FACILITY = "facility"
    PLEDGE = "pledge"
    KIND = "kind"
    MONTH = "month"
    REASON = "reason"
    ENDED_ON = "ended_on"
    FIXED = "fixed"
    STATUS = "status"
    CODE = "code"
    NEW_CARD = "new_card"
    WORDS = "words"


FOR_THE_ANSWER = (Content.STATUS, Content.CODE, Content.NEW_CARD, Content.WORDS)
"""Left empty: the branch fills them in, and its answer is read back by their headers."""
CODED = (Content.SEX, Content.RELATION, Content.MARITAL, Content.KIND, Content.REASON)
"""What is written by a table of codes; a word without a code is written as it is."""
DATE_FORMATS = {
    "%d-%m-%Y": "31-12-2026",
    "%d/%m/%Y": "31/12/2026",
    "%Y-%m-%d": "2026-12-31",
    "%d.%m.%Y": "31.12.2026",
    "%Y%m%d": "20261231",
}
WORDS_TO_CODE: dict[Content, dict[str, str]] = {
    Content.SEX: {"L": "1", "P": "2"},
    Content.RELATION: dict.fromkeys(
        ("KEPALA KELUARGA", "SUAMI", "ISTRI", "ANAK", "MENANTU", "CUCU", "ORANG TUA", "MERTUA", "FAMILI LAIN",
         "PEMBANTU", "LAINNYA"), "",
    ),
    Content.MARITAL: {"BELUM KAWIN": "1", "KAWIN": "2", "CERAI HIDUP": "3", "CERAI MATI": "4"},
    Content.KIND: {"new": "BARU", "reactivated": "REAKTIVASI", "changed": "PERUBAHAN", "ended": "BERHENTI"},
    Content.REASON: {
        "died": "MENINGGAL", "moved": "PINDAH", "employed": "PPU", "pbi": "PBI", "self_paying": "MANDIRI",
        "withdrew": "MENGUNDURKAN DIRI", "duplicate": "GANDA", "invalid": "DATA KELIRU", "lapsed": "MASA HABIS",
    },
}  # fmt: skip
"""The words we know, with the code of the shipped form; an empty one means the word itself."""


@dataclass(frozen=True)
class Column:
    """One column: what stands in it, under which header, how wide; a fixed text where it is always the same."""

    content: Content
    header: str
    width: int = 14
    text: str = ""


@dataclass(frozen=True)
class Layout:
    """A whole form. `rejections` say which of our reasons a branch's own code means."""

    columns: tuple[Column, ...]
    codes: Mapping[Content, Mapping[str, str]] = field(default_factory=lambda: WORDS_TO_CODE)
    date_format: str = "%d-%m-%Y"
    rejections: Mapping[str, str] = field(default_factory=dict)

    def code(self, content: Content, word: str) -> str:
        """Give what is written for a word: its code, or the word itself."""
        return self.codes.get(content, {}).get(word) or word

    def headers(self) -> dict[Content, str]:
        """Give the header of each content, the first where one stands twice."""
        found: dict[Content, str] = {}
        for column in self.columns:
            found.setdefault(column.content, column.header)
        return found

    def as_content(self) -> dict[str, Any]:
        """Give it as plain values to be kept."""
        return {
            "columns": [{**asdict(column), "content": column.content.value} for column in self.columns],
            "codes": {content.value: dict(table) for content, table in self.codes.items()},
            "date_format": self.date_format,
            "rejections": dict(self.rejections),
        }

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Layout:
        """Read what was kept."""
        columns = tuple(Column(**{**one, "content": Content(one["content"])}) for one in content["columns"])
        codes = {Content(name): dict(table) for name, table in content["codes"].items()}
        return cls(columns, codes, content["date_format"], dict(content["rejections"]))

    def checked(self) -> Layout:
        """Give itself when a branch can work with it. Raises: LayoutRefused."""
        headers = [column.header.strip().casefold() for column in self.columns]
        kinds = {column.content for column in self.columns}
        if not {Content.NIK, Content.NAME, Content.STATUS} <= kinds:
            raise LayoutRefused(N_("Susunan harus punya kolom NIK, nama, dan status jawaban."))
        if not all(headers) or len(set(headers)) != len(headers):
            raise LayoutRefused(N_("Setiap kolom perlu judul sendiri yang tidak sama dengan kolom lain."))
        if len(headers) > MOST_COLUMNS or self.date_format not in DATE_FORMATS:
            raise LayoutRefused(N_("Kolomnya terlalu banyak, atau bentuk tanggalnya tidak dikenal."))
        return self


C = Content
_PERSON = (
    Column(C.LINE, "NO", 5),
    Column(C.NIK, "NIK", 20),
    Column(C.FAMILY_CARD, "NO KK", 20),
    Column(C.NAME, "NAMA", 32),
    Column(C.SEX, "JENIS KELAMIN", 14),
    Column(C.BIRTH_ON, "TANGGAL LAHIR", 14),
    Column(C.RELATION, "HUBUNGAN KELUARGA", 20),
)
_PLACE = (
    Column(C.ADDRESS, "ALAMAT", 36),
    Column(C.RT, "RT", 6),
    Column(C.RW, "RW", 6),
    Column(C.VILLAGE, "DESA/KELURAHAN", 22),
    Column(C.SUBDISTRICT, "KECAMATAN", 20),
    Column(C.PHONE, "NO HP", 16),
    Column(C.FACILITY_CODE, "KODE FKTP", 12),
)
_ANSWER = (
    Column(C.STATUS, "STATUS", 14),
    Column(C.CODE, "KODE", 8),
    Column(C.NEW_CARD, "NO KARTU", 16),
    Column(C.WORDS, "KETERANGAN", 30),
)
DEFAULTS: dict[Purpose, Layout] = {
    Purpose.REGISTRATION: Layout(
        (*_PERSON, *_PLACE, Column(C.FIXED, "KELAS RAWAT", 12, "3"), Column(C.PLEDGE, "NO KOMITMEN", 16), *_ANSWER)
    ),
    Purpose.NOTICE: Layout(
        (
            *_PERSON[:2],
            Column(C.CARD, "NO KARTU JKN", 16),
            *_PERSON[2:],
            Column(C.MARITAL, "STATUS KAWIN", 14),
            *_PLACE,
            Column(C.KIND, "JENIS PEMBERITAHUAN", 20),
            Column(C.MONTH, "MULAI BULAN", 14),
            Column(C.REASON, "ALASAN BERHENTI", 20),
            Column(C.ENDED_ON, "TANGGAL BERHENTI", 16),
            *_ANSWER,
        )
    ),
}
