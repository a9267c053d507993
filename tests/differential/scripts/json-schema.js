// A validator of a part of JSON Schema, built of closures.
const checks = {
  type: (wanted) => (value) => [].concat(wanted).includes(typeOf(value)) || ([].concat(wanted).includes('number') && typeOf(value) === 'integer') || `is ${typeOf(value)}, not ${wanted}`,
  enum: (list) => (value) => list.some((each) => JSON.stringify(each) === JSON.stringify(value)) || `is none of ${list.join('|')}`,
  minimum: (least) => (value) => typeof value !== 'number' || value >= least || `is less than ${least}`,
  maxLength: (most) => (value) => typeof value !== 'string' || [...value].length <= most || `is longer than ${most}`,
  pattern: (source, { flags = 'u' }) => (value) => typeof value !== 'string' || new RegExp(source, flags).test(value) || `does not match ${source}`,
  format: (name) => (value) => typeof value !== 'string' || formats[name]?.(value) !== false || `is no ${name}`,
  required: (names) => (value) => (typeOf(value) !== 'object' ? true : names.filter((name) => !(name in value)).map((name) => ({ at: name, message: 'is missing' }))),
  properties: (schemas) => { const compiled = Object.entries(schemas).map(([name, schema]) => [name, compile(schema)]); return (value) => typeOf(value) !== 'object' || compiled.flatMap(([name, validate]) => (name in value ? validate(value[name]).map((each) => below(name, each)) : [])); },
  additionalProperties: (allowed, { properties = {} }) => (value) => allowed !== false || typeOf(value) !== 'object' || Object.keys(value).filter((name) => !Object.hasOwn(properties, name)).map((name) => ({ at: name, message: 'is not known' })),
  items: (schema) => { const validate = compile(schema); return (value) => !Array.isArray(value) || value.flatMap((each, i) => validate(each).map((error) => below(i, error))); },
  uniqueItems: () => (value) => !Array.isArray(value) || new Set(value.map((each) => JSON.stringify(each))).size === value.length || 'has duplicates',
  anyOf: (list) => { const all = list.map(compile); return (value) => all.some((validate) => !validate(value).length) || 'fits nothing'; },
  not: (schema) => { const validate = compile(schema); return (value) => validate(value).length > 0 || 'must not fit'; },
  if: (schema, { then: yes = {}, else: no = {} }) => { const [test, whenTrue, whenFalse] = [schema, yes, no].map(compile); return (value) => (test(value).length ? whenFalse : whenTrue)(value); },
};
const formats = { email: (text) => /^\S+@\S+\.\S+$/.test(text), date: (text) => !Number.isNaN(Date.parse(text)) && /^\d{4}-\d\d-\d\d$/.test(text), uri: (text) => { try { return Boolean(new URL(text)); } catch { return false; } } };
const below = (name, { at, message }) => ({ at: at === undefined || at === '' ? `${name}` : `${name}.${at}`, message });
function typeOf(value) { return value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value; }
function compile(schema) {
  if (typeof schema === 'boolean') return () => (schema ? [] : [{ at: '', message: 'is never right' }]);
  const list = Object.keys(schema).filter((key) => Object.hasOwn(checks, key)).map((key) => checks[key](schema[key], schema));
  return (value) => list.flatMap((check) => { const result = check(value); return result === true ? [] : typeof result === 'string' ? [{ at: '', message: result }] : result; });
}
const order = compile({
  type: 'object', required: ['name', 'lines', 'due'], additionalProperties: false,
  properties: {
    name: { type: 'string', maxLength: 8, pattern: '^\\p{Lu}' }, email: { format: 'email' }, due: { format: 'date' }, count: { type: ['integer', 'null'], minimum: 3 }, tags: { uniqueItems: true, items: { enum: ['x', 'y', 1] } },
    lines: { type: 'array', items: { type: 'object', properties: { sku: { pattern: '^[a-z]-\\d$', flags: 'i' }, price: { anyOf: [{ type: 'number', minimum: 0 }, { type: 'null' }] }, link: { format: 'uri' } }, if: { required: ['gift'] }, then: { required: ['card'] }, else: { not: { required: ['card'] } } } },
  },
});

function beforePUT(req, res) {
  const bodies = [req.body, { ...req.body, due: '2026-01-01', count: 3 }, { name: 'Łukasz', due: '2026-02-30', lines: [{ sku: 'A-1', price: -1, gift: true }, { price: null, card: 1, link: 'x' }, 5] }, { name: '😀😀😀', lines: {}, due: 1, tags: ['x', 'x', 'z'], extra: 1 }, null, []];
  bodies.forEach((body, i) => log.info(i, order(body).map(({ at, message }) => `${at || '.'} ${message}`)));
  const errors = order(bodies[2]);
  res.end(errors.length ? { error: errors.map(({ at: field, message }) => ({ field, message })) } : { data: req.body });
}
