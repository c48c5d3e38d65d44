"""Writing a Code as Markdown: `parsing` the other way about. What is written is read back, and has to be the same."""

from django.utils.translation import gettext as _

from accounts.moves import Refused
from code_of_ethics.parsing import ParsedCode, ParsedProvision, parse_code


def compose_code(code: ParsedCode) -> str:
    """The Code as Markdown. Raises `Refused` where it would be read as something else than what was meant."""
    blocks = [f"# {code.title}"] if code.title else []
    if facts := _facts_of(code):
        blocks.append(f"<!-- {'; '.join(facts)} -->")
    blocks += [code.preamble] if code.preamble else []
    last = ""
    for provision in code.provisions:
        if provision.part != last:
            last = provision.part
            blocks.append(f"## {last}")
            blocks += [intro] if (intro := code.intro_of(last)) else []
        blocks.append(_heading_of(provision))
        blocks.append(provision.text)
    text = "\n\n".join(blocks) + "\n"
    if _meant(parse_code(text)) != _meant(code):
        raise Refused(
            _(
                "This would be read as another provision or part. Headings inside a text begin with ####, a part goes "
                "on without a break, and a block that begins with ``` ends with it."
            ),
            "text",
        )
    return text


def _facts_of(code: ParsedCode) -> list[str]:
    facts = [f"version: {code.number}"] if code.number else []
    return facts + ([f"in force from: {code.effective_on.isoformat()}"] if code.effective_on else [])


def _heading_of(provision: ParsedProvision) -> str:
    heading = f"### {provision.title} {{#{provision.key}}}"
    facts = [f"item406b: {', '.join(provision.item_406b)}"] if provision.item_406b else []
    facts += [f"topic: {', '.join(provision.topics)}"] if provision.topics else []
    return f"{heading}\n<!-- {'; '.join(facts)} -->" if facts else heading


def _meant(code: ParsedCode) -> tuple[object, ...]:
    """What a reader would notice."""
    provisions = [
        (one.key, one.part, one.title, one.text, tuple(one.item_406b), tuple(one.topics)) for one in code.provisions
    ]
    used = list(dict.fromkeys(one.part for one in code.provisions))
    return code.title, code.preamble, [(part, code.intro_of(part)) for part in used], provisions
