"""What comes from a learning platform and goes back to it: its zip of hand-ins, and a zip of feedback."""
