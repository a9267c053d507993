class AppError extends Error {
  static codes = { NOT_FOUND: 404, CONFLICT: 409 };
  constructor(code, message, options) {
    super(message ?? code, options);
    this.code = code;
    Error.captureStackTrace?.(this, this.constructor);
  }
  get name() { return this.constructor.name; }
  get status() { return AppError.codes[this.code] ?? 500; }
  toJSON() { return { name: this.name, code: this.code, message: this.message, cause: this.cause?.message }; }
}
class NotFound extends AppError {
  constructor(what, id, options) { super('NOT_FOUND', `${what} ${id} was not found`, options); Object.assign(this, { what, id }); }
}
function OldError(message) {
  if (!(this instanceof OldError)) return new OldError(message);
  this.message = message;
  this.stack = new Error(message).stack;
}
OldError.prototype = Object.create(Error.prototype, { constructor: { value: OldError }, name: { value: 'OldError' } });

const wrap = (error) => new AppError('WRAPPED', 'outer', { cause: error });
async function load(id) {
  try {
    return await db.get(`/rest/customers/${id}`);
  } catch (cause) {
    throw new NotFound('customer', id, { cause });
  }
}
const chain = (error) => (error ? [`${error}`, ...chain(error.cause)] : []);

async function afterPOST(req, res) {
  try { await load('c9'); } catch (e) {
    log.warn(e instanceof NotFound, e instanceof AppError, e instanceof Error, e.name, e.status, e.id, chain(e), JSON.stringify(e), Object.prototype.toString.call(e));
    log.warn(Object.keys(e).sort(), 'cause' in e, Object.getOwnPropertyDescriptor(e, 'message').enumerable, typeof e.stack);
  }
  const old = OldError('short');
  log.info(String(old), old instanceof Error, old.constructor === OldError, chain(wrap(wrap(new RangeError('deep')))));
  const all = [() => null.x, () => undefined(), () => { let a = b; let b = 1; return a; }, () => { const c = 1; c = 2; }, () => new (class { #p; static t(o) { return o.#p; } }).constructor.t({}), () => 'x'.repeat(-1), () => new Array(-1), () => (1).toFixed(200), () => decodeURI('%'), () => Symbol() + '', () => JSON.parse('{'), () => new RegExp('('), () => [].reduce((x) => x), () => Object.defineProperty(Object.freeze({}), 'x', {}), () => { throw 5; }, () => { throw null; }, () => structuredClone(() => 1), () => ({}) instanceof 5, () => 'a' in 'b', () => new (() => 1)(), () => class extends null {}.name, () => { class A { constructor() { this.x; } } A(); }, () => { class A extends Object { constructor() {} } new A(); }];
  log.info(all.map((act) => { try { return act(); } catch (e) { return e?.name ?? String(e); } }));
  const both = await Promise.allSettled([load('x'), Promise.reject(), Promise.reject(new AggregateError([new Error('1'), 2], 'many'))]);
  log.info(both.map(({ reason }) => reason?.errors?.length ?? reason?.name));
  const e = Object.assign(new Error('late'), { status: 418, name: 'Teapot' });
  log.error(e.toString(), new Error('a', { cause: 0 }).cause, 'cause' in new Error('b'), Error('no new') instanceof Error, new EvalError('x').name, `${new TypeError()}`);
  setTimeout(() => { throw e; }, 1);
}
