/* A module whose exports are a function with members. */
const tax = require('lib/tax'), money = require('lib/money');
let made = 0;
class Cart {
  constructor(lines = [], { country } = {}) {
    Object.assign(this, { lines, country, number: ++made });
  }
  get total() { return tax.gross(this.lines.reduce((sum, { price, count }) => sum + price * count, 0), this.country); }
  describe(currency) { return `#${this.number}: ${money.format(this.total, currency)}`; }
  toString() { return `[cart of ${this.lines.length}]`; }
  toJSON() { return { ...this, total: this.total }; }
}
module.exports = function cart(...given) { return new Cart(...given); };
module.exports.Cart = Cart;
module.exports.fail = (depth) => {
  if (depth === 0)
    throw new Error('failed in the module');
  return module.exports.fail(depth - 1);
};
module.exports.later = () => Promise.resolve().then(() => {
  log.debug('later, in the module');
});
