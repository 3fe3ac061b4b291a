"""The mapping as people edit it: a row for each column, a field for each code."""

from __future__ import annotations

from typing import Any

import wtforms
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from srikandi.coverage import REJECTIONS
from srikandi.coverage.sheets import (
    CODED,
    DATE_FORMATS,
    LONGEST_HEADER,
    LONGEST_TEXT,
    MOST_COLUMNS,
    NARROWEST,
    WIDEST,
    WORDS_TO_CODE,
    Column,
    Content,
    Layout,
)
from srikandi.i18n import N_
from srikandi.residents import EXIT_WORDS
from srikandi.web.forms import Form, IntegerField, RowsField, plain_text

SPARE_ROWS = 5
LONGEST_CODE = 40
CONTENT_WORDS = {
    Content.LINE: N_("Nomor urut"),
    Content.NIK: N_("NIK"),
    Content.FAMILY_CARD: N_("Nomor KK"),
    Content.CARD: N_("Nomor kartu JKN yang sudah ada"),
    Content.NAME: N_("Nama"),
    Content.SEX: N_("Jenis kelamin"),
    Content.BIRTH_ON: N_("Tanggal lahir"),
    Content.RELATION: N_("Hubungan keluarga"),
    Content.MARITAL: N_("Status kawin"),
    Content.ADDRESS: N_("Alamat"),
    Content.RT: N_("RT"),
    Content.RW: N_("RW"),
    Content.VILLAGE: N_("Desa atau kelurahan"),
    Content.VILLAGE_CODE: N_("Kode desa"),
    Content.SUBDISTRICT: N_("Kecamatan"),
    Content.PHONE: N_("Nomor telepon"),
    Content.FACILITY_CODE: N_("Kode faskes (FKTP)"),
    Content.FACILITY: N_("Nama faskes (FKTP)"),
    Content.PLEDGE: N_("Nomor komitmen"),
    Content.KIND: N_("Jenis berkas"),
    Content.MONTH: N_("Bulan"),
    Content.REASON: N_("Alasan berhenti"),
    Content.ENDED_ON: N_("Tanggal berhenti"),
    Content.FIXED: N_("Teks tetap"),
    Content.STATUS: N_("Jawaban: status"),
    Content.CODE: N_("Jawaban: kode penolakan"),
    Content.NEW_CARD: N_("Jawaban: nomor kartu"),
    Content.WORDS: N_("Jawaban: keterangan"),
}
KIND_WORDS = {
    "new": N_("Peserta baru"),
    "reactivated": N_("Aktif kembali"),
    "changed": N_("Perubahan data"),
    "ended": N_("Berhenti"),
}
PLAIN_WORDS = {"L": N_("Laki-laki"), "P": N_("Perempuan"), "lapsed": N_("Masa tanggungannya habis")}


class ColumnForm(wtforms.Form):
    """One column. Without a content it is no column."""

    place = IntegerField(_l("Urutan"), [Optional(), NumberRange(1, 999, _l("Tulis angka 1 sampai 999."))])
    content = SelectField(_l("Isi"))
    header = StringField(_l("Judul kolom"), [Optional(), Length(max=LONGEST_HEADER), plain_text])
    text = StringField(_l("Teks tetap"), [Optional(), Length(max=LONGEST_TEXT), plain_text])
    width = IntegerField(_l("Lebar"), [Optional(), NumberRange(NARROWEST, WIDEST, _l("Tulis angka 3 sampai 60."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer everything a column can hold."""
        super().__init__(*args, **kwargs)
        words = [(one.value, gettext(CONTENT_WORDS[one])) for one in Content]
        self.content.choices = [("", gettext("(tidak dipakai)")), *words]


def _codes(content: Content) -> FieldList:
    count = len(WORDS_TO_CODE[content])
    return FieldList(
        StringField(validators=[Length(max=LONGEST_CODE), plain_text]), min_entries=count, max_entries=count
    )


class LayoutForm(Form):
    """A whole form of a branch."""

    columns = RowsField(FormField(ColumnForm), max_entries=MOST_COLUMNS)
    date_format = SelectField(_l("Bentuk tanggal"), [InputRequired(_l("Pilih bentuknya."))])
    code_sex = _codes(Content.SEX)
    code_relation = _codes(Content.RELATION)
    code_marital = _codes(Content.MARITAL)
    code_kind = _codes(Content.KIND)
    code_reason = _codes(Content.REASON)
    rejections = FieldList(
        StringField(validators=[Length(max=LONGEST_CODE), plain_text]),
        min_entries=len(REJECTIONS),
        max_entries=len(REJECTIONS),
    )
    note = StringField(
        _l("Menurut formulir apa?"),
        [Length(max=200), plain_text],
        description=_l("Misalnya: formulir PBPU Pemda cabang Pangkalpinang, Oktober 2026."),
    )

    @classmethod
    def showing(cls, layout: Layout) -> LayoutForm:
        """Begin with a form that exists, and a few empty rows below."""
        rows: list[dict[str, Any]] = [
            {"place": n * 10, "content": one.content.value, "header": one.header, "text": one.text, "width": one.width}
            for n, one in enumerate(layout.columns, 1)
        ]
        rows += [{"place": None, "content": "", "header": "", "text": "", "width": None}] * SPARE_ROWS
        codes = {
            f"code_{one}": [layout.codes.get(one, {}).get(word, "") for word in WORDS_TO_CODE[one]] for one in CODED
        }
        own = [layout.rejections.get(one.code, "") for one in REJECTIONS]
        shown = {"columns": rows[:MOST_COLUMNS], "date_format": layout.date_format, "rejections": own, **codes}
        return cls(formdata=None, data=shown).offer()

    def offer(self) -> LayoutForm:
        """Offer the ways to write a date."""
        self.date_format.choices = list(DATE_FORMATS.items())
        return self

    def layout(self) -> Layout:
        """Give what was typed, its columns in order. Raises: coverage.LayoutRefused."""
        used = [(row.place.data or 999, n, row) for n, row in enumerate(self.columns) if row.content.data]
        columns = tuple(
            Column(Content(row.content.data), _tidy(row.header.data), row.width.data or 14, _tidy(row.text.data))
            for *_, row in sorted(used, key=lambda one: one[:2])
        )
        codes = {
            one: {word: _tidy(code.data) for word, code in zip(WORDS_TO_CODE[one], self[f"code_{one}"], strict=True)}
            for one in CODED
        }
        own = {one.code: _tidy(code.data) for one, code in zip(REJECTIONS, self.rejections, strict=True)}
        kept = {code: theirs for code, theirs in own.items() if theirs}
        return Layout(columns, codes, self.date_format.data, kept).checked()

    def code_tables(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """Give each table of codes with its title, and each word with its field."""
        return [
            (CONTENT_WORDS[one], [(_word(word), code) for word, code in zip(WORDS_TO_CODE[one], fields, strict=True)])
            for one in CODED
            if (fields := self[f"code_{one}"])
        ]

    def reasons(self) -> list[tuple[Any, Any]]:
        """Give each reason BPJS Kesehatan turns somebody down for, with the field of the branch's own code."""
        return list(zip(REJECTIONS, self.rejections, strict=True))


class BackForm(Form):
    """Why the shipped form is taken again."""

    back_note = StringField(_l("Alasan"), [InputRequired(_l("Tulis alasannya.")), Length(max=200), plain_text])


def _word(word: str) -> str:
    known = PLAIN_WORDS.get(word) or KIND_WORDS.get(word) or EXIT_WORDS.get(word)
    return str(gettext(known)) if known else word


def _tidy(words: str | None) -> str:
    return " ".join((words or "").split())
