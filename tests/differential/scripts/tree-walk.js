// Categories with parents to a tree, and back, three ways.
const nest = (list, parent = null, depth = 0) => list.filter((each) => each.parent === parent)
  .map(({ _id, name }) => ({ name, depth, children: nest(list, _id, depth + 1) }));
function* flatten({ children = [], ...node }, path = []) {
  const here = [...path, node.name];
  yield { ...node, path: here.join(' / ') };
  for (const child of children) yield* flatten(child, here);
}
function byStack(root) {
  const stack = [[root, null]], seen = [];
  let step;
  while ((step = stack.pop()) !== undefined) {
    const [{ name, children }, up] = step;
    seen.push(`${up ?? '-'}>${name}`);
    for (let i = children.length - 1; i >= 0; --i) stack.push([children[i], name]);
  }
  return seen;
}
const count = ({ children }) => 1 + children.map(count).reduce((a, b) => a + b, 0);
function find(node, test) {
  if (test(node)) return node;
  for (const child of node.children) {
    const found = find(child, test);
    if (found) return found;
  }
}
const mapTree = (node, act) => { const { children, ...rest } = act(node); return { ...rest, ...(children?.length && { children: children.map((each) => mapTree(each, act)) }) }; };
function walkJson(value, act, path = '$') {
  act(path, value);
  if (Array.isArray(value)) value.forEach((each, i) => walkJson(each, act, `${path}[${i}]`));
  else if (value && typeof value === 'object') for (const key in value) walkJson(value[key], act, `${path}.${key}`);
}

async function beforePOST(req, res) {
  const list = await db.get('/rest/categories'), [root] = nest(list);
  log.info(count(root), [...flatten(root)].map(({ path, depth }) => `${depth} ${path}`));
  log.info(byStack(root), find(root, ({ name }) => name.startsWith('Free'))?.depth, find(root, () => false)?.name);
  log.info(JSON.stringify(mapTree(root, (node) => ({ n: node.name.toUpperCase(), children: node.children }))));
  const leaves = [];
  walkJson(req.body, (path, value) => { if (Object(value) !== value) leaves.push(`${path}=${value}`); });
  log.info(leaves);
  const parents = Object.assign(Object.create(null), ...list.map(({ _id, parent }) => ({ [_id]: parent })));
  const lineage = (id) => (id ? [id, ...lineage(parents[id])] : []);
  log.info(lineage('k6'), 'toString' in parents, Object.getPrototypeOf(parents));
  const chain = list.reduceRight((next, { name }) => ({ name, next }), null);
  let text = '';
  for (let at = chain; at; at = at.next) text += at.name[0];
  const deep = Array.from({ length: 400 }).reduce((inner) => ({ inner }), {});
  let depth = 0;
  (function dive(node) { if (node) { depth++; dive(node.inner); } })(deep);
  res.end({ data: { text, depth, ackermann: (function a(m, n) { return m === 0 ? n + 1 : n === 0 ? a(m - 1, 1) : a(m - 1, a(m, n - 1)); })(2, 3) } });
}
