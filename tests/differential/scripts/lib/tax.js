const money = require('lib/money');

exports.rates = Object.freeze({ NO: 0.25, PL: 0.23, DE: 0.19 });
exports.gross = function gross(net, country = 'NO') {
  const rate = exports.rates[country];
  if (rate === undefined)
    throw new RangeError(`no rate for ${country}`);
  log.debug('tax', country, rate);
  return money.round(net * (1 + rate));
};
