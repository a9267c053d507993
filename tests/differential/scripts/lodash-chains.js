const _ = require('lodash');

async function afterGET() {}
async function beforePOST(req, res) {
  const orders = await db.get('/rest/orders');
  const summary = _(orders)
    .filter((o) => o.total > 100)
    .groupBy('status')
    .mapValues((list) => ({ count: list.length, total: _.round(_.sumBy(list, 'total'), 2), first: _.minBy(list, 'created')._id }))
    .value();
  const bySku = _.chain(orders).flatMap('lines').countBy('sku').toPairs().orderBy([1, 0], ['desc', 'asc']).take(3).fromPairs().value();
  const merged = _.merge({ a: { b: [1, 2] }, c: 1 }, { a: { b: [3], d: null } }, { c: undefined });
  const debounced = _.debounce(() => log.info('debounced'), 2);
  debounced(); debounced(); debounced();
  const slow = _.memoize((n) => { log.debug('computed', n); return n * n; });
  log.info(slow(3), slow(3), slow.cache.size);
  log.info(_.camelCase('order line-total'), _.kebabCase('orderLineTotal'), _.startCase('a_b c'), _.deburr('Łukasz Åse'), _.truncate('a long text is cut', { length: 10 }));
  log.info(_.get(orders, '[0].lines[1].sku'), _.set({}, 'a[0].b', 1), _.has(merged, 'a.d'), _.isEqual(merged, { a: { b: [3, 2], d: null }, c: 1 }));
  log.info(_.difference([1, 2, 3], [2]), _.intersectionBy([{ x: 1 }], [{ x: 1 }, { x: 2 }], 'x'), _.zipObject(['a', 'b'], [1, 2]), _.range(0, 10, 3));
  log.info(_.template('Hello <%= user %>, <%- html %>!<% if (n > 1) { %> twice<% } %>')({ user: 'x', html: '<b>', n: 2 }));
  const partition = _.partition(orders, ({ total }) => total > 500).map(_.size);
  res.end({ data: { summary, bySku, merged, partition, clone: _.cloneDeep(new Map([['k', new Set([1])]])).get('k').size, curry: _.curry((a, b, c) => a + b + c)(1)(2)(3) } });
}
