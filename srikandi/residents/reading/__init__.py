"""Questions about residents: who may be seen by whom, found how, counted how."""

from srikandi.residents.reading.identities import (
    IdentityRow,
    Masked,
    contact_of,
    identities,
    identity_of,
    masked_numbers,
    parts_of,
)

__all__ = ["IdentityRow", "Masked", "contact_of", "identities", "identity_of", "masked_numbers", "parts_of"]
