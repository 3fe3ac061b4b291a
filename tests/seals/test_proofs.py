"""A company takes a proof home, and a stranger checks it with the public key and one file alone."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from srikandi import ledger, seals
from srikandi.coverage import LifeMonthChange
from srikandi.database import current_session, keys
from srikandi.ledger import Journal
from srikandi.ledger.checks import JOURNAL, RECEIPT
from srikandi.payments import Payment, Route
from srikandi.pledges import Pledge
from srikandi.programme.sealing import provable_months, prove_life_months, prove_payment
from srikandi.seals import NotProved, NotSealedYet
from srikandi.seals.proving import stranger
from srikandi.seals.streams import STREAMS
from srikandi.web.public.window.seals import REASONS
from tests.browsing import Browser
from tests.ledger.book import bank, entry, funds, make_district, receive
from tests.people import SYSTEM


def seal(app):
    with app.app_context():
        return seals.seal_in_steps(current_session(), by=SYSTEM)


def public_key():
    return next(iter(seals.public_keys().values())).hex()


@pytest.fixture
def pledge(demonstration, session):
    seal(demonstration)
    active = select(LifeMonthChange.pledge_id).where(LifeMonthChange.status == "active")
    return session.get(Pledge, session.scalar(active.order_by(LifeMonthChange.id).limit(1)))


@pytest.fixture
def payment(pledge, session):
    """A payment by transfer whose leaf has neighbours."""
    asked = select(Payment).where(Payment.journal_id.is_not(None), Payment.route == Route.BANK_TRANSFER)
    found = session.scalars(asked.order_by(Payment.id))
    return next(one for one in found if prove_payment(session, one)["parts"][0]["path"])


def test_a_payment_is_proved_by_its_journal_and_shows_no_memo(session, payment):
    proof = prove_payment(session, payment)
    claim = seals.check_proof(proof, public_key()).claim
    assert (claim["journal"], claim["amount"]) == (payment.journal_id, payment.amount.rupiah)
    assert "memo" not in json.dumps(proof)


def said_by_the_bank(session, payment):
    """Give what the bank's own reference says beside the day: its number, the sum, the balance behind the line."""
    reference = session.get_one(Journal, payment.journal_id).reference
    return [word for word in reference.split("|")[2:] if len(word) > 3]


def test_a_proof_for_a_company_keeps_the_accounts_balance_to_itself(session, payment):
    words = said_by_the_bank(session, payment)
    assert len(words) > 1
    proof = prove_payment(session, payment)
    assert [word for word in words if word in json.dumps(proof)] == []
    assert seals.check_proof(proof, public_key()).claim["reference"].count("|") == 0


def test_the_whole_leaf_would_give_the_balance_away(session, payment):
    whole = seals.prove(session, "payment", [payment.journal_id], stream=JOURNAL)
    assert seals.check_proof(whole, public_key()).claim["amount"] == payment.amount.rupiah, "files given out before"
    assert all(word in json.dumps(whole) for word in said_by_the_bank(session, payment))


def test_what_was_sealed_before_there_was_such_a_leaf_is_sealed_and_proved_by_the_next_block(app, session, monkeypatch):
    district_id = make_district(session)
    arrived = entry("bank:b-1|2026-11-01|500|R1|987654321|1", (bank(district_id), funds(district_id), 5))
    old = ledger.post(session, replace(arrived, kind="receipt", contract_id=4), by=SYSTEM).id
    session.commit()
    monkeypatch.delitem(STREAMS, RECEIPT)
    seal(app)
    with pytest.raises(NotSealedYet):
        seals.prove(session, "payment", [old], stream=RECEIPT)
    monkeypatch.undo()
    session.rollback()
    seal(app)
    proof = seals.prove(session, "payment", [old], stream=RECEIPT)
    assert seals.check_proof(proof, public_key()).claim == {
        "kind": "payment",
        "journal": old,
        "reference": "bank:b-1",
        "amount": 5,
    }
    assert "987654321" not in json.dumps(proof)
    assert list(seals.check(session)) == []


def test_a_count_of_life_months_is_proved_without_a_resident(session, pledge):
    one = provable_months(session, pledge)[-1]
    proof = prove_life_months(session, pledge, one.month)
    claim = seals.check_proof(proof, public_key()).claim
    seats = select(func.count(LifeMonthChange.seat.distinct())).where(
        LifeMonthChange.pledge_id == pledge.id, LifeMonthChange.month == one.month, LifeMonthChange.status == "active"
    )
    assert claim["count"] == one.active == one.sealed == session.scalar(seats) > 0
    assert "resident" not in json.dumps(proof)


def changed(proof, **of_part):
    wrong = json.loads(json.dumps(proof))
    wrong["parts"][0] |= of_part
    return wrong


def test_nothing_of_a_proof_can_be_changed(session, payment):
    proof = prove_payment(session, payment)
    (part,) = proof["parts"]
    (leaf,) = part["leaves"]
    amount = str(payment.amount.rupiah)
    more = leaf | {"text": leaf["text"].replace(f'"amount":{amount}', f'"amount":9{amount}')}
    assert more != leaf
    wrong = [
        changed(proof, leaves=[more]),
        changed(proof, leaves=[leaf | {"place": leaf["place"] + 1}]),
        changed(proof, leaves=[]),
        changed(proof, leaves=[leaf, leaf]),
        changed(proof, path=part["path"][:-1]),
        changed(proof, path=[*part["path"], part["path"][0]]),
        changed(proof, leaves=[leaf | {"place": float("inf")}]),
        changed(proof, leaves=[leaf | {"place": float("nan")}]),
        changed(proof, leaves=[leaf | {"place": 10**400}]),
        changed(proof, head="\ud800"),
        changed(proof, stream="life_month"),
        changed(proof, signature="00" * 64),
        changed(proof, head=part["head"].replace("count=", "count=1")),
        proof | {"kind": "life-months"},
        {},
        [],
    ]
    for one in wrong:
        with pytest.raises(NotProved):
            seals.check_proof(one, public_key())
    with pytest.raises(NotProved):
        seals.check_proof(proof, "11" * 32)


def test_a_stranger_checks_it_with_one_file_and_no_database(session, payment, tmp_path):
    file = tmp_path / "bukti.json"
    file.write_text(json.dumps(prove_payment(session, payment)))
    alone = tmp_path / "check_proof.py"
    alone.write_text(seals.CHECKER.read_text())
    words = [sys.executable, "-I", str(alone), str(file), "--public-key"]
    good = subprocess.run([*words, public_key()], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (good.returncode, "PROVED: " in good.stdout) == (0, True)
    bad = subprocess.run([*words, "11" * 32], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert bad.returncode == 1


HOSTILE = (
    b'{"format": Infinity}',
    b'{"format": "srikandi-proof-1", "kind": "payment", "parts": [{"leaves": [{"place": NaN}]}]}',
    b'{"format": 1e999}',
    b'{"format": ' + b"9" * 5000 + b"}",
    b'{"format": -' + b"9" * 25 + b"}",
    b"[" * 100_000,
    b"\xff\xfe\x00",
    b"",
    b"null",
)


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_is_refused_in_a_sentence_at_home_and_on_the_page(app, tmp_path, content):
    file = tmp_path / "bukti.json"
    file.write_bytes(content)
    words = [sys.executable, "-I", str(seals.CHECKER), str(file), "--public-key", "11" * 32]
    home = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (home.returncode, home.stderr, home.stdout[:11]) == (1, "", "NOT PROVED:")
    page = app.test_client().post("/segel/periksa", data={"file": (BytesIO(content), "bukti.json")})
    assert (page.status_code, b"Tidak terbukti" in page.data) in {(422, True), (400, False)}


def test_every_reason_of_the_checker_is_said_in_indonesian(app):
    said = re.findall(r'NotProved\(f?"([^"]+)"', seals.CHECKER.read_text(encoding="utf-8"))
    assert len(said) >= 10
    assert [one for one in said if not one.startswith(tuple(REASONS))] == []
    page = Browser(app).submit("/segel/periksa", {"content": "bukan bukti"})
    assert (page.status_code, "Isi berkas ini tidak terbaca sebagai bukti." in page.text) == (422, True)


def test_without_the_strict_reading_a_huge_number_is_a_traceback(monkeypatch):
    monkeypatch.setattr(stranger, "DAMAGED", (KeyError, TypeError, ValueError))
    with pytest.raises(OverflowError):
        seals.check_proof(hostile_place(), public_key())
    monkeypatch.undo()
    with pytest.raises(NotProved):
        seals.check_proof(hostile_place(), public_key())


def hostile_place():
    """Give a proof whose head is signed by whoever hands it over, with a place no list has."""
    key = Ed25519PrivateKey.from_private_bytes(next(iter(keys().ring("signing").values())))
    head = "srikandi-seal-1\nblock 1\nreceipt to=1 count=1 total=1 root=00\n"
    leaves = [{"place": float("inf"), "text": ""}]
    part = {"head": head, "signature": key.sign(head.encode()).hex(), "stream": "receipt", "leaves": leaves, "path": []}
    return {"format": "srikandi-proof-1", "kind": "payment", "parts": [part]}


def test_the_command_checks_it_too(demonstration, session, payment, tmp_path):
    file = tmp_path / "bukti.json"
    file.write_text(json.dumps(prove_payment(session, payment)))
    words = ["ledger", "check-proof", str(file), "--json", "--public-key"]
    assert json.loads(demonstration.test_cli_runner().invoke(args=[*words, public_key()]).output)["ok"]
    assert demonstration.test_cli_runner().invoke(args=[*words, "11" * 32]).exit_code == 1


def test_what_is_newer_than_the_last_block_waits(demonstration, session):
    payment = session.scalar(select(Payment).where(Payment.journal_id.is_not(None)).limit(1))
    fresh = receive(session, payment.district_id, 1_000, reference="bank:fresh")
    payment.journal_id = fresh.id
    with pytest.raises(NotSealedYet), session.no_autoflush:
        prove_payment(session, payment)
