"""The components keep their promises: labels, errors, tables on a phone, pictures with their numbers behind."""

from __future__ import annotations

import re

import pytest
from flask import Flask, render_template, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from srikandi import create_app, database
from srikandi.cli.db import upgrade_schema
from srikandi.web.forms import Form
from tests.settings import settings_for

TABLE = """
{% from "components/table.html" import table %}
{% call(row) table("Komitmen", ["Nomor", ("Jiwa", "num")], rows, empty="Belum ada") %}
<th scope="row">{{ row[0] }}</th><td>{{ row[1] }}</td>
{% endcall %}
"""
FORM = """
{% from "components/form.html" import form_to %}{% from "components/field.html" import field %}
{% call form_to("/kirim", form) %}
{{ field(form.name, hint="Seperti di NIB.") }}{{ field(form.way) }}{{ field(form.agreed) }}{{ field(form.note) }}
{% endcall %}
"""


class Example(Form):
    """A form with one field of each kind that is rendered in its own way."""

    name = StringField("Nama", [InputRequired("Isi nama.")])
    way = RadioField(
        "Cara bayar",
        [InputRequired("Pilih cara bayar.")],
        choices=[SelectChoice("t", "Transfer"), SelectChoice("s", "Stripe")],
    )
    agreed = BooleanField("Kami setuju", [InputRequired("Centang dahulu.")])
    note = StringField("Catatan")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The real application on an empty database; components ask it nothing, the frame asks which district it is."""
    folder = tmp_path_factory.mktemp("components")
    made = create_app(settings_for(f"sqlite:///{folder / 'empty.sqlite3'}", folder))
    with made.app_context(), database.db.engine.begin() as connection:
        upgrade_schema(connection)
    return made


def _render(site: Flask, text: str, **context: object) -> str:
    with site.test_request_context():
        return render_template_string(text, **context)


def _refused(site: Flask, typed: dict[str, str] | None = None) -> str:
    with site.test_request_context():
        form = Example(MultiDict(typed or {}), meta={"csrf": False})
        form.validate()
        return render_template_string(FORM, form=form)


def test_a_wrong_field_says_so_to_eyes_and_to_screen_readers(site: Flask) -> None:
    page = _refused(site)
    assert 'aria-describedby="name-petunjuk name-salah"' in page
    assert 'aria-invalid="true"' in page
    assert re.search(r'id="name-salah">.*?Isi nama\.', page, re.DOTALL)


def test_a_right_field_is_not_marked_wrong(site: Flask) -> None:
    page = _refused(site, {"name": "PT Contoh", "way": "t", "agreed": "y"})
    assert "aria-invalid" not in page
    assert "error-summary" not in page
    assert 'value="PT Contoh"' in page


def test_the_summary_links_to_every_wrong_field(site: Flask) -> None:
    page = _refused(site)
    targets = re.findall(r'<a href="#([\w-]+)">', page)
    assert targets == ["name", "way", "agreed"]
    assert all(f'id="{target}"' in page for target in targets)


def test_only_optional_fields_say_they_may_stay_empty(site: Flask) -> None:
    assert _refused(site).count("(boleh kosong)") == 1


def test_cells_carry_the_label_and_kind_of_their_column(site: Flask) -> None:
    page = _render(site, TABLE, rows=[("K-1", "30")])
    assert '<td data-label="Jiwa" data-kind="num">30</td>' in page
    assert '<th scope="row">K-1</th>' in page


def test_what_people_typed_cannot_become_a_cell(site: Flask) -> None:
    page = _render(site, TABLE, rows=[("<td>x", '"><script>y</script>')])
    assert page.count("<td") == 1
    assert "<script" not in page


def test_an_empty_table_says_what_is_missing(site: Flask) -> None:
    page = _render(site, TABLE, rows=[])
    assert "Belum ada" in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("macro", "rows"),
    [
        ("bars", '[("Bakam", 4, "4 jiwa"), ("Belinyu", 0, "0 jiwa")]'),
        ("line", '[("Jan 2027", 0, "0 jiwa"), ("Feb 2027", 4, "4 jiwa")]'),
        ("line", '[("Jan 2027", 4, "4 jiwa")]'),
        ("tilemap", '[("Bakam", none, "kurang dari 5"), ("Belinyu", 9, "9 jiwa")]'),
        ("tilemap", '[("Bakam", none, "kurang dari 5")]'),
        ("stacked", '[("Aktif", 4, "4", "good"), ("Sisa", 0, "0", "rest")]'),
        ("bars", "[]"),
        ("line", "[]"),
        ("tilemap", "[]"),
        ("stacked", "[]"),
    ],
)
def test_every_picture_has_a_name_a_description_and_its_numbers(site: Flask, macro: str, rows: str) -> None:
    text = f'{{% from "components/{macro}.html" import {macro} %}}{{{{ {macro}("Judul", {rows}, ("Apa", "Berapa")) }}}}'
    page = _render(site, text)
    assert "<title>Judul</title>" in page
    assert "<desc>" in page
    assert "<summary>Lihat sebagai tabel</summary>" in page
    assert not re.search(r"\sstyle=|nan|inf\b", page)


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 422, 429, 500, 503])
def test_every_error_page_shows_the_number_to_quote(site: Flask, code: int) -> None:
    with site.test_request_context():
        page = render_template(f"errors/{code}.html", sentence="Titipan sudah lewat.", reference="ab12")
    assert "ab12" in page
    assert page.count("<h1>") == 1
