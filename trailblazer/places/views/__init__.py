"""The pages of schools, and of the register they come from."""
