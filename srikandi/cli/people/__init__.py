"""Commands about people: accounts, and lists of residents."""

from srikandi.cli.people import residents, users

groups = (users.group, residents.group)
