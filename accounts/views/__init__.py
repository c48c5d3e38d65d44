"""The pages of notices, people and roles, and of the directory from a file."""
