"""What this system says when it says no.

    Refusal
    ├── NotFound    it is not there, or not yours to see
    ├── NotAllowed  you may not do this
    ├── Conflict    somebody or something came first
    └── Invalid     what was given cannot be used

Packages subclass the four branches in their `refusals.py`, with the data a page needs. The words are Indonesian source
strings of the catalogue and are translated once, when shown (`web/refusals.py`); `str(refusal)` is the Indonesian text.
"""

from __future__ import annotations


class Refusal(Exception):
    """A no with a reason a person can act on: a message with named gaps, and the values that fill them."""

    message = "Permintaan ini tidak bisa dijalankan."

    def __init__(self, message: str | None = None, *, field: str | None = None, **values: object) -> None:
        """Keep the reason; `field` names the form field it belongs to, `values` fill the gaps of the message."""
        self.message = message or type(self).message
        self.field = field
        self.values = values
        super().__init__(self.message)

    def __str__(self) -> str:
        """Give the Indonesian sentence with its gaps filled."""
        return self.message % self.values if self.values else self.message


class NotFound(Refusal):
    """It does not exist, or this viewer may not know that it does."""

    message = "Yang Anda cari tidak ditemukan."


class NotAllowed(Refusal):
    """This person may not do this."""

    message = "Anda tidak berwenang melakukan ini."


class Conflict(Refusal):
    """The world has moved on: somebody else was first, or the state forbids it."""

    message = "Keadaan sudah berubah. Muat ulang halaman ini."


class Invalid(Refusal):
    """What was given cannot be used as it is."""

    message = "Isian ini belum benar."
