"""Each law beside the samples that break and keep it, a chapter a module."""
