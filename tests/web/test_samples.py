"""An auditor samples a pool in the browser, and everybody can draw the same people again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from srikandi import samples, seals
from srikandi.residents import Resident
from srikandi.samples import Sample
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import SYSTEM, make_user
from tests.samples.sampling import PHRASE, PURPOSE, a_bench, a_drawn_sample

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "audit-sample.md"


def signed_in(app, session, role, district_id, village=None):
    user = make_user(session, role, post=Post(role, district_id, village_code=village))
    browser = Browser(app)
    browser.sign_in(user.id)
    return browser


def the_auditor(app, session, people=12):
    bench = a_bench(session, people)
    browser = Browser(app)
    browser.sign_in(bench.user.id)
    return bench, browser


def test_from_a_frozen_list_to_a_published_rate(app, session, browser):
    bench, auditor = the_auditor(app, session)
    typed = {"source": f"pool:{bench.pool.id}", "wanted": "59", "phrase": PHRASE, "purpose": PURPOSE}
    refused = auditor.submit("/pemeriksa/sampel/baru", typed | {"phrase": "pendek"})
    assert refused.status_code == 422
    assert 'value="pendek"' in refused.text
    assert "Menunggu undian" in auditor.submit("/pemeriksa/sampel/baru", typed, follow=True).text
    sample = session.query(Sample).one()
    page = f"/pemeriksa/sampel/{sample.id}"
    assert auditor.submit(page, action="/undi").status_code == 422
    seals.seal(session, by=SYSTEM)
    assert "Sedang dikunjungi" in auditor.submit(page, action="/undi", follow=True).text
    assert "12 orang tanpa hasil" in auditor.get(page).text
    found = {f"lines-{line}-outcome": "confirmed" for line in range(12)} | {"lines-4-outcome": "dead"}
    assert "12 hasil tercatat." in auditor.submit(page, found, action="/hasil", follow=True).text
    corrected = auditor.submit(page, {"lines-4-outcome": "confirmed"}, action="/hasil")
    assert corrected.status_code == 422
    assert "Tulis alasan koreksi untuk baris 5." in corrected.text
    auditor.submit(page, action="/umumkan")
    said = browser.get(f"/transparansi/sampel/{sample.id}").text
    assert "1 sampai 4 dari 12 tidak sesuai" in said, "all twelve were visited"
    for words in (PHRASE, sample.list_hash, session.query(Sample).one().seed):
        assert words in said, words
    assert "Warga " not in said


def test_the_sheet_is_a_paper_with_names_and_nothing_else_shows_one(app, session):
    bench, auditor = the_auditor(app, session)
    sample = a_drawn_sample(session, bench)
    page = f"/pemeriksa/sampel/{sample.id}"
    names = [one.name for one in session.query(Resident)]
    assert not any(f">{name}<" in auditor.get(page).text for name in names)
    assert auditor.submit(page, {"reason": "mau"}, action="/lembar").status_code == 422
    sheet = auditor.submit(page, {"reason": "Kunjungan lapangan bulan ini"}, action="/lembar")
    assert sheet.data.startswith(b"%PDF")
    assert "no-store" in sheet.headers["Cache-Control"]


def test_only_an_auditor_of_the_district_opens_samples(app, session):
    bench, _ = the_auditor(app, session)
    sample = a_drawn_sample(session, bench)
    for role in (Role.MAKER, Role.CHECKER, Role.TREASURER):
        other = signed_in(app, session, role, bench.pool.district_id)
        assert other.get(f"/pemeriksa/sampel/{sample.id}").status_code == 403
    assert session.query(Sample).one().status is sample.status


def test_the_program_in_the_document_draws_the_same_people(app, session, browser, tmp_path):
    bench, _ = the_auditor(app, session, people=30)
    sample = a_drawn_sample(session, bench)
    listed = browser.get(f"/transparansi/sampel/{sample.id}/daftar.txt").data
    (tmp_path / "daftar.txt").write_bytes(listed)
    program = DOCUMENT.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    asked = [sys.executable, "-c", program, sample.phrase, sample.head, "59", str(tmp_path / "daftar.txt")]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    drawn = [one.pseudonym for one in samples.people_of(session, sample)]
    assert said == [sample.list_hash, sample.seed, *drawn]
