// request {"body": {"name": "  Jane ", "email": "not-an-address", "age": "17", "tags": ["a", "a", 3]}}
'use strict';

class ValidationError extends Error {
  #list;
  constructor(list) {
    super(`${list.length} problems`);
    this.name = 'ValidationError';
    this.#list = list;
  }
  get list() { return this.#list.map((each) => ({ ...each })); }
  static isOne(value) { return #list in value; }
}

class Schema {
  static #count = 0;
  static get count() { return Schema.#count; }
  #rules = new Map();

  field(name, ...rules) {
    this.#rules.set(name, rules);
    ++Schema.#count;
    return this;
  }
  #check(name, value, body) {
    for (const rule of this.#rules.get(name)) {
      const message = rule(value, body);
      if (message) return { field: name, message };
    }
    return null;
  }
  validate(body) {
    const list = [...this.#rules.keys()].map((name) => this.#check(name, body?.[name], body)).filter(Boolean);
    if (list.length) throw new ValidationError(list);
    return body;
  }
}

const required = (value) => (value ?? '') === '' && 'is required';
const matches = (pattern) => (value) => !pattern.test(String(value)) && `must match ${pattern}`;
const between = (low, high) => (value) => (Number(value) >= low && Number(value) <= high ? undefined : `must be from ${low} to ${high}`);
const unique = (value) => new Set(value).size !== value.length && 'has duplicates';

const schema = new Schema()
  .field('name', required)
  .field('email', required, matches(/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i))
  .field('age', between(18, 120))
  .field('tags', unique)
  .field('missing', required);

function beforePOST(req, res) {
  log.info('fields', Schema.count);
  try {
    schema.validate(req.body);
    res.end({ data: req.body });
  } catch (e) {
    log.warn(e.name, e.message, ValidationError.isOne(e), e instanceof ValidationError, Object.keys(e));
    if (!(e instanceof ValidationError)) throw e;
    res.end({ error: e.list });
  }
}
