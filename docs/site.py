#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the site out of docs/: static HTML with search, light and dark, in build/site.

  docs/site.py [FOLDER]     needs Debian's packages mkdocs and mkdocs-material

The pages are those of the window's help. MkDocs reads another dialect of Markdown in a few places, so it gets copies: code blocks without
the roles that tests/docs/check.py reads, a block of curl, JavaScript and Python as tabs, lists with an empty line before them.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCS = ROOT / 'docs'
LISTED = re.compile(r'^\* \[([^\]]*)\]\(([^)#:]+\.md)\)', re.M)
FENCE = re.compile(r'^```([^\n`]*)\n(.*?)^```$', re.M | re.S)
LANGUAGES = {'console': 'console', 'js': 'js', 'py': 'python', 'http': 'http', 'sh': 'sh', 'json': 'json', 'nginx': 'nginx', 'caddy': 'text'}


def fence(match):
    language, *role = match[1].split()[:2] or ['']
    name = role[0] if role and ('.' in role[0] or role[0].startswith('/')) else ''
    title = f' title="{name}"' if name else ''
    body = match[2]
    return f'```{LANGUAGES.get(language, "text")}{title}\n{body}```'


def tabs(text):
    """The examples of docs/api: three blocks one after the other become tabs."""
    def block(match):
        shown = []
        for title, code in (('curl', match[1]), ('JavaScript', match[2]), ('Python', match[3])):
            shown += [f'=== "{title}"', '', *('    ' + line if line else '' for line in code.split('\n')), '']
        return '\n'.join(shown)
    fenced = r'(```{}[^\n]*\n(?:(?!```)[^\n]*\n)*```)'
    return re.sub(r'\n\n'.join(fenced.format(each) for each in ('console', 'js', 'python')), block, text)


def converted(path):
    text = path.read_text()
    parts = []
    end = 0
    for match in FENCE.finditer(text):
        parts += [spaced(text[end:match.start()]), fence(match)]
        end = match.end()
    text = ''.join(parts) + spaced(text[end:])
    return tabs(text) if path.parent.name == 'api' else text


def spaced(text):
    """With an empty line before each list and table that follows a line of text."""
    lines = []
    for line in text.split('\n'):
        before = lines[-1] if lines else ''
        begins = (line.startswith(('* ', '1. ')) and not before.startswith(('* ', '1. ', '  '))) or (line.startswith('|') and not before.startswith('|'))
        if begins and before.strip():
            lines.append('')
        # A continued item: Python-Markdown wants four spaces only for what is nested, so two are enough.
        lines.append(line)
    return '\n'.join(lines)


def navigation(path, depth=0):
    """The lists of the page, as the window's contents read them."""
    entries = []
    for title, link in LISTED.findall(path.read_text()):
        target = (path.parent / link).resolve()
        below = navigation(target, depth + 1) if depth < 2 and target.name != 'index.md' else []
        own = str(target.relative_to(DOCS))
        entries.append({title: [own, *below]} if below else {title: own})
    return entries


def all_navigation():
    """The headings of the index are the sections of the navigation."""
    sections = [{'Overview': 'index.md'}]
    for section in re.split(r'^## ', (DOCS / 'index.md').read_text(), flags=re.M)[1:]:
        title, _, text = section.partition('\n')
        entries = []
        for name, link in LISTED.findall(text):
            below = navigation(DOCS / link)
            entries.append({name: [link, *below]} if below else {name: link})
        sections.append({title: entries})
    return sections


def configuration(source, target):
    return f"""site_name: Hookdesk
site_description: A JSON database with an automatic REST API and JavaScript hooks
docs_dir: {source}
site_dir: {target}
use_directory_urls: false
theme:
  name: material
  font: false
  features: [navigation.indexes, navigation.top, search.highlight, content.tabs.link, toc.follow]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: indigo
      toggle: {{icon: material/weather-night, name: Dark}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: indigo
      toggle: {{icon: material/weather-sunny, name: Light}}
extra_css: [site.css]
plugins: [search]
markdown_extensions:
  - tables
  - sane_lists
  - toc: {{permalink: true, slugify: !!python/name:pymdownx.slugs.gfm }}
  - pymdownx.superfences
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.tasklist: {{custom_checkbox: true}}
  - pymdownx.highlight: {{auto_title: false}}
nav: {json.dumps(all_navigation())}
"""


STYLE = """
.md-grid { max-width: 76rem; }
.md-typeset table:not([class]) { font-size: .68rem; display: table; width: 100%; }
.md-typeset table:not([class]) td, .md-typeset table:not([class]) th { min-width: 0; overflow-wrap: break-word; }
.md-typeset table:not([class]) code { white-space: normal; overflow-wrap: break-word; }
.md-typeset h1 { color: inherit; }
.md-typeset .highlight { margin-bottom: 1em; }
[data-md-color-scheme="slate"] { --md-typeset-a-color: #93a9ff; }
[data-md-color-scheme="slate"] .md-nav__link--active { color: #93a9ff; }
.md-typeset table:not([class]) td:first-child code { overflow-wrap: normal; }
@media screen and (max-width: 45em) { .md-typeset table:not([class]) td, .md-typeset table:not([class]) th { padding: .5em .4em; } }
.md-typeset pre > code { white-space: pre-wrap; overflow-wrap: anywhere; }
"""


def main():
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / 'build/site').resolve()
    if not shutil.which('mkdocs'):
        sys.exit('docs/site.py: mkdocs is missing: sudo apt install mkdocs mkdocs-material')
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / 'docs'
        for path in [*DOCS.rglob('*.md'), *DOCS.rglob('*.png'), *DOCS.rglob('*.svg')]:
            if 'parts' in path.parts:
                continue
            place = source / path.relative_to(DOCS)
            place.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == '.md':
                place.write_text(converted(path))
            else:
                shutil.copy(path, place)
        (source / 'site.css').write_text(STYLE)
        settings = pathlib.Path(folder) / 'mkdocs.yml'
        settings.write_text(configuration(source, target))
        subprocess.run(['mkdocs', 'build', '--quiet', '--strict', '--clean', '--config-file', settings], check=True)
    print(f'{len(list(target.rglob("*.html")))} pages in {target}')


main()
