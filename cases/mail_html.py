"""The words of an HTML mail, as somebody would read them. Nothing of its markup, styles or scripts is kept."""

import re
from html.parser import HTMLParser

import nh3

# More markup than this is no letter; what lies beyond stays in the original.
LONGEST = 4_000_000
# Reading a page takes the square of how deep it nests: this many tags inside each other take four seconds.
MOST_TAGS = 15_000

BLOCKS = frozenset(
    "address article blockquote caption dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre "  # noqa: SIM905
    "section table tr ul".split()
)
CELLS = frozenset({"td", "th"})
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_TAG = re.compile(r"<[^<>]*>")


def text_of_html(html: str) -> str:
    """The words of a page, with its paragraphs, and where its links lead."""
    html = html[:LONGEST]
    if html.count("<") > MOST_TAGS:
        return _tidied(_TAG.sub(" ", html))
    cleaned = nh3.clean(
        html,
        tags=set(BLOCKS | CELLS | {"a", "br"}),
        clean_content_tags={"script", "style", "title"},
        attributes={"a": {"href"}},
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    words = _Words()
    words.feed(cleaned)
    words.close()
    return _tidied("".join(words.found))


class _Words(HTMLParser):
    """Reads what nh3 has left: well-formed, and a few tags only."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._link = ""
        self._label_from = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or tag in BLOCKS:
            self.found.append("\n")
        if tag == "a":
            self._link, self._label_from = dict(attrs).get("href") or "", len(self.found)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.found.append("\n")
        elif tag in CELLS:
            self.found.append(" ")
        elif tag == "a" and self._link:
            label = "".join(self.found[self._label_from :]).strip()
            target = self._link.removeprefix("mailto:")
            if target not in label:
                self.found.append(f" <{target}>")
            self._link = ""

    def handle_data(self, data: str) -> None:
        self.found.append(data.replace("\n", " "))


def _tidied(text: str) -> str:
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
