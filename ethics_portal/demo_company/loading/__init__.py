"""Brings the demo company to life through the same actions as real use."""
