"""The pages of the committee, the digests, everybody's first page, and the administrator's look at the machine."""
