"""The two exports of Bank Mandiri."""
