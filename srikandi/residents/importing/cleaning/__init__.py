"""What one cell means: text, birth dates, names, sex, villages, the codes of registers. Pure, and never a crash."""

from srikandi.residents.importing.cleaning.dates import Reading, read_birth_date, split_place_and_date, weigh_birth_date
from srikandi.residents.importing.cleaning.text import Cell, is_blank, is_number, key_of, says_nothing, text_of
from srikandi.residents.importing.cleaning.villages import VillageIndex, VillageMatch
from srikandi.residents.importing.cleaning.words import (
    REGISTER_WORDS,
    is_alive,
    is_odd_name,
    is_yes,
    read_decile,
    read_insurance,
    read_name,
    read_neighbourhood,
    read_occupation,
    read_relation,
    read_sex,
    read_words,
    split_neighbourhoods,
)

__all__ = [
    "REGISTER_WORDS",
    "Cell",
    "Reading",
    "VillageIndex",
    "VillageMatch",
    "is_alive",
    "is_blank",
    "is_number",
    "is_odd_name",
    "is_yes",
    "key_of",
    "read_birth_date",
    "read_decile",
    "read_insurance",
    "read_name",
    "read_neighbourhood",
    "read_occupation",
    "read_relation",
    "read_sex",
    "read_words",
    "says_nothing",
    "split_neighbourhoods",
    "split_place_and_date",
    "text_of",
    "weigh_birth_date",
]
