"""The covered person without an account: how the card stands, and what went wrong."""

from srikandi.web.public.cards import complaints, status

__all__ = ["complaints", "status"]
