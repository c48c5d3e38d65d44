"""The fast path of the demo company: any number of cases as rows, for measuring at real size.

The ordinary load replays what people did through the actions; at tens of milliseconds for each step a million cases
would take days. Here rows are written straight into the tables, with the same keys, seals, chains and constraints.
What is left out: dialogue, notes, files and notices.
"""

from ethics_portal.demo_company.bulk.house import NotTheDemoCompany
from ethics_portal.demo_company.bulk.load import load_bulk

__all__ = ["NotTheDemoCompany", "load_bulk"]
