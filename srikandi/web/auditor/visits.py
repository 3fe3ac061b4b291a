"""The forms of a sample: what is drawn from, why the names are needed, what was found."""

from __future__ import annotations

from collections.abc import Iterable

import wtforms
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FormField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from srikandi import clock, samples
from srikandi.clock import Month
from srikandi.database import current_session
from srikandi.samples import OFFERED, Drawn, Found, NewSample, Outcome
from srikandi.web.forms import OR_NOTHING, Form, OnceForm, ReasonField, RowsField, plain_text, row_number
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor

FOUND_SHARES = {59: 5, 149: 2, 299: 1}
"""What percentage of wrong ones each size meets with 95 % certainty; tests work it out again."""


class SampleForm(OnceForm):
    """What is drawn from, how many, and the auditor's half of the seed."""

    source = SelectField(_l("Daftar"), [InputRequired(_l("Pilih daftarnya."))])
    wanted = RadioField(_l("Banyaknya orang"), [InputRequired(_l("Pilih banyaknya."))], default=str(OFFERED[0]))
    phrase = StringField(
        _l("Kalimat benih"),
        [InputRequired(_l("Tulis kalimatnya.")), Length(max=100), plain_text],
        description=_l(
            "Bebas, 10 sampai 100 huruf dan angka. Diumumkan sekarang, sebelum siapa pun tahu yang terpilih."
        ),
    )
    purpose = ReasonField(_l("Untuk apa sampel ini"), description=_l("Tersimpan dan terbaca di jejak."))

    def offer(self) -> SampleForm:
        """Fill the lists with pools whose order is published and months somebody was active in."""
        session, viewer = current_session(), current_actor()
        listed = samples.pools_to_draw(session, viewer=viewer)
        months = samples.months_to_draw(session, viewer.district_id)
        self.source.choices = [
            ("", gettext("Pilih")),
            *((f"pool:{one.id}", gettext("Kelompok %(name)s", name=one.name)) for one in listed),
            *((f"month:{one}", gettext("Aktif pada %(month)s", month=month_words(one))) for one in months),
        ]
        words = gettext(
            "%(n)s orang: hampir pasti bertemu yang salah bila %(share)s%% atau lebih salah", n="{}", share="{}"
        )
        self.wanted.choices = [(str(size), words.format(size, share)) for size, share in FOUND_SHARES.items()]
        return self

    def wanted_sample(self) -> NewSample:
        """Give what was typed as the domain takes it."""
        kind, _, which = self.source.data.partition(":")
        return NewSample(
            wanted=int(self.wanted.data),
            phrase=self.phrase.data,
            purpose=self.purpose.data,
            pool_id=int(which) if kind == "pool" else None,
            month=Month.parse(which) if kind == "month" else None,
        )


class SheetForm(Form):
    """Why names and addresses are needed."""

    reason = ReasonField(
        _l("Untuk apa nama dan alamatnya?"),
        description=_l("Alasan, nama Anda, dan waktunya tersimpan pada setiap orang di lembar ini."),
    )


class FindingForm(wtforms.Form):
    """One line of the sheet."""

    place = HiddenField()
    outcome = SelectField(_l("Hasil"), [OR_NOTHING], validate_choice=True)
    note = StringField(_l("Alasan koreksi"), [Optional(), Length(max=300), plain_text])


class FindingsForm(Form):
    """What was found on a day; lines that are left as they are stay as they are."""

    found_on = DateField(_l("Tanggal kunjungan"), [InputRequired(_l("Pilih tanggalnya."))])
    lines = RowsField(FormField(FindingForm), max_entries=OFFERED[-1])

    @classmethod
    def of(cls, people: Iterable[Drawn]) -> FindingsForm:
        """Begin with what is known."""
        known = [(one.place, one.finding.outcome.value if one.finding else "") for one in people]
        rows = [{"place": place, "outcome": outcome} for place, outcome in known]
        return cls(formdata=None, found_on=clock.today(), lines=rows).offer()

    def offer(self) -> FindingsForm:
        """Fill the list of outcomes on every line."""
        choices = [("", gettext("Belum ada")), *((one.value, word(one)) for one in Outcome)]
        for line in self.lines:
            line.form.outcome.choices = choices
        return self

    def found(self) -> list[Found]:
        """Give the lines with an outcome."""
        rows = (line.form for line in self.lines)
        return [
            Found(row_number(row.place.data), Outcome(row.outcome.data), row.note.data or "")
            for row in rows
            if row.outcome.data
        ]
