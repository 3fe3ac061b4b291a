"""Dues, new shares and renewals over HTTP, as the payer and its district read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import select

from srikandi import clock, coverage, ledger, pledges, programme, tariffs
from srikandi.clock import Month
from srikandi.money import Money
from srikandi.pledges import Hold, HoldStatus, Pledge, PledgeStatus
from srikandi.programme import Ways
from srikandi.tariffs import Basis, TariffProposal
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.pledges.making import a_company, an_agreed_pledge, pay, shared_terms, terms_of
from tests.programme.registering.answers import an_answer
from tests.programme.test_money_story import a_sent_batch
from tests.web.acting import a_desk

DUES, RENEWALS, TARIFFS, DISTRICT = (
    "/perusahaan/tagihan",
    "/perusahaan/perpanjangan",
    "/kabupaten/tarif",
    "/kabupaten/tagihan",
)
LIVES, MONTHS, TARIFF = 3, 2, 37_800


@pytest.fixture
def desk(app, session):
    return a_desk(app, session)


@pytest.fixture
def stranger(app, session, desk):
    """Somebody of another company of the same district."""
    officer = a_company(session, desk.scene, "PT Lada Putih Contoh")
    user = make_user(session, Role.COMPANY, post=Post(Role.COMPANY, desk.scene.district_id, officer.organisation_id))
    session.commit()
    browser = Browser(app)
    browser.sign_in(user.id)
    return browser


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def shared(session, desk):
    pledge = an_agreed_pledge(session, desk.scene, shared_terms(desk.scene, lives=LIVES, months=4))
    session.commit()
    return pledge


def test_who_pays_is_told_when_people_are_let_go_before_the_money_is_due(session, desk):
    pledge = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=LIVES, months=MONTHS))
    payer, warning = pledges.payers_of(session, pledge.id)[0], "Bayar sebelum titipan berakhir"
    due_on = pledges.bills(session, desk.scene.district_id)[0].due_on
    pledge.hold_until = clock.day_begins(due_on + timedelta(days=1), zone=clock.JAKARTA)
    session.commit()
    bill = pledges.bills(session, desk.scene.district_id)[0]
    assert (bill.held_until, bill.hold_ends_first) == (pledge.hold_until, False)
    ways = [f"/perusahaan/pembayaran/baru/{payer.id}{way}" for way in ("", "/langsung")]
    assert not any(warning in desk.company.get(way).text for way in ways)
    pledge.hold_until -= timedelta(seconds=1)
    session.commit()
    assert pledges.bills(session, desk.scene.district_id)[0].hold_ends_first
    assert all(warning in desk.company.get(way).text for way in ways)
    assert "titipan berakhir" in words(desk.company.get("/perusahaan/pembayaran"))
    pay(session, pledge, LIVES * MONTHS * TARIFF)
    session.commit()
    assert not pledges.bills(session, desk.scene.district_id)[0].hold_ends_first, "everybody has a paid seat"


def test_a_payer_reads_its_own_dues_and_no_others(session, desk, stranger):
    pledge = shared(session, desk)
    page = words(desk.company.get(DUES))
    assert pledge.number in page
    assert "Rp240.000" in page
    assert "Rp180.000" not in page
    assert "Rp180.000" in words(desk.maker.get(DUES))
    assert pledge.number not in words(stranger.get(DUES))
    assert desk.branch.get(DUES).status_code == 403


def test_the_district_reads_what_everybody_owes_and_a_company_does_not(session, desk):
    pledge = shared(session, desk)
    page = words(desk.checker.get(DISTRICT))
    assert page.count(pledge.number) == 2
    assert "Rp240.000" in page
    assert "Rp180.000" in page
    assert desk.company.get(DISTRICT).status_code == 403
    assert desk.branch.get(DISTRICT).status_code == 403


def test_only_an_overdue_promise_is_ended_by_a_person_with_a_reason(session, desk):
    pledge = shared(session, desk)
    page = f"{DISTRICT}/{pledge.id}/akhiri"
    assert "tidak sedang menunggak" in words(desk.checker.get(page))
    assert desk.maker.get(page).status_code == 403
    last = max(row.due_on for rows in instalments(session, pledge) for row in rows)
    session.commit()
    with time_machine.travel(datetime.combine(last + timedelta(days=40), time(5), UTC), tick=False):
        checker = signed_in_again(session, desk, Role.CHECKER)
        assert checker.submit(page, {"reason": ""}).status_code == 422
        answer = checker.submit(page, {"reason": "Perusahaan berhenti"}, follow=True)
    assert "12 jiwa-bulan yang tidak dibayar diakhiri" in words(answer)
    session.rollback()
    assert coverage.progress(session, [pledge.id])[pledge.id].released == LIVES * 4


def instalments(session, pledge):
    return pledges.instalments_of_all(session, pledges.payers_of(session, pledge.id)).values()


def test_two_people_read_a_decree_both_payers_accept_and_every_month_is_funded(session, desk, stranger):
    """The journey: a decree mid-way, over HTTP."""
    pledge = shared(session, desk)
    for number, share in ((0, 20_000), (1, 15_000)):
        pay(session, pledge, LIVES * 2 * share, payer=number)
    third = pledge.start_month + 2
    typed = {
        "basis": str(Basis.PARTICIPANT),
        "amount": "42.000",
        "valid_from": third.first_day.isoformat(),
        "decree": "Perpres contoh pasal 1",
    }
    wrong = desk.maker.submit(f"{TARIFFS}/usulan-baru", {**typed, "amount": "banyak"})
    assert wrong.status_code == 422
    assert "banyak" in wrong.text
    assert "Perpres contoh pasal 1" in wrong.text
    late = desk.maker.submit(f"{TARIFFS}/usulan-baru", {**typed, "valid_from": "2020-01-01"})
    assert late.status_code == 422
    page = desk.maker.submit(f"{TARIFFS}/usulan-baru", typed).headers["Location"]
    seen = words(desk.checker.get(page))
    for said in ("Rp42.000", "Perpres contoh pasal 1", pledge.number, "Rp42.000"):
        assert said in seen
    assert str(LIVES * 2) in seen
    assert "/setujui" not in desk.maker.get(page).text
    assert desk.maker.post(f"{page}/setujui").status_code in {400, 403}
    assert desk.company.get(page).status_code == 403
    assert desk.checker.get(f"{TARIFFS}/usulan-baru").status_code == 403
    assert "1 komitmen disesuaikan" in words(desk.checker.submit(page, action="/setujui", follow=True))
    assert "Tarif ini berlaku" in words(desk.maker.get(page))
    assert tariffs.amount(session, Basis.PARTICIPANT, month=third) == Money(42_000)
    company, government = pledges.payers_of(session, pledge.id)
    own, theirs = (f"/perusahaan/porsi/{one.id}/{third}" for one in (company, government))
    assert stranger.get(own).status_code == 404
    assert desk.company.get(theirs).status_code == 404
    assert "24.000" in desk.company.get(own).text
    short = desk.company.submit(own, {"amount": "23.000"})
    assert short.status_code == 422
    assert 'value="23.000"' in short.text
    assert desk.company.submit(own, {"reason": " "}, action="/tolak").status_code == 422
    no = desk.company.submit(own, {"reason": "Anggaran 2027 sudah ditetapkan"}, action="/tolak")
    assert no.status_code == 303
    assert "Anggaran 2027 sudah ditetapkan" in words(desk.maker.get(f"/kabupaten/komitmen/{pledge.id}"))
    assert "/tolak" not in desk.company.get(own).text
    assert desk.company.submit(own, {"amount": "24.000"}).status_code == 303
    assert "Anggaran 2027" not in words(desk.maker.get(f"/kabupaten/komitmen/{pledge.id}"))
    assert desk.maker.submit(theirs, {"amount": "18.000"}).status_code == 303
    assert desk.company.get(own).status_code == 409
    session.rollback()
    for number, payer in enumerate(pledges.payers_of(session, pledge.id)):
        pay(session, pledge, (payer.total - payer.received).rupiah, payer=number)
    session.commit()
    assert coverage.progress(session, [pledge.id])[pledge.id].funded == LIVES * 4
    assert list(ledger.verify(session)) == []


def test_a_refused_decree_changes_nothing(session, desk):
    month = clock.Month.of(clock.today()) + 3
    typed = {"basis": "participant", "amount": "45.000", "valid_from": str(month.first_day), "decree": "Salah baca"}
    page = desk.maker.submit(f"{TARIFFS}/usulan-baru", typed).headers["Location"]
    assert desk.checker.submit(page, {"reason": ""}, action="/tolak").status_code == 422
    refused = words(desk.checker.submit(page, {"reason": "Pasal itu sudah dicabut"}, action="/tolak", follow=True))
    assert "ditolak" in refused
    assert "Pasal itu sudah dicabut" in words(desk.maker.get(page))
    session.rollback()
    assert session.scalars(select(TariffProposal.is_accepted)).one() is False
    assert tariffs.amount(session, Basis.PARTICIPANT, month=month) == Money(35_000)
    assert desk.checker.post(f"{page}/setujui").status_code in {400, 409, 422}


def signed_in_again(session, desk, role):
    """Give a browser whose session is as old as the clock says."""
    user = make_user(session, role, post=post_of(desk, role))
    session.commit()
    browser = Browser(desk.company.app)
    browser.sign_in(user.id)
    return browser


def post_of(desk, role):
    organisation = desk.scene.company_id if role is Role.COMPANY else None
    return Post(role, desk.scene.district_id, organisation)


def test_one_click_renews_the_district_approves_and_the_seats_pass_over(session, desk):
    """The journey: asked before the last month, one click, approved, paid, and the same people go on."""
    scene = desk.scene
    old = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS))
    pay(session, old, LIVES * MONTHS * TARIFF)
    batch = a_sent_batch(session, scene, old.start_month)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3]), filename="1.csv", by=scene.branch)
    programme.confirm_month(
        session, scene.district_id, month=old.start_month + 1, document_number="BA", by=scene.branch
    )
    session.commit()
    people = coverage.sitting(session, old.id)
    assert "Belum ada yang perlu diperpanjang" in words(desk.company.get(RENEWALS))
    day = (old.start_month + 1).last_day - timedelta(days=25)
    with time_machine.travel(datetime.combine(day, time(5), UTC), tick=False):
        company, checker = (signed_in_again(session, desk, role) for role in (Role.COMPANY, Role.CHECKER))
        assert programme.offer_renewals(session, ways=Ways("https://srikandi.example")) == 1
        session.commit()
        assert old.number in words(company.get(RENEWALS))
        assert "Rp226.800" in words(company.get(RENEWALS))
        page = company.submit(RENEWALS, action=f"/{old.id}").headers["Location"]
        assert company.post(f"{RENEWALS}/{old.id}").status_code in {303, 400}
        new = session.scalars(select(Pledge).order_by(Pledge.id.desc())).first()
        assert page.endswith(f"/{new.id}")
        assert new.number in words(company.get(RENEWALS))
        path = f"/kabupaten/komitmen/{new.id}"
        assert "disetujui" in words(checker.submit(path, action="/setujui", follow=True))
        session.rollback()
        session.refresh(new)
        pledges.agree(session, new, agreement=pledges.Agreement("440/99", date(2027, 1, 5)), by=scene.maker)
        pay(session, new, LIVES * MONTHS * TARIFF)
        session.commit()
    live = select(Hold.pledge_id).where(Hold.status.in_((HoldStatus.HELD, HoldStatus.KEPT)))
    assert session.scalars(live).all() == [new.id] * LIVES
    assert coverage.sitting(session, new.id) == people
    assert new.status is PledgeStatus.AGREED


def test_who_does_not_go_on_says_so_and_a_stranger_cannot_answer(session, desk, stranger):
    scene = desk.scene
    old = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS))
    pay(session, old, LIVES * MONTHS * TARIFF)
    programme.read_answer(
        session,
        a_sent_batch(session, scene, old.start_month),
        an_answer(accepted=[1, 2, 3]),
        filename="1.csv",
        by=scene.branch,
    )
    session.commit()
    early = desk.company.forms(DUES)
    token = next(form.fields["csrf_token"] for form in early if "csrf_token" in form.fields)
    refused = desk.company.post(f"{RENEWALS}/{old.id}", {"csrf_token": token})
    assert refused.status_code == 422
    assert "belum waktunya" in words(refused)
    mine = next(form.fields["csrf_token"] for form in stranger.forms(DUES) if "csrf_token" in form.fields)
    for path in (f"{RENEWALS}/{old.id}", f"{RENEWALS}/{old.id}/tolak"):
        assert stranger.post(path, {"csrf_token": mine}).status_code == 404
    assert desk.maker.get(RENEWALS).status_code == 403


def test_a_maker_takes_back_a_tariff_that_was_typed_wrong(session, desk):
    month = Month.of(clock.today()) + 2
    typed = {
        "basis": "participant",
        "amount": "420.000",
        "valid_from": month.first_day.isoformat(),
        "decree": "Perpres",
    }
    page = desk.maker.submit(f"{TARIFFS}/usulan-baru", typed).headers["Location"]
    assert "Tarik kembali" not in desk.checker.get(page).text
    assert desk.checker.post(f"{page}/tarik").status_code in {400, 403}
    taken = words(desk.maker.submit(page, action="/tarik", follow=True))
    assert "Usulan ini ditarik kembali" in taken
    assert "/tarik" not in desk.maker.get(page).text
    assert "Ditarik kembali" in words(desk.maker.get(TARIFFS))
