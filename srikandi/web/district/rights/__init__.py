"""The desk for people who ask about their own data, the list of whom time erases, and the register of breaches."""

from srikandi.web.district.rights import answers, breaches, desk, retention

routes = desk.routes
parts = (desk, breaches, retention)
__all__ = ["answers", "parts", "routes"]
