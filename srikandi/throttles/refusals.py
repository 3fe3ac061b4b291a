"""The no of a throttle that has no words of its own."""

from __future__ import annotations

from srikandi.errors import Conflict


class TooOften(Conflict):
    """Very many came from one address within a short time."""

    message = "Sudah banyak kiriman dari sambungan internet ini. Coba lagi satu jam lagi; isian Anda tetap ada di sini."
