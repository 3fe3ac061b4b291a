"""What puts a person on the list from their cards, for every area that does so."""

from srikandi.web.listing.correcting import CorrectionForm
from srikandi.web.listing.putting import ListingForm, as_said, put_on_list

__all__ = ["CorrectionForm", "ListingForm", "as_said", "put_on_list"]
