"""Commands over people's data: the keys it stands under, and who was erased."""

from srikandi.cli.protection import keys, rights

groups = (keys.group, rights.group)
