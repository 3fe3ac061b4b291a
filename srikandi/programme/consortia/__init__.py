"""What pages say about promises made together."""

from srikandi.programme.consortia.viewing import (
    ConsortiumView,
    PublicConsortium,
    consortium_views,
    public_consortia,
)

__all__ = ["ConsortiumView", "PublicConsortium", "consortium_views", "public_consortia"]
