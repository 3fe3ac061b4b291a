"""What a NIK says, and what nobody sees of it."""

from __future__ import annotations

from datetime import date

import pytest

from srikandi.residents.identity import FamilyCard, FamilyCardRefused, NikFault, NikRefused, Sex, parse_nik

TODAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("digits", "birth_on", "sex"),
    [
        ("1901012807750001", date(1975, 7, 28), Sex.MALE),
        ("1901016807750001", date(1975, 7, 28), Sex.FEMALE),
        ("1901013110260001", date(1926, 10, 31), Sex.MALE),
        ("1901014110260001", date(2026, 10, 1), Sex.FEMALE),
        ("1901012902000001", date(2000, 2, 29), Sex.MALE),
        ("1901017112250001", date(2025, 12, 31), Sex.FEMALE),
    ],
)
def test_a_nik_tells_birth_date_and_sex(digits, birth_on, sex):
    nik = parse_nik(digits)
    assert (nik.birth_on(TODAY), nik.sex, nik.agrees_with(birth_on)) == (birth_on, sex, True)


def test_a_nik_shows_its_digits_only_when_asked():
    nik = parse_nik(" 1901-0128-0775-0001 ")
    assert nik.digits == "1901012807750001"
    assert {str(nik), f"{nik}"} == {"1901********0001"}
    assert repr(nik) == "Nik(1901********0001)"
    assert nik == parse_nik("1901012807750001")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NikFault.MISSING), ("12", NikFault.LENGTH), ("abc", NikFault.NOT_DIGITS),
        ("1901013202750001", NikFault.BIRTHDATE_IMPOSSIBLE), ("1901012807750000", NikFault.SERIAL_ZERO),
    ],
)  # fmt: skip
def test_what_is_no_nik_is_refused_with_a_sentence_of_its_own(text, fault):
    with pytest.raises(NikRefused) as refused:
        parse_nik(text)
    assert (refused.value.fault, refused.value.field) == (fault, "nik")
    assert "NIK" in str(refused.value)


def test_a_family_card_is_sixteen_digits():
    assert FamilyCard.parse("190101 170415 5573").digits == "1901011704155573"
    for text, is_missing in (("-", True), ("123", False), ("19O1011704155573", False)):
        with pytest.raises(FamilyCardRefused) as refused:
            FamilyCard.parse(text)
        assert refused.value.is_missing is is_missing


@pytest.mark.parametrize(
    ("born", "sex", "said"),
    [
        (date(1975, 7, 28), "P", (None, None)),
        (date(1975, 7, 27), "P", (date(1975, 7, 28), None)),
        (date(1975, 7, 28), "L", (None, Sex.FEMALE)),
        (date(2074, 1, 1), "L", (date(2075, 7, 28), Sex.FEMALE)),
        (None, None, (None, None)),
    ],
)
def test_a_nik_tells_where_it_says_otherwise(born, sex, said):
    found = parse_nik("1901016807750001").otherwise(birth_on=born, sex=sex)
    assert (found.birth_on, found.sex, bool(found)) == (*said, any(said))
