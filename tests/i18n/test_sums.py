"""Sums and counts are written and read as each language does it, and mean the same in both."""

import pytest
from flask import render_template_string
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from srikandi import i18n
from srikandi.errors import Invalid
from srikandi.money import Money, Sen
from srikandi.web.forms import CountField, Form, MoneyField
from srikandi.web.refusals import words_of


class AskedForm(Form):
    """A sum and a count."""

    class Meta(Form.Meta):
        """Nothing is changed by asking."""

        csrf = False

    amount = MoneyField("Jumlah")
    lives = CountField("Jiwa")


class TooMuch(Invalid):
    """A refusal that names a sum."""

    message = "Sisa %(left)s."


READ = {
    "1.134.000": 1_134_000,
    "1,134,000": 1_134_000,
    "1134000": 1_134_000,
    "Rp 42.000": 42_000,
    "rp42,000.00": 42_000,
    "42.000,00": 42_000,
    "42,00": 42,
}


@pytest.mark.parametrize(("typed", "rupiah"), READ.items())
def test_a_sum_is_read_in_either_way_of_writing(typed, rupiah):
    assert Money.parse(typed) == Money(rupiah)


@pytest.mark.parametrize("typed", ["1.134,000", "1,134.000", "42.00", "42,0", "1.13", "4,2000", "42.000.00", "-5", ""])
def test_what_could_be_two_sums_is_refused(typed):
    with pytest.raises(Invalid):
        Money.parse(typed)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_shown_is_read_back_as_the_same_sum(app, language):
    with app.test_request_context():
        for rupiah in (0, 42, 999, 1_000, 37_800, 1_134_000, 492_307_200):
            assert Money.parse(i18n.rupiah(Money(rupiah), language)) == Money(rupiah)
    assert i18n.rupiah(Money(-37_800), language) == {"id": "(Rp37.800)", "en": "(Rp37,800)"}[language]


@pytest.mark.parametrize(("language", "said"), [("id", "1.134.000"), ("en", "1,134,000")])
def test_a_page_a_form_and_a_refusal_say_a_sum_in_the_readers_language(app, language, said):
    with app.test_request_context(), force_locale(language):
        assert render_template_string("{{ sum|rupiah }}", sum=Money(1_134_000)) == f"Rp{said}"
        form = AskedForm(data={"amount": Money(1_134_000), "lives": 1_134_000})
        assert f'value="{said}"' in str(form.amount())
        assert f'value="{said}"' in str(form.lives())
        assert words_of(TooMuch(left=Money(1_134_000))) == f"Sisa Rp{said}."
        typed = AskedForm(MultiDict({"amount": said, "lives": said}))
        assert (typed.amount.data, typed.lives.data) == (Money(1_134_000), 1_134_000)


@pytest.mark.parametrize(("language", "said"), [("id", "(Rp1.849.489,05)"), ("en", "(Rp1,849,489.05)")])
def test_a_page_and_a_refusal_say_a_sum_in_sen_in_the_readers_language(app, language, said):
    with app.test_request_context(), force_locale(language):
        assert render_template_string("{{ sum|sen }}", sum=-184_948_905) == said
        assert words_of(TooMuch(left=Sen(-184_948_905))) == f"Sisa {said}."
        assert render_template_string("{{ sum|sen }}", sum=3_780_000) == i18n.rupiah(Money(37_800), language)
