#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks the recipes of the cookbook:

  attacks.py PROGRAMS [RECIPE…]     with hookdeskd of the folder PROGRAMS

One server for all. For each recipe its scripts, and the collections and settings that it tells the
reader to make, are taken out of the page itself; then comes what a stranger would try.
"""
import hashlib
import hmac
import json
import pathlib
import re
import sys
import tempfile
import time
import urllib.parse

sys.dont_write_bytecode = True  # the source stays as it is
from check import ROOT
from stage import Client, Fault, Server, Stage, at_once, holds, same, statuses, ways, withstands

RECIPES = {}


def recipe(function):
    RECIPES[function.__name__.replace('_', '-')] = function
    return function


# ---- checking and computing

@recipe
def validation(stage):
    person = stage.owner.made('/rest/people', {'email': 'a@example.com', 'address': 'Berlin', 'bait': 'Oslo', 'from': '2026-05-02'})
    path = '/rest/people/' + person['_id']
    withstands(stage.owner, path, 'address', 'Oslo')
    for body in ({'$set': {'until': '2026-05-01'}}, {'until': '2026-05-01T23:00:00Z'}, {'$min': {'until': '2020-01-01'}}):
        same(str(body), stage.owner.send('PATCH', path, body).status, 400)
    same('a list', stage.owner.post('/rest/people', [{'email': 'b@example.com', 'address': 'Berlin'},
                                                     {'email': 'c@example.com', 'address': 'Oslo'}]).status, 400)
    for address in (['Berlin', 'Oslo'], ['Berlin'], {'Berlin': 1}, 5, None, 'Berlin\nOslo', 'Not Berlin'):
        same(f'{address}', stage.owner.post('/rest/people', {'email': 'd@example.com', 'address': address}).status, 400)
    same('an operator', stage.owner.post('/rest/people', {'email': 'e@example.com', '$set': {'address': 'Oslo'}}).status, 400)
    same('people', len(stage.owner.document('/rest/people')), 1)


@recipe
def state_machine(stage):
    order = stage.owner.made('/rest/orders', {'status': 'sent', 'bait': 'sent'})
    same('first status', order['status'], 'new')
    path = '/rest/orders/' + order['_id']
    withstands(stage.owner, path, 'status', 'sent')
    for status in ('constructor', '__proto__', 'new,paid', ''):
        same(status, stage.owner.send('PATCH', path, {'status': status}).status, 400)
    same('paid', stage.owner.send('PATCH', path, {'$set': {'status': 'paid'}}).status, 200)
    at_once(12, lambda i: stage.owner.send('PATCH', path, {'status': ('sent', 'cancelled')[i % 2], 'by': i}))
    last = stage.owner.document(path)['status']
    holds(last, last in ('sent', 'cancelled'))
    holds('both', stage.owner.send('PATCH', path, {'status': 'cancelled' if last == 'sent' else 'sent'}).status == 400)


@recipe
def normalised_input(stage):
    stage.owner.made('/rest/contacts', {'email': 'jane@example.com'})
    other = stage.owner.made('/rest/contacts', {'email': 'paul@example.com', 'bait': 'JANE@example.com'})
    path = '/rest/contacts/' + other['_id']
    for body in ways('email', ' JANE@Example.com'):
        holds(str(body), stage.owner.send('PATCH', path, body).status < 500)
        email = stage.owner.document(path).get('email')
        holds(f'{body}: {email}', email in (None, 'paul@example.com'))
        stage.owner.send('PATCH', path, {'email': 'paul@example.com', 'bait': 'JANE@example.com'})
    for email in (['JANE@example.com'], {'x': 'JANE@example.com'}, 5):
        same(f'{email}', stage.owner.post('/rest/contacts', {'email': email}).status, 400)


@recipe
def slugs(stage):
    article = stage.owner.made('/rest/articles', {'title': 'A', 'slug': 'mine', 'bait': 'stolen'})
    same('slug', article['slug'], 'a')
    withstands(stage.owner, '/rest/articles/' + article['_id'], 'slug', 'stolen')
    for title in (5, None, ['a'], {'toString': 1}, '.*', '(((((', 'ß' * 100000, '\u0000', ''):
        answer = stage.owner.post('/rest/articles', {'title': title})
        holds(f'{title!r:.20}: {answer}', answer.status == 201 and re.fullmatch('[a-z0-9-]{1,210}', answer.json['slug']))
    at_once(8, lambda _: stage.owner.post('/rest/articles', {'title': 'Same'}))
    given = stage.owner.document('/rest/articles?q=' + urllib.parse.quote('{"title":"Same"}'))
    same('one slug each', len({each['slug'] for each in given}), len(given))


@recipe
def calculated_fields(stage):
    product = stage.owner.made('/rest/products', {'price': 100})['_id']
    order = stage.owner.made('/rest/orders', {'items': [{'product': product, 'count': 1, 'price': 0}], 'total': 1, 'bait': 1})
    path = '/rest/orders/' + order['_id']
    for field in ('total', 'net', 'vat'):
        withstands(stage.owner, path, field, 1)
    for body in ({'$inc': {'items.0.price': -99}}, {'$set': {'items.0.price': 1}}, {'$mul': {'items.0.count': 2}}):
        same(str(body), stage.owner.send('PATCH', path, body).status, 200)
        stored = stage.owner.document(path)
        same(str(body), stored['total'], 125 * stored['items'][0]['count'])
    for count in (-1, 0, 0.5, '1', None, [1]):
        same(str(count), stage.owner.send('PATCH', path, {'items': [{'product': product, 'count': count}]}).status, 400)
    same('gone', stage.owner.send('PATCH', path, {'$unset': {'items': ''}}).json['total'], 0)


@recipe
def markdown_field(stage):
    post = stage.owner.made('/rest/posts', {'text': 'a **b**', 'bait': '<script>'})
    path = '/rest/posts/' + post['_id']
    withstands(stage.owner, path, 'html', '<script>')
    withstands(stage.owner, path, 'words', 99)
    for text in (5, None, ['<script>'], {'<script>': 1}, '<script>x</script>', '[x](javascript:x)', '<javascript:x>'):
        answer = stage.owner.send('PATCH', path, {'$set': {'text': text}})
        html = stage.owner.document(path).get('html', '')
        holds(f'{text}: {answer}', answer.status < 500 and '<script' not in html and '="javascript' not in html)
    same('without a text', stage.owner.send('PATCH', path, {'$unset': {'text': ''}}).json['html'], '')


@recipe
def unique_together(stage):
    stage.owner.made('/rest/bookings', {'seat': '1', 'day': 'a'})
    other = stage.owner.made('/rest/bookings', {'seat': '2', 'day': 'a', 'bait': '1'})
    for body in ({'seat': '1'}, {'$set': {'seat': '1'}}, {'$rename': {'bait': 'seat'}}, {'$min': {'seat': '1'}}):
        holds(str(body), stage.owner.send('PATCH', '/rest/bookings/' + other['_id'], body).status in (400, 409))
    for seat in ({'$ne': 1}, None, ['1'], 1):
        holds(str(seat), stage.owner.post('/rest/bookings', {'seat': seat, 'day': 'a'}).status in (400, 409))
    at_once(8, lambda _: stage.owner.post('/rest/bookings', {'seat': '9', 'day': 'b'}))
    same('bookings', len(stage.owner.document('/rest/bookings')), 3)


# ---- who may see and do what

@recipe
def row_level_rules(stage):
    for email in ('jane@example.com', 'paul@example.com', 'olga@example.com'):
        stage.owner.made('/rest/users', {'email': email})
    jane, paul = stage.user('jane@example.com'), stage.user('paul@example.com')
    secret = jane.made('/rest/notes', {'text': 'secret', 'owner': 'paul@example.com', 'bait': 'paul@example.com', 'n': 777})
    shared = jane.made('/rest/notes', {'text': 'ours', 'sharedWith': ['paul@example.com'], 'bait': 'paul@example.com'})
    own = paul.made('/rest/notes', {'text': 'pauls', 'bait': 'jane@example.com'})
    for client, note in ((jane, secret), (jane, shared), (paul, shared), (paul, own), (stage.owner, secret)):
        withstands(client, '/rest/notes/' + note['_id'], 'owner', 'olga@example.com')
    withstands(paul, '/rest/notes/' + shared['_id'], 'text', 'changed')
    path = '/rest/notes/' + secret['_id']
    for answer in (paul.get(path), paul.send('PATCH', path, {'text': 'x'}), paul.send('PUT', path, {'$set': {'owner': 'paul@example.com'}}),
                   paul.send('DELETE', path)):
        same('hidden note', answer.status, 404)
    same('shared note', paul.send('DELETE', '/rest/notes/' + shared['_id']).status, 403)
    holds('by body', paul.send('DELETE', '/rest/notes/*', [secret['_id']]).status in (403, 404))
    for parameters in (
            {}, {'q': {'text': 'secret'}}, {'q': {'$distinct': 'text'}}, {'q': {'$or': [{'text': 'secret'}]}}, {'groupby': 'text'},
            {'aggregate': 'SUM:n'}, {'aggregate': 'MAX:n'}, {'h': {'$aggregate': ['MAX:n']}}, {'h': {'$groupby': ['text']}},
            {'filter': 'secret'}, {'totals': 'true'}, {'q': {'_id': secret['_id']}}, {'q': {'text': {'$regex': '^s'}}},
            {'q': {'$distinct': 'n', 'owner': 'jane@example.com'}}):
        for listing in ('/rest/notes', '/rest/notes.html', '/rest/notes.js'):
            text = paul.get(listing, **parameters).text
            holds(f'{listing} {parameters}: {text}', 'secret' not in text and '777' not in text)
    same('counted', paul.get('/rest/notes', aggregate='COUNT:n').json, {'n': 2})
    same('still there', len(stage.owner.document('/rest/notes')), 3)


@recipe
def hidden_fields(stage):
    owner = stage.owner
    owner.made('/rest/users', [{'email': 'jane@example.com', 'roles': ['hr']}, {'email': 'paul@example.com', 'roles': ['other']}])
    jane, paul = stage.user('jane@example.com'), stage.user('paul@example.com')
    made = owner.made('/rest/employees', {'name': 'Olga', 'salary': 4321, 'bait': 1})
    path = '/rest/employees/' + made['_id']
    owner.send('PUT', '/admin/v1/collections/teams', {'fields': [{'name': 'lead', 'type': 'relations', 'collection': 'employees'}],
                                                      'access': {'roles': {'*': ['GET']}}})
    owner.made('/rest/teams', {'name': 'a', 'lead': [made['_id']]})
    for client in (paul, stage.web(['GET', 'POST', 'PUT', 'PATCH'])):
        for parameters in (
                {}, {'q': {'salary': 4321}}, {'q': {'salary': {'$gt': 4000}}}, {'q': {'$or': [{'salary': 4321}]}}, {'q': {'$distinct': 'salary'}},
                {'groupby': 'salary'}, {'aggregate': 'MAX:salary'}, {'h': {'$aggregate': ['SUM:salary']}}, {'h': {'$fields': {'salary': 1}}},
                {'sort': 'salary'}, {'h': {'$orderby': {'salary': 1}}}, {'filter': '4321'}, {'metafields': 'true'}, {'q': {'$not': {'salary': 1}}}):
            for listing in ('/rest/employees', '/rest/employees.html', '/rest/employees.js', path, '/rest/teams'):
                text = client.get(listing, **parameters).text
                holds(f'{listing} {parameters}: {text}', '4321' not in text)
        for body in ways('salary', 9999):
            for method in ('PUT', 'PATCH'):
                text = client.send(method, path, body).text
                holds(f'{method} {body}: {text}', '4321' not in text)
                same(f'{method} {body}', owner.document(path).get('salary'), 4321)
        same('made', client.post('/rest/employees', {'name': 'x', 'salary': 1}).status, 403)
    same('hr reads', jane.document(path)['salary'], 4321)
    same('hr writes', jane.send('PATCH', path, {'$inc': {'salary': 1}}).json['salary'], 4322)


@recipe
def rate_limit_per_user(stage):
    stage.owner.send('PUT', '/admin/v1/collections/users', '{}')
    stage.owner.send('PUT', '/admin/v1/collections/messages', {'access': {'roles': {'*': ['GET', 'POST']}}})
    stage.owner.send('PATCH', '/admin/v1/settings', {'auth': {'jwt': {'secret': 'a long and secret text of yours'}}})
    for email in ('jane@example.com', 'paul@example.com', 'olga@example.com'):
        stage.owner.made('/rest/users', {'email': email})
    for attempt in (1, 2):
        hour = time.time() // 3600
        jane, paul, olga = (stage.user(f'{name}@example.com') for name in ('jane', 'paul', 'olga'))
        answers = at_once(20, lambda _: jane.post('/rest/messages', {'text': 'hello'}))
        if time.time() // 3600 == hour or attempt == 2:
            break
    same('of twenty', statuses(answers), [201] * 3 + [429] * 17)
    same('another user', paul.post('/rest/messages', {'text': 'hello'}).status, 201)
    same('a list', olga.post('/rest/messages', [{'text': str(i)} for i in range(5)]).status, 429)
    same('kept', len(stage.owner.document('/rest/messages')), 4)
    same('counters', [jane.get('/rest/counters').status, jane.post('/rest/counters', {'name': 'x', 'value': -99}).status], [403, 403])


@recipe
def sign_in(stage):
    owner, web = stage.owner, stage.web(['POST'], '/logins')
    all_paths = stage.web(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    password = 'correct horse battery'
    ids = [owner.made('/rest/users', {'email': email, 'name': 'x', 'bait': 'in clear text'})['_id']
           for email in ('Jane@example.com', 'paul@example.com')]
    kept = owner.made('/rest/credentials', {'user': ids[0], 'password': password, 'hash': '00', 'bait': 'x'})
    same('answer', sorted(kept), ['_id', 'user'])
    same('twice', owner.post('/rest/credentials', {'user': ids[0], 'password': password}).status, 400)
    for user in ('x', None, {'$ne': 1}, '0' * 24, {}):
        holds(f'{user}', owner.post('/rest/credentials', {'user': user, 'password': password}).status == 400)
    for given in ('short', 'x' * 257, 'x' * 1000000, 5, None, ['correct horse battery'], {'length': 20}):
        same(f'{given!r:.20}', owner.post('/rest/credentials', {'user': ids[1], 'password': given}).status, 400)

    def login(given, email='jane@example.com', client=web):
        return client.post('/rest/logins', {'email': email, 'password': given})
    token = login(password, ' JANE@example.com').json['token']
    jane = Client(stage.server.port, authorization='Bearer ' + token)
    same('own document', jane.get('/auth/userinfo').json['email'], 'jane@example.com')
    for client in (jane, web):
        for name in ('users', 'credentials', 'logins'):
            same(name, client.get('/rest/' + name).status, 403)
    # No way of asking shows a hash, to whomever.
    for client in (owner, all_paths, jane):
        for parameters in ({}, {'q': {'$distinct': 'hash'}}, {'groupby': 'hash'}, {'q': {'hash': {'$regex': '^0'}}}, {'aggregate': 'MAX:hash'},
                           {'filter': ids[0]}, {'h': {'$fields': {'hash': 1}}}, {'explain': 'true'}):
            for path in ('/rest/credentials', '/rest/credentials.html', '/rest/credentials/' + kept['_id']):
                same(f'{path} {parameters}', client.get(path, **parameters).status, 403)
    path = '/rest/credentials/' + kept['_id']
    for body in ways('hash', '00' * 32) + ways('password', 'x' * 300):
        answer = owner.send('PATCH', path, body)
        holds(f'{body}: {answer}', answer.status == 400 or '$currentDate' in body and answer.status == 200)
    same('set again', owner.send('PATCH', path, {'password': password}).status, 200)
    for body in ways('password', 'in clear text'):
        answer = owner.send('PATCH', '/rest/users/' + ids[1], body)
        holds(f'{body}: {answer}', answer.status == 400 or 'in clear text' not in str(owner.document('/rest/users/' + ids[1]).get('password', '')))
    # All wrong logins are alike.
    wrong = login('wrong horse battery')
    same('wrong', wrong.status, 401)
    for email in ('nobody@example.com', 'paul@example.com', {'$ne': 1}, None, ['jane@example.com'], 'x' * 100000, ''):
        same(f'{email!r:.20}', str(login(password, email)), str(wrong))
    for given in ('short', 'x' * 1000000, {'$ne': 1}, None, [password], 5, password + ' ', ''):
        same(f'{given!r:.20}', str(login(given)), str(wrong))
    same('a list', web.post('/rest/logins', [{'email': 'jane@example.com', 'password': password}] * 1000).status, 401)
    same('an operator', web.post('/rest/logins', {'$set': {'email': 'jane@example.com', 'password': password}}).status, 401)
    # Many at once end nobody's sign-in, and neither do long ones. A busy machine of the tests has more time.
    at_once(6, lambda _: login('x' * 1000000))
    owner.send('PATCH', '/admin/v1/settings', {'codehooks': {'timeout': 60000}})
    same('at once', statuses(at_once(10, lambda i: login(password if i % 2 else 'wrong horse battery'))), [201] * 5 + [401] * 5)
    same('changed', owner.send('PATCH', path, {'$set': {'password': 'another horse battery'}}).status, 200)
    same('old and new', (login(password).status, login('another horse battery').status), (401, 201))
    holds('no token', 'token' not in owner.get('/rest/logins').text and 'password' not in owner.get('/rest/logins').text)
    owner.send('DELETE', '/rest/users/' + ids[0])
    same('deleted', login('another horse battery').status, 401)
    holds('token of a deleted user', jane.get('/auth/userinfo').status in (401, 403, 404))


# ---- several collections

@recipe
def audit_trail(stage):
    owner = stage.owner

    def entries():
        return owner.document('/rest/audit?sort=_created')
    contract = owner.made('/rest/contracts', {'amount': 1})
    path = '/rest/contracts/' + contract['_id']
    owner.send('PUT', '/admin/v1/collections/contracts', {'fields': [{'name': 'amount', 'type': 'number', 'max': 1000}]})
    for body, more in (({'amount': 5}, {'if_match': '99'}), ({'$set': {'amount': 5000}}, {}), ({'$nope': 1}, {}), ('{', {})):
        holds(str(body), owner.send('PATCH', path, body, **more).status >= 400)
    owner.post('/rest/contracts', [{'amount': 1}, {'amount': 9999}])
    owner.send('DELETE', path, if_match='99')
    same('after refusals', [each['what'] for each in entries()], ['created'])
    at_once(8, lambda _: owner.send('PATCH', path, {'$inc': {'amount': 1}}))
    owner.send('DELETE', path)
    at_once(3, lambda _: owner.send('DELETE', path))
    trail = entries()
    same('entries', [each['what'] for each in sorted(trail, key=lambda each: each['_id'])].count('deleted'), 1)
    changed = sorted((each['version'], each['document']['amount']) for each in trail if each['what'] == 'changed')
    same('changes', changed, [(i, 1 + i) for i in range(1, 9)])
    stranger = stage.web(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    for client in (owner, stranger):
        entry = '/rest/audit/' + trail[0]['_id']
        for method, target in (('POST', '/rest/audit'), ('PUT', entry), ('PATCH', entry), ('DELETE', entry)):
            for body in ({'what': 'x'}, {'$set': {'who': 'x'}}):
                same(f'{method} {target}', client.send(method, target, body).status, 403)
        same('by query', client.send('DELETE', '/rest/audit/*?q=%7B%7D').status, 403)
        same('by override', client.send('POST', entry, {'who': 'x'}, x_http_method_override='PATCH').status, 403)
    same('unchanged', entries(), trail)


@recipe
def soft_delete(stage):
    document = stage.owner.made('/rest/documents', {'title': 'a'})
    stranger = stage.web(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], '/bin/**')
    for client in (stage.owner, stranger):
        same('planted', client.post('/rest/bin', {'from': 'users', 'document': {'email': 'x'}}).status, 403)
    stage.owner.send('DELETE', '/rest/documents/' + document['_id'])
    [kept] = stage.owner.document('/rest/bin')
    for body in ({'restore': False}, {'from': 'users'}, {'$set': {'document.title': 'x'}}, {'restore': 'true'}):
        same(str(body), stranger.send('PATCH', '/rest/bin/' + kept['_id'], body).status, 400)
    same('restored', stranger.send('PATCH', '/rest/bin/' + kept['_id'], {'$set': {'restore': True}, 'from': 'users'}).status, 200)
    same('where', stage.owner.document('/rest/documents/' + document['_id'])['title'], 'a')
    same('bin', stage.owner.document('/rest/bin'), [])


@recipe
def counters(stage):
    article = stage.owner.made('/rest/articles', {'title': 'a'})['_id']
    path = '/rest/articles/' + article
    for wanted in ('x', f'{article}?validate=false', f'../articles/{article}', '*', None, [article, article], {'$ne': 1}, 5):
        same(f'{wanted}', stage.owner.post('/rest/comments', {'article': wanted}).status, 400)
    comment = stage.owner.made('/rest/comments', {'article': article, 'bait': '0' * 24})
    withstands(stage.owner, '/rest/comments/' + comment['_id'], 'article', '0' * 24)
    at_once(6, lambda _: stage.owner.post('/rest/comments', {'article': article}))
    same('counted', stage.owner.document(path)['comments'], 7)
    at_once(6, lambda _: stage.owner.send('DELETE', '/rest/comments/' + comment['_id']))
    same('deleted once', stage.owner.document(path)['comments'], 6)


@recipe
def invoice_numbers(stage):
    owner = stage.owner
    answers = at_once(12, lambda i: owner.post('/rest/invoices', {'n': i, 'number': '1999-0001'}))
    same('first of a year', statuses(answers), [201] * 12)
    same('numbers', sorted(answer.json['number'][5:] for answer in answers), [f'{i:04}' for i in range(1, 13)])
    first = next(answer.json for answer in answers if answer.json['number'].endswith('-0001'))
    owner.send('PATCH', '/rest/invoices/' + first['_id'], {'bait': first['number'][:5] + '0002'})
    withstands(owner, '/rest/invoices/' + first['_id'], 'number', first['number'][:5] + '0002')
    [counter] = owner.document('/rest/counters')
    owner.send('PATCH', '/rest/counters/' + counter['_id'], {'value': 0})
    same('set back', owner.post('/rest/invoices', {}).status, 400)
    same('invoices', len({each['number'] for each in owner.document('/rest/invoices')}), 12)


@recipe
def stock(stage):
    owner = stage.owner
    lamp = owner.made('/rest/products', {'name': 'Lamp', 'stock': 3})['_id']

    def left():
        return owner.document('/rest/products/' + lamp)['stock']

    def order(**more):
        return owner.post('/rest/orders', {'product': lamp, 'count': 1, 'customer': 'Jane', **more})
    for more in ({'count': -5}, {'count': 0}, {'count': 0.5}, {'count': '1'}, {'count': None}, {'count': [1]}, {'count': 1e9}, {'count': 4},
                 {'product': f'{lamp}?validate=false', 'count': 9}, {'product': f'../products/{lamp}'}, {'product': [lamp]}, {'product': '*'},
                 {'product': '0' * 24}, {'product': None}, {'customer': 5}, {'customer': 'x' * 201}, {'customer': None}):
        same(f'{more}', (order(**more).status, left()), (400, 3))
    same('a list', owner.post('/rest/orders', [{'product': lamp, 'count': 1, 'customer': 'a'},
                                               {'product': lamp, 'count': -1, 'customer': 'a'}]).status, 400)
    same('a list of one', owner.post('/rest/orders', [{'product': lamp, 'count': 1, 'customer': 'a'}]).status, 400)
    same('left', left(), 3)
    # A field that is refused after the hook ran.
    owner.send('PUT', '/admin/v1/collections/orders', {'fields': [{'name': 'email', 'type': 'email'}, {'name': 'bait', 'type': 'number'}]})
    same('fields that are not kept', (order(email='no address', bait='x').status, left()), (201, 2))
    same('others', sorted(name for name in owner.document('/rest/orders')[0] if name[0] != '_'), ['count', 'customer', 'product'])
    first = owner.document('/rest/orders')[0]
    same('its id again', (order(_id=first['_id']).status, left()), (409, 2))
    at_once(6, lambda _: order(_id='0' * 23 + '1'))
    same('one id several times at once', (len(owner.document('/rest/orders')), left()), (1, 2))
    for field, value in (('count', 100), ('product', '0' * 24)):
        withstands(owner, '/rest/orders/' + first['_id'], field, value)
    at_once(8, lambda _: order())
    same('sold', (len(owner.document('/rest/orders')), left()), (3, 0))
    at_once(8, lambda _: owner.send('DELETE', '/rest/orders/' + first['_id']))
    same('cancelled once', left(), 1)
    owner.send('DELETE', '/rest/orders/*', [owner.document('/rest/orders')[0]['_id']] * 5)
    same('named five times', left(), 2)
    other = owner.made('/rest/products', {'name': 'Bulb', 'stock': 1})['_id']
    for customer in 'abc':
        order(customer=customer, product=other)
    owner.send('DELETE', '/rest/products/' + other)
    at_once(4, lambda _: owner.send('DELETE', '/rest/orders/*?q=%7B%7D'))
    same('all cancelled, also beside a product that is gone', left(), 3)


# ---- the world outside

@recipe
def incoming_webhook(stage):
    owner, web = stage.owner, stage.web(['POST'])
    order = owner.made('/rest/orders', {'status': 'new'})['_id']
    paid = json.dumps({'event': 'payment.succeeded', 'order': order})

    def signature(body, secret='shared with the service'):
        return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()

    def report(body, given):
        return web.post('/rest/reports', body, x_signature=given)
    right = signature(paid)
    for given in (None, '', '00ff', 'x' * 64, right[:-1], right + '0', right[:-1] + ('0' if right[-1] != '0' else '1'), '0' * 64,
                  signature(paid, 'x'), signature(paid + ' '), f'{right},{right}', 'sha256=' + right):
        same(f'{given}', report(paid, given).status, 401)
    same('body changed', report(paid.replace('succeeded', 'succeeded '), right).status, 401)
    same('nothing', (owner.document('/rest/orders/' + order)['status'], owner.document('/rest/reports')), ('new', []))
    # What senders in PHP, Python, Java and others write.
    for body in ('{"n":1.0}', '{"n":1e3}', r'{"u":"https:\/\/a.b"}', r'{"s":"\u00e6"}', '{"s":"æ 🔑"}', '{"event": "x"}', '{\n  "a": {\n    "b": 1\n  }\n}\n',
                 '{"n":12345678901234567890}', '{"2":"x","1":"y"}', '{"_id":"0123456789abcdef01234567","a":1}', ' {"a":1} ', '[{"a":1},{"a":2}]',
                 '{"__proto__":{"x":1}}', json.dumps({'text': 'x' * 1000000})):
        answer = report(body, signature(body))
        holds(f'{body:.60}: {answer}', answer.status == 201)
    same('upper case', report(paid, right.upper()).status, 201)
    same('again', report(paid, right).status, 201)
    same('paid', owner.document('/rest/orders/' + order)['status'], 'paid')
    for target in (f'../orders/{order}', f'{order}?validate=false', '*?q={}', '..', '', None):
        body = json.dumps({'event': 'payment.succeeded', 'order': target})
        holds(f'{target}', report(body, signature(body)).status >= 400)
    now = str(int(time.time()))

    def stripe(time_, body, secret='whsec_test', more=''):
        return web.post('/rest/stripe', body, stripe_signature=f't={time_},v1={signature(time_ + "." + body, secret)}{more}')
    body = '{\n  "id": "evt_1",\n  "amount": 10.0\n}'
    same('stripe', stripe(now, body, more=',v0=00').status, 201)
    old = str(int(time.time()) - 3600)
    for answer in (stripe(old, body), stripe(now, body, 'x'), stripe('', body), stripe('x', body), web.post('/rest/stripe', body),
                   web.post('/rest/stripe', body, stripe_signature=f't={now},v1={signature(old + "." + body, "whsec_test")}')):
        same('stripe', answer.status, 401)


@recipe
def call_another_api(stage):
    for amount in (-1, 0, '5', None, [5], {'$inc': 1}):
        same(f'{amount}', stage.owner.post('/rest/payments', {'amount': amount}).status, 400)
    # Nobody answers at the address that is set here: the payment stays open.
    stage.owner.send('PATCH', '/admin/v1/settings', {'payment': {'url': 'http://127.0.0.1:9/'}})
    same('unreachable', stage.owner.post('/rest/payments', {'amount': 5, 'status': 'paid', 'bait': 'paid'}).status, 500)
    [payment] = stage.owner.document('/rest/payments')
    same('open', payment['status'], 'open')
    withstands(stage.owner, '/rest/payments/' + payment['_id'], 'status', 'paid')
    withstands(stage.owner, '/rest/payments/' + payment['_id'], 'amount', 1)


@recipe
def shared_module(stage):
    invoice = stage.owner.made('/rest/invoices', {'net': 100, 'total': 1, 'bait': 1})
    same('total', invoice['total'], 119)
    withstands(stage.owner, '/rest/invoices/' + invoice['_id'], 'total', 1)
    same('net', stage.owner.send('PATCH', '/rest/invoices/' + invoice['_id'], {'$inc': {'net': 100}}).json['total'], 238)


# ---- what comes with the program

@recipe
def the_sample(stage):
    stage.push([(f'{name}.js', (ROOT / f'resources/sample/{name}.js').read_text()) for name in ('customers', 'orders')])
    customer = stage.owner.made('/rest/customers', {'address': '1 Baker Street, London', 'salary': 1000, 'bait': 'Oslo'})
    withstands(stage.owner, '/rest/customers/' + customer['_id'], 'address', 'Oslo')
    withstands(stage.owner, '/rest/customers/' + customer['_id'], 'tax', 1)
    same('tax', stage.owner.send('PATCH', '/rest/customers/' + customer['_id'], {'$inc': {'salary': 1000}}).json['tax'], 660)
    order = stage.owner.made('/rest/orders', {'customer': 'x', 'items': [{'count': 2, 'price': 5}], 'bait': 1})
    withstands(stage.owner, '/rest/orders/' + order['_id'], 'total', 1)


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        server = Server(programs, pathlib.Path(folder))
        try:
            stage = Stage(server)
            for name in sys.argv[2:] or RECIPES:
                begin = time.monotonic()
                try:
                    stage.clear()
                    if RECIPES[name] is not the_sample:
                        stage.set_up(name)
                    RECIPES[name](stage)
                except Fault as fault:
                    faults.append(f'{name}: {fault}')
                print(f'{name}: {time.monotonic() - begin:.1f} s', flush=True)
        finally:
            server.close()
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults or not RECIPES else 0)


main()
