"""What gunicorn and `flask` open: the application of this environment."""

import config
from srikandi import create_app

app = create_app(config.load())
