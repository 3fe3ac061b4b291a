"""What puts a person on the list from their cards, for every area that does so."""

from srikandi.web.listing.correcting import CorrectionForm
from srikandi.web.listing.putting import ListingForm, answer_linking, answer_listing, as_said
from srikandi.web.listing.telling import DAY, BirthDateField, real_name, real_nik

__all__ = [
    "DAY",
    "BirthDateField",
    "CorrectionForm",
    "ListingForm",
    "answer_linking",
    "answer_listing",
    "as_said",
    "real_name",
    "real_nik",
]
