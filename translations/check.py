# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where a translation is missing, or has other places for values than its source, and where a
sentence of the window or of its client is not for translation at all. Called by
translations/update --check at the top of the sources."""
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

LITERAL = re.compile(r'(?:QStringLiteral|QLatin1String)\(((?:\s*"(?:[^"\\]|\\.)*")+)\s*\)')
SENTENCE = re.compile(r'(?:[A-Z]|%\d |\\"%1).* .*[.:]')


def places(text):
    return sorted(re.findall(r"%L?(?:\d|n)", text or ""))


def faults(path):
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            source, translation = message.findtext("source"), message.find("translation")
            where = f"{path}: {context.findtext('name')}: {source!r}"
            if translation.get("type") == "unfinished":
                yield f"{where} is not translated"
                continue
            plural = message.get("numerus") == "yes"
            forms = [form.text for form in translation.iter("numerusform")] if plural else [translation.text]
            for form in forms:
                if not (form or "").strip():
                    yield f"{where} has an empty form"
                # One document may be told without its number.
                elif places(form) != places(source) and not (plural and form is forms[0]):
                    yield f"{where} has other places: {form!r}"
                if form and (form.count("&") - 2 * form.count("&&")) > 1:
                    yield f"{where} has two mnemonics: {form!r}"


def bare_sentences():
    for path in sorted(each for folder in ("ui", "client") for each in Path(folder).rglob("*.cpp")):
        text = path.read_text()
        for literal in LITERAL.finditer(text):
            said = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal.group(1)))
            if SENTENCE.fullmatch(said):
                yield f"{path}:{text.count(chr(10), 0, literal.start()) + 1}: {said!r} is not for translation"


found = [*bare_sentences()] + [fault for path in sys.argv[1:] for fault in faults(path)]
print("\n".join(found) if found else f"{len(sys.argv) - 1} translations are complete")
sys.exit(1 if found else 0)
