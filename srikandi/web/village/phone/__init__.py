"""Working without signal: what a phone keeps, and how what it sends later is taken in once."""

from srikandi.web.village.phone.answering import again, made_at, once
from srikandi.web.village.phone.views import allow_worker, name_reader, routes, words_for_page

__all__ = ["again", "allow_worker", "made_at", "name_reader", "once", "routes", "words_for_page"]
