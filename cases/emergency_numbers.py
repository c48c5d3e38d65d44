"""Numbers that reach the police and an ambulance, by country.

Sources: in the European Union, and where neighbours follow it, 112 (Directive (EU) 2018/1972, Art. 109). All others are
those that Google's libphonenumber 9.0 lists as emergency numbers of the country (ShortNumberMetadata.xml), of which the
one for the police and the one for an ambulance were taken. A country about which there was any doubt is left out: on a
mobile phone 112 then reaches whoever is there to help (3GPP TS 22.101, section 10.1).
"""

from dataclasses import dataclass

EVERYWHERE = "112"


@dataclass(frozen=True)
class EmergencyNumbers:
    """What to call first. Both are the same where one number reaches everybody."""

    police: str
    ambulance: str

    @property
    def is_one(self) -> bool:
        return self.police == self.ambulance


# One number for everything.
BY_NUMBER = {
    "112": (
        "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MC MT NL NO PL PT RO SE SI SK "
        "AD AL AX FO GE GI GL IN KZ MD ME MK RW TR UA VA"
    ),
    "911": (
        "AG AI AR AW BM BS BZ CA CR DO EC GU JO KY LR MP MX PA PH PR PW PY SA SV TC US UY VC VE VG VI"
    ),
    "999": "BD BH FK GB GG HK IE IM JE KE MO MY QA ZW",
    "000": "AU CC CX",
    "111": "NZ",
    "123": "CO",
}  # fmt: skip
# Police and ambulance apart.
APART = {
    "AE": ("999", "998"),
    "BO": ("110", "118"),
    "BR": ("190", "192"),
    "BW": ("999", "997"),
    "BY": ("102", "103"),
    "CL": ("133", "131"),
    "CN": ("110", "120"),
    "CU": ("106", "104"),
    "EG": ("122", "123"),
    "ID": ("110", "118"),
    "IL": ("100", "101"),
    "JM": ("119", "110"),
    "JP": ("110", "119"),
    "KH": ("117", "119"),
    "KR": ("112", "119"),
    "LB": ("112", "140"),
    "MA": ("19", "15"),
    "NP": ("100", "102"),
    "PK": ("15", "115"),
    "RU": ("102", "103"),
    "SG": ("999", "995"),
    "TH": ("191", "1669"),
    "TN": ("197", "190"),
    "TW": ("110", "119"),
    "VN": ("113", "115"),
    "ZA": ("10111", "10177"),
}

NUMBERS: dict[str, EmergencyNumbers] = {
    country: EmergencyNumbers(number, number)
    for number, countries in BY_NUMBER.items()
    for country in countries.split()
} | {country: EmergencyNumbers(*both) for country, both in APART.items()}


def emergency_numbers(country: str) -> EmergencyNumbers | None:
    """The country's own numbers; `None` where we know of none for certain."""
    return NUMBERS.get(country)
