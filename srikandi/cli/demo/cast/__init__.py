"""Who takes part in the demonstration: the district, its partners, the people who log in, invented companies."""

from srikandi.cli.demo.cast.companies import BUSINESSES, Business, application_of
from srikandi.cli.demo.cast.district import BCA, MANDIRI, Cast, actor_for, add_person, set_up
from srikandi.cli.demo.cast.figures import count_district
from srikandi.cli.demo.cast.logins import LOGINS, PASSWORD, Login, table

__all__ = [
    "BCA",
    "BUSINESSES",
    "LOGINS",
    "MANDIRI",
    "PASSWORD",
    "Business",
    "Cast",
    "Login",
    "actor_for",
    "add_person",
    "application_of",
    "count_district",
    "set_up",
    "table",
]
