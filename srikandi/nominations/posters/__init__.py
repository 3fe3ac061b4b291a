"""Codes people are named through: hung up for a village or a place, or carried along on a visit."""

from srikandi.nominations.posters.gathering import (
    NEAR,
    Brought,
    brought_by,
    brought_in_all,
    call_off,
    change_plan,
    make_visit_poster,
    visit_poster,
)
from srikandi.nominations.posters.hanging import (
    PosterRow,
    draw_poster,
    make_poster,
    poster_address,
    poster_by_code,
    poster_name,
    poster_of,
    posters_of,
    posters_visible_to,
    revoke_poster,
    standing_poster,
)

__all__ = [
    "NEAR",
    "Brought",
    "PosterRow",
    "brought_by",
    "brought_in_all",
    "call_off",
    "change_plan",
    "draw_poster",
    "make_poster",
    "make_visit_poster",
    "poster_address",
    "poster_by_code",
    "poster_name",
    "poster_of",
    "posters_of",
    "posters_visible_to",
    "revoke_poster",
    "standing_poster",
    "visit_poster",
]
