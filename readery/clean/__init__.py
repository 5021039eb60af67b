"""A raw page becomes an article. Knows one page at a time."""
