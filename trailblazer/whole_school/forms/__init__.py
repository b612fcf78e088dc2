"""The forms of reviews, plans and policies."""
