"""How a list gets its order: points anyone can recompute, two secrets, and a second person who approves."""

from srikandi.pools.drawing.deciding import (
    approve,
    close_pool,
    content_hash,
    has_its_order,
    open_pool,
    release_waiting,
    send_back,
)
from srikandi.pools.drawing.order import Draw, commitment, in_order, list_hash, place_hash
from srikandi.pools.drawing.secrets import commit_secret, propose, reveal_secret

__all__ = [
    "Draw",
    "approve",
    "close_pool",
    "commit_secret",
    "commitment",
    "content_hash",
    "has_its_order",
    "in_order",
    "list_hash",
    "open_pool",
    "place_hash",
    "propose",
    "release_waiting",
    "reveal_secret",
    "send_back",
]
