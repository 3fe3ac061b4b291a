"""The two exports of BCA."""
