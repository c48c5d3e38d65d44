"""A translation service of our own: it says the words backwards, and remembers what it was sent."""

from cases.machine_translation import TranslationFailed


class Backwards:
    name = "The mirror"
    sent: list[tuple[str, str, str]] = []

    def translate(self, text: str, *, source: str, target: str) -> str:
        if "unspeakable" in text:
            raise TranslationFailed
        self.sent.append((text, source, target))
        return text[::-1]
