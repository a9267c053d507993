// SPDX-License-Identifier: GPL-3.0-or-later
// What recordings.mjs sees of variables in Node, written independently of hookruntime/recording/values.js.
import { types } from 'node:util';

const LEVELS = 4, MAXIMUM_LIST = 100;

function snapshotOf(value, depth, around) {
  switch (typeof value) {
  case 'undefined': return { t: 'undefined' };
  case 'function': return { t: 'function', v: value.name };
  case 'symbol': return { t: 'symbol', v: String(value) };
  case 'number': return Number.isFinite(value) && !Object.is(value, -0) ? value : { t: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
  case 'object': return value === null ? null : objectOf(value, depth, around);
  }
  return value;
}
function objectOf(value, depth, around) {
  if (types.isProxy(value))
    return { t: 'proxy' };
  const level = around.indexOf(value);
  if (level >= 0)
    return { t: 'cycle', v: level + 1 };
  const inner = (each) => snapshotOf(each, depth + 1, [value, ...around]), isDeep = depth >= LEVELS;
  if (types.isDate(value))
    return { t: 'date', v: value.getTime() };
  if (types.isRegExp(value))
    return { t: 'regexp', v: String(value) };
  if (types.isPromise(value))
    return { t: 'promise' };
  if (types.isMap(value))
    return { t: 'map', n: value.size, v: isDeep ? undefined : [...value].map(([key, each]) => [inner(key), inner(each)]) };
  if (types.isSet(value))
    return { t: 'set', n: value.size, v: isDeep ? undefined : [...value].map(inner) };
  if (Array.isArray(value))
    return { t: 'array', n: value.length, v: isDeep ? undefined : Array.from({ length: Math.min(value.length, MAXIMUM_LIST) }, (_, i) => inner(value[i])) };
  const isError = types.isNativeError(value), keys = (isError ? ['message'] : []).concat(Object.keys(value));
  const member = (key) => {
    const found = Object.getOwnPropertyDescriptor(value, key);
    return found && !('value' in found) ? { t: 'getter' } : inner(found?.value);
  };
  return { t: isError ? 'error' : 'object', n: keys.length, v: isDeep ? undefined : keys.map((key) => [key, member(key)]) };
}

/// The values that the functions of `thunks` give, by name, as JSON. What may not be read yet is left out.
export function snapshot(thunks) {
  const made = {};
  for (const [name, thunk] of Object.entries(thunks)) {
    try {
      made[name] = snapshotOf(thunk(), 0, []);
    } catch {}
  }
  return made;
}

/// Whether `kept`, of a recording, is what can be kept of what `seen` tells: less of what is large, and messages of the engine as it has them.
export function matches(kept, seen) {
  if (kept === null || typeof kept !== 'object')
    return typeof seen === 'string' && typeof kept === 'string' ? kept === seen || isMessage(kept, seen) : kept === seen;
  if (kept.t === 'more')
    return true;
  if (kept.t === 'string')
    return kept.n === seen.length && seen.startsWith(kept.v);
  if (seen === null || typeof seen !== 'object' || kept.t !== seen.t || kept.n !== seen.n)
    return false;
  if (!Array.isArray(kept.v))
    return kept.v === seen.v || kept.v === undefined;
  return kept.v.every((each, i) => (Array.isArray(each) ? each.every((one, k) => matches(one, seen.v[i][k])) : matches(each, seen.v[i])));
}
const isMessage = (kept, seen) => /^Cannot read propert|is not (defined|a function)/.test(kept) && /^Cannot read propert|is not (defined|a function)/.test(seen);
