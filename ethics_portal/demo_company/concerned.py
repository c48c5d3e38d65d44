"""The unit of whoever or whatever a report of the demo company is about, where it is no person of the directory.

Most reports are about somebody of whom the reporter says where they work and not who they are.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ethics_portal.demo_company import names
from ethics_portal.demo_company.company import UNITS
from ethics_portal.demo_company.reports import ReportSeed, SubjectSeed

_BY_NAME = {unit.name: unit.key for unit in UNITS}
# Wherever the reporter works, it is the sales people of that country.
SELLING = "the sales unit of the country"
UNIT_OF: Mapping[str, str] = MappingProxyType(
    {
        # of the variations
        "a supervisor": "operations",
        "a team leader": "operations",
        "one of the managers": "operations",
        "the shift lead": "operations",
        "a project manager": "field-service",
        "a senior engineer": "engineering",
        "a buyer": "purchasing",
        "a colleague from sales": SELLING,
        "somebody in the regional office": SELLING,
        "the branch manager": SELLING,
        # of the hand-written ones
        "People & Culture, Asia Pacific": "people",
        "Despacho y etiquetado, planta de Querétaro": "operations",
        "Research & Engineering, firmware group": "engineering",
        "Information Technology, shared drives": "it",
        "Ventas Iberia, oficina de Gijón": "sales-emea",
        "Marketing, Sales Europe": "sales-emea",
        "Kalibrierlabor Göppingen, Spätschicht": "quality",
        "Order management, Reno": "sales-americas",
        "Field Service India": "field-service",
        "Cleaning line, Suzhou": "operations",
        "Serviços de campo, região Sudeste": "field-service",
        "Product marketing": "sales-americas",
        "a coordinator in the certification team": "quality",
        "an order-entry lead in Houston": "sales-americas",
        "ein Servicetechniker der Region Nord": "field-service",
        "a design contractor": "engineering",
        "a business development manager": SELLING,
        "two field service engineers": "field-service",
        "a buyer for packaging": "purchasing",
        "Leitung der Spätschicht im Kalibrierlabor": "quality",
        "a fork-lift driver on nights": "operations",
        "la responsable de contabilidad de existencias": "finance",
        "quem assina as folhas de ponto em Recife": "operations",
        "first-shift lead in the machining cell": "operations",
        "el técnico de ajustes de la noche": "operations",
        "field service team leader, Aberdeen": "field-service",
        "a people partner": "people",
        "un jefe de zona": SELLING,
        "un technico-commercial de l'équipe Sud": "sales-emea",
    }
)


def unit_of(subject: SubjectSeed, seed: ReportSeed) -> str:
    """The key of the unit; empty for a person, who brings their own, and where nobody knows it."""
    if subject.person:
        return ""
    found = _BY_NAME.get(subject.description) or UNIT_OF.get(subject.description, "")
    return names.SALES_UNIT[seed.country] if found == SELLING else found
