"""Pages for young people and families, without an account and without script."""
