// SPDX-License-Identifier: GPL-3.0-or-later
// The client of this database: const db = new restdb('KEY'); await db.people.find({age: {$gt: 3}});
// Every function takes a callback (error, result) as its last argument, or gives a Promise.
(function (root) {
  'use strict';
  var names = /*COLLECTIONS*/[];
  var origin = typeof document === 'object' && document.currentScript
    ? new URL(document.currentScript.src).origin : '';

  function restdb(apikey, options) {
    var settings = options || {};
    var base = (settings.url || origin).replace(/\/$/, '') + '/rest/';

    function request(method, path, body, callback) {
      var headers = { 'x-apikey': apikey, 'cache-control': 'no-cache' };
      if (body !== undefined) headers['content-type'] = 'application/json';
      var promise = fetch(base + path, {
        method: method, headers: headers, body: body === undefined ? undefined : JSON.stringify(body),
      }).then(function (response) {
        return response.text().then(function (text) {
          var data = text ? JSON.parse(text) : null;
          if (response.ok) return data;
          var error = new Error((data && data.message) || response.statusText);
          error.status = response.status;
          error.list = data && data.list;
          throw error;
        });
      });
      if (typeof callback !== 'function') return promise;
      promise.then(function (data) { callback(null, data); }, function (error) { callback(error); });
    }

    function collection(name) {
      function Document(fields) { Object.assign(this, fields); }
      function made(fields) { return new Document(fields); }
      function withDocuments(promiseOf, callback) {
        var promise = promiseOf.then(function (data) {
          return Array.isArray(data) ? data.map(function (each) {
            return each && typeof each === 'object' ? made(each) : each;
          }) : data;
        });
        if (typeof callback !== 'function') return promise;
        promise.then(function (data) { callback(null, data); }, function (error) { callback(error); });
      }
      var path = encodeURIComponent(name);

      Document.find = function (query, hints, callback) {
        if (typeof query === 'function') { callback = query; query = {}; hints = {}; }
        if (typeof hints === 'function') { callback = hints; hints = {}; }
        return withDocuments(request('GET', path + '?q=' + encodeURIComponent(JSON.stringify(query || {}))
          + '&h=' + encodeURIComponent(JSON.stringify(hints || {}))), callback);
      };
      Document.getById = function (id, callback) {
        var promise = request('GET', path + '/' + encodeURIComponent(id)).then(made);
        if (typeof callback !== 'function') return promise;
        promise.then(function (data) { callback(null, data); }, function (error) { callback(error); });
      };
      Document.delete = function (ids, callback) {
        return request('DELETE', path + '/*', [].concat(ids), callback);
      };
      // Stores the document and takes over what the server made of it.
      Document.prototype.save = function (callback) {
        var self = this;
        var promise = (self._id ? request('PUT', path + '/' + self._id, self) : request('POST', path, self))
          .then(function (stored) { return Object.assign(self, stored); });
        if (typeof callback !== 'function') return promise;
        promise.then(function (data) { callback(null, data); }, function (error) { callback(error); });
      };
      Document.prototype.delete = function (callback) {
        return request('DELETE', path + '/' + this._id, undefined, callback);
      };
      Document.prototype.addChild = function (field, child, callback) {
        return request('POST', path + '/' + this._id + '/' + encodeURIComponent(field), child, callback);
      };
      return Document;
    }

    for (var i = 0; i < names.length; ++i) this[names[i]] = collection(names[i]);
  }

  if (typeof module === 'object' && module.exports) module.exports = restdb;
  else root.restdb = restdb;
})(typeof globalThis === 'object' ? globalThis : this);
