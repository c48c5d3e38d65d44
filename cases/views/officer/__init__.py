"""The pages of the offices and their investigators, one module for each idea."""
