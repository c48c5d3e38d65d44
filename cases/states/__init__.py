"""The words for what things are: states and kinds, by noun. Data only."""
