"""What is certain is credited, what is likely is suggested, what is ours to pay out is left alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from srikandi.payments.references import PaymentReference
from srikandi.payments.statements import (
    Action,
    Bill,
    Detail,
    LineDecision,
    Reason,
    StatementLine,
    decide,
    report_rows,
)
from srikandi.payments.statements.readers.bca.notes import part
from tests.counts import calls_of
from tests.payments.statements.drawing import a_reference

SUMBER = Bill(PaymentReference("BYCMDKPS"), "PT SUMBER PRIMA", 3_402_000, "8888890028568054")
REJEKI = Bill(PaymentReference("CAMPTHZR"), "PT REJEKI MANDALA", 36_750_000)
TELUK = Bill(PaymentReference("S697YSH5"), "PT TELUK SAMUDRA", 6_000_000)
BILLS = [SUMBER, REJEKI, TELUK]
DAY = date(2026, 10, 5)


def paid(text: str, rupiah: int = 6_000_000, *, on: date = DAY, trace: str | None = None) -> StatementLine:
    return StatementLine(
        index=1, number=1, booked_on=on, amount_sen=rupiah * 100, description=text, bank_reference=trace, trace=trace
    )


def decided(*lines: StatementLine) -> list[LineDecision]:
    return decide([replace(line, index=at, number=at) for at, line in enumerate(lines, start=1)], bills=BILLS)


def suggested(decision: LineDecision) -> list[str]:
    return [candidate.reference.signs for candidate in decision.candidates]


def test_a_reference_is_credited_whatever_the_amount() -> None:
    (decision,) = decided(paid("DARI PT X SRK-S697-YSH5", 5_000_000))

    assert (decision.action, decision.reference, decision.codes) == (
        Action.CREDIT,
        TELUK.reference,
        ("AMOUNT_DIFFERS",),
    )


def test_words_that_only_contain_the_prefix_name_no_reference() -> None:
    for text in ("CSR KARYAWAN BANGKA", "DARI CSR KAB BANGKA JAYA", "PASRK MANDIRI UTAMA", "PT SRK MANDIRI SEJAHTERA"):
        (decision,) = decided(paid(text))
        assert decision.codes == ("REF_NONE",), text


def test_one_slip_is_suggested_and_never_booked() -> None:
    for typed in ("SRK-S697-YSH4", "SRK-S69-7YHS5", "SRK-S697-YH5", "SRK-SS697-YSH5", "SRK S67 9YS H5"):
        (decision,) = decided(paid(f"BAYAR {typed}"))
        assert (decision.action, decision.codes) == (Action.REVIEW, ("REF_CHECK_FAILED",)), typed
        assert suggested(decision) == ["S697YSH5"], typed
        assert decision.candidates[0].reasons == (Reason.ONE_SIGN_OFF, Reason.SAME_AMOUNT)


def test_every_reason_for_a_bill_is_told_and_what_more_points_to_comes_first() -> None:
    (slip,) = decided(paid("DARI PT TELUK SAMUDRA SRK-S697-YSH4"))
    (other,) = decided(paid("BAYAR SRK-S697-YSH4", 123))
    (cut,) = decided(paid(f"DARI {TELUK.company} SRK-S6"))

    assert slip.candidates[0].reasons == (Reason.ONE_SIGN_OFF, Reason.SAME_AMOUNT, Reason.SAME_COMPANY)
    assert other.candidates[0].reasons == (Reason.ONE_SIGN_OFF,)
    assert cut.candidates[0].reasons == (Reason.STARTS_ALIKE, Reason.SAME_AMOUNT, Reason.SAME_COMPANY)


def test_a_code_cut_before_the_senders_name_is_not_joined_with_it() -> None:
    note = "CSR PT ABC SRK-CAM                  PT REJEKI MANDALA "
    for text in (note, "CSR PT ABC SRK-CAM PT REJEKI MANDALA", "CSR PT ABC SRK-CAM"):
        (decision,) = decided(paid(text, 36_750_000))
        assert (decision.codes, suggested(decision)) == (("REF_CUT",), ["CAMPTHZR"]), text


def test_a_note_of_36_signs_glued_to_the_sender_is_parted_by_width() -> None:
    note = "BAYAR IURAN JKN KARYAWAN OKT SRK-CAM"
    texts, sender = part(f"TRSF E-BANKING CR 0110/FTSCY/WS95051       36750000.00{note}PT REJEKI MANDALA ")

    (decision,) = decided(replace(paid("x", 36_750_000), texts=texts, sender=sender))

    assert (sender, decision.codes, suggested(decision)) == ("PT REJEKI MANDALA", ("REF_CUT",), ["CAMPTHZR"])


def test_a_code_of_nobody_is_unknown_and_suggests_nobody() -> None:
    (decision,) = decided(paid("PT TELUK SAMUDRA SRK-X7Q2-WJ97"))

    assert (decision.action, decision.codes, decision.candidates) == (Action.REVIEW, ("REF_UNKNOWN",), ())


def test_several_references_are_for_a_person_even_when_one_is_cut() -> None:
    for text in ("SRK-S697-YSH5 DAN SRK-CAMP-THZR", "SRK-S697-YSH5 DAN SRK-CAM"):
        (decision,) = decided(paid(text))
        assert (decision.action, decision.codes) == (Action.REVIEW, ("REF_SEVERAL",)), text
        assert suggested(decision) == ["S697YSH5", "CAMPTHZR"], text


def test_a_virtual_account_counts_when_it_stands_for_exactly_one_bill() -> None:
    line = paid("UBP VA 8888890028568054 PT X", 3_402_000)

    (once,) = decided(line)
    (twice,) = decide([line], bills=[SUMBER, replace_va(TELUK, SUMBER.va)])

    assert (once.action, once.reference, once.codes) == (Action.CREDIT, SUMBER.reference, ("VIA_VA",))
    assert twice.action is Action.REVIEW


def replace_va(bill: Bill, va: str | None) -> Bill:
    return Bill(bill.reference, bill.company, bill.amount_rupiah, va)


def test_a_virtual_account_glued_to_the_amount_is_still_found() -> None:
    texts, _ = part("TRSF E-BANKING CR 0110/FTFVA/WS95051        3402000.008888890028568054 - PT X")

    (decision,) = decided(replace(paid("x", 3_402_000), texts=texts))

    assert decision.reference == SUMBER.reference


def test_without_a_reference_amount_and_name_together_come_first() -> None:
    (both,) = decided(paid("DARI PT TELUK SAMUDRA DP"))
    (name,) = decided(paid("DARI PT TELUK SAMUDRA DP", 123))
    (amount,) = decided(paid("SETORAN TUNAI"))
    (nothing,) = decided(paid("SETORAN TUNAI", 123))

    assert both.candidates[0].reasons == (Reason.SAME_AMOUNT, Reason.SAME_COMPANY)
    assert name.candidates[0].reasons == (Reason.SAME_COMPANY,)
    assert amount.candidates[0].reasons == (Reason.SAME_AMOUNT,)
    assert nothing.candidates == ()


def test_what_we_pay_out_under_our_own_reference_reverses_nothing() -> None:
    _, out = decided(paid("DARI PT X SRK-S697-YSH5"), paid("KE BPJS KESEHATAN SRK-S697-YSH5", -6_000_000))

    assert (out.action, out.reverses) == (Action.IGNORE, None)


def test_a_correction_takes_back_the_newest_payment_that_fits() -> None:
    first, _, back = decided(
        paid("DARI PT X SRK-S697-YSH5", on=DAY - timedelta(days=10)),
        paid("DARI PT X SRK-S697-YSH5"),
        paid("KOREKSI KE PT X SRK-S697-YSH5", -6_000_000, on=DAY + timedelta(days=2)),
    )

    assert (first.line.index, back.action, back.reference) == (1, Action.REVERSE, TELUK.reference)
    assert back.reverses is not None
    assert back.reverses.index == 2


def test_the_banks_own_id_proves_a_reversal_without_any_word() -> None:
    _, back = decided(
        paid("SRK-S697-YSH5", trace="FT1"), paid("DEBIT", -6_000_000, trace="FT1", on=DAY + timedelta(days=1))
    )

    assert (back.action, back.codes) == (Action.REVERSE, ("REVERSAL",))


def test_a_payment_is_taken_back_once() -> None:
    _, _, second = decided(
        paid("SRK-S697-YSH5"), paid("KOREKSI SRK-S697-YSH5", -6_000_000), paid("KOREKSI SRK-S697-YSH5", -6_000_000)
    )

    assert (second.action, second.reverses) == (Action.REVIEW, None)


def test_a_correction_without_a_partner_is_for_a_person() -> None:
    (decision,) = decided(paid("KOREKSI KE PT X", -6_000_000))

    assert (decision.action, decision.codes) == (Action.REVIEW, ("REVERSAL",))


def test_a_correction_finds_its_partner_in_an_earlier_file() -> None:
    before = [paid("SRK-S697-YSH5")]

    (decision,) = decide([paid("KOREKSI SRK-S697-YSH5", -6_000_000)], bills=BILLS, earlier=before)

    assert decision.reverses == before[0]


def test_paid_reversed_and_paid_again_is_credited_again() -> None:
    text = "DARI PT X SRK-S697-YSH5"
    _, _, again = decided(paid(text), paid(f"KOREKSI {text}", -6_000_000), paid(text))

    assert (again.action, again.codes) == (Action.CREDIT, ("REPAID", "TWIN"))


def test_two_honest_identical_transfers_are_both_credited() -> None:
    one, other = decided(paid("SRK-S697-YSH5"), paid("SRK-S697-YSH5"))

    assert (one.action, one.codes) == (Action.CREDIT, ())
    assert (other.action, other.codes, other.twin_of) == (Action.CREDIT, ("TWIN",), one.line)


def test_the_banks_own_movements_and_empty_lines_are_ignored() -> None:
    lines = [
        paid("BUNGA", 12),
        paid("PAJAK BUNGA", -2),
        paid("BIAYA ADM", -29),
        paid("SRK-S697-YSH5", 0),
        paid("JASA GIRO", 7),
    ]

    assert {decision.action for decision in decided(*lines)} == {Action.IGNORE}


def batch(*details: tuple[str, int]) -> StatementLine:
    parts = tuple(Detail(rupiah * 100, (text,)) for text, rupiah in details)
    return replace(paid("BATCH", sum(rupiah for _, rupiah in details)), details=parts)


def test_a_batch_is_credited_part_by_part() -> None:
    (decision,) = decided(batch(("SRK-S697-YSH5", 6_000_000), ("srk camp thzr", 36_750_000)))

    rows = [(row.reference, row.amount) for row in report_rows([decision])]

    assert decision.action is Action.CREDIT
    assert rows == [("SRKS697YSH5", "6000000.00"), ("SRKCAMPTHZR", "36750000.00")]


def test_a_batch_with_one_uncertain_payer_is_for_a_person() -> None:
    (decision,) = decided(batch(("SRK-S697-YSH5", 6_000_000), ("SRK-CAM", 36_750_000)))

    assert (decision.action, decision.codes, decision.parts) == (Action.REVIEW, ("REF_CUT",), ())


def test_work_grows_with_the_lines_and_not_with_lines_times_bills() -> None:
    draw = random.Random(7)
    bills = [Bill(a_reference(draw), f"PT BANGKA {number}", 3_500_000) for number in range(500)]
    notes = ["{0}", "PEMBAYARAN SRK-{1}", "DP", "SRK-{2}"]

    def work(count: int) -> int:
        lines = []
        for at in range(count):
            bill = bills[at % 500]
            signs = bill.reference.signs
            text = notes[at % 4].format(bill.reference.printed, signs[:3], signs[1] + signs[0] + signs[2:])
            lines.append(paid(f"DARI {bill.company} {text}", 3_500_000, on=DAY + timedelta(days=at // 300)))
        return calls_of(lambda: decide(lines, bills=bills))

    work(200)
    assert work(2000) < 6 * work(500)
