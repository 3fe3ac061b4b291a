"""How statuses, sums, counts and days are said to the reader of a page."""
