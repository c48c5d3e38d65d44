"""Invented names for the slots of generated reports: suppliers, customers, products, roles and reporters."""

from collections.abc import Mapping
from types import MappingProxyType

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

COUNTRY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "US": "United States",
        "DE": "Germany",
        "MX": "Mexico",
        "CN": "China",
        "ES": "Spain",
        "BR": "Brazil",
        "IN": "India",
        "GB": "United Kingdom",
        "FR": "France",
        "SG": "Singapore",
    }
)

COUNTRIES_OF_LANGUAGE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"es": ("ES", "MX"), "de": ("DE",), "fr": ("FR",), "pt": ("BR",)}
)

# Units, by key, that a generated report may speak of; the sales unit depends on the country.
COMMON_UNITS = ("finance", "operations", "quality", "purchasing", "field-service", "engineering", "it", "people")
SALES_UNIT: Mapping[str, str] = MappingProxyType(
    {
        "US": "sales-americas",
        "MX": "sales-americas",
        "BR": "sales-americas",
        "DE": "sales-emea",
        "ES": "sales-emea",
        "FR": "sales-emea",
        "GB": "sales-emea",
        "CN": "sales-apac",
        "IN": "sales-apac",
        "SG": "sales-apac",
    }
)

SUPPLIERS = (
    "Aldermoor Facility Care",
    "Brixwold Fasteners",
    "Corvanta Packaging",
    "Dunmarrow Electronics",
    "Elsterbach Galvanik",
    "Fennimore Castings",
    "Grauental Gehäusebau",
    "Hollinside Tooling",
    "Itaverde Usinagem",
    "Jadebrook Circuits",
    "Kestermill Cleaning",
    "Lomasur Montajes",
    "Mirabosque Transportes",
    "Nandivale Components",
    "Ostrelle Mécanique",
    "Pinecott Staffing",
)

AGENTS = (
    "Belmarsol Trámites y Aduanas",
    "Calder Reach Advisory",
    "Despachos Vento Leste",
    "Harbourline Clearance",
    "Orient Quill Consulting",
    "Sethi Varun Liaison",
    "Torrevella Gestión",
    "Yewbridge Representation",
)

CUSTOMERS = (
    "a regional water authority",
    "a university laboratory",
    "a brewery group",
    "a district heating works",
    "a fertiliser plant",
    "a paper mill",
    "a municipal laboratory",
    "a pharmaceutical plant",
    "a desalination works",
    "a refinery",
)

PRODUCTS = (
    "flow meters",
    "pressure transmitters",
    "gas analysers",
    "level sensors",
    "portable testers",
    "turbidity probes",
    "dosing controllers",
    "calibration benches",
)

ROLES = (
    "a supervisor",
    "a team leader",
    "one of the managers",
    "a colleague from sales",
    "the shift lead",
    "a project manager",
    "somebody in the regional office",
    "a senior engineer",
    "a buyer",
    "the branch manager",
)

# Given and family names, by country, of reporters who are not in the demo's directory.
INVENTED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "US": (
            ("Alicia", "Curtis", "Deborah", "Hank", "Monique", "Ravi"),
            ("Bellweather", "Cardenas", "Lindell", "Oyelaran", "Stroud", "Tackett"),
        ),
        "DE": (
            ("Aylin", "Dörte", "Henrik", "Jonas", "Mareike", "Uwe"),
            ("Brinkhorst", "Gößler", "Kranepohl", "Öztürk", "Stahmer", "Wübbels"),
        ),
        "MX": (
            ("Arturo", "Citlali", "Jimena", "Octavio", "Renata", "Saúl"),
            ("Arizmendi", "Cuéllar", "Montemayor", "Olvera", "Quintanar", "Zepeda"),
        ),
        "CN": (("Jianguo", "Lan", "Meiyu", "Qiang", "Ruolin", "Yifan"), ("Du", "Fang", "Guo", "Jiang", "Shen", "Xie")),
        "ES": (
            ("Begoña", "Joan", "Lorena", "Nuria", "Sergio", "Xabier"),
            ("Aguirrezabal", "Benavent", "Cebollero", "Muñiz", "Pallarés", "Sorribes"),
        ),
        "BR": (
            ("Caio", "Débora", "Fábio", "Iara", "Renan", "Vitória"),
            ("Bittencourt", "Falcão", "Guimarães", "Nogueira", "Sampaio", "Valadão"),
        ),
        "IN": (
            ("Aparna", "Farhan", "Gurpreet", "Lakshmi", "Nikhil", "Tenzin"),
            ("Bhosale", "Chettiar", "Gokhale", "Khandelwal", "Mascarenhas", "Sidhu"),
        ),
        "GB": (
            ("Bronwen", "Duncan", "Imogen", "Kwame", "Niamh", "Sanjay"),
            ("Ashdown-Lacey", "Farquhar", "Hebblethwaite", "Mistry", "Ogunleye", "Tregenza"),
        ),
        "FR": (
            ("Aurélie", "Gaël", "Inès", "Loïc", "Noémie", "Youssef"),
            ("Barthélémy", "Coatmeur", "Haddad", "Lavergne", "Péronnet", "Thibaudeau"),
        ),
        "SG": (
            ("Farid", "Hui Ling", "Jasmine", "Prakash", "Siew Ming", "Vincent"),
            ("Goh", "Ismail", "Koh", "Nadarajan", "Ong", "Teo"),
        ),
    }
)
