"""Measurements of this machine: each module with `rows` is one, run by `script/bench`."""
