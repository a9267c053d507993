const people = [['Ådne', 30], ['Zoë', 25], ['ægir', 30], ['Bob', 25], ['alice', 30], ['Øystein', 25], ['Émile', 41]].map(([name, age], index) => ({ name, age, index }));
const by = (...picks) => (a, b) => { for (const pick of picks) { const [x, y] = [pick(a), pick(b)]; if (x < y) return -1; if (x > y) return 1; } return 0; };
class Heap {
  #list = []; #before;
  constructor(before = (a, b) => a < b) { this.#before = before; }
  get size() { return this.#list.length; }
  push(value) { const l = this.#list; let i = l.push(value) - 1; while (i > 0 && this.#before(l[i], l[(i - 1) >> 1])) { const up = (i - 1) >> 1; [l[i], l[up]] = [l[up], l[i]]; i = up; } return this; }
  pop() { const l = this.#list, top = l[0], last = l.pop(); if (l.length) { l[0] = last; for (let i = 0; ;) { let least = i; for (const c of [2 * i + 1, 2 * i + 2]) if (c < l.length && this.#before(l[c], l[least])) least = c; if (least === i) break; [l[i], l[least]] = [l[least], l[i]]; i = least; } } return top; }
  *drain() { while (this.size) yield this.pop(); }
}
function dijkstra(graph, from) {
  const far = { [from]: 0 }, heap = new Heap((a, b) => a[1] < b[1]).push([from, 0]);
  for (const [node, distance] of heap.drain()) for (const [to, cost] of Object.entries(graph[node] ?? {})) if (distance + cost < (far[to] ?? Infinity)) { far[to] = distance + cost; heap.push([to, far[to]]); }
  return far;
}
const quick = ([pivot, ...rest]) => (pivot === undefined ? [] : [...quick(rest.filter((x) => x < pivot)), pivot, ...quick(rest.filter((x) => x >= pivot))]);
const distance = (a, b) => { let row = Array.from({ length: b.length + 1 }, (_, i) => i); for (let i = 1; i <= a.length; i++) { const next = [i]; for (let j = 1; j <= b.length; j++) next[j] = a[i - 1] === b[j - 1] ? row[j - 1] : 1 + Math.min(row[j - 1], row[j], next[j - 1]); row = next; } return row[b.length]; };
const permutations = (list) => (list.length < 2 ? [list] : list.flatMap((each, i) => permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [each, ...rest])));
const natural = (a, b) => a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' });

function beforePOST(req, res) {
  log.info([...people].sort((a, b) => a.age - b.age).map(({ index }) => index), people.slice().sort(by((p) => -p.age, (p) => p.name)).map(({ name }) => name), [...people].sort((a, b) => a.name.localeCompare(b.name, 'nb')).map(({ name }) => name));
  const many = Array.from({ length: 200 }, (_, i) => ({ key: i * 7919 % 10, i })).sort((a, b) => a.key - b.key);
  log.info(many.every((each, at) => !at || many[at - 1].key < each.key || many[at - 1].key === each.key && many[at - 1].i < each.i), [10, 9, 1, 'b', undefined, 'a', null, , 2].sort(), [3, 1, 2].toSorted?.((a, b) => b - a), [true, false].sort(), [-1, -2, 5, 10].sort(), ['img12', 'Img10', 'img2'].sort(natural));
  log.info([...new Heap().push(5).push(1).push(4).push(2).drain()], dijkstra({ a: { b: 7, c: 3 }, c: { b: 1, d: 8 }, b: { d: 2 }, d: {} }, 'a'), quick([3, 1, 2, 3, 0]), distance('kitten', 'sitting'), permutations([1, 2, 3]).map((p) => p.join('')).join());
  const list = [5, 1, 4], sorted = list.sort();
  log.info(sorted === list, list.reverse(), list.indexOf(4), list.splice(1, 1, 'x', 'y'), list, list.copyWithin(0, 2), [1, [2, [3, [4]]]].flat(), [1, 2, 3].with?.(1, 9), list.concat(1, [2, [3]]), Array.from('abc', (c, i) => c + i), Array.of(7).fill(0, 0), [..."ab"].entries().next().value, [1, 2, 3, 4].findLastIndex((n) => n % 2), Array.isArray(Array.prototype), [, 1].findIndex((x) => x === undefined), [1, 2, 3].includes(NaN), [NaN].includes(NaN), [3, 2].lastIndexOf(2, -5), [1, 2, 3].some((n, i, all) => all.length === i), [].every(Boolean), [0, 1, 2].reduceRight((a, b) => `${a}${b}`), [1, 2, 3, 4, 5].slice(-3, -1), new Array(3).join('-'), [[1, 2], [3]].map(([a, b = 'd']) => b));
  try { [1, 2].sort('wrong'); } catch (e) { log.warn(e.name); }
  const groups = people.reduce((map, { age, name }) => map.set(age, [...(map.get(age) ?? []), name]), new Map());
  res.end({ data: { groups: [...groups].sort(([a], [b]) => a - b), keys: Object.keys({ b: 1, 10: 1, a: 1, 9: 1, '-1': 1, '01': 1 }), strings: ['b', 'a', 'B', 'ä', 'z', 'é'].sort() } });
}
