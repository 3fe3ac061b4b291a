"""Rights: what can be done, which role does it, and which two things one person never does to the same matter."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The part a person plays; each has a home page of its own."""

    VILLAGE = "village"
    MAKER = "maker"
    CHECKER = "checker"
    COMPANY = "company"
    TREASURER = "treasurer"
    BRANCH = "branch"
    FORUM = "forum"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Permission(StrEnum):
    """One thing that can be done, `noun:verb`."""

    RESIDENTS_VIEW = "residents:view"
    RESIDENTS_IMPORT = "residents:import"
    RESIDENTS_APPROVE = "residents:approve"
    RESIDENTS_VERIFY = "residents:verify"
    RESIDENTS_REVEAL = "residents:reveal"
    NOMINATIONS_VIEW = "nominations:view"
    NOMINATIONS_DECIDE = "nominations:decide"
    """Visit whom people have named, and put them on the village's list or not."""
    NOMINATIONS_HAND_ON = "nominations:hand_on"
    POSTERS_MAKE = "posters:make"
    FIELD_VIEW = "field:view"
    FIELD_PLAN = "field:plan"
    FIELD_RECORD = "field:record"
    """Go along and tell what came of it."""
    RIGHTS_VIEW = "rights:view"
    RIGHTS_KEEP = "rights:keep"
    """Write down and answer what a person asks about their own data, and what leaked."""
    RIGHTS_ERASE = "rights:erase"
    POOLS_VIEW = "pools:view"
    POOLS_PROPOSE = "pools:propose"
    POOLS_APPROVE = "pools:approve"
    POOLS_DRAW = "pools:draw"
    COMPANIES_VIEW = "companies:view"
    COMPANIES_ADMIT = "companies:admit"
    COMPANIES_EDIT = "companies:edit"
    GATES_CONFIRM = "gates:confirm"
    PLEDGES_MAKE = "pledges:make"
    PLEDGES_VIEW = "pledges:view"
    PLEDGES_APPROVE = "pledges:approve"
    PLEDGES_AGREE = "pledges:agree"
    PAYMENTS_MAKE = "payments:make"
    PAYMENTS_VIEW = "payments:view"
    PAYMENTS_CONFIRM = "payments:confirm"
    STATEMENTS_IMPORT = "statements:import"
    STATEMENTS_MATCH = "statements:match"
    REFUNDS_VIEW = "refunds:view"
    REFUNDS_ASK = "refunds:ask"
    REFUNDS_ASK_OWN = "refunds:ask_own"
    REFUNDS_APPROVE = "refunds:approve"
    LEDGER_VIEW = "ledger:view"
    DESTINATIONS_VIEW = "destinations:view"
    DESTINATIONS_PROPOSE = "destinations:propose"
    DESTINATIONS_APPROVE = "destinations:approve"
    DESTINATIONS_STOP = "destinations:stop"
    BATCHES_VIEW = "batches:view"
    BATCHES_BUILD = "batches:build"
    BATCHES_ANSWER = "batches:answer"
    SHEETS_WRITE = "sheets:write"
    """Say in which columns and codes a branch wants its files."""
    URGENT_ASK = "urgent:ask"
    URGENT_APPROVE = "urgent:approve"
    FACILITIES_KEEP = "facilities:keep"
    CARDS_HAND_OUT = "cards:hand_out"
    COMPLAINTS_HANDLE = "complaints:handle"
    COMPLAINTS_ANSWER = "complaints:answer"
    ROSTERS_VIEW = "rosters:view"
    ROSTERS_BRING = "rosters:bring"
    MONTHS_VIEW = "months:view"
    MONTHS_CLOSE = "months:close"
    BILLS_STATE = "bills:state"
    REMITTANCES_MAKE = "remittances:make"
    REMITTANCES_CONFIRM = "remittances:confirm"
    TARIFFS_VIEW = "tariffs:view"
    TARIFFS_PROPOSE = "tariffs:propose"
    TARIFFS_DECIDE = "tariffs:decide"
    DOCUMENTS_VIEW = "documents:view"
    REPORTS_WRITE = "reports:write"
    REPORTS_REVIEW = "reports:review"
    REPORTS_VIEW = "reports:view"
    GAPS_VIEW = "gaps:view"
    GAPS_COUNT = "gaps:count"
    SAMPLES_DRAW = "samples:draw"
    AUDIT_VIEW = "audit:view"
    USERS_MANAGE = "users:manage"
    DISTRICTS_MANAGE = "districts:manage"
    MAIL_VIEW = "mail:view"
    ACCOUNT_USE = "account:use"
    """What everybody signed in may do: home page, own sessions, own language."""


P = Permission
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VILLAGE: frozenset(
        {P.ACCOUNT_USE, P.RESIDENTS_VERIFY, P.FIELD_RECORD, P.NOMINATIONS_DECIDE, P.CARDS_HAND_OUT}
    ),
    Role.MAKER: frozenset(
        {
            P.ACCOUNT_USE,
            P.GAPS_VIEW,
            P.GAPS_COUNT,
            P.REFUNDS_ASK_OWN,
            P.TARIFFS_VIEW,
            P.TARIFFS_PROPOSE,
            P.RESIDENTS_VIEW,
            P.FIELD_VIEW,
            P.FIELD_PLAN,
            P.RESIDENTS_IMPORT,
            P.RESIDENTS_REVEAL,
            P.NOMINATIONS_VIEW,
            P.NOMINATIONS_HAND_ON,
            P.POSTERS_MAKE,
            P.RIGHTS_VIEW,
            P.RIGHTS_KEEP,
            P.POOLS_VIEW,
            P.POOLS_PROPOSE,
            P.COMPANIES_VIEW,
            P.PLEDGES_VIEW,
            P.PLEDGES_AGREE,
            P.PAYMENTS_MAKE,
            P.BATCHES_VIEW,
            P.BATCHES_BUILD,
            P.SHEETS_WRITE,
            P.URGENT_ASK,
            P.FACILITIES_KEEP,
            P.COMPLAINTS_HANDLE,
            P.ROSTERS_VIEW,
            P.ROSTERS_BRING,
            P.DOCUMENTS_VIEW,
            P.REPORTS_VIEW,
        }
    ),
    Role.CHECKER: frozenset(
        {
            P.ACCOUNT_USE,
            P.GAPS_VIEW,
            P.DESTINATIONS_VIEW,
            P.DESTINATIONS_APPROVE,
            P.DESTINATIONS_STOP,
            P.REFUNDS_VIEW,
            P.REFUNDS_APPROVE,
            P.TARIFFS_VIEW,
            P.TARIFFS_DECIDE,
            P.RESIDENTS_VIEW,
            P.FIELD_VIEW,
            P.RESIDENTS_APPROVE,
            P.RESIDENTS_REVEAL,
            P.NOMINATIONS_VIEW,
            P.RIGHTS_VIEW,
            P.RIGHTS_KEEP,
            P.RIGHTS_ERASE,
            P.POOLS_VIEW,
            P.POOLS_APPROVE,
            P.POOLS_DRAW,
            P.COMPANIES_VIEW,
            P.PLEDGES_VIEW,
            P.PLEDGES_APPROVE,
            P.URGENT_APPROVE,
            P.COMPLAINTS_HANDLE,
            P.ROSTERS_VIEW,
            P.BATCHES_VIEW,
            P.DOCUMENTS_VIEW,
            P.REPORTS_VIEW,
        }
    ),
    Role.COMPANY: frozenset(
        {
            P.ACCOUNT_USE,
            P.DESTINATIONS_VIEW,
            P.DESTINATIONS_STOP,
            P.REFUNDS_ASK_OWN,
            P.COMPANIES_EDIT,
            P.PLEDGES_MAKE,
            P.PAYMENTS_MAKE,
            P.DOCUMENTS_VIEW,
            P.REPORTS_WRITE,
            P.REPORTS_VIEW,
        }
    ),
    Role.TREASURER: frozenset(
        {
            P.ACCOUNT_USE,
            P.DESTINATIONS_VIEW,
            P.DESTINATIONS_PROPOSE,
            P.DESTINATIONS_STOP,
            P.REFUNDS_VIEW,
            P.REFUNDS_ASK,
            P.TARIFFS_VIEW,
            P.PLEDGES_VIEW,
            P.PAYMENTS_VIEW,
            P.STATEMENTS_IMPORT,
            P.STATEMENTS_MATCH,
            P.LEDGER_VIEW,
            P.MONTHS_VIEW,
            P.MONTHS_CLOSE,
            P.REMITTANCES_MAKE,
            P.REMITTANCES_CONFIRM,
            P.DOCUMENTS_VIEW,
        }
    ),
    Role.BRANCH: frozenset(
        {
            P.ACCOUNT_USE,
            P.GATES_CONFIRM,
            P.PAYMENTS_CONFIRM,
            P.BATCHES_VIEW,
            P.BATCHES_ANSWER,
            P.COMPLAINTS_ANSWER,
            P.SHEETS_WRITE,
            P.COMPANIES_VIEW,
            P.BILLS_STATE,
            P.MONTHS_VIEW,
            P.MONTHS_CLOSE,
            P.REMITTANCES_CONFIRM,
        }
    ),
    Role.FORUM: frozenset(
        {
            P.ACCOUNT_USE,
            P.GAPS_VIEW,
            P.DESTINATIONS_VIEW,
            P.DESTINATIONS_STOP,
            P.COMPANIES_VIEW,
            P.COMPANIES_ADMIT,
            P.POOLS_DRAW,
            P.REPORTS_VIEW,
            P.REPORTS_REVIEW,
            P.DOCUMENTS_VIEW,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            P.ACCOUNT_USE,
            P.SAMPLES_DRAW,
            P.FIELD_VIEW,
            P.GAPS_VIEW,
            P.DESTINATIONS_VIEW,
            P.REFUNDS_VIEW,
            P.TARIFFS_VIEW,
            P.POOLS_VIEW,
            P.RIGHTS_VIEW,
            P.COMPANIES_VIEW,
            P.PLEDGES_VIEW,
            P.PAYMENTS_VIEW,
            P.LEDGER_VIEW,
            P.MONTHS_VIEW,
            P.BATCHES_VIEW,
            P.DOCUMENTS_VIEW,
            P.REPORTS_VIEW,
            P.AUDIT_VIEW,
        }
    ),
    Role.ADMIN: frozenset({P.ACCOUNT_USE, P.USERS_MANAGE, P.DISTRICTS_MANAGE, P.MAIL_VIEW}),
}

FORBIDDEN_PAIRS: tuple[tuple[Permission, Permission], ...] = (
    (P.RESIDENTS_IMPORT, P.RESIDENTS_APPROVE),
    (P.POOLS_PROPOSE, P.POOLS_APPROVE),
    (P.PLEDGES_MAKE, P.PLEDGES_APPROVE),
    (P.PLEDGES_MAKE, P.COMPANIES_ADMIT),
    (P.COMPANIES_EDIT, P.GATES_CONFIRM),
    (P.REPORTS_WRITE, P.REPORTS_REVIEW),
    (P.BATCHES_BUILD, P.BATCHES_ANSWER),
    (P.URGENT_ASK, P.URGENT_APPROVE),
    (P.BILLS_STATE, P.REMITTANCES_MAKE),
    (P.PAYMENTS_MAKE, P.PAYMENTS_CONFIRM),
    (P.PAYMENTS_MAKE, P.STATEMENTS_MATCH),
    (P.REFUNDS_ASK, P.REFUNDS_APPROVE),
    (P.REFUNDS_ASK_OWN, P.REFUNDS_APPROVE),
    (P.USERS_MANAGE, P.RESIDENTS_APPROVE),
    (P.USERS_MANAGE, P.PLEDGES_APPROVE),
    (P.USERS_MANAGE, P.STATEMENTS_MATCH),
    (P.DESTINATIONS_PROPOSE, P.DESTINATIONS_APPROVE),
    (P.USERS_MANAGE, P.DESTINATIONS_APPROVE),
    (P.USERS_MANAGE, P.DESTINATIONS_PROPOSE),
    (P.TARIFFS_PROPOSE, P.TARIFFS_DECIDE),
    (P.SAMPLES_DRAW, P.RESIDENTS_IMPORT),
    (P.SAMPLES_DRAW, P.RESIDENTS_APPROVE),
    (P.SAMPLES_DRAW, P.RESIDENTS_VERIFY),
    (P.SAMPLES_DRAW, P.NOMINATIONS_DECIDE),
    (P.SAMPLES_DRAW, P.POOLS_PROPOSE),
    (P.USERS_MANAGE, P.TARIFFS_DECIDE),
)
"""Two rights no one person may hold in the same district, whatever their accounts. Who matched a statement line never
confirms that match, which `payments` checks line by line."""
