"""A payment reference survives what people and banks do to it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srikandi.payments.references import NotAReference, PaymentReference, find_references
from srikandi.signs import ALPHABET
from tests.payments.statements.drawing import a_reference

references = st.builds(lambda seed: a_reference(random.Random(seed)), st.integers())
separators = st.sampled_from(["", " ", "-", "/", ".", ":", " - ", "–", "\n", "\u200b"])


def test_the_eighth_sign_checks_the_seven_before() -> None:
    assert PaymentReference.parse("SRKX7Q2WJ97").printed == "SRK-X7Q2-WJ97"


@pytest.mark.parametrize("typed", ["srk-x7q2-wj97", " SRK X7Q2 WJ97 ", "X7Q2WJ97", "SRK:X7Q2WJ97"])
def test_a_reference_is_read_as_people_type_it(typed: str) -> None:
    assert str(PaymentReference.parse(typed)) == "SRKX7Q2WJ97"


@pytest.mark.parametrize(
    "typed", ["", "SRK", "SRK-X7Q2-WJ98", "SRK-7XQ2-WJ97", "SRK-X7Q2-WJ9", "SRK-X7Q2-WJ970", "O0I1LUVX"]
)
def test_what_nobody_was_given_is_refused(typed: str) -> None:
    with pytest.raises(NotAReference):
        PaymentReference.parse(typed)


@given(references, st.integers(min_value=0, max_value=6), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(reference: PaymentReference, place: int, sign: str) -> None:
    signs = reference.signs[:place] + sign + reference.signs[place + 1 :]
    if signs != reference.signs:
        with pytest.raises(NotAReference):
            PaymentReference(signs)


@given(references, st.integers(min_value=0, max_value=6))
def test_two_swapped_neighbours_are_always_noticed(reference: PaymentReference, place: int) -> None:
    signs = list(reference.signs)
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    if "".join(signs) != reference.signs:
        with pytest.raises(NotAReference):
            PaymentReference("".join(signs))


@given(references, st.lists(separators, min_size=11, max_size=11), st.sampled_from([str.lower, str.upper]))
def test_spaces_dashes_and_small_letters_do_not_hide_a_reference(
    reference: PaymentReference, between: list[str], written: Callable[[str], str]
) -> None:
    text = "".join(sign + gap for sign, gap in zip(str(reference), between, strict=True))

    found = find_references(f"BAYAR TAGIHAN {written(text)} TERIMA KASIH")

    assert reference in found.references


@given(references, references)
def test_two_references_in_one_text_are_both_found(one: PaymentReference, other: PaymentReference) -> None:
    assert set(find_references(f"{one.printed} DAN {other.printed}").references) >= {one, other}


def test_texts_that_do_not_continue_one_another_are_not_joined() -> None:
    assert find_references("BAYAR SRK-X7Q2", "WJ97 LUNAS").references == ()
