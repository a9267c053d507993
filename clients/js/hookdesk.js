// SPDX-License-Identifier: MIT
// A client for the REST API of Hookdesk: no dependency, for Node 18 and later, browsers, Deno and Bun.

/** A request that was not answered with a status of 2xx, or not answered at all. */
export class HookdeskError extends Error {
  constructor(message, details = {}) {
    super(message, details.cause && {cause: details.cause});
    this.name = new.target.name;
    /** The status of the answer; 0: there was none. */
    this.status = details.status ?? 0;
    /** The error's name, such as `ValidationError`. */
    this.code = details.code ?? '';
    /** For a ValidationError: `[{field, message: [text, …]}]`. */
    this.list = details.list ?? [];
    /** The answer's body, as it came. */
    this.body = details.body;
    /** Whether the data were stored although the request failed: a hook after the write did. */
    this.saved = details.saved ?? false;
    /** After how many seconds to try again; 0: the server does not say. */
    this.retryAfter = details.retryAfter ?? 0;
  }
}
/** No answer: no connection, or the time was over. */
export class ConnectionError extends HookdeskError {}
/** Status 400 with a `list`, or a request that is wrong in another way. */
export class BadRequestError extends HookdeskError {}
/** Status 401 or 403. */
export class AccessError extends HookdeskError {}
/** Status 404. */
export class NotFoundError extends HookdeskError {}
/** Status 409 or 412: somebody else was faster, or it exists already. */
export class ConflictError extends HookdeskError {}
/** Status 429 or 503: the same request may succeed later. */
export class UnavailableError extends HookdeskError {}

const ERRORS = {
  400: BadRequestError, 401: AccessError, 403: AccessError, 404: NotFoundError, 409: ConflictError, 412: ConflictError,
  429: UnavailableError, 503: UnavailableError,
};

/** What is wrong with which field, for whoever sees the message alone. */
function detailsOf(list) {
  const texts = (Array.isArray(list) ? list : []).map(({field, message}) => [field, [message].flat()[0]].filter(Boolean).join(': '));
  return texts.length ? ` (${texts.join(' ')})` : '';
}

function errorOf(answer, body) {
  const told = body && typeof body === 'object' ? body : {};
  const message = (told.message ?? `${answer.status} ${answer.statusText}`) + detailsOf(told.list);
  return new (ERRORS[answer.status] ?? HookdeskError)(message, {
    status: answer.status, code: told.name, list: told.list, body,
    saved: answer.headers.get('x-hookdesk-saved') === 'true', retryAfter: Number(answer.headers.get('retry-after')) || 0,
  });
}

/** The parameters of a request; what is no text or number is sent as JSON. */
function parametersOf(query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) {
      parameters.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

function contentOf(type, bytes) {
  const isJson = type.includes('json');
  if (!isJson && !type.startsWith('text/')) return bytes;
  const text = new TextDecoder().decode(bytes);
  return isJson && text ? JSON.parse(text) : text;
}

/** A server, and who asks it. */
export class Hookdesk {
  /**
   * @param {string} url the server's address, such as `http://127.0.0.1:8787`
   * @param {{key?: string, token?: string, timeout?: number, fetch?: typeof fetch}} [options] an API key or the token of a user;
   *   after `timeout` ms without an answer a request fails (30,000; 0: never)
   */
  constructor(url, {key, token, timeout = 30000, fetch = globalThis.fetch} = {}) {
    this.url = String(url).replace(/\/+$/, '');
    this.key = key;
    this.token = token;
    this.timeout = timeout;
    this.fetch = fetch.bind(globalThis);
  }

  /** The documents of a collection. */
  collection(name) {
    return new Collection(this, name);
  }

  /**
   * Any request. `query` are parameters, `body` is sent as JSON, or as it is when it is a text.
   * @returns the answer's body: parsed where it is JSON, a text where it is one, else a Uint8Array
   * @throws {HookdeskError}
   */
  async request(method, path, {query, body, headers, signal} = {}) {
    const answer = await this.send(method, path, {query, body, headers, signal, timeout: this.timeout});
    const bytes = new Uint8Array(await answer.arrayBuffer().catch((cause) => this.fail(method, path, cause)));
    try {
      const content = contentOf(answer.headers.get('content-type') ?? 'text/plain', bytes);
      if (answer.ok) return content;
      throw errorOf(answer, content);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      if (!answer.ok) throw errorOf(answer); // of a proxy
      return this.fail(method, path, cause);
    }
  }

  /** @private The answer before its body is read. */
  async send(method, path, {query, body, headers, signal, timeout}) {
    const sent = {accept: 'application/json', ...headers};
    if (this.key) sent['x-apikey'] ??= this.key;
    if (this.token) sent.authorization ??= `Bearer ${this.token}`;
    if (body !== undefined) sent['content-type'] ??= typeof body === 'string' ? 'text/plain' : 'application/json';
    const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const limits = [signal, timeout ? AbortSignal.timeout(timeout) : undefined].filter(Boolean);
    try {
      return await this.fetch(this.url + path + parametersOf(query),
        // A redirect would carry the key to wherever it points.
        {method, headers: sent, body: content, redirect: 'error', signal: limits.length > 1 ? anyOf(limits) : limits[0]});
    } catch (cause) {
      return this.fail(method, path, cause);
    }
  }

  /** @private */
  fail(method, path, cause) {
    if (cause.name === 'AbortError') throw cause; // the caller's own signal
    throw new ConnectionError(`${method} ${path}: ${cause.cause?.message || cause.message}`, {cause});
  }

  /**
   * What each commit has changed, as it happens; needs a full-access key. The loop goes on by itself after a connection that is lost,
   * or silent for `timeout` ms (the server sends something every 15 s), where it broke off. An entry with `reset: true` says that
   * changes are missing before it: read anew what you show.
   * @param {{signal?: AbortSignal, lastId?: string}} [options]
   */
  async *changes({signal, lastId} = {}) {
    for (let wait = 250; !signal?.aborted; wait = Math.min(wait * 2, 10000)) {
      try {
        const headers = {accept: 'text/event-stream', ...(lastId && {'last-event-id': lastId})};
        const answer = await this.send('GET', '/admin/v1/changes', {headers, signal});
        if (!answer.ok) throw errorOf(answer, await answer.json().catch(() => undefined));
        wait = 125;
        for await (const event of eventsOf(answer.body, this.timeout)) {
          if (event.id) lastId = event.id;
          if (event.data || event.event === 'reset') {
            yield {id: event.id, reset: event.event === 'reset', collections: [], definitions: [], ...JSON.parse(event.data || '{}')};
          }
        }
      } catch (error) {
        if (signal?.aborted) return;
        if (error instanceof HookdeskError && error.status && error.status < 500 && error.status !== 429) throw error;
      }
      await pause(wait, signal);
    }
  }
}

/** The documents of one collection. Queries are MongoDB's. */
export class Collection {
  constructor(server, name) {
    this.server = server;
    this.name = name;
    this.path = `/rest/${encodeURIComponent(name)}`;
  }

  /** The documents that match; `options`: sort, dir, skip, max, filter, metafields, fields, hints, signal. */
  async find(query = {}, {fields, hints, signal, ...options} = {}) {
    allowOnly(options, ['sort', 'dir', 'skip', 'max', 'filter', 'metafields']);
    const h = fields || hints ? {...hints, ...(fields && {$fields: Object.fromEntries(fields.map((name) => [name, 1]))})} : undefined;
    return this.server.request('GET', this.path, {query: {q: query, h, ...options}, signal});
  }

  /** The first document that matches, or null. */
  async findOne(query, options) {
    return (await this.find(query, {...options, max: 1}))[0] ?? null;
  }

  /** All documents that match in the order of their ids, read in pages of `size`; `options`: filter, metafields, fields, hints, signal. */
  async *all(query = {}, {size = 1000, ...options} = {}) {
    allowOnly(options, ['filter', 'metafields', 'fields', 'hints', 'signal']);
    for (let last; ;) {
      const part = last ? {$and: [query, {_id: {$gt: last}}]} : query;
      const page = await this.find(part, {...options, sort: '_id', max: size});
      yield* page;
      if (page.length < size) return;
      last = page.at(-1)._id;
    }
  }

  /** How many documents match. */
  async count(query = {}) {
    return (await this.server.request('GET', this.path, {query: {q: query, totals: true, count: true}})).totals.total;
  }

  /** One document. @throws {NotFoundError} */
  get(id) {
    return this.server.request('GET', this.pathOf(id));
  }

  /** Stores a document, or an array of them: all or none. @returns what was stored */
  insert(documents) {
    return this.server.request('POST', this.path, {body: documents});
  }

  /** Changes fields of a document; update operators such as `$inc` are allowed. `version`: only while `_version` is this one. */
  update(id, changes, {version} = {}) {
    return this.server.request('PATCH', this.pathOf(id), {body: changes, headers: conditionOf(version)});
  }

  /** Deletes a document. */
  async delete(id, {version} = {}) {
    return (await this.server.request('DELETE', this.pathOf(id), {headers: conditionOf(version)})).result;
  }

  /** Deletes the documents with these ids, in one step. @returns the ids of those that were there */
  async deleteMany(ids) {
    return (await this.server.request('DELETE', `${this.path}/*`, {body: ids})).result;
  }

  /** Deletes the documents that match. @returns their ids */
  async deleteWhere(query) {
    return (await this.server.request('DELETE', `${this.path}/*`, {query: {q: query}})).result;
  }

  /** @private */
  pathOf(id) {
    return `${this.path}/${encodeURIComponent(id)}`;
  }
}

/** The server ignores parameters that it does not know: with `limit` for `max`, everything would come. */
function allowOnly(options, known) {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown) throw new TypeError(`There is no option "${unknown}" here; there are ${known.join(', ')}.`);
}

function conditionOf(version) {
  return version === undefined ? {} : {'if-match': `"${version}"`};
}

/** AbortSignal.any(), which Node 18 lacks. */
function anyOf(signals) {
  const either = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) either.abort(signal.reason);
    signal.addEventListener('abort', () => either.abort(signal.reason), {once: true, signal: either.signal});
  }
  return either.signal;
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, {once: true});
  });
}

/** The events of a stream. Source: WHATWG HTML, "Server-sent events". */
async function* eventsOf(stream, silence) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of readable(stream, silence)) {
    const events = (rest + decoder.decode(chunk, {stream: true})).split(/\r?\n\r?\n/);
    rest = events.pop();
    for (const text of events) {
      const event = {id: '', event: '', data: ''};
      for (const line of text.split(/\r?\n/)) {
        const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (name === 'data') event.data += (event.data && '\n') + value;
        else if (name) event[name] = value;
      }
      yield event;
    }
  }
}

/** Browsers cannot loop over a stream yet. Fails where nothing comes for `silence` ms; 0: never. */
async function* readable(stream, silence) {
  const reader = stream.getReader();
  let timer;
  const next = () => !silence ? reader.read() : Promise.race([reader.read(), new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('The connection is silent.')), silence);
  })]).finally(() => clearTimeout(timer));
  try {
    for (let part; !(part = await next()).done;) yield part.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
