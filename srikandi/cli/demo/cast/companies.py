"""Invented companies: every name ends in Contoh, every number begins where no office issues any."""

from __future__ import annotations

from dataclasses import dataclass

from srikandi.organisations import Application, Profile


@dataclass(frozen=True)
class Business:
    """One invented company."""

    box: str
    name: str
    sector: str
    village: str
    address: str
    signatory: str
    title: str = "Direktur"
    workers: int = 120


BUSINESSES: tuple[Business, ...] = (
    Business(
        "company", "PT Timah Laut Contoh", "Pertambangan", "Jelitik", "Jl. Pelabuhan 19", "Lina Tjhin", workers=412
    ),
    Business("sawit", "PT Sawit Bangka Contoh", "Perkebunan", "Bukit Layang", "Jl. Raya Bakam 7", "Rusdi Mahmud"),
    Business("belinyu", "PT Pelabuhan Belinyu Contoh", "Pelabuhan", "Mantung", "Jl. Dermaga 3", "Darwis Amri"),
    Business(
        "lada", "CV Lada Putih Contoh", "Perdagangan", "Petaling", "Jl. Raya Petaling 41", "Akhiong Bong", "Direktur"
    ),
    Business("kuarsa", "PT Pasir Kuarsa Contoh", "Pertambangan", "Berbura", "Jl. Pasir Putih 2", "Sugeng Widodo"),
    Business("lebur", "PT Peleburan Contoh", "Pengolahan logam", "Lubuk Kelik", "Jl. Industri 8", "Yusman Effendi"),
    Business("kemplang", "CV Kemplang Contoh", "Makanan", "Kenanga", "Jl. Kenanga 88", "Fui Lan Chin", workers=34),
    Business("wisata", "PT Wisata Pantai Contoh", "Pariwisata", "Rebo", "Jl. Pantai 5", "Ratna Lim", workers=58),
    Business("kapal", "PT Kapal Ikan Contoh", "Perikanan", "Matras", "Jl. Nelayan 14", "Junaidi Umar", workers=76),
    Business("karet", "PT Karet Puding Contoh", "Perkebunan", "Puding Besar", "Jl. Raya Puding 23", "Firdaus Bakri"),
    Business("inap", "PT Inap Laut Contoh", "Perhotelan", "Sri Menanti", "Jl. Matras 60", "Susanti Kho", workers=41),
    Business("getas", "CV Getas Ikan Contoh", "Makanan", "Kudai", "Jl. Batin 30", "Nyuk Moi Then", workers=22),
    Business("udang", "PT Tambak Udang Contoh", "Perikanan", "Deniang", "Jl. Raya 11", "Teguh Utomo", workers=65),
    Business("batu", "CV Batu Belah Contoh", "Galian", "Pemali", "Jl. Raya Pemali 9", "Hairil Saputra", workers=18),
    Business("untung", "PT Cepat Untung Contoh", "Perdagangan", "Kudai", "Jl. Sudirman 102", "Andi Jong", workers=12),
    Business("galian", "PT Galian Lama Contoh", "Pertambangan", "Air Ruai", "Jl. Raya Pemali 77", "Wagiman Raharjo"),
)


def application_of(business: Business, *, number: int, district_id: int, village_code: str | None) -> Application:
    """Give what a company writes when it asks to take part."""
    return Application(
        district_id=district_id,
        name=business.name,
        nib=f"99{number:011d}",
        npwp=f"0{900 + number:08d}315000"[:15],
        sector=business.sector,
        profile=Profile(
            address=f"{business.address}, {business.village}",
            village_code=village_code,
            email=f"csr.{business.box}@contoh.example",
            phone="0717 000 0000",
            signatory_name=business.signatory,
            signatory_title=business.title,
            signatory_mandate=f"Akta Notaris Nomor {number} (contoh)",
        ),
    )
