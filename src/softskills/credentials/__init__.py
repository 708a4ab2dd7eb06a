"""What somebody did in a course, to show to others: a record of practice, and badges that an instructor signs."""
