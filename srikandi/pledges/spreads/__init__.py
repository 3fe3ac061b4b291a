"""What a promise that is spread over kecamatan has said for each of them."""

from srikandi.pledges.spreads.reading import SpreadRow, places_by_kecamatan

__all__ = ["SpreadRow", "places_by_kecamatan"]
