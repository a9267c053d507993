#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Carries the data of another server over to Hookdesk: collections with their fields, documents with ids, times and relations.

  hookdesk_migrate.py classic     URL     --to URL    the classic codehooks service; its full-access key is in OLD_KEY
  hookdesk_migrate.py parse       URL     --to URL    Parse Server, such as http://localhost:1337/parse; PARSE_APP_ID, PARSE_MASTER_KEY
  hookdesk_migrate.py pocketbase  FOLDER  --to URL    collections.json and NAME.json of each collection, as its API gives them
  hookdesk_migrate.py json-server FILE    --to URL    db.json

The key of the new server is in HOOKDESK_KEY. A collection that exists there with documents is not touched. At the end the documents and
relations of both sides are counted: exit code 1 where they differ. Needs Python 3.8 and hookdesk.py beside it.
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import sys
import urllib.parse

import hookdesk

PART = 500  # documents a request


class Source:
    """A collection of the other server: its name, the definitions of its fields, and documents as Hookdesk stores them.

    A value of a relation is a list of (collection, id); all other values are kept.
    """

    def __init__(self, name, fields, documents, notes=()):
        self.name = name
        self.fields = fields
        self.documents = documents
        self.notes = list(notes)
        self.relations = {field['name'] for field in fields if field['type'] in ('relation', 'relations')}


def id_of(collection, old):
    """The id of a document here: the old one where it is one, else always the same one for the same document."""
    old = str(old)
    return old if re.fullmatch(r'[0-9a-f]{24}', old) else hashlib.sha256(f'{collection}/{old}'.encode()).hexdigest()[:24]


def time_of(text):
    """A time as Hookdesk writes it; now where there is none."""
    try:
        time = datetime.datetime.fromisoformat(str(text).replace('Z', '+00:00'))
    except ValueError:
        time = datetime.datetime.now(datetime.timezone.utc)
    if time.tzinfo is None:
        time = time.replace(tzinfo=datetime.timezone.utc)
    return time.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.') + f'{time.microsecond // 1000:03d}Z'


def meta(id, created=None, changed=None, createdby='migration', changedby='migration', version=0):
    created = time_of(created)
    return {'_id': id, '_created': created, '_changed': time_of(changed) if changed else created, '_createdby': createdby or 'migration',
            '_changedby': changedby or 'migration', '_version': version or 0}


# ---- the classic service

def classic(address):
    server = hookdesk.Hookdesk(address, key=os.environ.get('OLD_KEY'))
    # Another Hookdesk gives what its hooks hide; the classic service does not know the header.
    server._opener.addheaders = [('X-Hookdesk-Hooks', 'off')]
    for described in server.request('GET', '/rest/_meta')['collections']:
        fields = [{name: field[name] for name in ('name', 'type', 'required', 'unique', 'collection') if field.get(name)} for field in described['fields']]
        relations = {field['name']: field.get('collection') for field in fields if field['type'] in ('relation', 'relations')}
        documents = []
        for old in server.collection(described['name']).all(size=PART, metafields=True):
            values = {name: value for name, value in old.items() if not name.startswith('_') or name.startswith('_parent')}
            for name, collection in relations.items():
                if name in values:
                    linked = values[name] if isinstance(values[name], list) else [values[name]]
                    values[name] = [(collection, each['_id'] if isinstance(each, dict) else each) for each in linked if each]
            documents.append({**meta(old['_id'], old.get('_created'), old.get('_changed'), old.get('_createdby'), old.get('_changedby'), old.get('_version')),
                              **values})
        files = [field['name'] for field in fields if field['type'] in ('image', 'images', 'file', 'files')]
        yield Source(described['name'], fields, documents, [f'the files of {name} stay where they are' for name in files])


def classic_jobs(address):
    server = hookdesk.Hookdesk(address, key=os.environ.get('OLD_KEY'))
    try:
        jobs = list(server.collection('system_jobs').all())
    except hookdesk.HookdeskError:
        return []
    return [{name: job[name] for name in ('description', 'crontab', 'script', 'timezone') if job.get(name)} for job in jobs]


# ---- Parse Server

PARSE_TYPES = {'String': 'text', 'Number': 'float_number', 'Boolean': 'bool', 'Date': 'datetime', 'Pointer': 'relation', 'Relation': 'relations'}


def parse_class(name):
    return {'_User': 'users', '_Role': 'roles'}.get(name, name)


def parse_pointer(value):
    """(collection, id) of a pointer; None for other values."""
    is_pointer = isinstance(value, dict) and value.get('__type') == 'Pointer'
    return (parse_class(value['className']), value['objectId']) if is_pointer else None


def parse_value(value):
    """A value that is no relation: a pointer within others names its document."""
    if pointer := parse_pointer(value):
        return {'collection': pointer[0], '_id': id_of(*pointer)}
    if isinstance(value, dict):
        if value.get('__type') == 'Date':
            return value['iso']
        return {name: parse_value(each) for name, each in value.items() if name != '__type'}
    return [parse_value(each) for each in value] if isinstance(value, list) else value


def parse_array_target(name, objects):
    """The collection that an array of pointers leads to in all of the objects; None where it is another array."""
    pointers = [parse_pointer(each) for old in objects for each in old.get(name) or []]
    targets = {pointer and pointer[0] for pointer in pointers}
    return targets.pop() if len(targets) == 1 else None


def parse_roles(roles, related):
    """The names of the roles by the id of a user: those that it has, and those that these belong to."""
    named = {role['objectId']: role['name'] for role in roles}
    above = {}  # by the id of a role: the roles that its users have as well
    for role in roles:
        for _, id in related('_Role', role['objectId'], 'roles', '_Role'):
            above.setdefault(id, []).append(role['objectId'])
    found = {}
    for role in roles:
        reached, new = [], [role['objectId']]
        while new:
            reached += new
            new = [each for each in dict.fromkeys(up for id in new for up in above.get(id, [])) if each not in reached]
        for _, id in related('_Role', role['objectId'], 'users', '_User'):
            names = found.setdefault(id, [])
            names += [named[each] for each in reached if each in named and named[each] not in names]
    return found


def parse(address):
    server = hookdesk.Hookdesk(address)
    headers = {'X-Parse-Application-Id': os.environ.get('PARSE_APP_ID', ''), 'X-Parse-Master-Key': os.environ.get('PARSE_MASTER_KEY', '')}

    def get(path, **query):
        return server.request('GET', path, query, headers=headers)

    def all(path, where=None, **query):
        """All objects, page by page: a server may give no more than its maxLimit at once."""
        found, page = [], None
        while page is None or page:
            page = get(path, limit=PART, skip=len(found), order='objectId', **({'where': where} if where else {}), **query)['results']
            found += page
        return found

    def place(name):
        return {'_User': '/users', '_Role': '/roles'}.get(name, f'/classes/{name}')

    def related(name, id, field, of):
        where = {'$relatedTo': {'object': {'__type': 'Pointer', 'className': name, 'objectId': id}, 'key': field}}
        return [(parse_class(of), each['objectId']) for each in all(place(of), where, keys='objectId')]

    roles = parse_roles(all('/roles'), related)
    for schema in get('/schemas')['results']:
        name = schema['className']
        if name.startswith('_') and name not in ('_User', '_Role'):
            continue
        kinds = {field: kind for field, kind in schema['fields'].items() if field not in ('objectId', 'createdAt', 'updatedAt', 'ACL', 'password', 'authData')}
        objects = all(place(name))
        fields = []
        for field, kind in kinds.items():
            target = kind.get('targetClass') and parse_class(kind['targetClass'])
            if kind['type'] == 'Array':
                target = parse_array_target(field, objects)
            fields.append({'name': field, 'type': 'relations' if kind['type'] == 'Array' and target else PARSE_TYPES.get(kind['type'], 'json')})
            if target:
                fields[-1]['collection'] = target
            if kind.get('required'):
                fields[-1]['required'] = True
            if name == '_User' and field in ('email', 'username'):
                fields[-1]['unique'] = True
        documents = []
        for old in objects:
            values = {}
            for field in fields:
                if kinds[field['name']]['type'] == 'Relation':
                    values[field['name']] = related(name, old['objectId'], field['name'], kinds[field['name']]['targetClass'])
                elif field['name'] in old and field['type'] in ('relation', 'relations'):
                    linked = old[field['name']]
                    values[field['name']] = [parse_pointer(each) for each in (linked if isinstance(linked, list) else [linked]) if each]
                elif field['name'] in old:
                    values[field['name']] = parse_value(old[field['name']])
            if name == '_User' and old['objectId'] in roles:
                values['roles'] = roles[old['objectId']]
            documents.append({**meta(id_of(parse_class(name), old['objectId']), old['createdAt'], old['updatedAt']), **values})
        notes = ['access rules (ACL, class permissions) are not carried over: see "Users, roles and access"']
        notes += ['passwords cannot be read: users need new ones'] * (name == '_User')
        notes += [f'the files of {field} stay where they are' for field, kind in kinds.items() if kind['type'] == 'File']
        yield Source(parse_class(name), fields, documents, notes)


# ---- PocketBase

POCKETBASE_TYPES = {'text': 'text', 'editor': 'rich_text', 'number': 'float_number', 'bool': 'bool', 'email': 'email', 'url': 'text', 'date': 'datetime',
                    'select': 'text', 'relation': 'relation'}
POCKETBASE_OWN = {'id', 'created', 'updated', 'collectionId', 'collectionName', 'expand', 'password', 'tokenKey'}


def json_texts(path):
    """The JSON values of a file, one after the other."""
    text, decoder, at = path.read_text(encoding='utf-8'), json.JSONDecoder(), 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        value, at = decoder.raw_decode(text, at)
        yield value


def pocketbase(folder):
    folder = pathlib.Path(folder)
    collections = [each for value in json_texts(folder / 'collections.json') for each in (value if isinstance(value, list) else value['items'])]
    names = {each['id']: each['name'] for each in collections}
    for collection in collections:
        name = collection['name']
        if name.startswith('_') or collection['type'] == 'view':
            continue
        # Since version 0.23 a field has its options as members; before they were in `options`, and the fields in `schema`.
        described = [{**field, **field.get('options', {})} for field in collection.get('fields') or collection.get('schema', [])]
        fields = []
        for field in described:
            if field['name'] in POCKETBASE_OWN:
                continue
            # Before 0.23 a relation without maxSelect had no limit. Source: RelationOptions.IsMultiple() of PocketBase 0.22.
            several = (field.get('maxSelect') or (2 if 'options' in field and field['type'] == 'relation' else 1)) != 1
            kind = POCKETBASE_TYPES.get(field['type'], 'json')
            kind = 'relations' if kind == 'relation' and several else 'json' if field['type'] == 'select' and several else kind
            fields.append({'name': field['name'], 'type': kind, **({'required': True} if field.get('required') else {})})
            if 'relation' in kind:
                fields[-1]['collection'] = names[field['collectionId']]
            if field['type'] == 'select' and not several:
                fields[-1]['options'] = field.get('values', [])
        if collection['type'] == 'auth' and not any(field['name'] == 'email' for field in fields):
            fields.append({'name': 'email', 'type': 'email'})
        for field in fields:
            if collection['type'] == 'auth' and field['name'] == 'email':
                field['unique'] = True
        relations = {field['name']: field['collection'] for field in fields if 'relation' in field['type']}
        records = [each for value in json_texts(folder / f'{name}.json') for each in (value if isinstance(value, list) else value['items'])]
        documents = []
        for old in records:
            values = {field: value for field, value in old.items() if field not in POCKETBASE_OWN and value != ''}
            for field, target in relations.items():
                if linked := values.pop(field, None):
                    values[field] = [(target, each) for each in (linked if isinstance(linked, list) else [linked])]
            documents.append({**meta(id_of(name, old['id']), old.get('created'), old.get('updated')), **values})
        notes = ['passwords cannot be read: users need new ones'] * (collection['type'] == 'auth')
        notes += [f'the files of {field["name"]} stay where they are' for field in described if field['type'] == 'file']
        notes += ['API rules are not carried over: see "Users, roles and access"'] * any(collection.get(rule) for rule in ('listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule'))
        yield Source(name, fields, documents, notes)


# ---- json-server

def json_server(path):
    data = json.loads(pathlib.Path(path).read_text(encoding='utf-8'))
    lists, left = {}, []
    for name, value in data.items() if isinstance(data, dict) else ():
        if name.startswith('$'):
            continue  # such as $schema
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(each, dict) for each in items):
            left.append(name)
        else:
            lists[name] = items
    if not lists:
        raise ValueError('there is no list of objects in it')

    def target_of(field):
        """comments have a postId, which names a document of posts."""
        stem = field[:-2] if field.endswith('Id') else ''
        return next((name for name in (f'{stem}s', f'{stem}es', f'{stem[:-1]}ies', stem) if stem and name in lists), None)

    for name, items in lists.items():
        targets = {field: target for item in items for field in item if (target := target_of(field))}
        members = dict.fromkeys(field for item in items for field in item)
        # What begins with _ is the server's own here.
        renamed = {field: plain for field in members if field.startswith('_') and (plain := field.lstrip('_')) and plain not in members}
        lost = [field for field in members if field.startswith('_') and field not in renamed]
        # An author beside an authorId is another field.
        linked = {field: field if field[:-2] in members else field[:-2] for field in targets}
        fields = [{'name': linked[field], 'type': 'relation', 'collection': target} for field, target in targets.items()]
        documents = []
        for number, old in enumerate(items):
            values = {renamed.get(field, field): value for field, value in old.items() if field not in targets and field not in lost}
            values |= {linked[field]: [(targets[field], old[field])] for field in targets if old.get(field) is not None}
            documents.append({**meta(id_of(name, old['id'] if 'id' in old else f'#{number}')), **values})
        if any('id' in item for item in items):
            fields.append({'name': 'id', 'type': 'json'})
        notes = ['it was a single object: it is the only document now'] * isinstance(data[name], dict)
        notes += [f'{field} is {plain} here: names that begin with _ are the server\'s own' for field, plain in renamed.items()]
        notes += [f'{field} is left out: names that begin with _ are the server\'s own' for field in lost]
        notes += [f'{each} is left out: it is no list of objects' for each in left]
        left = []
        yield Source(name, fields, documents, notes)


# ---- into Hookdesk

class Target:
    def __init__(self, address):
        self.server = hookdesk.Hookdesk(address, key=os.environ.get('HOOKDESK_KEY'))
        self.known = {each['name']: each['documents'] for each in self.server.request('GET', '/admin/v1/collections')}
        self.stored = set()
        self.missing = {}  # by (collection, field): what its relations name and is not there
        self.later = []  # (collection, id, relations) of documents that name one which was not stored yet

    def path(self, source):
        return '/admin/v1/collections/' + urllib.parse.quote(source.name)

    def declare(self, source, fields):
        return self.server.request('PUT', self.path(source), body={'fields': fields} if fields else {})

    def store(self, source):
        for begin in range(0, len(source.documents), PART):
            part = []
            for document in source.documents[begin:begin + PART]:
                ready = dict(document)
                late = {}
                for name in source.relations & set(document):
                    ids = [(collection, id_of(collection, old)) for collection, old in document[name]]
                    ready[name] = [id for _, id in ids]
                    if not set(ids) <= self.stored:
                        del ready[name]
                        late[name] = document[name]
                if late:
                    self.later.append((source.name, document['_id'], late))
                part.append(ready)
                self.stored.add((source.name, document['_id']))
            self.server.request('POST', self.path(source) + '/restore-documents', body=part)

    def link(self):
        """Relations to documents that came later. These documents are changed once more. What names no document is left out, and noted."""
        for collection, id, relations in self.later:
            path = f'/rest/{urllib.parse.quote(collection)}/{id}'
            body = {}
            for name, linked in relations.items():
                ids = [(target, old, id_of(target, old)) for target, old in linked]
                body[name] = [new for target, _, new in ids if (target, new) in self.stored]
                missing = [f'{target} {old}' for target, old, new in ids if (target, new) not in self.stored]
                self.missing.setdefault((collection, name), []).extend(missing)
            self.server.request('PATCH', path, body=body, headers={'X-Hookdesk-Hooks': 'off'})

    def links(self, source):
        found = 0
        for document in self.server.collection(source.name).all(fields=sorted(source.relations)) if source.relations else ():
            found += sum(len(document.get(name) or []) for name in source.relations)
        return found


def in_order(sources):
    """First what others refer to, as far as that goes."""
    left, ordered = {source.name: source for source in sources}, []
    while left:
        ready = [source for source in left.values()
                 if not {field.get('collection') for field in source.fields if field['name'] in source.relations} & (set(left) - {source.name})]
        for source in ready or [next(iter(left.values()))]:
            ordered.append(left.pop(source.name))
    return ordered


def migrate(sources, target):
    """@return whether both sides are alike"""
    sources = in_order(sources)
    if taken := [source.name for source in sources if target.known.get(source.name)]:
        sys.exit(f"hookdesk_migrate.py: {', '.join(taken)}: there are documents already. Name another server, or delete them.")
    for source in sources:
        target.declare(source, [])
    for source in sources:
        target.declare(source, [field for field in source.fields if field['name'] in source.relations])
        target.store(source)
    target.link()
    is_alike = True
    print(f"{'collection':24} {'documents':>19} {'relations':>19}  fields")
    for source in sources:
        misfits = target.declare(source, source.fields).get('misfits', {}).get('count', 0)
        old = len(source.documents), sum(len(document.get(name, [])) for document in source.documents for name in source.relations)
        new = target.server.collection(source.name).count(), target.links(source)
        is_alike = is_alike and old == new
        print(f"{source.name:24} {old[0]:>8} -> {new[0]:>7} {old[1]:>8} -> {new[1]:>7}  {len(source.fields)}"
              + (f', {misfits} documents do not fit' if misfits else '') + ('' if old == new else '  DIFFERENT'))
    for (collection, name), missing in target.missing.items():
        if missing:
            print(f"{collection}: {name} names what is not there: {', '.join(missing[:3])}" + (f' and {len(missing) - 3} more' if len(missing) > 3 else ''))
    for source in sources:
        for note in dict.fromkeys(source.notes):
            print(f'{source.name}: {note}')
    return is_alike


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('kind', choices=('classic', 'parse', 'pocketbase', 'json-server'))
    parser.add_argument('source', metavar='SOURCE')
    parser.add_argument('--to', required=True, metavar='URL', help='the new server; HOOKDESK_KEY has its full-access key')
    options = parser.parse_args()
    readers = {'classic': classic, 'parse': parse, 'pocketbase': pocketbase, 'json-server': json_server}
    try:
        target = Target(options.to)
        is_alike = migrate(list(readers[options.kind](options.source)), target)
        jobs = classic_jobs(options.source) if options.kind == 'classic' else []
        for job in jobs:
            target.server.collection('system_jobs').insert({**job, 'active': False})
        if jobs:
            print(f'{len(jobs)} jobs are stored, switched off: turn them on when the old server runs no more')
    except hookdesk.HookdeskError as error:
        sys.exit(f"hookdesk_migrate.py: {error} {error.body.get('error', '')}".rstrip())
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f'hookdesk_migrate.py: {options.source} is not as expected: {error!r}')
    if not is_alike:
        sys.exit('hookdesk_migrate.py: the two sides differ.')


if __name__ == '__main__':
    main()
