"""Uzbek Latin → Uzbek Cyrillic, so that both editions come from one master and can never disagree.

Letters follow rules, loanwords and names follow data/uzbek-cyrillic.yml. Markup, addresses and text that is
Cyrillic already pass through untouched, so a second run changes nothing. Any text is accepted, in linear time:
every pattern below either cannot fail once begun or stops at the next character of its own kind.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from .problems import Problem, Refused

EXCEPTIONS = Path(__file__).parents[1] / "data" / "uzbek-cyrillic.yml"

# Whatever people type for ʻ (oʻ, gʻ) and for the tutuq belgisi ʼ.
APOSTROPHES = "ʻʼ'’‘`´ʽ′"
LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
VOWELS = "aeiou"
QUOTES = {"“": "«", "”": "»", "„": "«"}

# From this length on a stem is so distinct that anything may follow it.
OPEN_STEM = 5
LONGEST_TAIL = 40

# Front matter that a reader sees.
SPOKEN_KEYS = frozenset({"title", "summary", "box"})

LETTERS = dict(zip("abdefghijklmnopqrstuvxyzʼ", "абдефгҳижклмнопқрстувхйзъ", strict=True)) | {
    "sh": "ш", "ch": "ч", "oʻ": "ў", "gʻ": "ғ", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е",
    "ts": "ц", "s": "с", "sʼ": "с",
}  # fmt: skip
# ц: at the start of a word and before -iya, -ion, -ial (no Uzbek suffix looks so; ketsa, aytsin keep тс);
# after k, n, p the alphabet of 1995 writes that ц as s. sʼ: the mark only parts s from h (Isʼhoq).
CHUNK = re.compile(r"^ts|ts(?=i[aoy])|(?P<soft>(?<=[knp])s(?=iya|ion|ial))|sʼ(?=h)|sh|ch|[og]ʻ|yo(?!ʻ)|y[aeu]|.", re.I | re.S)
ROMAN = re.compile(r"(?=..)(?:XL|XC|L?X{0,3})(?:IX|IV|V?I{0,3})")
FOREIGN = re.compile(r"[wW]|[cC](?![hH])|[^A-Za-zʻʼ]")

URL_LETTER = r'[^\s<>()\[\]{}"“”„«»]'
# A backtick after a letter is a mistyped ʻ (o`zbek), so code begins elsewhere.
CODE_START = r"(?<![\w`])(?<!\w['’‘´′])"
# In this order; the first that fits wins.
UNTOUCHED = (
    # fenced code, comments, tags
    r"^[ \t>]*(?P<fence>`{3,}+|~{3,}+)[^`\n]*\n(?s:.*?)(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
    r"<!--(?s:.*?)(?:-->|\Z)",
    r"</?[A-Za-z][^<>\n]*>",
    # {{ placeholders }}, {parameters}, { #id .class }
    r"\{\{[^{}]*\}\}",
    r"\{[^{}\n]*\}",
    # ](target), ][label], [label]: target
    r"\]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]*+(?:\([^\s()]*\)[^\s()]*+)*+)",
    r"\]\[[^\[\]\n]*\]",
    r"^[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*\S+",
    # footnotes, tick boxes, admonitions, snippets, icons, entities
    r"\[\^[^\[\]\s]+\]|\[[ xX]\]|\[TOC\]",
    r'^[ \t>]*(?:!!!|\?\?\?\+?)[ \t]+[^"\n]*',
    r"^[ \t]*-+8<-+[^\n]*",
    r":[a-z0-9]+(?:[-_][a-z0-9]+)+:",
    r"&(?:#x?)?[0-9A-Za-z]{1,31};",
    # code
    rf"{CODE_START}`(?!`)(?:[^`\n]++|\n(?![ \t]*\n))*+`(?!`)",
    rf"{CODE_START}(?P<ticks>`{{2,}}+)(?:[^`\n]++|\n(?![ \t]*\n)|(?<!`)`(?!`))*+(?P=ticks)(?!`)",
    # addresses that name their scheme
    rf"(?<![A-Za-z])(?:(?:https?|ftp)://|(?:mailto|tel|sms|tg):)(?:{URL_LETTER}|\{{\{{[^{{}}]*\}}\}})+",
)
# Both may begin only where no such name is under way, or a.a.a.a would be read again from every letter.
ADDRESS = r"(?<![A-Za-z0-9.@+-])(?:[\w.+-]{1,64}+@)?(?:[A-Za-z0-9-]{1,63}+\.)+"
FILE_NAME = r"(?<![A-Za-z0-9.-])[\w-]{1,100}+(?:\.[\w-]{1,100}+){0,4}?\."
# The Latin text shows the Russian spelling beside its own, RVP (РВП); in Cyrillic the two are one.
SAID_TWICE = re.compile(r"\b([А-ЯЁҚҒҲЎа-яёқғҳў]{2,})([»”]?) \(\1\)")
DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*\S", re.M)
FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M | re.S)
# Escapes of a double-quoted YAML value; their letters are no text.
ESCAPE = re.compile(r"(\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.))", re.S)


def to_cyrillic(text: str) -> str:
    """Markdown or plain text in Uzbek Cyrillic. Never raises; its own output comes back unchanged."""
    labels = {_fold_label(label) for label in DEFINITION.findall(text)}
    return SAID_TWICE.sub(r"\1\2", _pattern().sub(lambda found: _rewrite(found, labels), text))


def to_cyrillic_page(text: str) -> str:
    """A page file: in the front matter only what a reader sees (title, summary, the box), then the body.

    Front matter that is not valid YAML stays as it is: `check` refuses it with a better message than we could give.
    """
    front = FRONT_MATTER.match(text)
    if not front:
        return to_cyrillic(text)
    start, end = front.span("yaml")
    return text[:start] + _rewrite_front_matter(text[start:end]) + text[end : front.end()] + to_cyrillic(text[front.end() :])


class _Stems(dict[str, str]):
    """Latin stems with their Cyrillic form; knows its longest one, so that a look-up is bounded."""

    def __init__(self, entries: dict[str, str]):
        super().__init__(entries)
        self.longest = max(map(len, self), default=0)


@dataclass(frozen=True)
class _Exceptions:
    """`exact`: names kept or abbreviated, case as written; `words`: stems in lower case."""

    exact: _Stems
    words: _Stems
    suffixes: _Stems
    phrases: list[str]
    domains: list[str]
    files: list[str]
    keeps_soft_sign: bool


def forget_exceptions() -> None:
    """Read the list of exceptions again when it is next needed: somebody may have changed it."""
    for kept in (_exceptions, _pattern, _write_word):
        kept.cache_clear()


@cache
def _exceptions() -> _Exceptions:
    try:
        return _read_exceptions()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        what = f"the list of exceptions cannot be read: {type(error).__name__}: {error}"
        raise Refused([Problem("data/uzbek-cyrillic.yml", 0, " ".join(what.split()), "undo the last change of the file")]) from error


def _read_exceptions() -> _Exceptions:
    data = yaml.load(EXCEPTIONS.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return _Exceptions(
        exact=_Stems({name: name for name in data["latin"]} | data["abbreviations"]),
        words=_Stems(data["words"]),
        suffixes=_Stems({suffix: "" for suffix in data["suffixes"]}),
        phrases=[name for name in data["latin"] if not name.isalpha()],
        domains=[*data["domains"], *(name.upper() for name in data["domains"])],
        files=data["files"],
        keeps_soft_sign=data["soft_sign_before_suffix"] == "keep",
    )


@cache
def _pattern() -> re.Pattern[str]:
    """All that is recognised in running text, as one pattern: untouched parts first, words last."""
    data = _exceptions()
    # gosuslugi.ruda, ariza.pdfni: the name, then a suffix.
    end = r"(?=(?:ga|ni|ning|da|dan|dagi|gacha|lar)?(?![A-Za-z0-9]))"
    untouched = (
        *UNTOUCHED,
        rf"{ADDRESS}(?:{_alternatives(data.domains)}){end}(?:(?::\d+)?[/?#]{URL_LETTER}*)?",
        rf"{FILE_NAME}(?:{_alternatives(data.files)}){end}",
        rf"(?<![A-Za-z])(?:{_alternatives(data.phrases)})(?![A-Z])",
    )
    parts = (
        f"(?P<untouched>{'|'.join(untouched)})",
        r"\[(?P<label>[^\[\]\n`]+)\](?:\[\])?(?![\[(:])",
        f"(?P<quote>[{''.join(QUOTES)}])",
        f"(?P<word>[{LATIN}]++(?:[{APOSTROPHES}][{LATIN}]++)*+[{APOSTROPHES}]?)",
    )
    return re.compile("|".join(parts), re.M)


def _alternatives(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def _rewrite(found: re.Match[str], labels: Container[str]) -> str:
    match found.lastgroup:
        case "word":
            return _rewrite_word(found)
        case "quote":
            return QUOTES[found[0]]
        case "label":
            return _rewrite_label(found, labels)
    return found[0]


def _rewrite_label(found: re.Match[str], labels: Container[str]) -> str:
    """[shortcut] links name their definition by their own text, so the old name is kept behind the new text."""
    label = found["label"]
    text = _pattern().sub(lambda inner: _rewrite(inner, labels), label)
    if text != label and _fold_label(label) in labels:
        return f"[{text}][{label}]"
    return f"[{text}]{found[0][len(label) + 2 :]}"


def _fold_label(label: str) -> str:
    return " ".join(label.casefold().split())


def _rewrite_word(found: re.Match[str]) -> str:
    text, (start, end) = found.string, found.span()
    word, mark = _part_closing_mark(found[0], before=text[start - 1 : start] if start else "")
    if _stays_latin(word, after=mark or text[end : end + 2]):
        return found[0]
    return _write_word(_unify_apostrophes(word)) + mark


def _part_closing_mark(word: str, before: str) -> tuple[str, str]:
    """Part a last apostrophe that is no letter: ‘bogʻ’ → ‘bogʻ and ’, but togʻ stays whole."""
    letters, mark = word[:-1], word[-1]
    if mark not in APOSTROPHES:
        return word, ""
    opened = before != "" and before in APOSTROPHES
    is_letter = mark in "ʻʼ" or letters[-1] in "gG" or letters in ("o", "O")
    return (word, "") if is_letter and not opened and letters not in _exceptions().exact else (letters, mark)


def _stays_latin(word: str, after: str) -> bool:
    """Roman numerals, codes such as B1 or AB1234567, and foreign words, told by letters that Uzbek has not."""
    exact = _exceptions().exact
    if ROMAN.fullmatch(word):
        return word not in exact
    if word in ("I", "V", "X"):
        # "I guruh" and "V-bob" are numerals, "I. Karimov" is a name.
        return after[:1] in ("-", " ") and after[1:].islower()
    if len(word) <= 2 and word.isupper() and after[:1].isdigit():
        return True
    plain = _unify_apostrophes(word)
    return FOREIGN.search(plain) is not None and _find_stem(plain, exact) is None


def _unify_apostrophes(word: str) -> str:
    """oʻ and gʻ with U+02BB, every other mark as ʼ."""
    word = re.sub(f"([oOgG])[{APOSTROPHES}]", r"\1ʻ", word)
    return re.sub(f"(?<![oOgG])[{APOSTROPHES}]", "ʼ", word)


@lru_cache(maxsize=1 << 16)
def _write_word(word: str) -> str:
    """One word, its apostrophes already unified."""
    data = _exceptions()
    if stem := _find_stem(word, data.exact):
        return data.exact[stem] + _write_letters(word, _tail_start(word, stem))
    if stem := _find_stem(word.lower(), data.words, open_from=OPEN_STEM):
        start = _tail_start(word, stem)
        cyrillic = _bend_soft_sign(data.words[stem], word[start:].lower())
        return _copy_case(word[: len(stem)], cyrillic) + _write_letters(word, start)
    return _write_letters(word)


def _find_stem(word: str, stems: _Stems, open_from: int | None = None) -> str | None:
    """The longest stem that begins the word and may be followed by the rest; anything may follow `open_from` letters."""
    for length in range(min(len(word), stems.longest), 0, -1):
        is_open = open_from is not None and length >= open_from
        if word[:length] in stems and (is_open or _is_suffix_chain(word[length:].lstrip("ʻʼ"))):
            return word[:length]
    return None


def _tail_start(word: str, stem: str) -> int:
    """Where the suffix begins: in QR'ni after the mark, which only parts it from the stem."""
    return len(word) - len(word[len(stem) :].lstrip("ʻʼ"))


def _is_suffix_chain(tail: str) -> bool:
    """Whether a tail can be cut into known suffixes: larimizdan = lar + imiz + dan."""
    if len(tail) > LONGEST_TAIL:
        return False
    suffixes = _exceptions().suffixes
    cuts = {0}
    for end in range(1, len(tail) + 1):
        if any(start in cuts and tail[start:end] in suffixes for start in range(max(0, end - suffixes.longest), end)):
            cuts.add(end)
    return len(tail) in cuts


def _bend_soft_sign(cyrillic: str, tail: str) -> str:
    if not cyrillic.endswith("ь") or not tail:
        return cyrillic
    return cyrillic if _exceptions().keeps_soft_sign and tail[0] not in VOWELS else cyrillic[:-1]


def _write_letters(word: str, start: int = 0) -> str:
    """The letters from `start` on. What stands before counts: e is э only at the start of a word or after a vowel."""
    written, previous = [], word[:start].lower()
    for chunk in CHUNK.finditer(word, start):
        latin = chunk[0].lower()
        if chunk["soft"]:
            cyrillic = "ц"
        elif latin == "e":
            cyrillic = "э" if previous.rstrip("ʻ")[-1:] in (*VOWELS, "") else "е"
        else:
            cyrillic = LETTERS.get(latin, chunk[0])
        written.append(_copy_case(chunk[0], cyrillic))
        previous = latin
    return "".join(written)


def _copy_case(latin: str, cyrillic: str) -> str:
    if latin.isupper():
        return cyrillic.upper()
    return cyrillic[0].upper() + cyrillic[1:] if latin[0].isupper() else cyrillic


def _rewrite_front_matter(text: str) -> str:
    try:
        # The pure Python loader: its marks count characters of this very text.
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        spans = {(node.start_mark.index, node.end_mark.index): node.style for node in _spoken_scalars(root)}
    except (yaml.YAMLError, RecursionError, ValueError):
        return text
    written, done = [], 0
    for (start, end), style in sorted(spans.items()):
        written += [text[done:start], _rewrite_value(text[start:end], style)]
        done = end
    return "".join([*written, text[done:]])


def _spoken_scalars(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    for key, value in root.value if isinstance(root, yaml.MappingNode) else []:
        if isinstance(key, yaml.ScalarNode) and key.value in SPOKEN_KEYS:
            yield from _scalars(value, set())


def _scalars(node: yaml.Node, seen: set[int]) -> Iterator[yaml.ScalarNode]:
    """The texts below a node, keys left out. `seen`: an alias may lead back to its own parent."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:str":
            yield node
        return
    for child in node.value:
        yield from _scalars(child[1] if isinstance(node, yaml.MappingNode) else child, seen)


def _rewrite_value(raw: str, style: str | None) -> str:
    """One YAML value as it stands in the file, quotes and escapes kept."""
    if raw[:1] in ("&", "!"):
        return raw  # an anchor or a tag, which the site does not use
    if style == "'":
        return "'" + to_cyrillic(raw[1:-1].replace("''", "'")).replace("'", "''") + "'"
    if style == '"':
        return "".join(part if part.startswith("\\") else to_cyrillic(part) for part in ESCAPE.split(raw))
    return to_cyrillic(raw)
