"""Words of other people made harmless in Markdown, HTML, CSV, WebVTT and YAML, and read back.

What is said, a name or a note may hold anything: none of it may become a heading, a link, a
script, a formula or the end of a caption.
"""

import html
import json
import re

# Those that mean something anywhere in a line, in CommonMark, in GitHub's dialect or in Obsidian.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&#~|$^%=]")
_NUMBERED = re.compile(r"\d{1,9}[.)]", re.ASCII)
_BREAKING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#(\d{1,7});", re.ASCII)
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
# A spreadsheet that parts cells at other signs than ours begins a cell, or a row, within one. A
# winking face and the items of a list are no formulas.
_FORMULA_WITHIN = re.compile(
    r"""(?<=[;\t]) (?=["'\s]*(?:[=@＝＋－＠]|[+-](?!\))))
    | (?<=[\r\n]) (?=["'\s]*(?:[=@＝＋－＠]|[+-](?!\s)))""",
    re.VERBOSE,
)


# Markdown


def markdown_line(text: str) -> str:
    """Return a text as one line of Markdown that shows it; blanks are made single ones."""
    return _escaped_line(" ".join(text.split()))


def markdown_lines(text: str) -> list[str]:
    """Return a text as lines of Markdown that show it, line by line, and hold all of it.

    A blank line parts paragraphs; a single line break is kept as one.
    """
    lines = [_escaped_line(line) for line in text.split("\n")]
    for end in (0, -1):
        if len(lines) > 1 and not lines[end]:
            lines[end] = "&#10;"  # a blank line at the end of a note would be lost
    return [
        f"{line}\\" if line and following else line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]


def markdown_text(lines: list[str]) -> str:
    """Return what `markdown_lines` was given, from what it gave; also what a hand changed."""
    text = "\n".join(_without_break(line) for line in lines)
    text = _ESCAPED.sub(_unescaped, text)
    if lines and len(lines) > 1:
        # The marks of blank lines at either end stand beside the line break they stand for.
        text = text[1:] if lines[0].rstrip("\\") == "&#10;" else text
        text = text[:-1] if lines[-1] == "&#10;" else text
    return text


def _escaped_line(line: str) -> str:
    escaped = _ANYWHERE.sub(r"\\\g<0>", line)
    if escaped[:1] in ("-", "+"):
        escaped = f"\\{escaped}"
    numbered = _NUMBERED.match(escaped)
    if numbered:
        escaped = f"{escaped[: numbered.end() - 1]}\\{escaped[numbered.end() - 1 :]}"
    escaped = _BREAKING.sub(lambda found: f"&#{ord(found[0])};", escaped)
    return _with_kept_blanks(escaped)


def _with_kept_blanks(line: str) -> str:
    """Keep blanks at a line's ends from being taken for code, for a line break, or for nothing."""
    if line[:1].isspace():
        line = f"&#{ord(line[0])};{line[1:]}"
    if line[-1:].isspace():
        line = f"{line[:-1]}&#{ord(line[-1])};"
    return line


def _without_break(line: str) -> str:
    """Take the backslash of a hard line break away: an odd one at the end."""
    backslashes = len(line) - len(line.rstrip("\\"))
    return line[:-1] if backslashes % 2 else line


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    number = int(found[2])
    return chr(number) if number <= 0x10FFFF else found[0]


# The others


def html_text(text: str) -> str:
    """Return a text for HTML, also for an attribute's value."""
    return html.escape(_without_controls(text), quote=True)


def csv_cell(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: those get an apostrophe before them.

    The characters are those of OWASP's page on CSV injection; blanks before them do not help, nor
    does a sign within the cell that parts cells where semicolons or tabs do.
    """
    text = _FORMULA_WITHIN.sub("'", text)
    if text[:1] in _FORMULA_STARTS or text.lstrip()[:1] in _FORMULA_STARTS:
        return f"'{text}"
    return text


def vtt_text(text: str) -> str:
    """Return a text for a WebVTT cue: without markup, arrows, and lines that would end it."""
    lines = (line.strip() for line in _without_controls(text).splitlines())
    return html.escape("\n".join(line for line in lines if line), quote=False)


def vtt_name(text: str) -> str:
    """Return a name for a voice span of WebVTT, or for a comment in a file of it."""
    name = html.escape(" ".join(_without_controls(text).split()), quote=False)
    # With the sign that ends a voice span, two hyphens would be the arrow of a cue's times.
    return re.sub(r"--+$", lambda hyphens: "–" * len(hyphens[0]), name)


def yaml_text(text: str) -> str:
    """Return a text as YAML's double-quoted scalar, on one line."""
    quoted = json.dumps(text, ensure_ascii=False)
    # JSON leaves characters as they are that YAML takes for line breaks or does not allow.
    odd = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
    return odd.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _without_controls(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\ufffd", text)
