"""The pages of areas, providers, teams and their schools, of coverage, and of Find your team."""
