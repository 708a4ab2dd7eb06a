"""The rules that `softskills check` holds a course to, by what they look at."""
