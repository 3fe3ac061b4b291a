"""The book measured: its transfers, its balances, a month of a whole district."""
