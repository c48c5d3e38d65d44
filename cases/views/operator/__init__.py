"""The pages of the help line: what an operator is recording, the hand-over, and the call-back."""
