"""Nominations of the whole district, masked, and the posters they come through."""

from srikandi.web.district.nominations import listing, named, posters, views

pages = (views.routes, posters.routes, named.routes, listing.routes)
