"""A company takes a proof home, and a stranger checks it with the public key and one file alone."""

import json
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from srikandi import seals
from srikandi.coverage import LifeMonthChange
from srikandi.database import current_session
from srikandi.payments import Payment
from srikandi.pledges import Pledge
from srikandi.programme.sealing import provable_months, prove_life_months, prove_payment
from srikandi.seals import NotProved, NotSealedYet
from tests.ledger.book import receive
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
    return session.scalar(select(Payment).where(Payment.journal_id.is_not(None)).limit(1))


def test_a_payment_is_proved_by_its_journal_and_shows_no_memo(session, payment):
    proof = prove_payment(session, payment)
    claim = seals.check_proof(proof, public_key()).claim
    assert (claim["journal"], claim["amount"]) == (payment.journal_id, payment.amount.rupiah)
    assert "memo" not in json.dumps(proof)


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
