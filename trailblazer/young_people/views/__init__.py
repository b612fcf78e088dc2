"""The pages of children and young people."""
