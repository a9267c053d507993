const { readFile } = { readFile: () => 'not offered' };
const tax = require('lib/tax');
const again = require('lib/tax');
const cart = require('lib/cart');
const counter = require('lib/counter');

exports.beforePOST = async function (req, res) {
  log.info(tax === again, typeof cart, cart.name, new cart.Cart().constructor.name, Object.keys(counter), readFile());
  const basket = cart(req.body.lines, { country: 'PL' });
  log.info(basket.total, basket.describe('EUR'), `${basket}`, counter.next(), counter.next(), require('lib/counter').next());
  try { require('lib/nothing'); } catch (e) { log.warn(e instanceof Error); }
  try { cart.fail(3); } catch (e) { log.error(e.message); }
  const { promisify, format, inspect } = require('util');
  log.info(await promisify((n, done) => setTimeout(done, 1, null, n * 2))(21), format('%s=%d %j', 'a', 1.5, { b: [] }), inspect({ a: { b: 'x' } }));
  const uuid = require('uuid');
  log.info(uuid.validate(uuid.v4()), uuid.v5('hookdesk', uuid.v5.DNS ?? '6ba7b810-9dad-11d1-80b4-00c04fd430c8'), require('node:url').URL === URL, require('buffer').Buffer === Buffer);
  module.exports.extra = 1;
  log.info(exports === module.exports, Object.keys(exports));
  await cart.later();
  res.end({ data: basket });
};
