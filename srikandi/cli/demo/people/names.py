"""Names as they are heard in Bangka: Malay, Javanese and Hakka Chinese, drawn at random."""

from __future__ import annotations

from random import Random

MEN = {
    "malay": (
        "Rusdi", "Zulkifli", "Hermansyah", "Marzuki", "Junaidi", "Syafri", "Asmadi", "Bujang", "Zainudin", "Fadillah",
        "Ardiansyah", "Rizaldi", "Sabarudin", "Mustakim", "Hairil", "Yusman", "Darwis", "Firdaus", "Azwar", "Ramli",
    ),
    "javanese": (
        "Slamet", "Sugeng", "Wagiman", "Suparno", "Ngatijan", "Mulyono", "Tukiman", "Bambang", "Sutrisno", "Parjo",
        "Agus", "Joko", "Heri", "Waluyo", "Supriyadi", "Teguh", "Untung", "Yatno", "Eko", "Rudianto",
    ),
    "hakka": (
        "Khim Sen", "Nyan Fo", "Kian Fuk", "Siat Khiun", "Fui Min", "Jun Kiong", "Sin Loi", "Thian Jin", "Hon Min",
        "Hendri", "Suyanto", "Akhiong", "Djun Fa", "Min Kong", "Hiun Fat", "Andi", "Rudi", "Fen Jung", "Kong Hi", "Jan",
    ),
}  # fmt: skip
WOMEN = {
    "malay": (
        "Sarinah", "Rohani", "Yuliana", "Marhani", "Zubaidah", "Nurhayati", "Hamidah", "Siti Aminah", "Ernawati",
        "Mardiana", "Rosmala", "Fatimah", "Nuraini", "Suryani", "Halimah", "Rusmini", "Dahlia", "Asnah", "Eka",
    ),
    "javanese": (
        "Sumiati", "Ngatinem", "Sri Lestari", "Wagiyem", "Sutinah", "Dwi Rahayu", "Tri Wahyuni", "Poniyem", "Endang",
        "Sulastri", "Rini", "Ningsih", "Partini", "Suwarni", "Kusmiyati", "Retno", "Indah", "Murni", "Tumini",
    ),
    "hakka": (
        "Fui Lan", "Nyuk Moi", "Mui Fa", "Siu Lan", "Jun Moi", "Nyat Lan", "Fen Fa", "Khiun Moi", "Sun Nyuk", "Lie Fa",
        "Susanti", "Lina", "Mei Ling", "Sian Nyuk", "Afung", "Jin Lan", "Ratna", "Nyuk Fen", "Hiong Moi", "Yen",
    ),
}  # fmt: skip
LAST = {
    "malay": (
        "Hasan", "Saputra", "Mahmud", "Effendi", "Idris", "Tarmizi", "Kurniawan", "Yusuf", "Burhan", "Sahari", "Umar",
        "Arsyad", "Hamzah", "Amri", "Bakri",
    ),
    "javanese": (
        "Widodo", "Prasetyo", "Santoso", "Wibowo", "Purnomo", "Hartono", "Susilo", "Nugroho", "Raharjo", "Setiawan",
        "Utomo", "Kuncoro", "Handoko", "Wijaya", "Saputro",
    ),
    "hakka": ("Bong", "Tjhin", "Lim", "Liauw", "Phang", "Jong", "Kho", "Then", "Chin", "Lay", "Ngui", "Thong"),
}  # fmt: skip
ORIGINS = ("malay", "javanese", "hakka")
WEIGHTS = (60, 22, 18)


def draw_origin(draw: Random) -> str:
    """Give where a family's names come from."""
    return draw.choices(ORIGINS, WEIGHTS)[0]


def draw_name(draw: Random, origin: str, *, is_woman: bool, last: str) -> str:
    """Give a full name; Hakka families put the family name first, and many people have one name only."""
    given = draw.choice((WOMEN if is_woman else MEN)[origin])
    if origin == "hakka":
        return f"{last} {given}"
    return given if draw.random() < 0.25 else f"{given} {last}"  # noqa: PLR2004 - a quarter
