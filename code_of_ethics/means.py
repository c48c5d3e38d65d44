"""By which means a disclosure may be made. The company sets it by `DISCLOSURE_MEANS`; the strict default is Form 8-K.

A web site alone is enough only where the company's last annual report said so (Form 8-K Item 5.05(c)).
"""

from django.conf import settings

from code_of_ethics.states import Means


def permitted_means() -> list[str]:
    """The means that are permitted today, as stored with each new duty."""
    wanted = getattr(settings, "DISCLOSURE_MEANS", [Means.FORM_8K])
    return [str(Means(value)) for value in wanted]
