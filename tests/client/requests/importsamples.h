// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// With all that collections hold: folders, variables, inherited keys, bodies, scripts.
inline constexpr char Collection[] = R"({
"info": {"name": "Shop: v2", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{jwt}}"}]},
"variable": [{"key": "host", "value": "http://127.0.0.1:8787"}, {"key": "adminToken", "value": "s3cret"}],
"event": [{"listen": "prerequest", "script": {"exec": ["console.log('x');"]}}],
"item": [
 {"name": "Sign in", "event": [{"listen": "test", "script": {"exec": [
   "pm.test('Status is 200', function () {", "  pm.response.to.have.status(200);", "});",
   "const jsonData = pm.response.json();", "pm.expect(jsonData.user.name).to.eql('Jane');",
   "pm.environment.set('jwt', jsonData.token);", "// a comment", "postman.setNextRequest('x');"]}}],
  "request": {"method": "POST", "auth": {"type": "noauth"}, "url": "{{host}}/login",
   "header": [{"key": "X-Off", "value": "1", "disabled": true}, {"key": "x-api-key", "value": "k3y"}],
   "body": {"mode": "raw", "raw": "{\"a\": 1}", "options": {"raw": {"language": "json"}}}}},
 {"name": "Orders / all", "item": [
  {"name": "One", "request": {"method": "GET", "url": {"raw": "{{host}}/orders/:id?x=1&y=2",
   "query": [{"key": "x", "value": "1"}, {"key": "y", "value": "2", "disabled": true}],
   "variable": [{"key": "id", "value": "7"}]}}},
  {"name": "Form", "request": {"method": "POST", "url": "{{host}}/f", "body": {"mode": "urlencoded",
   "urlencoded": [{"key": "a", "value": "b c"}, {"key": "d", "value": "{{e}}"}]}}},
  {"name": "Deeper", "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}, {"key": "password", "value": "p"}]},
   "item": [{"name": "Upload", "request": {"method": "PUT", "url": "{{host}}/u",
    "body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": "/home/jane/a.png"}, {"key": "t", "value": "v"}]}}},
    {"name": "Graph", "request": {"method": "POST", "url": "{{host}}/g", "auth": {"type": "awsv4"},
     "body": {"mode": "graphql", "graphql": {"query": "{ a }", "variables": "{\"b\":1}"}}}}]}]}]})";

inline constexpr char Description[] = R"({"openapi": "3.1.0", "info": {"title": "Orders"},
"servers": [{"url": "https://{where}.example.com/v1/", "variables": {"where": {"default": "api"}}}],
"security": [{"k": []}],
"paths": {"/orders/{id}": {
  "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 3}}],
  "put": {"summary": "Change an order", "tags": ["orders"],
   "parameters": [{"name": "dry", "in": "query", "required": true, "schema": {"type": "boolean"}},
                  {"name": "page", "in": "query", "schema": {"type": "integer"}}],
   "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
   "responses": {"200": {}}}}},
"components": {
 "securitySchemes": {"k": {"type": "apiKey", "in": "header", "name": "x-apikey"}},
 "schemas": {"Order": {"type": "object", "properties": {"_id": {"type": "string", "readOnly": true},
   "email": {"type": "string", "format": "email"}, "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
   "parent": {"$ref": "#/components/schemas/Order"}}},
  "Line": {"allOf": [{"properties": {"article": {"enum": ["A7", "B2"]}}}], "properties": {"count": {"example": 3}}}}}})";
