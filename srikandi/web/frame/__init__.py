"""What stands around every page: who is signed in, the menu, languages and formats, the words of statuses, the log line."""
