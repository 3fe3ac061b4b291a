"""Why somebody stands where they stand, for whoever holds the code of a place."""

from srikandi.web.public.order.places import CodeForm, found_by, page_of

__all__ = ["CodeForm", "found_by", "page_of"]
