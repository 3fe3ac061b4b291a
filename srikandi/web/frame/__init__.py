"""What stands around every page: who is signed in, the menu, languages, formats, words of statuses, the log line."""
