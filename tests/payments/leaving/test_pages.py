"""The page on which two treasurers decide about money a bank took back, also when the other was quicker."""

from __future__ import annotations

import pytest

from srikandi import programme
from tests.payments.correcting.making import at_bank, bring, code_of, lines
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import taken_back, transfer
from tests.web.questions.counting import MOST, counted

A_MONTH = 37_800
REASON = {"reason": "Sudah dibicarakan dengan perusahaan"}
TYPED = "Alasan panjang yang sudah saya ketik"


@pytest.fixture
def people(session, desk):
    enrol(session, desk)
    return desk


def kept(session, desk, *moves, **more):
    """Bring a file and keep it, so that a browser's own work sees it."""
    bring(session, desk, *moves, **more)
    session.commit()


def a_loss(session, people):
    """Money comes, its month goes to BPJS Kesehatan, and the bank takes it back."""
    move = transfer(4 * A_MONTH, code_of(people.payer))
    kept(session, people, move, days=(1, 2))
    programme.build_batch(session, people.scene.district_id, month=people.pledge.start_month, by=people.scene.maker)
    kept(session, people, taken_back(move), opening=100_151_200, days=(2, 3))
    return lines(session)[-1]


def test_two_treasurers_book_what_the_bank_took_back(app, session, people):
    line = a_loss(session, people)
    first, second = as_(app, people.treasurer), as_(app, people.second)
    address = f"/bendahara/penarikan-bank/{line.id}"
    assert address in first.get("/bendahara/belum-dikenali").text
    assert address in first.get(f"/bendahara/mutasi/{line.id}").text
    shown = first.get(address).text
    assert "Siapa menanggung Rp151.200 yang ditarik bank?" in shown
    refused = first.submit(address, {"reason": ""}, action=address)
    assert refused.status_code == 422
    assert first.submit(address, REASON, action=address).status_code == 303
    assert "Menunggu bendahara lain" in first.get(address).text
    assert "Ya, bukukan" not in first.get(address).text
    assert "Usulan tentang uang di bank menunggu Anda" in second.get("/beranda").text
    assert "Menunggu persetujuan" in second.get("/bendahara/belum-dikenali").text
    assert second.submit(address, {}, action="/setujui").status_code == 303
    done = second.get(address).text
    assert "Penarikan bank ini sudah dibukukan" in done
    assert "Rp151.200" in done
    assert "Lihat keputusannya" in second.get(f"/bendahara/mutasi/{line.id}").text
    session.rollback()
    assert at_bank(session, people).rupiah == 0
    assert "Ditarik kembali bank" not in second.get("/bendahara/belum-dikenali").text


def test_such_a_proposal_is_turned_down(app, session, people):
    line = a_loss(session, people)
    first, second = as_(app, people.treasurer), as_(app, people.second)
    address = f"/bendahara/penarikan-bank/{line.id}"
    first.submit(address, REASON, action=address)
    assert second.submit(address, {"reason": ""}, action="/tarik").status_code == 422
    assert second.submit(address, {"reason": "Tunggu kiriman ulang"}, action="/tarik").status_code == 303
    assert "Usulkan pembukuan" in second.get(address).text


def test_there_is_no_such_page_for_other_lines(app, session, people):
    kept(session, people, transfer(20_000, "BANTUAN"))
    [line] = lines(session)
    assert as_(app, people.treasurer).get(f"/bendahara/penarikan-bank/{line.id}").status_code == 404
    assert as_(app, people.treasurer).get("/bendahara/penarikan-bank/999999").status_code == 404


def test_the_page_asks_few_questions(app, session, people):
    address = f"/bendahara/penarikan-bank/{a_loss(session, people).id}"
    desk = as_(app, people.treasurer)
    with counted(session) as asked:
        desk.get(address)
    assert len(asked) <= MOST


def where(line):
    return f"/bendahara/penarikan-bank/{line.id}"


def opened(browser, address, *, action, **values):
    """Open the page now, and give what sends its form later."""
    form = browser.forms(address)
    wanted = next(one for one in form if one.action.endswith(action))
    return lambda: browser.post(wanted.action, {**wanted.fields, **values})


@pytest.fixture
def desks(app, session, people):
    """Give the page's address and both treasurers at their screens."""
    line = a_loss(session, people)
    return where(line), as_(app, people.treasurer), as_(app, people.second)


def test_who_proposes_second_keeps_what_was_typed(desks):
    address, first, second = desks
    send = opened(second, address, action=address, reason=TYPED)
    assert first.submit(address, REASON, action=address).status_code == 303
    refused = send()
    assert refused.status_code == 422
    assert "Mutasi ini sudah diurus" in refused.text
    assert TYPED in refused.text
    assert REASON["reason"] in refused.text, "and sees what the other has proposed"


def test_who_confirms_or_turns_down_too_late_is_told_so(desks):
    address, first, second = desks
    first.submit(address, REASON, action=address)
    confirm = opened(second, address, action="/setujui")
    turn_down = opened(second, address, action="/tarik", reason=TYPED)
    first.submit(address, {"reason": "Salah hitung"}, action="/tarik")
    for send in (confirm, turn_down):
        refused = send()
        assert refused.status_code == 422
        assert "Mutasi ini sudah diurus" in refused.text
    assert TYPED in refused.text
    assert "Salah hitung" in second.get(address).text, "why it was taken back stays to be read"


def test_what_was_confirmed_is_not_confirmed_again(desks):
    address, first, second = desks
    first.submit(address, REASON, action=address)
    once, again, turn_down = (opened(second, address, action=one) for one in ("/setujui", "/setujui", "/tarik"))
    assert once().status_code == 303
    refused = again()
    assert refused.status_code == 422
    assert "Mutasi ini sudah diurus" in refused.text
    assert "Penarikan bank ini sudah dibukukan" in refused.text
    assert turn_down().status_code == 422


def test_sums_that_changed_are_shown_before_they_are_confirmed(session, people, desks):
    address, first, second = desks
    first.submit(address, REASON, action=address)
    confirm = opened(second, address, action="/setujui")
    kept(session, people, transfer(3 * A_MONTH, code_of(people.payer), 5), days=(4, 6))
    refused = confirm()
    assert refused.status_code == 422
    assert "Angkanya berubah sejak halaman ini dibuka" in refused.text
    assert "Rp113.400" in refused.text
    assert opened(second, address, action="/setujui")().status_code == 303
    assert "Rp37.800" in second.get(address).text, "the loss, and who bore the rest"


def test_who_bore_it_stays_to_be_seen(desks):
    address, first, second = desks
    first.submit(address, REASON, action=address)
    opened(second, address, action="/setujui")()
    shown = first.get(address).text
    assert "Pernah dikreditkan kepada" in shown
    assert "Tertutup" in shown


def test_a_debit_without_its_credit_says_what_to_try_first(app, session, people):
    kept(session, people, transfer(-50_000, "KOREKSI BANK"), days=(1, 2))
    [line] = lines(session)
    shown = as_(app, people.treasurer).get(where(line)).text
    assert "Uang masuk yang ditarik ini belum ditemukan" in shown
