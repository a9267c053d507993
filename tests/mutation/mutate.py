#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts small faults into the program, one at a time, and looks whether a test notices each.

    xvfb-run -a tests/mutation/mutate.py                        all faults of faults.toml
    xvfb-run -a tests/mutation/mutate.py NAME…                  these faults, by the beginning of their names
    xvfb-run -a tests/mutation/mutate.py --random 20 --seed 7 --in store
    tests/mutation/mutate.py --list --random 20 --seed 7 --in store
    tests/mutation/mutate.py --list                             whether each fault of faults.toml still has its place

It works on a copy of the sources in build/mutation/source with a build of its own in build/mutation/build, so the working
tree may be edited meanwhile. It builds what it needs: a room takes ten minutes at first on two cores, a fault then from ten
seconds to three minutes.

The faults are those that a tired developer makes: off by one, an inverted condition, a forgotten check, an ignored error, a
limit that is not applied. faults.toml has those that tests once did not notice; each must be noticed by the tests it names.
A fault whose text is no longer in its file is an error: somebody has changed the rule, so look whether its test still fits.
--random invents others and runs all tests of the room, until one fails. Read each survivor: it is either
equivalent, or a test is missing. A test that fails is run again, and once without the fault: one that is only slow on a busy
machine, or fails anyway, has noticed nothing.

Exit code: 0 all were noticed, 1 some survived, 2 the table or a build is wrong.

Mull (mutation testing on LLVM bitcode) would do much of this, but is not in Debian 12, does not know JavaScript, and needs a
build with clang, which does not take our coroutines together with GCC's library.
"""
import argparse
import functools
import os
import random
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / 'build/mutation'
SOURCE = FOLDER / 'source'
BUILD = FOLDER / 'build'
TABLE = Path(__file__).with_name('faults.toml')
LONGEST_TEST = 240  # seconds; a fault can make a test wait for ever

# Where random faults are made, and the tests that should notice them, the quick ones first. Of several that fit, the first
# counts.
ROOMS = {
    'store': {
        'server/store/postgres': 'tst_stores tst_postgres tst_query-postgres tst_update-postgres tst_store-postgres tst_feed-postgres '
                                 'tst_trigrams tst_quickreads tst_indexbuilding tst_nodes tst_nodeevents tst_nodejobs '
                                 'tst_changes-postgres tst_hookdeletes-postgres tst_postgresbackups tst_migrate tst_copy '
                                 'tst_api-postgres',
        'server/store/sqlite/backup.cpp': 'tst_backups tst_postgresbackups tst_copy tst_migrate tst_exchange tst_hookdeskd tst_missingdatabase',
        'server/store/sqlite/contents.cpp': 'tst_copy tst_migrate tst_postgresbackups tst_exchange',
        'server/store/copy.cpp': 'tst_copy tst_migrate tst_postgresbackups tst_exchange',
        'server/store': 'tst_query tst_update tst_store tst_feed tst_fulltext tst_api tst_reads tst_changes tst_records '
                        'tst_hookdeletes tst_storedscripts tst_webhooks tst_jobserver tst_backups tst_rest tst_files '
                        'tst_hookdeskd tst_stores tst_nodejobs',
        'server/model': 'tst_query tst_update tst_members tst_words tst_settings tst_store tst_hookupdates tst_hiddenfields tst_api '
                        'tst_oracle',
    },
    'hooks': {
        'hookruntime/compiler': 'hookruntime tst_scripts tst_hookerrors tst_places tst_hooktest likenode '
                                'written-scripts mutated-scripts',
        'hookruntime/library/polyfill': 'hookruntime likenode tst_hookerrors tst_scripts tst_hooks tst_hookcrypto written-scripts',
        'hookruntime/library': 'hookruntime tst_hookcrypto tst_scripts tst_hookerrors tst_hooks tst_outbound tst_hooktest '
                               'likenode written-scripts',
        'hookruntime/recording': 'hookruntime tst_recording recorded-scripts tst_recordedrun tst_replaystops',
        'hookruntime/': 'hookruntime tst_scripts tst_hookerrors tst_hookhints tst_hooks tst_hookupdates tst_places tst_isolation '
                        'tst_escape tst_hooktest tst_recording written-scripts tst_api',
        'server/hooks': 'tst_hookpool tst_forgery tst_hookhost tst_interleaving tst_limits tst_hooks tst_hooktest tst_isolation',
        'server/hookhost': 'tst_cage tst_bridge tst_hookcrypto tst_hookhost tst_scripts tst_hooks tst_hookerrors tst_places tst_escape '
                           'tst_hostile',
        'server/hookwire': 'tst_core fuzz_hookframe tst_forgery tst_places tst_hookpool tst_hooks tst_storedscripts',
        'server/scripts': 'tst_hookpool tst_scripts tst_storedscripts tst_jobserver',
    },
    'rights': {
        'server/auth': 'tst_globs tst_rights tst_hiddenfields tst_limits tst_rest tst_api',
        'server/core/jwt.cpp': 'tst_jwt fuzz_token tst_hookcrypto tst_rest tst_api',
        'server/request/gate.cpp': 'tst_rights tst_hiddenfields tst_limits tst_routes tst_largebodies tst_rest tst_api',
        'server/request/viewer.cpp': 'tst_rights tst_hiddenfields tst_isolation tst_rest tst_api',
    },
    'http': {
        'server/http': 'tst_http tst_refusals tst_contentcoding fuzz_framer fuzz_form fuzz_coding tst_heads tst_connections '
                       'tst_codedbodies tst_api tst_largebodies tst_rest',
        'server/inspector': 'tst_recordfile tst_recorder tst_core fuzz_masking tst_records tst_inspectorapi tst_api tst_rest '
                            'tst_inspector',
    },
    'window': {
        'ui/codehook': 'tst_pairs tst_completion tst_definitions tst_hover tst_changebars tst_problems tst_races tst_editor '
                       'tst_hookeditor tst_testrequest tst_testrun tst_history tst_recordedrun tst_replaystops '
                       'tst_replayjourneys tst_replay tst_largetexts tst_drafts tst_translations',
        'ui/collection': 'tst_collection tst_drafts tst_translations',
        'ui/compare': 'tst_comparison tst_compare tst_comparesides tst_translations',
        'ui/databasedialog.cpp': 'tst_postgreswindow tst_postgrestls tst_translations',
        'ui/documents': 'tst_documentchange tst_documentquery tst_documenttable tst_documentform tst_grid tst_documents tst_viewswitch tst_liverows '
                        'tst_sharing tst_races tst_importdialog tst_safety tst_drafts tst_translations',
        'ui/help': 'tst_help tst_translations',
        'ui/inspector': 'tst_inspector tst_trafficchart tst_races tst_testrun tst_translations',
        'ui/jobs': 'tst_jobswindow tst_drafts tst_translations',
        'ui/requests': 'tst_requestswindow tst_keeping tst_drafts tst_translations',
        'ui/users': 'tst_administration tst_sharing tst_drafts tst_translations',
        'ui/widgets': 'tst_completion tst_theme tst_editor tst_documents tst_collection tst_drafts tst_safety tst_mainwindow '
                      'tst_largetexts',
        'ui/': 'tst_start tst_navigator tst_menus tst_mainwindow tst_workspaces tst_servers tst_viewswitch tst_administration '
               'tst_preferences tst_keeping tst_sharing tst_safety tst_drafts tst_firsthour tst_translations',
    },
}
# Tests that are not a program of their own.
COMMANDS = {
    'hookruntime': ['node', '--test', *(f'{SOURCE}/tests/hookruntime/{name}.test.mjs'
                                        for name in ('compiler', 'recording', 'symbols', 'names'))],
    'likenode': ['node', f'{SOURCE}/tests/hooks/likenode.mjs', f'{BUILD}/bin/script-runner'],
    'written-scripts': ['node', f'{SOURCE}/tests/differential/scripts.mjs', f'{BUILD}/bin/script-runner'],
    'recorded-scripts': ['node', f'{SOURCE}/tests/differential/recordings.mjs', f'{BUILD}/bin/script-runner'],
    'mutated-scripts': ['node', f'{SOURCE}/tests/differential/mutate.mjs', f'{BUILD}/bin/script-runner', '--count', '120'],
}
TARGETS = {'hookruntime': None, 'likenode': 'script-runner', 'written-scripts': 'script-runner',
           'recorded-scripts': 'script-runner', 'mutated-scripts': 'script-runner'}
ON_POSTGRES = '-postgres'  # ends the name of a test that shall run over a database of PostgreSQL, as it does in CTest
PROGRAMS = {'tst_forgery': f'{BUILD}/bin/forgery/tst_forgery'}


class Wrong(Exception):
    """The table, the command line or the unchanged program is wrong."""


# ---- the copy and its build

def copy_sources():
    """Makes the copy equal to the working tree, and leaves alone what is equal, so that it is not compiled again."""
    listed = subprocess.run(['git', 'ls-files', '-z', '-co', '--exclude-standard'], cwd=ROOT, check=True, capture_output=True)
    files = {name for name in listed.stdout.decode().split('\0') if name and (ROOT / name).is_file()}
    for name in files:
        target, text = SOURCE / name, (ROOT / name).read_bytes()
        if not target.is_file() or target.read_bytes() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
            target.chmod((ROOT / name).stat().st_mode)
    for old in SOURCE.rglob('*'):
        if old.is_file() and 'node_modules' not in old.parts and str(old.relative_to(SOURCE)) not in files:
            old.unlink()
    modules = SOURCE / 'tests/node/node_modules'
    if not modules.exists():
        modules.symlink_to(ROOT / 'tests/node/node_modules')


def build(tests):
    """The end of the compiler's output where it fails, or nothing."""
    if not (BUILD / 'build.ninja').exists():
        # Without optimisation and warnings: a fault shall not fail because a variable is no longer used. A unity build has a
        # tenth of the files, and ccache, which does not go together with precompiled headers, takes each fault back at once.
        subprocess.run(['cmake', '-S', SOURCE, '-B', BUILD, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=None', '-DHOOKDESK_UNITY=ON',
                        '-DCMAKE_CXX_FLAGS=-O0 -w', '-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld'], check=True)
    programs = {test.split()[0].removesuffix(ON_POSTGRES) for test in tests}
    targets = sorted({TARGETS.get(program, program) for program in programs} - {None})
    if not targets:
        return ''  # it runs in Node alone
    made = subprocess.run(['ninja', '-C', BUILD, *targets], capture_output=True, text=True)
    return '' if made.returncode == 0 else made.stdout[-1500:]


def failure_of(test):
    """What @p test, a program and perhaps one of its functions, says where it fails; nothing where it passes."""
    program, *function = test.split(maxsplit=1)
    name = program.removesuffix(ON_POSTGRES)
    command = COMMANDS.get(name, [PROGRAMS.get(name, f'{BUILD}/bin/{name}')]) + function
    store = {'HOOKDESK_TEST_STORE': 'postgres'} if name != program else {}
    run = subprocess.Popen(command, cwd=BUILD / 'tests', stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                           errors='replace', start_new_session=True, env=os.environ | store)
    try:
        said, _ = run.communicate(timeout=LONGEST_TEST)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, 9)
        run.communicate()
        return 'ran too long'
    if run.returncode == 0:
        return ''
    told = re.search(r'^(?:FAIL!  : |not ok |QFATAL : )(.*)', said, re.M)
    return told.group(1)[:110] if told else f'exit code {run.returncode}'


# ---- random faults

# A pattern and what is put in its place. Spaces around operators keep templates and pointers out.
SIMPLE = [
    (r' == ', ' != '), (r' != ', ' == '), (r' === ', ' !== '), (r' !== ', ' === '),
    (r' < ', ' <= '), (r' <= ', ' < '), (r' > ', ' >= '), (r' >= ', ' > '),
    (r' && ', ' || '), (r' \|\| ', ' && '),
    (r' \+ 1\b(?!\.)', ''), (r' - 1\b(?!\.)', ''), (r' \+ 1\b(?!\.)', ' + 2'),
    (r'\btrue\b', 'false'), (r'\bfalse\b', 'true'),
    (r'std::min\b', 'std::max'), (r'std::max\b', 'std::min'), (r'Math\.min\b', 'Math.max'), (r'Math\.max\b', 'Math.min'),
    (r'\bstd::all_of\b', 'std::any_of'), (r'\bstd::any_of\b', 'std::all_of'),
]
CONDITION = re.compile(r'\b(?:if|while) \(')
LIMIT = re.compile(r"(?<==)\s*([1-9][\d']*)(?=[;, *smh])")
NOT_CODE = re.compile(r'^\s*(//|/\*|\*|#|static_assert|using |template|import |Q_LOGGING)')


def end_of(text, begin):
    """The place of the bracket that closes the one before @p begin."""
    depth = 1
    for at in range(begin, len(text)):
        depth += {'(': 1, ')': -1}.get(text[at], 0)
        if depth == 0:
            return at
    return -1


def is_quoted(text, at):
    """Whether @p at lies in a literal or in a comment of its line; raw strings begin on one and go on."""
    line = text[text.rfind('\n', 0, at) + 1:at]
    if text.count('R"(', 0, at) > text.count(')"', 0, at) or re.search(r'(?<!:)//', line):
        return True
    return any(re.sub(r'\\.', '', line).count(mark) % 2 for mark in '"\'')


def condition_faults(text, line, begin):
    """Faults of the condition whose bracket ends before @p begin: inverted, and the check forgotten."""
    end = end_of(text, begin)
    inner = text[begin:end]
    if end < 0 or '\n\n' in inner:
        return
    declared, split, tested = inner.rpartition('; ')
    if not split and re.match(r'(const )?[\w:]+[&* ]+\w+ = ', inner):
        return  # a declaration is the condition
    yield begin, inner, f'{declared}{split}!({tested})'
    after = text[end + 1:]
    if re.match(r'( \{)?\s+(return|continue|break|throw|co_return)\b', after):
        yield begin, inner, f'{declared}{split}false'


def faults_in(path):
    """All (offset, old, new) of a file."""
    text = (SOURCE / path).read_text()
    start = 0
    for line in text.splitlines(keepends=True):
        if not NOT_CODE.match(line):
            for pattern, new in SIMPLE:
                for found in re.finditer(pattern, line):
                    yield start + found.start(), found.group(), new
            if 'constexpr' in line or re.match(r'\s*(var|const) [A-Z_]{3,} = ', line):
                for found in LIMIT.finditer(line):
                    number = found.group(1)
                    yield start + found.start(1), number, str(int(number.replace("'", '')) * 2)
            for found in CONDITION.finditer(line):
                yield from condition_faults(text, line, start + found.end())
        start += len(line)


def random_faults(room, count, seed):
    places = {}
    for folder, tests in ROOMS[room].items():
        base = SOURCE / folder
        for path in sorted([base] if base.is_file() else [*base.rglob('*.cpp'), *base.rglob('*.js')]):
            text, name = path.read_text(), str(path.relative_to(SOURCE))
            places.setdefault(name, [(name, *fault, tests.split()) for fault in faults_in(name) if not is_quoted(text, fault[0])])
    # The order of the files decides which a seed chooses; that of the table above shall not.
    all_places = [place for _, of_file in sorted(places.items()) for place in of_file]
    chosen = random.Random(f'{room} {seed}').sample(all_places, min(count, len(all_places)))
    return [Fault(f'{room}-{seed}-{number}', *place) for number, place in enumerate(chosen, 1)]


# ---- the table, and what becomes of a fault

class Fault:
    def __init__(self, name, file, at, old, new, tests):
        self.name, self.file, self.at, self.old, self.new, self.tests = name, file, at, old, new, tests

    def place(self):
        """The line, as it is and as it becomes."""
        text = (SOURCE / self.file).read_text()
        begin = text.rfind('\n', 0, self.at) + 1
        rest = text[self.at + len(self.old):]
        end = self.at + len(self.old) + rest.find('\n')
        line = text.count('\n', 0, self.at + (self.old[:1] == '\n')) + 1
        changed = text[begin:self.at] + self.new + rest[:rest.find('\n')]
        before, after = (' '.join(each.split())[:160] for each in (text[begin:end], changed))
        return f'{self.file}:{line}\n        {before}\n     -> {after}'

    def put(self):
        self.before = (SOURCE / self.file).read_text()
        (SOURCE / self.file).write_text(self.before[:self.at] + self.new + self.before[self.at + len(self.old):])

    def take_back(self):
        (SOURCE / self.file).write_text(self.before)


def table_faults(names):
    faults, wrong = [], []
    for entry in tomllib.loads(TABLE.read_text())['fault']:
        if names and not any(entry['name'].startswith(name) for name in names):
            continue
        path = SOURCE / entry['file']
        count = path.read_text().count(entry['old']) if path.is_file() else 0
        if count != 1:
            wrong.append(f"{entry['name']}: its text is {count} times in {entry['file']}, not once.")
            continue
        faults.append(Fault(entry['name'], entry['file'], path.read_text().index(entry['old']), entry['old'], entry['new'],
                            entry['tests']))
    if wrong or not faults:
        raise Wrong('\n'.join(wrong or ['No fault has this name.']))
    return faults


def what_fails_again(test, failure):
    """The function of @p test that failed, where it fails alone, or else the whole test; nothing where that now passes, as one
    does that was only slow on a busy machine."""
    function = re.match(r'\w+::(\w+)\(', failure)
    alone = [f'{test.split()[0]} {function.group(1)}'] if function else []
    return next((each for each in [*alone, test] if failure_of(each)), None)


@functools.cache
def passes_unchanged(test):
    """Whether @p test passes without a fault, which is in none of the sources now; each is run once."""
    if output := build([test]):
        raise Wrong(f'The unchanged program does not compile:\n{output}')
    return not failure_of(test)


def outcome_of(fault, is_checked=True):
    """What becomes of @p fault, and the test that noticed it. A test that fails without a fault as well notices nothing."""
    unfit = []
    fault.put()
    try:
        for test in fault.tests:
            if build([test]):  # one after the other: most faults are noticed early
                return 'did not compile', ''
            failure = failure_of(test)
            failing = what_fails_again(test, failure) if failure else None
            if not failing:
                continue
            fault.take_back()
            if not is_checked or passes_unchanged(failing):
                return 'noticed', f'{test}: {failure}'
            unfit.append(failing)
            fault.put()
        return 'SURVIVED', f"These fail without a fault: {', '.join(unfit)}" if unfit else ''
    finally:
        fault.take_back()


def main():
    global SOURCE
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('names', nargs='*', metavar='NAME')
    options.add_argument('--random', type=int, metavar='N')
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--in', dest='room', choices=ROOMS)
    options.add_argument('--list', action='store_true', help='says what the faults are, and makes none')
    options.add_argument('--unchecked', action='store_true', help='does not try whether a test that fails passes without the fault')
    wanted = options.parse_args()
    if bool(wanted.random) != bool(wanted.room):
        options.error('--random and --in belong together')
    if wanted.list:  # nothing is changed, so no copy is needed
        SOURCE = ROOT
    else:
        copy_sources()
    faults = random_faults(wanted.room, wanted.random, wanted.seed) if wanted.room else table_faults(wanted.names)
    if wanted.list:
        for fault in faults:
            print(f'{fault.name}  {fault.place()}')
        return 0
    counts = {}
    for fault in faults:
        place, began = fault.place(), time.monotonic()
        outcome, by = outcome_of(fault, not wanted.unchecked)
        counts[outcome] = counts.get(outcome, 0) + 1
        print(f'{fault.name}  {outcome}  {time.monotonic() - began:.0f} s\n    {place}' + (f'\n    {by}' if by else ''), flush=True)
    print(', '.join(f'{count} {outcome}' for outcome, count in sorted(counts.items())))
    if counts.get('did not compile') and not wanted.room:
        raise Wrong('A fault of the table does not compile.')
    return 1 if counts.get('SURVIVED') else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(2)
