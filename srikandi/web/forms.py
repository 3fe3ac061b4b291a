"""The base of every form: our words for what is wrong, refusals put on their fields, a key against sending twice."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import wtforms
from flask_babel import get_domain, gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from srikandi.errors import Conflict, Invalid
from srikandi.money import Money
from srikandi.web.frame.saying.formats import grouped_words, rupiah_words
from srikandi.web.refusals import words_of

LONGEST_TEXT = 10_000
LONGEST_REASON = 1000
LONGEST_NUMBER = 18
TELEPHONE = Regexp(r"[0-9+ ()\-]{6,20}\Z", message=_l("Periksa nomornya."))
NEIGHBOURHOOD = Regexp(r"\s{0,9}[0-9]{0,3}\s{0,9}\Z", message=_l("Tulis angkanya saja."))
"""The number of an RT or RW."""
OR_NOTHING = Optional(strip_whitespace=False)
"""For a choice that may be left out. WTForms' own word for it takes a space for nothing and lets it by unchecked."""


class _Words:
    """WTForms' sentences, which come without Indonesian: ours stand in the catalogue under the English originals.

    WTForms fills the gaps itself, so what Flask-Babel's `ngettext` would fill in must stay open.
    """

    def gettext(self, sentence: str) -> str:
        return str(gettext(sentence))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return str(get_domain().get_translations().ungettext(one, many, number))


class Form(FlaskForm):
    """A form. `with form.catching():` puts a refusal on the field it names, or above the form."""

    class Meta(FlaskForm.Meta):
        """Speak our catalogue."""

        def get_translations(self, _form: object) -> _Words:
            """Give the sentences of the reader's language."""
            return _Words()

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Keep the page and what was typed when the domain says no; `form.refused` tells afterwards."""
        try:
            yield
        except (Invalid, Conflict) as refusal:
            self.refuse(words_of(refusal), field=refusal.field)

    def refuse(self, sentence: str, *, field: str | None = None) -> None:
        """Show this sentence at its field, or above the form."""
        if field is not None and field in self:
            self[field].errors = [*self[field].errors, sentence]
        else:
            self.form_errors.append(sentence)

    @property
    def is_refused(self) -> bool:
        """Has the domain said no to this form?"""
        return bool(self.errors) or bool(self.form_errors)


FORM_KEY = "formulir"
"""Where an address carries its form's key: a page loaded anew by Back is still the same form."""
_KEY_SIGNS = re.compile(r"[0-9a-f]{32}")


class OnceForm(Form):
    """A form that makes something once, however often it is sent."""

    form_key = HiddenField(default=lambda: secrets.token_hex(16))


def form_key_of(given: str | None) -> str:
    """Give the key an address or a form carries, or a new one."""
    return given if given and _KEY_SIGNS.fullmatch(given) else secrets.token_hex(16)


class IntegerField(wtforms.IntegerField):
    """A whole number no longer than a database holds."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        if valuelist and len(valuelist[0].strip()) > LONGEST_NUMBER:
            self.data = None
            raise ValueError(gettext("Not a valid integer value."))
        super().process_formdata(valuelist)


class CheckboxesField(wtforms.SelectMultipleField):
    """Several of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RowsField(wtforms.FieldList):
    """As many rows as the form has; a place that somebody made up is none of them."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        places = range(self.max_entries or 0)
        return (place for place in places if any(name.startswith(f"{prefix}-{place}") for name in formdata))


class MoneyField(StringField):
    """Rupiah as people type them: `1.134.000` or `1,134,000`; its data is `Money`."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return rupiah_words(self.data).removeprefix("Rp") if isinstance(self.data, Money) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                self.data = Money.parse(valuelist[0])
            except Invalid as refusal:
                raise ValueError(words_of(refusal)) from None


class CountField(StringField):
    """A count as people type it: `331.000`, `331,000` or `331000`; its data is a whole number."""

    widget = TextInput()
    _typed = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+", re.ASCII)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else grouped_words(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        self.data = None
        written = valuelist[0].strip() if valuelist else ""
        if not written:
            return
        if len(written) > LONGEST_NUMBER or not self._typed.fullmatch(written):
            raise ValueError(gettext("Tulis angka bulat, misalnya 12 atau 331.000."))
        self.data = int(re.sub(r"[.,]", "", written))


class PercentField(StringField):
    """A share as people type it: `98,18` or `98,18 %`; its data is in hundredths of a percent."""

    widget = TextInput()
    _typed = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?", re.ASCII)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        whole, rest = divmod(self.data, 100)
        return f"{whole},{rest:02d}".removesuffix("0").removesuffix(",0")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        self.data = None
        written = valuelist[0].strip() if valuelist else ""
        if not written:
            return
        found = self._typed.fullmatch(written)
        if found is None:
            raise ValueError(gettext("Tulis persen seperti 98,18."))
        self.data = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def plain_text(_form: Form, field: Field) -> None:
    """Refuse characters no keyboard makes and texts no reader finishes."""
    text = field.data or ""
    if not isinstance(text, str):
        return
    if any(ord(sign) < 32 and sign not in "\n\r\t" for sign in text) or "\x7f" in text:  # noqa: PLR2004 - ASCII
        raise ValidationError(gettext("Ada tanda yang tidak bisa dibaca. Ketik ulang isian ini."))
    if len(text) > LONGEST_TEXT:
        raise ValidationError(gettext("Terlalu panjang."))


def row_number(written: str | None) -> int:
    """Give the number of the row a hidden field names; 0, which no row has, when something else stands there."""
    text = written or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


class ReasonField(wtforms.TextAreaField):
    """Why somebody decides so: always asked for; the description says who reads it."""

    def __init__(self, label: str = _l("Alasan"), **more: Any) -> None:
        """Ask it under its usual name, or another."""
        asked = [InputRequired(_l("Tulis alasannya.")), Length(max=LONGEST_REASON), plain_text]
        super().__init__(label, asked, **more)
