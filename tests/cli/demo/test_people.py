"""The invented people of the demonstration: the same again, credible as families, and told apart by four digits."""

from datetime import date
from itertools import pairwise

import pytest

from srikandi.cli.demo import people
from srikandi.cli.demo.people import FIRST_SERIAL
from srikandi.places import VillageRow

DAY = date(2026, 10, 1)
REBO = VillageRow("19.01.01.2007", "Rebo", "desa", "19.01.01", "Sungailiat")
BERBURA = VillageRow("19.01.08.2005", "Berbura", "desa", "19.01.08", "Riau Silip")
YEAR = 365.25


def cast(count=400, **options):
    return people.families(count, villages=[REBO, BERBURA], today=DAY, **options)


def age(person):
    return (DAY - person.birth_on).days / YEAR


def test_families_are_the_same_again_and_no_number_comes_twice():
    first, late = cast(), cast(60, is_second=True)
    assert first == cast()
    numbers = [person.nik for family in (*first, *late) for person in family]
    cards = [card for family in (*first, *late) for card in {person.family_card for person in family}]
    assert len(set(numbers)) == len(numbers) == 460
    assert len(set(cards)) == len(cards) == len(first) + len(late)


@pytest.mark.parametrize("count", [400, 5_000])
def test_every_number_tells_birth_and_sex_and_has_a_serial_no_office_hands_out(count):
    families = cast(count)
    everybody = [person for family in families for person in family]
    assert len({person.nik for person in everybody}) == count
    for person in everybody:
        day = person.birth_on.day + (40 if person.is_woman else 0)
        place = person.village.subdistrict_code.replace(".", "")
        assert person.nik[:12] == f"{place}{day:02d}{person.birth_on:%m%y}"
        assert FIRST_SERIAL <= int(person.nik[12:]) < 9_999
        assert (len(person.family_card), person.family_card[:6]) == (16, place)
        assert FIRST_SERIAL <= int(person.family_card[12:]) < 9_999


def test_four_digits_tell_neighbours_and_their_family_cards_apart():
    families = [family for family in cast() if family[0].village == REBO]
    ends = [person.nik[-4:] for family in families for person in family]
    cards = [family[0].family_card[-4:] for family in families]
    assert len(ends) > 150
    assert len(set(ends)) == len(ends)
    assert len(set(cards)) == len(cards)


def test_a_family_has_a_grown_head_first_and_ages_that_can_be():
    for family in cast(3_000)[:-1]:
        head, *others = family
        children = [age(one) for one in others if one.relation == "ANAK"]
        mothers = [age(one) for one in family if one.is_woman and one.relation in {"ISTRI", "KEPALA KELUARGA"}]
        (mother,) = mothers
        assert head.relation == "KEPALA KELUARGA"
        assert 24 <= age(head) < 66
        assert -4 < age(head) - mother < 9
        assert all(18 < mother - child < 45 and 16 < age(head) - child <= 45 for child in children)
        assert all(elder - younger > 1 for elder, younger in pairwise(children))
        assert all(18 < age(one) - age(head) < 30 for one in others if one.relation == "ORANG TUA")
        assert len({one.name for one in family}) == len(family)
        assert len({(one.family_card, one.address, one.rt, one.rw) for one in family}) == 1
