"""Commands over people's data: the keys it stands under."""

from srikandi.cli.protection.keys import group

groups = (group,)
