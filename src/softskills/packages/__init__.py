"""The course for learning platforms: as a package of SCORM, and what a platform noted of it as answers again."""
