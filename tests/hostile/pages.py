"""Forms as they stand on a page: which fields there are, and what each would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# Proofs of our own: with another value no field of the form would be looked at.
OURS = frozenset({"csrfmiddlewaretoken"})


@dataclass
class PageForm:
    """One form of a page."""

    method: str = "get"
    action: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)

    def keep(self, name: str | None, value: str | None, *, chosen: bool = True) -> None:
        if name:
            known = self.fields.setdefault(name, [])
            if chosen:
                known.append(value or "")


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._inside: PageForm | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self._inside = PageForm((has.get("method") or "get").lower(), has.get("action") or "")
            self.forms.append(self._inside)
        elif self._inside is None:
            return
        elif tag == "input":
            is_a_choice = has.get("type") in ("radio", "checkbox")
            self._inside.keep(has.get("name"), has.get("value"), chosen=not is_a_choice or "checked" in has)
        elif tag == "button":
            self._inside.keep(has.get("name"), "", chosen=False)
        elif tag == "select":
            self._select = has.get("name") or ""
            self._inside.keep(self._select, "", chosen=False)
        elif tag == "option" and "selected" in has:
            self._inside.keep(self._select, has.get("value"))
        elif tag == "textarea":
            self._area = has.get("name") or ""
            self._inside.keep(self._area, "")

    def handle_data(self, data: str) -> None:
        if self._inside is not None and self._area:
            self._inside.fields[self._area] = [data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "textarea":
            self._area = ""


def forms_of(page: str) -> list[PageForm]:
    """Every form of a page, in its order."""
    reader = _Forms()
    reader.feed(page)
    return reader.forms
