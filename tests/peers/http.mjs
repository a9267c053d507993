// SPDX-License-Identifier: GPL-3.0-or-later
// The servers that hooks call in tst_outbound: HTTP, and HTTPS and HTTP/2 with the given certificate. Prints their ports.
//   node http.mjs CERTIFICATE KEY
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const [certificate, key] = process.argv.slice(2);

let held = [];

const routes = {
  '/echo': (request, response, body) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
  },
  '/text': (request, response) => response.end('plain æøå'),
  '/bytes': (request, response) => response.end(Buffer.from([0, 255, 128, 65])),
  '/status': (request, response) => {
    response.statusCode = 418;
    response.end('{"short":"stout"}');
  },
  '/gzip': (request, response) => {
    const isAsked = /gzip/.test(request.headers['accept-encoding'] || '');
    if (isAsked)
      response.setHeader('content-encoding', 'gzip');
    response.end(isAsked ? gzipSync('unpacked') : 'never packed');
  },
  '/brotli': (request, response) => {
    response.setHeader('content-encoding', 'br');
    response.end(brotliCompressSync('unpacked'));
  },
  '/version': (request, response) => response.end(request.httpVersion),
  // Answers nobody before so many ask at once.
  '/together': (request, response) => {
    held.push(response);
    if (held.length < Number(new URL(request.url, 'http://x').searchParams.get('calls')))
      return;
    for (const each of held)
      each.end('all here');
    held = [];
  },
  '/cookie': (request, response) => {
    response.setHeader('set-cookie', ['a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT', 'b=2']);
    response.end(request.headers.cookie || 'none');
  },
  '/slow': (request, response) => setTimeout(() => response.end('late'), 3000),
  '/huge': (request, response) => {
    const chunk = Buffer.alloc(65536, 'x');
    const write = () => { while (!response.destroyed && response.write(chunk)); };
    response.on('drain', write);
    write();
  },
  '/cut': (request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('begin');
    setTimeout(() => request.socket.destroy(), 20);
  },
  '/redirect': (request, response) => {
    const to = new URL(request.url, 'http://x').searchParams;
    response.writeHead(Number(to.get('status') || 302), { location: to.get('to') });
    response.end();
  },
  '/slack': (request, response, body) => {
    response.statusCode = body.includes('fail') ? 404 : 200;
    response.end(body.includes('fail') ? 'no_team' : body);
  },
};

function answer(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const route = routes[request.url.split('?')[0]];
    if (route)
      return route(request, response, Buffer.concat(chunks).toString());
    response.statusCode = 404;
    response.end();
  });
}

const http = createServer(answer).listen(0, '127.0.0.1');
const identity = { cert: readFileSync(certificate), key: readFileSync(key) };
const https = createTlsServer(identity, answer).listen(0, '127.0.0.1');
const http2 = createSecureServer(identity, answer).listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ http: http.address().port, https: https.address().port, http2: http2.address().port }));
});
