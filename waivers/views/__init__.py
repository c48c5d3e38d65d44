"""The pages of waivers."""
