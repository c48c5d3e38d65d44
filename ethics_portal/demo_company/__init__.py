"""The demo company: Lindmoor, its people, its Code and two years of what they reported.

Data and text only. Nothing here opens a database; the loader replays it through the same actions as real use.
Every person, company, supplier and agency in these files is invented.
"""
