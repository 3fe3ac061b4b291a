"""The people of the demonstration who log in, and the one password they share."""

from __future__ import annotations

from dataclasses import dataclass

from srikandi.users import Role

PASSWORD = "lada-timah-laut-19"  # noqa: S105 - printed for everybody; a demonstration protects nobody
HOST = "demo.example"
OWN_VILLAGE = "Rebo"
"""Where village@demo.example works: a fishing village of Sungailiat."""


@dataclass(frozen=True)
class Login:
    """One person with an address of their own."""

    box: str
    role: Role
    name: str
    duty: str

    @property
    def address(self) -> str:
        """What is typed at the sign-in page."""
        return f"{self.box}@{HOST}"


LOGINS: tuple[Login, ...] = (
    Login("village", Role.VILLAGE, "Marzuki Idris", f"Petugas Desa {OWN_VILLAGE}: memeriksa data warga desanya"),
    Login("maker", Role.MAKER, "Dwi Rahayu Santoso", "Petugas dinas: impor warga, kelompok sasaran, berkas BPJS"),
    Login("checker", Role.CHECKER, "Zulkifli Hamzah", "Pejabat dinas: menyetujui impor, kelompok, dan komitmen"),
    Login("checker2", Role.CHECKER, "Sulastri Wibowo", "Pejabat dinas kedua: persetujuan kedua"),
    Login("company", Role.COMPANY, "Lina Tjhin", "PT Timah Laut Contoh: berkomitmen, membayar, melapor"),
    Login("treasurer", Role.TREASURER, "Hermansyah Burhan", "Bendahara: rekening koran dan pencocokan"),
    Login("treasurer2", Role.TREASURER, "Ernawati Sahari", "Bendahara kedua: memastikan pencocokan"),
    Login("branch", Role.BRANCH, "Teguh Nugroho", "BPJS Kesehatan: pernyataan, pembayaran langsung, jawaban berkas"),
    Login("forum", Role.FORUM, "Hendri Phang", "Forum TJSL: menerima perusahaan, menelaah laporan"),
    Login("auditor", Role.AUDITOR, "Suryani Arsyad", "Pemeriksa: membaca semuanya, tidak mengubah apa pun"),
    Login("admin", Role.ADMIN, "Bambang Prasetyo", "Pengelola: orang, peran, dan kabupaten"),
)


def table() -> str:
    """Give the logins as people read them: role, address, password, what this person does."""
    head = ("PERAN", "ALAMAT", "KATA SANDI", "TUGAS")
    rows = [head, *((str(one.role.value), one.address, PASSWORD, one.duty) for one in LOGINS)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join("  ".join((*map(str.ljust, row[:3], widths), row[3])) for row in rows)
