"""Papers drawn: words and facts become the bytes of a PDF."""

from srikandi.documents.drawing.codes import check_address, new_code, packed, qr, qr_to
from srikandi.documents.drawing.press import AssetRefused, draw, write
from srikandi.documents.drawing.publication import address, publish_at, seal_address

__all__ = [
    "AssetRefused",
    "address",
    "check_address",
    "draw",
    "new_code",
    "packed",
    "publish_at",
    "qr",
    "qr_to",
    "seal_address",
    "write",
]
