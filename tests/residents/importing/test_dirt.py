"""The rules of FORMATS 4.6, one dirty cell at a time, with the decision each must get."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from srikandi.residents.identity import Sex
from tests.residents.importing.lists import one, several

NIK, KK = "1901012807750001", "1901011704155573"


@pytest.mark.parametrize(
    "written",
    [
        f"'{NIK}", f" {NIK}\u00a0", f"\u200b{NIK}", "1901-0128-0775-0001",
        "190101 280775 0001",
        "190101.280775.0001",
        f'="{NIK}"', "19010128\n07750001", "１９０１０１２８０７７５０００１",
        f"{NIK}\t", f"\u2018{NIK}", f"{NIK}\u2060",
    ],
)  # fmt: skip
def test_a_nik_people_dressed_up_is_read_in_silence(written):
    found = one(NIK=written)
    assert (found.decision, found.codes) == ("accept", ())
    assert found.person.nik.digits == NIK


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (1901012807750000, "NIK_NUMERIC"), ("1,90101E+15", "NIK_NUMERIC"), ("1.90102E+15", "NIK_NUMERIC"),
        ("1901012807750001.0", "NIK_NUMERIC"), ("1.9e15", "NIK_NUMERIC"),
        ("19010128077500", "NIK_LENGTH"), ("190101280775001", "NIK_LENGTH"), ("19010128077500011", "NIK_LENGTH"),
        ("7", "NIK_LENGTH"),
        ("", "NIK_MISSING"), ("-", "NIK_MISSING"), ("0", "NIK_MISSING"), (0, "NIK_MISSING"), ("NULL", "NIK_MISSING"),
        ("TIDAK ADA", "NIK_MISSING"), ("belum ada", "NIK_MISSING"), ("0" * 16, "NIK_MISSING"), ("#N/A", "NIK_MISSING"),
        ("19O1012807750001", "NIK_NOT_DIGITS"), ("190101280775000l", "NIK_NOT_DIGITS"),
        ("1901012807750001 (LAMA)", "NIK_NOT_DIGITS"), ("١٩٠١٠١٢٨٠٧٧٥٠٠٠١", "NIK_NOT_DIGITS"),
        ("1901010007750001", "NIK_BIRTHDATE_IMPOSSIBLE"), ("1901013207750001", "NIK_BIRTHDATE_IMPOSSIBLE"),
        ("1901014007750001", "NIK_BIRTHDATE_IMPOSSIBLE"), ("1901017207750001", "NIK_BIRTHDATE_IMPOSSIBLE"),
        ("1901012800750001", "NIK_BIRTHDATE_IMPOSSIBLE"), ("1901012813750001", "NIK_BIRTHDATE_IMPOSSIBLE"),
        ("1901013102750001", "NIK_BIRTHDATE_IMPOSSIBLE"), ("1901012902750001", "NIK_BIRTHDATE_IMPOSSIBLE"),
        ("1901012807750000", "NIK_SERIAL_ZERO"),
    ],
)  # fmt: skip
def test_a_nik_that_cannot_be_is_sent_back_with_its_reason(written, code):
    found = one(NIK=written)
    assert (found.decision, found.codes, found.person) == ("reject", (code,), None)


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        ("1903052807750001", "NIK_REGION_OTHER"),
        ("3204352807750001", "NIK_REGION_OTHER"),
        ("1901992807750001", "NIK_REGION_UNKNOWN"),
        ("1999012807750001", "NIK_REGION_UNKNOWN"),
        ("9901012807750001", "NIK_REGION_UNKNOWN"),
    ],
)
def test_a_nik_from_elsewhere_is_normal_life(nik, code):
    found = one(NIK=nik)
    assert (found.decision, found.codes) == ("warn", (code,))


def test_a_leap_day_is_possible_in_a_leap_year_only():
    assert one(NIK="1901012902760001", TGL_LAHIR="29-02-1976").decision == "accept"
    assert one(NIK="1901012902000001", TGL_LAHIR="29/02/2000").decision == "accept"


@pytest.mark.parametrize(
    "written",
    [
        "28-07-1975", "28/07/1975", "1975-07-28", "28.07.1975", "28-7-1975", "28 Juli 1975", "28 JULI 1975", "28-07-75",
        "28-Jul-75", "28 Jul 1975", 27603, "27603", date(1975, 7, 28),
        datetime(1975, 7, 28, 10, 0, tzinfo=UTC).replace(tzinfo=None), "'28-07-1975",
        "1975-07-28 00:00:00", "28 07 1975", "1975/07/28", "28071975", "19750728", 19750728,
    ],
)  # fmt: skip
def test_a_birth_date_is_read_in_every_form_people_type(written):
    found = one(TGL_LAHIR=written)
    assert (found.decision, found.codes, found.person.birth_on) == ("accept", (), date(1975, 7, 28))


@pytest.mark.parametrize(
    ("nik", "written", "code", "kept"),
    [
        (NIK, "07/28/1975", "DOB_DAY_MONTH_SWAPPED", date(1975, 7, 28)),
        ("1901010807750001", "07/08/1975", "DOB_DAY_MONTH_SWAPPED", date(1975, 7, 8)),
        (NIK, "27-07-1975", "NIK_BIRTHDATE_MISMATCH", date(1975, 7, 27)),
        (NIK, "28-07-1976", "NIK_BIRTHDATE_MISMATCH", date(1976, 7, 28)),
        *((NIK, text, "DOB_MISSING", date(1975, 7, 28)) for text in ("", "-", "0", "NULL", "00-00-0000", 0)),
        *(
            (NIK, text, "DOB_INVALID", date(1975, 7, 28))
            for text in ("31-02-1975", "32-01-1975", "26-13-1975", "11-06-096", "1975", "lupa", "28-07-2075",
                         "05/28/1975", "28-07-1875", 1975, 999999, -5, 28.5e300)
        ),
    ],
)  # fmt: skip
def test_a_birth_date_that_argues_with_the_nik_is_settled_and_said(nik, written, code, kept):
    found = one(NIK=nik, TGL_LAHIR=written)
    assert (found.decision, found.codes, found.person.birth_on) == ("warn", (code,), kept)


def test_the_typed_year_settles_the_century_a_nik_leaves_open():
    assert one(NIK="1901012807250001", TGL_LAHIR="28-07-1925").person.birth_on == date(1925, 7, 28)
    assert one(NIK="1901012807250001", TGL_LAHIR="28-07-25").person.birth_on == date(2025, 7, 28)
    assert one(NIK="1901012812260001", TGL_LAHIR="").person.birth_on == date(1926, 12, 28)


@pytest.mark.parametrize("written", ["L", "l", "Lk", "LAKI-LAKI", "Laki - Laki", "1", 1, "L ", "Pria"])
def test_a_man_is_written_in_many_ways(written):
    assert (one(JK=written).decision, one(JK=written).person.sex) == ("accept", Sex.MALE)


@pytest.mark.parametrize("written", ["P", "Pr", "perempuan", "2", 2, "Wanita"])
def test_a_woman_is_written_in_many_ways(written):
    found = one(NIK="1901016807750001", JK=written)
    assert (found.decision, found.person.sex) == ("accept", Sex.FEMALE)


@pytest.mark.parametrize("written", ["", "-", "?", "NULL"])
def test_a_missing_sex_is_taken_from_the_nik(written):
    assert (one(JK=written).codes, one(JK=written).person.sex) == (("SEX_MISSING",), Sex.MALE)


def test_a_sex_that_argues_with_the_nik_stays_as_typed():
    assert (one(JK="P").codes, one(JK="P").person.sex) == (("NIK_SEX_MISMATCH",), Sex.FEMALE)


@pytest.mark.parametrize(
    ("written", "read", "codes"),
    [
        ("  siti   aminah\t", "SITI AMINAH", ()), ("Nur\u2019aini", "NUR'AINI", ()), ("NUR`AINI", "NUR'AINI", ()),
        ("Drs. H. Abdul-Rahman, S.Pd.", "DRS. H. ABDUL-RAHMAN, S.PD.", ()), ("JOSÉ", "JOSÉ", ()),
        ("SITI (ALM0", "SITI (ALM0", ("NAME_ODD",)), ("SITI ???", "SITI ???", ("NAME_ODD",)),
        ("SITI 2", "SITI 2", ("NAME_ODD",)),
    ],
)  # fmt: skip
def test_a_name_is_cleaned_and_odd_signs_are_said(written, read, codes):
    assert (one(NAMA=written).person.name, one(NAMA=written).codes) == (read, codes)


@pytest.mark.parametrize("written", ["", "-", "NULL", "...", "0", "\u00a0"])
def test_a_row_without_a_name_is_sent_back(written):
    assert one(NAMA=written).codes == ("NAME_MISSING",)


@pytest.mark.parametrize("written", ["", "-", "0", "BELUM ADA", "0" * 16, 0])
def test_a_missing_family_card_leaves_the_person_alone(written):
    assert (one(NO_KK=written).codes, one(NO_KK=written).person.family_card) == (("KK_MISSING",), None)


@pytest.mark.parametrize("written", ["190101170415557", KK + "0", 1901011704155570, "19O1011704155573"])
def test_a_wrong_family_card_leaves_the_person_alone(written):
    assert (one(NO_KK=written).codes, one(NO_KK=written).person.family_card) == (("KK_INVALID",), None)


@pytest.mark.parametrize(
    ("village", "subdistrict", "code", "codes"),
    [
        ("Ds. Kenanga", "Kec. Sungailiat", "19.01.01.1005", ()),
        ("KELURAHAN KENANGA", "KECAMATAN SUNGAI LIAT", None, ()),
        ("Kel.Kenanga", "SUNGAILIAT", None, ()), ("  kenanga ", "", None, ()),
        ("BATURUSA", "Merawang", "19.01.03.2001", ()),
        ("Riding Panjang", "Belinyu", None, ()), ("Riding Panjang", "Merawang", None, ()),
        ("Kenangaa", "Sungailiat", None, ("VILLAGE_FUZZY",)), ("Kenaga", "Sungailiat", None, ("VILLAGE_FUZZY",)),
        ("Kenanag", "Sungailiat", None, ("VILLAGE_FUZZY",)), ("Kenanga", "Sungaliat", None, ("VILLAGE_FUZZY",)),
    ],
)  # fmt: skip
def test_a_village_is_found_however_it_is_written(village, subdistrict, code, codes):
    found = one(DESA=village, KECAMATAN=subdistrict)
    assert found.codes == codes
    assert found.person is not None
    assert code is None or found.person.village_code == code


@pytest.mark.parametrize(
    ("village", "subdistrict", "code"),
    [
        ("", "Sungailiat", "VILLAGE_MISSING"), ("-", "", "VILLAGE_MISSING"), ("Kenanga", "Cibinong", "VILLAGE_UNKNOWN"),
        ("ENTAH", "Sungailiat", "VILLAGE_UNKNOWN"), ("Kenanga", "Belinyu", "VILLAGE_UNKNOWN"),
        ("Riding Panjang", "", "VILLAGE_AMBIGUOUS"), ("Air Duren", "-", "VILLAGE_AMBIGUOUS"),
    ],
)  # fmt: skip
def test_a_village_that_cannot_be_told_sends_the_row_back(village, subdistrict, code):
    assert one(DESA=village, KECAMATAN=subdistrict).codes == (code,)


def test_a_row_says_everything_that_must_be_mended():
    assert set(one(NIK="-", NAMA="", DESA="ENTAH").codes) == {"NIK_MISSING", "NAME_MISSING", "VILLAGE_UNKNOWN"}


def test_the_same_person_again_is_a_duplicate_of_the_first_row():
    first, again = several({}, {"NIK": f"'{NIK}", "NAMA": "siti "})
    assert (first.decision, again.decision, again.duplicate_of, again.codes) == ("accept", "duplicate", 2, ())


def test_another_name_under_the_same_nik_waits_for_a_person():
    first, other, again = several({}, {"NAMA": "BUDI"}, {})
    assert (first.decision, first.codes) == ("warn", ("NIK_SHARED",))
    assert (other.decision, other.codes) == ("reject", ("NIK_CONFLICT",))
    assert again.duplicate_of == 2


def test_a_row_that_was_sent_back_does_not_claim_the_nik():
    first, again = several({"DESA": "ENTAH"}, {})
    assert (first.decision, again.decision) == ("reject", "accept")
