#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what the programs say with the pages that explain it:

  messages.py           fails where a message, an error name or a limit of the sources is missing in docs, or the other way round
  messages.py --list    prints the messages that docs/troubleshooting.md has to explain

Which messages: warnings of the log, errors that are not the fault of a request (status 500 and 503), and everything that hookdeskd
says when it fails. Errors of the other kinds name in their own sentence what is wrong with the request; docs/errors.md has their names.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LITERAL = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
LOGGED = re.compile(r'qC(?:Warning|Critical)\(\w+(?:\(\))?,\s*' + LITERAL)
FAILED = re.compile(r'Error::Kind::(?:Unavailable|Internal|HookFailed|HookInterrupted|QueryTimeout),\s*(?:"\w+",\s*)?QStringLiteral\(\s*' + LITERAL)
SAID = re.compile(r'\b(?:fail|badInput|failure|misuse)\([^;]*?QStringLiteral\(\s*' + LITERAL)
# What nobody is told: it never leaves the program, or only the end of another message.
INTERNAL = {
    'It was only checked.', 'The document is large.', 'The answer stays as it is.', 'It was not stored.', 'The request failed.',
    'A stored document is damaged.', 'Another server builds indexes.', 'There is no system_jobs.', 'There is no system_log.', 'The compiler gave no script.',
    'The client has left before the hook was done.', 'The database cannot rehearse this write.', 'A write could not be undone.', 'A row is missing.',
}


def text_of(literals):
    text = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))
    return text.replace('\\"', '"').replace('\\n', ' ')


def normal(message):
    """The message with … for what varies; beginnings and ends that vary are left out."""
    return re.sub(r'%(?:\d|s|d|ld|lld)', '…', message).strip()


def messages():
    found = {}
    for path in sorted([*ROOT.glob('server/**/*.cpp'), *ROOT.glob('app/*.cpp')]):
        source = path.read_text()
        # What is wrong with an address or a certificate is told at start.
        patterns = (LOGGED, FAILED, SAID) if path.parent.name == 'app' or path.stem in ('listener', 'tls') else (LOGGED, FAILED)
        for literals in (match for pattern in patterns for match in pattern.findall(source)):
            message = normal(text_of(literals))
            # A message that is only a place for others, or a part of a sentence.
            if len(re.sub(r'[^a-zA-Z ]', '', message)) > 8 and message not in INTERNAL:
                found.setdefault(message, path.relative_to(ROOT))
    return found


def explained():
    page = (ROOT / 'docs/troubleshooting.md').read_text()
    return set(re.findall(r'^\| `([^`]+)` \|', page, re.M))


def message_faults():
    said, told = messages(), explained()
    faults = [f'{path}: docs/troubleshooting.md does not explain: {message}' for message, path in said.items() if message not in told]
    # Some messages come from elsewhere, such as from OpenSSL or the other side of a socket; they are found as a text anywhere.
    sources = ' '.join(re.sub(r'"\s*"', '', path.read_text()).replace('\\"', '"') for top in ('server', 'app') for path in (ROOT / top).rglob('*.cpp'))
    sources = re.sub(r'%(?:\d|s|d|ld|lld)', '…', sources)
    return faults + [f'docs/troubleshooting.md: no program says: {message}' for message in told - set(said) if message not in sources]


def error_faults():
    """Names of errors and codes of fields: those of the sources, and those of docs/errors.md."""
    page = (ROOT / 'docs/errors.md').read_text()
    names = set(re.findall(r'Status\{(?:4|5)\d\d, "[^"]*", "(\w+)"\}', (ROOT / 'server/http/status.cpp').read_text()))
    names |= set(re.findall(r'Telling\{[^}]*, "(\w+)"\}', (ROOT / 'server/request/errorresponse.cpp').read_text()))
    told = set(re.findall(r'^\| `([A-Z]\w+)` \| \d', page, re.M))
    codes = set()
    for path in (ROOT / 'server').rglob('*.cpp'):
        for call in re.findall(r'\badd\((?:[^;()]|\([^()]*\)|\((?:[^()]|\([^()]*\))*\))*"([A-Z]+)"\)', path.read_text()):
            codes.add(call)
    told_codes = set(re.findall(r'`([A-Z]+)`', page.partition('## Codes of fields')[2].partition('## In hooks')[0]))
    calls = set()
    for path in (ROOT / 'server/outbound').glob('*.cpp'):
        calls |= set(re.findall(r'"(E[A-Z]{2,}|HPE_\w+)"', path.read_text()))
    told_calls = set(re.findall(r'`(E[A-Z]{2,}|HPE_\w+)`', page.partition('## In hooks')[2]))
    return [f'docs/errors.md: {kind} of one side alone: {", ".join(sorted(one ^ other))}'
            for kind, one, other in (('names', names, told), ('codes', codes, told_codes), ('codes of calls', calls, told_calls)) if one != other]


# A limit: the file, what it must hold, and what docs/limits.md says of it.
LIMITS = [
    ('server/http/requesthead.h', 'requestLine = 16 * 1024', 'request line, with the path and its parameters | 16 KiB'),
    ('server/http/requesthead.h', 'headerCount = 100', 'headers | 100, together 32 KiB'),
    ('server/http/requesthead.h', 'headerBytes = 32 * 1024', 'headers | 100, together 32 KiB'),
    ('server/http/requesthead.h', 'headTime{10\'000}', '| 10 s; 30 s | 408'),
    ('server/http/requesthead.h', 'bodyTime{30\'000}', '| 10 s; 30 s | 408'),
    ('server/http/requestsocket.cpp', 'IdleTime = 75s', '| 75 s | the connection is closed'),
    ('server/api/routes.cpp', 'MaximumSegments = 12', 'segments of a path | 12'),
    ('server/http/form.cpp', 'MaximumParts = 1000', 'parts of a form | 1,000'),
    ('server/http/contentcoding.cpp', 'MaximumCodings = 2', 'codings of a body, such as gzip | 2'),
    ('server/core/json.cpp', 'MaximumDepth = 100', 'levels of JSON within JSON | 100'),
    ('server/core/jwt.cpp', 'MaximumToken = 16 * 1024', 'a JSON Web Token | 16 KiB'),
    ('server/model/query.cpp', 'MaximumConditions = 500', 'conditions of a query | 500'),
    ('server/model/query.cpp', 'MaximumGroupings = 8', '`$aggregate` | 8, 50'),
    ('server/model/query.cpp', 'MaximumAggregates = 50', '`$aggregate` | 8, 50'),
    ('server/model/query.h', 'DefaultMaximum = 1000', 'where `max` is not given | 1,000'),
    ('server/api/formats.cpp', 'MaximumCells = 1\'000\'000', 'cells of `format=html` | 1,000,000'),
    ('server/api/reading.cpp', 'LargestOtherForm = 64 * 1024 * 1024', 'as `format=js` or `format=html` | 64 MiB'),
    ('server/api/collections.cpp', 'MaximumFields = 500', 'fields that a collection declares | 500'),
    ('server/api/restoring.cpp', 'MaximumDocuments = 1000', '`stored-documents` | 1,000'),
    ('server/hooks/hookrun.h', 'MaximumScriptBytes = 256 * 1024', 'a script | 256 KiB'),
    ('server/hooks/childlistener.cpp', 'MaximumCalls = 10000', '10,000, of them 16 at once'),
    ('server/hooks/childlistener.cpp', 'MaximumCallsAtOnce = 16', '10,000, of them 16 at once'),
    ('server/hooks/childlistener.cpp', 'MaximumOutboundCalls = 100', 'leave the machine | 100'),
    ('server/request/hookstage.cpp', 'MaximumDepth = 4', 'hooks that call hooks | 4 levels'),
    ('server/hooks/run.cpp', 'MaximumLogLines = 1000', 'log of a run | 1,000 lines, 1 MiB'),
    ('server/hooks/run.cpp', 'MaximumLogBytes = 1024 * 1024', 'log of a run | 1,000 lines, 1 MiB'),
    ('server/hooks/workqueue.cpp', 'MaximumOfOneCollection = 16', '16 processes'),
    ('server/hooks/killcounter.h', 'MaximumKills = 5', '5 in 10 minutes'),
    ('server/outbound/mail.cpp', 'MaximumRecipients = 100', 'recipients of a mail | 100'),
    ('server/outbound/httpcall.cpp', 'MaximumRedirects = 20', 'redirects of a call | 20'),
    ('server/jobs/runoutcome.cpp', 'LogstringLimit = 1024 * 1024', '`system_log` | 1 MiB'),
    ('server/store/recentcommits.h', 'MaximumCommits = 5\'000', '5,000, or 2 MiB'),
    ('server/webhooks/webhooks.cpp', 'MostEvents = 10\'000', '10,000, or 64 MiB'),
    ('server/api/auth.cpp', 'RefreshSeconds = qint64(30) * 24 * 3600', 'refresh tokens | 30 days'),
]


def limit_faults():
    page = (ROOT / 'docs/limits.md').read_text()
    faults = [f'{path} has no "{source}" any more, which docs/limits.md tells' for path, source, _ in LIMITS if source not in (ROOT / path).read_text()]
    return faults + [f'docs/limits.md does not say "{told}"' for _, _, told in LIMITS if told not in page]


def main():
    if '--list' in sys.argv:
        for message, path in messages().items():
            print(f'{path}: {message}')
        return
    faults = message_faults() + error_faults() + limit_faults()
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f'{len(messages())} messages, {len(LIMITS)} limits')
    sys.exit(1 if faults else 0)


main()
