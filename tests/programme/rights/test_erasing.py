"""A person is forgotten: the key is gone, the book is whole, and never while something is open."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from srikandi import clock, coverage, ledger, pledges, programme, residents, rights
from srikandi.coverage import BatchKind, LifeMonth
from srikandi.money import Money
from srikandi.payments import Payment, PaymentStatus, Route
from srikandi.payments.cards import Dispute, DisputeStatus
from srikandi.pledges import SuccessionRule
from srikandi.programme import rights as answers
from srikandi.residents import Resident, ResidentStatus
from srikandi.rights import Erasure, OwnErasure, PersonRequest, RequestStatus
from tests.pledges.making import a_scene, an_offered_pledge, nik_of, terms_of
from tests.programme.registering.answers import an_answer
from tests.programme.rights.asking import SAID, ask, everything, person
from tests.programme.test_succession import an_active_pledge, at_place, leave

UNTOLD = "BPJS Kesehatan belum diberi tahu bahwa kepesertaannya berakhir."


@pytest.fixture
def gone(session):
    """Somebody was covered for a month, moved away, and asks to be forgotten."""
    scene = a_scene(session, lives=6)
    pledge = an_active_pledge(session, scene, succession_rule=SuccessionRule.RETURN)
    resident = at_place(session, 2)
    resident.name, resident.name_key = "SRI WAHYUNI", "SRI WAHYUNI"
    leave(session, scene, 2)
    request = ask(session, scene, 2, "erasure")
    assert UNTOLD in [one.words for one in answers.obstacles(session, resident)]
    tell_bpjs(session, scene, pledge)
    return scene, pledge, request


def tell_bpjs(session, scene, pledge):
    """Send the file that says whose cover ended, and have it answered."""
    batch = coverage.build_notice(
        session, scene.district_id, kind=BatchKind.ENDED, month=pledge.start_month + 1, by=scene.maker
    )
    programme.send_batch(session, batch, letter_number="440/9", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=[2]), filename="2.csv", by=scene.branch)


def in_two_months(pledge):
    return datetime(pledge.start_month.year, pledge.start_month.month, 15, 5, tzinfo=UTC) + timedelta(days=62)


def test_nothing_that_names_the_person_is_left_and_the_book_is_whole(session, gone, time_machine):
    scene, pledge, request = gone
    time_machine.move_to(in_two_months(pledge), tick=False)
    resident = person(session, request)
    lost, index = resident.uid, resident.nik_index.hex()
    assert "SRI WAHYUNI" in everything(session)
    counted = session.scalar(sa.select(sa.func.count()).select_from(LifeMonth))
    before = coverage.progress(session, [pledge.id])[pledge.id]
    answers.erase(session, request, said=SAID, by=scene.checker)
    left = everything(session)
    for word in ("SRI WAHYUNI", nik_of(2), index, lost.hex, str(lost), "0000000000002"):
        assert word not in left
    erased = person(session, request)
    assert (erased.status, erased.name[:2], erased.nik.open(erased.uid)) == (ResidentStatus.EXITED, "W-", "")
    assert coverage.progress(session, [pledge.id])[pledge.id] == before
    assert session.scalar(sa.select(sa.func.count()).select_from(LifeMonth)) == counted
    assert session.query(Erasure).one().row_hash == residents.row_hash(lost)
    assert list(ledger.verify(session)) == []


def test_a_backup_from_before_says_nothing_without_the_lost_id(session, gone, time_machine):
    scene, pledge, request = gone
    time_machine.move_to(in_two_months(pledge), tick=False)
    resident = person(session, request)
    kept, lost = resident.nik, resident.uid
    answers.erase(session, request, said=SAID, by=scene.checker)
    with pytest.raises(InvalidTag):
        kept.open(person(session, request).uid)
    assert kept.open(lost) == nik_of(2), "the control: with the id that was destroyed the same value opens"


def test_who_is_restored_from_a_backup_is_forgotten_again_and_nobody_else(app, session, gone, time_machine, tmp_path):
    scene, pledge, request = gone
    time_machine.move_to(in_two_months(pledge), tick=False)
    resident = person(session, request)
    before = {column.key: getattr(resident, column.key) for column in Resident.__table__.columns}
    answers.erase(session, request, said=SAID, by=scene.checker)
    session.commit()
    run = app.test_cli_runner().invoke
    listed = tmp_path / "erasures.csv"
    listed.write_text(run(args=["rights", "erasures"]).output)
    assert "SRI" not in listed.read_text()
    session.execute(sa.update(Resident).where(Resident.id == before["id"]).values(before))
    session.commit()
    assert person(session, request).name == "SRI WAHYUNI"
    assert '"erased_again": 1' in run(args=["rights", "erase-again", str(listed), "--json"]).output
    assert "SRI WAHYUNI" not in everything(session)
    assert '"erased_again": 0' in run(args=["rights", "erase-again", str(listed), "--json"]).output
    assert at_place(session, 3).erased_at is None


def test_somebody_covered_is_told_from_when_it_is_possible(session):
    scene = a_scene(session, lives=6)
    pledge = an_active_pledge(session, scene)
    request = ask(session, scene, 1, "erasure")
    days = {one.free_on for one in answers.obstacles(session, at_place(session, 1))}
    assert days == {(pledge.start_month + 3).first_day}
    with pytest.raises(answers.NotYetErasable):
        answers.erase(session, request, said=SAID, by=scene.checker)
    assert person(session, request).erased_at is None


def test_somebody_held_is_told_from_when_it_is_possible(session):
    scene = a_scene(session, lives=6)
    pledge = an_offered_pledge(session, scene, terms_of(scene, lives=2, months=1))
    (why,) = answers.obstacles(session, at_place(session, 1))
    assert (why.values["number"], why.free_on > clock.today()) == (pledge.number, True)
    request = ask(session, scene, 1, "erasure")
    with pytest.raises(answers.NotYetErasable):
        answers.erase(session, request, said=SAID, by=scene.checker)


def test_an_open_dispute_about_the_money_stands_in_the_way(session, gone, time_machine):
    scene, pledge, request = gone
    time_machine.move_to(in_two_months(pledge), tick=False)
    (payer,) = pledges.payers_of(session, pledge.id)
    said = {"route": Route.DIRECT_TO_BPJS, "status": PaymentStatus.CLAIMED, "amount": Money(1)}
    payment = Payment(
        district_id=scene.district_id, pledge_id=pledge.id, payer_id=payer.id, organisation_id=scene.company_id, **said
    )
    session.add(payment)
    session.flush()
    dispute = Dispute(
        district_id=scene.district_id, payment_id=payment.id, external_reference="dp_1", status=DisputeStatus.OPEN,
        amount=Money(1), fee=Money(0), reason="fraudulent", opened_at=clock.now(),
    )  # fmt: skip
    session.add(dispute)
    session.flush()
    with pytest.raises(answers.NotYetErasable):
        answers.erase(session, request, said=SAID, by=scene.checker)
    dispute.status = DisputeStatus.WON
    answers.erase(session, request, said=SAID, by=scene.checker)
    assert person(session, request).erased_at is not None


def test_one_person_alone_erases_nobody(session, gone, time_machine):
    scene, pledge, _ = gone
    rights.refuse(session, gone[2], said=SAID, by=scene.checker)
    time_machine.move_to(in_two_months(pledge), tick=False)
    own = ask(session, scene, 2, "erasure", by=scene.checker)
    with pytest.raises(OwnErasure):
        answers.erase(session, own, said=SAID, by=scene.checker)
    assert person(session, own).erased_at is None


@pytest.mark.parametrize("who", ["received_by", "other"])
def test_the_database_itself_wants_two_people(session, gone, who):
    """With another one it lets the row through: the control."""
    scene, _, request = gone
    by = request.received_by if who == "received_by" else scene.checker.user_id
    values = {"status": RequestStatus.DONE, "decided_at": clock.now(), "decided_by": by, "answer": SAID}
    change = sa.update(PersonRequest).where(PersonRequest.id == request.id).values(values)
    if who == "other":
        assert session.execute(change).rowcount == 1
        return
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(change)
    session.rollback()


def test_an_erasure_answers_what_else_the_person_asked_and_forgets_the_words(session, gone, time_machine):
    scene, pledge, request = gone
    other = ask(session, scene, 2, "access")
    time_machine.move_to(in_two_months(pledge), tick=False)
    answers.erase(session, request, said=SAID, by=scene.checker)
    session.expire_all()
    assert (other.status, other.wish, request.answer) == (RequestStatus.REFUSED, answers.FORGOTTEN, answers.FORGOTTEN)


def test_the_register_of_erasures_is_never_changed(session, gone, time_machine):
    scene, pledge, request = gone
    time_machine.move_to(in_two_months(pledge), tick=False)
    answers.erase(session, request, said=SAID, by=scene.checker)
    with pytest.raises(sa.exc.DatabaseError):
        session.execute(sa.update(Erasure).values(row_hash="x"))
    session.rollback()


def test_an_old_file_for_bpjs_can_still_be_drawn_without_the_person(session, gone, time_machine):
    scene, pledge, request = gone
    time_machine.move_to(in_two_months(pledge), tick=False)
    answers.erase(session, request, said=SAID, by=scene.checker)
    batch = session.query(coverage.Batch).first()
    content = programme.batch_file(session, batch, by=scene.maker)
    assert content
