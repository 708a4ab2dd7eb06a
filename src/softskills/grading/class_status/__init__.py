"""Where a class stands with an assignment: who is missing, late, damaged, unmarked, stale. Nothing is written."""
