"""Words of statuses by the part of the house they belong to, where one table would grow too long."""
