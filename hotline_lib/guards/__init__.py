"""检查 (guards): Great Expectations over every input table, in the domain's words."""
