# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where a translation is missing, or has other places for values than its source. Called by
translations/update --check."""
import re
import sys
import xml.etree.ElementTree as ElementTree


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


found = [fault for path in sys.argv[1:] for fault in faults(path)]
print("\n".join(found) if found else f"{len(sys.argv) - 1} translations are complete")
sys.exit(1 if found else 0)
