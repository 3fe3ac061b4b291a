"""People, their rights, and where they are signed in."""

from srikandi.users.models import Invitation, LoginAttempt, Membership, User, WebSession
from srikandi.users.permissions import FORBIDDEN_PAIRS, ROLE_PERMISSIONS, Permission, Role
from srikandi.users.sessions import SignedIn, end_sessions, find_session, open_session

__all__ = [
    "FORBIDDEN_PAIRS",
    "ROLE_PERMISSIONS",
    "Invitation",
    "LoginAttempt",
    "Membership",
    "Permission",
    "Role",
    "SignedIn",
    "User",
    "WebSession",
    "end_sessions",
    "find_session",
    "open_session",
]
