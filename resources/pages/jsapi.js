// SPDX-License-Identifier: GPL-3.0-or-later
// The client of this database: const db = new restdb('KEY'); await db.people.find({age: {$gt: 3}});
// Every function takes a callback (error, result) as its last argument, or gives a Promise.
(function (root) {
  'use strict';
  var names = /*COLLECTIONS*/[];
  var origin = typeof document === 'object' && document.currentScript
    ? new URL(document.currentScript.src).origin : '';

  // The promise, or nothing where a callback takes its result.
  function answer(promise, callback) {
    if (typeof callback !== 'function') return promise;
    promise.then(function (data) { callback(null, data); }, function (error) { callback(error); });
  }

  // The document or documents of a response, or an error with its status and list.
  function read(response) {
    return response.text().then(function (text) {
      var data = text ? JSON.parse(text) : null;
      if (response.ok) return data;
      var error = new Error((data && data.message) || response.statusText);
      error.status = response.status;
      error.list = data && data.list;
      throw error;
    });
  }

  // The class of a collection's documents; `request` sends to its path.
  function collection(name, request) {
    function Document(fields) { Object.assign(this, fields); }
    function made(fields) {
      return fields && typeof fields === 'object' ? new Document(fields) : fields;
    }
    var path = encodeURIComponent(name);

    Document.find = function (query, hints, callback) {
      if (typeof query === 'function') { callback = query; query = {}; hints = {}; }
      if (typeof hints === 'function') { callback = hints; hints = {}; }
      var found = request('GET', path + '?q=' + encodeURIComponent(JSON.stringify(query || {}))
        + '&h=' + encodeURIComponent(JSON.stringify(hints || {})));
      return answer(found.then(function (data) {
        return Array.isArray(data) ? data.map(made) : data;
      }), callback);
    };
    Document.getById = function (id, callback) {
      return answer(request('GET', path + '/' + encodeURIComponent(id)).then(made), callback);
    };
    Document.delete = function (ids, callback) {
      return answer(request('DELETE', path + '/*', [].concat(ids)), callback);
    };
    // Stores the document and takes over what the server made of it.
    Document.prototype.save = function (callback) {
      var self = this;
      var stored = self._id ? request('PUT', path + '/' + self._id, self) : request('POST', path, self);
      return answer(stored.then(function (data) { return Object.assign(self, data); }), callback);
    };
    Document.prototype.delete = function (callback) {
      return answer(request('DELETE', path + '/' + this._id), callback);
    };
    Document.prototype.addChild = function (field, child, callback) {
      return answer(request('POST', path + '/' + this._id + '/' + encodeURIComponent(field), child), callback);
    };
    return Document;
  }

  function restdb(apikey, options) {
    var settings = options || {};
    var base = (settings.url || origin).replace(/\/$/, '') + '/rest/';

    function request(method, path, body) {
      var headers = { 'x-apikey': apikey, 'cache-control': 'no-cache' };
      if (body !== undefined) headers['content-type'] = 'application/json';
      return fetch(base + path, {
        method: method, headers: headers, body: body === undefined ? undefined : JSON.stringify(body),
      }).then(read);
    }

    for (var i = 0; i < names.length; ++i) this[names[i]] = collection(names[i], request);
  }

  if (typeof module === 'object' && module.exports) module.exports = restdb;
  else root.restdb = restdb;
})(typeof globalThis === 'object' ? globalThis : this);
