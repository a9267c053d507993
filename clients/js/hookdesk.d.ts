// SPDX-License-Identifier: MIT
/** Fields that the server keeps of each document. */
export interface Meta {
  _id: string;
  _created?: string;
  _changed?: string;
  _createdby?: string;
  _changedby?: string;
  _version?: number;
}
/** Documents of collections that have no type of their own. */
export type AnyDocument = Record<string, unknown>;
export type Query = Record<string, unknown>;

/** A document of which a relation keeps a copy. */
export interface Copy {
  _id: string;
  [field: string]: unknown;
}
/** What a relation is taken as, besides copies. */
export type Reference = string | {_id: string};
/** A document as it is sent: a relation is also taken as an id or a document with its id, or an array of them, and media as one id. */
export type Sent<Document> = {
  [Field in keyof Document]:
    NonNullable<Document[Field]> extends Copy[] ? Reference | Reference[] | null | Extract<Document[Field], undefined>
    : NonNullable<Document[Field]> extends string[] ? Document[Field] | string
    : Document[Field];
};

export interface FindOptions {
  sort?: string;
  /** 1 ascending, -1 descending. */
  dir?: 1 | -1;
  skip?: number;
  /** 1000 where it is not given. */
  max?: number;
  /** Words that a document must have. */
  filter?: string;
  metafields?: boolean;
  /** Only these fields. */
  fields?: string[];
  /** Hints, such as `{$orderby: {name: 1}}`. */
  hints?: Record<string, unknown>;
  signal?: AbortSignal;
}

export interface Options {
  key?: string;
  token?: string;
  /** ms that a request waits for its answer, and `changes` for a sign of life; 30,000 where it is not given; 0: no limit. */
  timeout?: number;
  fetch?: typeof fetch;
}

export interface RequestOptions {
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Change {
  id: string;
  /** Changes are missing before this one: read anew what you show. */
  reset: boolean;
  collections: {
    name: string;
    insert: number;
    update: number;
    remove: number;
    /** Left out when a commit has changed more than 500. */
    documents?: {_id: string; kind: 'insert' | 'update' | 'remove'; _version?: number}[];
  }[];
  definitions: {subject: 'collection' | 'script' | 'keys' | 'settings'; kind: string; name?: string; before?: string}[];
}

/** @typeParam Collections the documents by the name of their collection: see `hookdesk-types` in README.md */
export class Hookdesk<Collections extends {[name in keyof Collections]: object} = Record<string, AnyDocument>> {
  constructor(url: string, options?: Options);
  readonly url: string;
  key?: string;
  token?: string;
  timeout: number;
  collection<Name extends keyof Collections & string>(name: Name): Collection<Collections[Name]>;
  request<Answer = unknown>(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  changes(options?: {signal?: AbortSignal; lastId?: string}): AsyncGenerator<Change>;
}

export class Collection<Document extends object = AnyDocument> {
  readonly name: string;
  find(query?: Query, options?: FindOptions): Promise<(Document & Meta)[]>;
  findOne(query: Query, options?: FindOptions): Promise<(Document & Meta) | null>;
  all(query?: Query, options?: Omit<FindOptions, 'sort' | 'dir' | 'skip' | 'max'> & {size?: number}): AsyncGenerator<Document & Meta>;
  count(query?: Query): Promise<number>;
  get(id: string): Promise<Document & Meta>;
  insert(document: Sent<Document> & Partial<Meta>): Promise<Document & Meta>;
  insert(documents: (Sent<Document> & Partial<Meta>)[]): Promise<(Document & Meta)[]>;
  update(id: string, changes: Partial<Sent<Document>> | Record<`$${string}`, unknown>, options?: {version?: number}): Promise<Document & Meta>;
  delete(id: string, options?: {version?: number}): Promise<string[]>;
  deleteMany(ids: string[]): Promise<string[]>;
  deleteWhere(query: Query): Promise<string[]>;
}

export class HookdeskError extends Error {
  /** 0: there was no answer. */
  status: number;
  /** The error's name, such as `ValidationError`. */
  code: string;
  list: {field?: string; message: string[]}[];
  body: unknown;
  /** The data were stored although the request failed. */
  saved: boolean;
  /** Seconds; 0: the server does not say. */
  retryAfter: number;
}
export class ConnectionError extends HookdeskError {}
export class BadRequestError extends HookdeskError {}
export class AccessError extends HookdeskError {}
export class NotFoundError extends HookdeskError {}
export class ConflictError extends HookdeskError {}
export class UnavailableError extends HookdeskError {}
