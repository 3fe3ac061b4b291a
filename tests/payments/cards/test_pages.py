"""What the treasurer sees of card money, and can do about it."""

from __future__ import annotations

import re

from sqlalchemy import select

from srikandi.audit import AuditEntry
from srikandi.cli.demo.money import Mutation, bca_statement
from srikandi.clock import today
from srikandi.money import Money
from srikandi.payments import PaymentStatus, WebhookEvent
from srikandi.payments.cards import PayoutStatus
from srikandi.payments.inbox import MOST_ATTEMPTS
from srikandi.programme.receiving import import_statement
from tests.payments.cards.paying import dispute_in, open_page, paid, payment_in, payout_in, tell_all
from tests.payments.cards.test_disputes import close, disputed, disputed_after_use
from tests.payments.cards.test_payouts import sent, whole
from tests.payments.pages.making import as_, tell

CARDS = "/bendahara/kartu"


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_without_cards_the_page_says_what_will_be_there(treasurer):
    page = treasurer.get(CARDS)
    assert page.status_code == 200
    for words in ("Tidak ada uang di penyedia kartu", "Belum ada pencairan", "Tidak ada sengketa"):
        assert words in page.text


def test_what_the_provider_holds_is_explained(company, desk, simulator, shop, treasurer):
    paid(company, desk, simulator, 37_800)
    tell_all(shop, simulator)
    assert "Rp37.800" in text(treasurer.get(CARDS))


def test_a_payout_is_matched_by_two_treasurers(company, desk, simulator, shop, session, treasurer, second):
    whole(simulator)
    made = sent(company, desk, simulator, shop)
    move = Mutation(today(), Money(made["amount"] // 100), "PEMBAYAR", "KIRIMAN")
    content, _ = bca_statement([move], opening=Money(1_000_000), period=(today(), today()))
    import_statement(session, desk.account, content, filename="m.csv", by=desk.treasurer)
    session.commit()
    page = f"{CARDS}/pencairan/{payout_in(session).id}"
    assert treasurer.submit(page, action="/usulkan").status_code == 303
    assert "Menunggu bendahara lain" in treasurer.get(page).text
    refused = treasurer.post(
        f"{page}/setujui", {**treasurer.forms(page)[-1].fields, "line": payout_in(session).line_id}
    )
    assert (refused.status_code, payout_in(session).status) == (422, PayoutStatus.ON_THE_WAY)
    assert second.submit(page, action="/setujui").status_code == 303
    assert payout_in(session).status is PayoutStatus.ARRIVED
    assert "Sampai di rekening" in second.get(page).text


def test_where_nothing_was_proposed_there_is_nothing_to_withdraw(company, desk, simulator, shop, session, treasurer):
    sent(company, desk, simulator, shop)
    page = f"{CARDS}/pencairan/{payout_in(session).id}"
    token = treasurer.forms(page)[0].fields
    assert treasurer.post(f"{page}/tarik", token).status_code == 409


def test_a_loss_gets_an_owner_with_a_name(company, desk, simulator, shop, session, treasurer):
    close(shop, simulator, disputed_after_use(company, desk, simulator, shop, session), won=False)
    assert "Ada kerugian tanpa penanggung jawab" in treasurer.get(CARDS).text
    page = f"{CARDS}/sengketa/{dispute_in(session).id}"
    empty = treasurer.submit(page, {"owner": "", "note": "ditagih"}, action="/penanggung-jawab")
    assert (empty.status_code, "ditagih" in empty.text) == (422, True)
    typed = {"owner": "Dewi, Kepala Dinas", "note": "Ditagih ulang."}
    assert treasurer.submit(page, typed, action="/penanggung-jawab").status_code == 303
    assert "Dewi, Kepala Dinas" in treasurer.get(page).text
    assert "Ada kerugian tanpa penanggung jawab" not in treasurer.get(CARDS).text


def test_an_open_dispute_says_until_when_to_answer(company, desk, simulator, shop, session, treasurer):
    disputed(company, desk, simulator, shop)
    page = treasurer.get(f"{CARDS}/sengketa/{dispute_in(session).id}")
    assert "Jawab paling lambat" in page.text
    notices = treasurer.get(f"{CARDS}/kabar")
    assert "kirim bukti kepada penyedia kartu" in notices.text
    (waiting,) = session.scalars(select(WebhookEvent).where(WebhookEvent.outcome == "review: disputed")).all()
    done = treasurer.submit(f"{CARDS}/kabar/{waiting.id}", {"note": "Bukti terkirim."}, action="/selesai")
    assert done.status_code == 303
    assert "kirim bukti" not in treasurer.get(f"{CARDS}/kabar").text


def test_a_dead_notice_waits_for_the_treasurer_and_is_tried_again(company, desk, simulator, shop, session, treasurer):
    paid(company, desk, simulator, 37_800)
    simulator.fail_api()
    tell(shop, simulator, simulator.events[-1])
    session.rollback()
    notice = session.scalars(select(WebhookEvent)).one()
    notice.attempts = MOST_ATTEMPTS
    session.commit()
    assert "1 kabar gagal diproses" in treasurer.get(CARDS).text
    page = f"{CARDS}/kabar/{notice.id}"
    assert f"Berhenti setelah {MOST_ATTEMPTS} kali gagal" in treasurer.get(page).text
    still = treasurer.submit(page, action="/coba-lagi", follow=True)
    assert "Masih gagal" in still.text
    simulator.behave()
    assert treasurer.submit(page, action="/coba-lagi").status_code == 303
    assert payment_in(session).status is PaymentStatus.SETTLED
    assert "Pembayaran dibukukan" in treasurer.get(page).text
    assert session.scalar(select(AuditEntry.id).where(AuditEntry.action == "notice:retry")) is not None


def test_a_notice_of_another_mode_says_why_it_was_ignored(company, desk, simulator, shop, treasurer):
    session_id = open_page(company, desk, 37_800)
    simulator.book.find("checkout.session", session_id)["livemode"] = True
    simulator.pay(session_id)
    tell_all(shop, simulator)
    assert "Diabaikan: dari mode lain" in treasurer.get(f"{CARDS}/kabar?sisi=ignored").text


def test_who_comes_back_from_paying_sees_by_themselves_that_it_is_there(company, desk, simulator, shop, session):
    session_id = open_page(company, desk, 37_800)
    page = f"/perusahaan/pembayaran/{payment_in(session).uid}"
    back = company.get(f"{page}?sesi={session_id}")
    assert back.headers["Refresh"].startswith("3; url=")
    assert ("memeriksanya sendiri" in back.text, "Buka halaman pembayaran" in back.text) == (True, False)
    again = back.headers["Refresh"].partition("url=")[2]
    simulator.pay(session_id)
    tell_all(shop, simulator)
    settled = company.get(again)
    assert ("Refresh" in settled.headers, "Uang sudah diterima" in settled.text) == (False, True)


def test_a_page_nobody_came_back_to_does_not_look_for_ever(company, desk, session):
    session_id = open_page(company, desk, 37_800)
    page = f"/perusahaan/pembayaran/{payment_in(session).uid}"
    late = company.get(f"{page}?sesi={session_id}&ke=10")
    assert ("Refresh" in late.headers, "Buka halaman pembayaran" in late.text) == (False, True)
    assert "Refresh" not in company.get(page).headers


def test_without_an_account_the_choice_is_not_shown(app, desk, simulator):
    alone = as_(app, desk.scene.officer)
    address = f"/perusahaan/pembayaran/baru/{desk.payer.id}"
    assert f"{address}/kartu" not in alone.get(address).text
    assert f"{address}/transfer" in alone.get(address).text


def test_with_an_account_it_is(company, desk):
    address = f"/perusahaan/pembayaran/baru/{desk.payer.id}"
    assert f"{address}/kartu" in company.get(address).text
