"""The pages of the Code."""
