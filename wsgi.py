"""What gunicorn and `flask` open: the application of this environment."""

import gc

import config
from srikandi import create_app

app = create_app(config.load())

# What is here now stays for good, and a month of a bank is read in millions of short-lived rows: looking through all of
# it for rings again and again took a quarter of the time of an import.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
