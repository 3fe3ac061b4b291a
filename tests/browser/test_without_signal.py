"""At a door without signal, in a real Chromium: what is said waits on the phone, arrives once, and is never lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from srikandi import database
from srikandi.audit import AuditEntry
from srikandi.cli.demo.cast import LOGINS
from srikandi.fieldwork import FieldResult
from srikandi.receipts import Receipt
from srikandi.residents import Resident, ResidentStatus
from srikandi.users import Role
from tests.browser.looking import Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(300)]
OFFICER = next(login.address for login in LOGINS if login.role is Role.VILLAGE)
SILENT = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|status of (409|422)")
READY = "html[data-phone-ready]"
KEPT = "html[data-phone-kept]"


@pytest.fixture
def officer(chromium, live):
    made = Reader(chromium, live)
    made.page.set_viewport_size({"width": 360, "height": 800})
    made.sign_in(OFFICER)
    made.page.goto(f"{live}/desa/warga")
    made.page.wait_for_selector(READY)
    made.page.wait_for_selector(KEPT)
    yield made
    assert [one for one in made.findings if not SILENT.search(one)] == []
    made.close()


def first_person(officer):
    link = officer.page.locator("a[data-person]").first
    return link, int(re.search(r"/(\d+)", link.get_attribute("href"))[1])


def counted(told, resident_id):
    """How often this person was verified, and how many deeds of phones were taken in."""
    with told.app_context():
        session = database.current_session()
        deeds = select(func.count()).where(
            AuditEntry.action == "resident:verify", AuditEntry.subject_id == str(resident_id)
        )
        found = session.scalar(deeds), session.scalar(select(func.count()).select_from(Receipt))
        session.rollback()
        return found


def bar(officer):
    return officer.page.locator(".phone-words")


def test_a_confirmation_waits_without_signal_and_arrives_once(officer, told):
    page = officer.page
    link, number = first_person(officer)
    link.click()
    page.wait_for_selector(READY)
    page.go_back()
    page.wait_for_selector(READY)
    officer.context.set_offline(True)
    first_person(officer)[0].click()
    page.wait_for_selector(READY)
    page.get_by_role("button", name="Data ini benar").click()
    page.wait_for_url("**/desa/warga")
    expect(bar(officer)).to_have_text("Tanpa sinyal: 1 menunggu dikirim")
    expect(page.locator(".phone-mark")).to_have_text("menunggu dikirim")
    page.reload()
    expect(bar(officer)).to_have_text("Tanpa sinyal: 1 menunggu dikirim")
    assert counted(told, number) == (0, 0)
    officer.context.set_offline(False)
    expect(bar(officer)).to_have_text("1 catatan yang tadi menunggu sudah diterima.", timeout=30_000)
    assert counted(told, number) == (1, 1)
    page.reload()
    expect(page.locator(".phone-mark")).to_have_count(0)
    assert counted(told, number) == (1, 1)


def test_what_is_typed_survives_a_reload_and_a_lost_sending(officer, told):
    page = officer.page
    _, number = first_person(officer)
    page.goto(f"{officer.base}/desa/warga/{number}/perbaiki")
    page.wait_for_selector(READY)
    page.locator("#phone").fill("0812 3456 7890")
    page.locator("#hamlet").fill("Dusun Dua")
    page.wait_for_timeout(300)
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator("#phone")).to_have_value("0812 3456 7890")
    expect(page.locator("#hamlet")).to_have_value("Dusun Dua")
    officer.context.set_offline(True)
    page.get_by_role("button", name="Simpan dan verifikasi").click()
    page.wait_for_url("**/desa/warga")
    officer.context.set_offline(False)
    expect(bar(officer)).to_have_text("1 catatan yang tadi menunggu sudah diterima.", timeout=30_000)
    assert counted(told, number) == (1, 1)
    with told.app_context():
        assert database.current_session().get_one(Resident, number).hamlet == "Dusun Dua"
        database.current_session().rollback()


def test_what_somebody_else_did_meanwhile_is_told_in_words_and_kept(officer, told):
    page = officer.page
    _, number = first_person(officer)
    page.goto(f"{officer.base}/desa/warga/{number}/perbaiki")
    page.wait_for_selector(READY)
    officer.context.set_offline(True)
    page.locator("#hamlet").fill("Dusun Tiga")
    page.get_by_role("button", name="Simpan dan verifikasi").click()
    page.wait_for_url("**/desa/warga")
    with told.app_context(), database.unit_of_work(database.current_session()) as work:
        work.session.get_one(Resident, number).hamlet = "Dusun Sembilan"
    officer.context.set_offline(False)
    expect(bar(officer)).to_have_text("1 catatan perlu Anda lihat", timeout=30_000)
    page.goto(f"{officer.base}/desa/kiriman")
    expect(page.locator(".phone-deed")).to_contain_text("berubah sejak halamannya dibuka")
    page.get_by_role("button", name="Buka datanya").click()
    page.wait_for_selector(READY)
    expect(page.locator("#hamlet")).to_have_value("Dusun Tiga")
    page.get_by_role("button", name="Simpan dan verifikasi").click()
    page.wait_for_url("**/desa/warga")
    page.wait_for_selector(READY)
    with told.app_context():
        found = database.current_session().get_one(Resident, number)
        assert (found.hamlet, found.status) == ("Dusun Tiga", ResidentStatus.VERIFIED)
        database.current_session().rollback()


def test_signing_out_leaves_no_page_and_no_key_but_what_waits_comes_back_with_its_owner(officer, told):
    page = officer.page
    _, number = first_person(officer)
    page.goto(f"{officer.base}/desa/warga/{number}")
    page.wait_for_selector(READY)
    officer.context.set_offline(True)
    page.get_by_role("button", name="Data ini benar").click()
    page.wait_for_url("**/desa/warga")
    officer.context.clear_cookies()
    officer.context.set_offline(False)
    page.goto(f"{officer.base}/masuk")
    page.wait_for_function("async () => !(await caches.keys()).some(name => name.startsWith('halaman-'))")
    page.wait_for_function("async () => !(await indexedDB.databases()).some(base => base.name === 'telepon-kunci')")
    kept = page.evaluate(
        "() => new Promise(done => { const r = indexedDB.open('telepon', 1); r.onsuccess = () => {"
        " const q = r.result.transaction('kiriman').objectStore('kiriman').getAll();"
        " q.onsuccess = () => { r.result.close(); done(q.result.map(row => Object.keys(row).join())); }; }; })"
    )
    assert kept == ["key,who,at,iv,sealed"]
    assert counted(told, number) == (0, 0)
    officer.sign_in(OFFICER)
    page.goto(f"{officer.base}/desa/warga")
    expect(bar(officer)).to_have_text("1 catatan yang tadi menunggu sudah diterima.", timeout=30_000)
    assert counted(told, number) == (1, 1)


def test_the_result_of_a_session_is_written_without_signal(officer, told):
    page = officer.page
    page.goto(f"{officer.base}/desa/kegiatan")
    page.wait_for_selector(READY)
    page.get_by_role("link", name="Balai desa").click()
    page.wait_for_selector(READY)
    officer.context.set_offline(True)
    page.reload()
    page.get_by_text("Perbaiki hasilnya").click()
    page.wait_for_selector(READY)
    page.locator("#visitors").fill("47")
    page.locator("#reason").fill("Satu keluarga terlewat")
    page.get_by_role("button", name="Simpan hasil").click()
    page.wait_for_url("**/desa/kegiatan")
    expect(bar(officer)).to_have_text("Tanpa sinyal: 1 menunggu dikirim")
    officer.context.set_offline(False)
    expect(bar(officer)).to_have_text("1 catatan yang tadi menunggu sudah diterima.", timeout=30_000)
    with told.app_context():
        session = database.current_session()
        found = session.scalars(select(FieldResult).order_by(FieldResult.id)).all()
        assert [one.visitors for one in found] == [46, 47]
        session.rollback()


def test_a_page_of_yesterday_leaves_the_phone_with_the_next_one(officer):
    page = officer.page
    page.evaluate(
        "async (at) => { const name = (await caches.keys()).find(one => one.startsWith('halaman-'));"
        " const pages = await caches.open(name), said = [];"
        " for (const one of await pages.keys()) { said.push([one, await pages.match(one)]); await pages.delete(one); }"
        " await pages.put('/desa/warga/1', new Response('Ibu', { headers: { Date: at } }));"
        " for (const [one, answer] of said) await pages.put(one, answer); }",
        "Mon, 01 Jun 2026 00:00:00 GMT",
    )
    there = "async () => Boolean(await caches.match('/desa/warga/1'))"
    assert page.evaluate(there), "the control: it lies there until another page is kept"
    page.goto(f"{officer.base}/desa/kegiatan")
    page.wait_for_selector(READY)
    page.wait_for_function(f"async () => !(await ({there})())")
