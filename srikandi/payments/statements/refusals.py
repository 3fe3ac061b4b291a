"""Why a statement file cannot be used. Nothing of a refused file is ever imported."""

from __future__ import annotations

from srikandi.errors import Invalid


class StatementRefused(Invalid):
    """This file cannot be imported."""

    message = "Berkas rekening koran ini tidak bisa dipakai."


class EmptyStatement(StatementRefused):
    """There is no movement in the file."""

    message = "Berkas ini tidak berisi satu pun mutasi."


class UnknownLayout(StatementRefused):
    """No reader knows these columns."""

    message = (
        "Susunan kolom berkas ini belum kami kenal. Unduh ulang mutasi sebagai CSV, MT940, atau CAMT.053 "
        "dari layanan bank, tanpa mengubah isinya."
    )


class PdfRefused(StatementRefused):
    """A PDF is a picture of a statement, not a statement."""

    message = "Rekening koran PDF tidak bisa dibaca dengan aman. Unduh mutasi sebagai CSV, MT940, atau CAMT.053."


class WorkbookRefused(StatementRefused):
    """A workbook instead of the bank's own text file."""

    message = (
        "Berkas Excel belum bisa dibaca di sini. Unduh mutasi sebagai CSV, MT940, atau CAMT.053 dari layanan bank."
    )


class BillsUnreadable(StatementRefused):
    """A list of bills without the columns that make it one."""

    message = "Daftar tagihan harus berisi kolom reference, company, dan amount."


class Damaged(StatementRefused):
    """Something in the file cannot be what the bank wrote."""

    message = "Berkas ini rusak pada baris %(line)s: %(what)s. Unduh ulang dari bank, tanpa mengubah isinya."


class CutShort(StatementRefused):
    """The end of the file is missing."""

    message = "Berkas ini terpotong: bagian penutupnya tidak ada. Unduh ulang dari bank."


class SumsDiffer(StatementRefused):
    """Opening balance, movements and closing balance do not agree."""

    message = (
        "Saldo awal ditambah semua mutasi tidak sama dengan saldo akhir (selisih %(difference)s)."
        " Unduh ulang dari bank."
    )


class BalanceBroken(StatementRefused):
    """A row's balance does not follow from the row before."""

    message = (
        "Saldo pada baris %(line)s tidak cocok dengan mutasinya."
        " Ada baris yang hilang atau berubah; unduh ulang dari bank."
    )


class FooterDiffers(StatementRefused):
    """The totals or counts the bank printed are not those of the rows."""

    message = "Jumlah atau banyaknya mutasi tidak sama dengan ringkasan di akhir berkas. Unduh ulang dari bank."


class ForeignCurrency(StatementRefused):
    """The account is not in rupiah."""

    message = "Rekening ini dalam %(currency)s. Hanya rekening rupiah yang bisa diimpor."


class SeveralAccounts(StatementRefused):
    """More than one account in one file."""

    message = "Berkas ini memuat lebih dari satu rekening. Unduh mutasi satu rekening setiap kali."


class OtherLayout(StatementRefused):
    """Days another layout has brought already: its lines cannot be told from these, and would count twice."""

    message = (
        "Mutasi tanggal %(day)s sudah diimpor dalam bentuk berkas lain. Unduh dalam bentuk yang sama,"
        " atau mulai dari hari sesudahnya."
    )
