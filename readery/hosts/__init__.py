"""What hosts are told about the site: its security policy, how long files keep, redirects. A host is one module here."""
