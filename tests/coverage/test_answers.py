"""What a branch writes beside a person is taken as yes only when it can mean nothing else."""

from __future__ import annotations

import pytest

from srikandi.coverage.files import read


def said(words):
    answer = read(f"NIK;STATUS\n1901010101010001;{words}\n".encode(), filename="jawaban.csv")
    return answer.rows[0].is_accepted if answer.rows else None


@pytest.mark.parametrize("words", ["DITERIMA", "Diterima", "ok", "AKTIF", "sudah aktif", "Berhasil diaktifkan"])
def test_a_plain_yes_is_a_yes(app, words):
    with app.app_context():
        assert said(words) is True


@pytest.mark.parametrize("words", ["DITOLAK", "gagal", "tidak aktif", "TIDAK DITERIMA", "non aktif", "nonaktif"])
def test_a_no_is_a_no_however_it_is_put(app, words):
    with app.app_context():
        assert said(words) is False


@pytest.mark.parametrize("words", ["belum aktif", "menunggu, belum diterima", "batal aktif", "tokoh", "?"])
def test_what_is_neither_is_left_to_a_person(app, words):
    with app.app_context():
        assert said(words) is None
