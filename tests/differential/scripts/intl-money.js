const money = require('lib/money');
const { gross, rates } = require('lib/tax');

const nok = new Intl.NumberFormat('da-DK', { style: 'currency', currency: 'DKK' });
const formats = {
  plain: new Intl.NumberFormat('en-US'),
  eur: new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }),
  percent: new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 }),
  three: new Intl.NumberFormat('en-US', { minimumFractionDigits: 3, useGrouping: false }),
};
class Cents {
  static of(text) {
    const found = /^(-?)(\d+)(?:[.,](\d{1,2}))?$/.exec(String(text).trim());
    if (!found) throw new TypeError(`no amount: ${text}`);
    const [, sign, whole, part = ''] = found;
    return new Cents((sign ? -1 : 1) * (Number(whole) * 100 + Number(part.padEnd(2, '0'))));
  }
  constructor(value) { this.value = value; Object.freeze(this); }
  plus({ value }) { return new Cents(this.value + value); }
  times(factor) { return new Cents(Math.round(this.value * factor)); }
  split(count) {
    const base = Math.trunc(this.value / count), rest = this.value - base * count;
    return Array.from({ length: count }, (_, i) => new Cents(base + (i < Math.abs(rest) ? Math.sign(rest) : 0)));
  }
  toString() { return `${this.value < 0 ? '-' : ''}${Math.trunc(Math.abs(this.value) / 100)}.${String(Math.abs(this.value) % 100).padStart(2, '0')}`; }
  valueOf() { return this.value; }
}

function beforePOST(req, res) {
  log.info(0.1 + 0.2, (1.005).toFixed(2), money.round(1.005), money.round(-2.5, 0), Math.round(-2.5), money.format(1234567.891), money.format(-0.004));
  log.info(nok.format(1234.5).replace(/\u00a0/g, '~'), formats.plain.format(-1234567.891), formats.eur.format(0.5).replace(/\u00a0/g, '~'), formats.percent.format(0.1234), formats.three.format(1234.5));
  log.info((1234.5678).toLocaleString('en-US', { maximumFractionDigits: 2 }), new Date(Date.UTC(2026, 2, 1, 12)).toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }));
  log.info(new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(0)), ['z', 'å', 'a', 'ä'].sort(new Intl.Collator('nb').compare), ['a10', 'a2'].sort(new Intl.Collator('en', { numeric: true }).compare));
  const lines = req.body.lines.map(({ count, price }) => Cents.of(price).times(count)), sum = lines.reduce((a, b) => a.plus(b));
  log.info(`${sum}`, sum > lines[0], sum.split(3).map(String), Cents.of('-0,5').split(3).join(' '), +sum, sum + '', JSON.stringify(sum), `${Cents.of(' 7.1 ')}`);
  try { Cents.of('1.234'); } catch (e) { log.warn(e.message); }
  try { sum.value = 1; log.info('kept', sum.value); } catch (e) { log.warn(e.name); }
  log.info(gross(100), gross(99.99, 'PL'), Object.isFrozen(rates), Number('12px'), parseInt('12px'), Number(''), +[], Number(null), parseFloat('.5e1'), (255).toString(16), (0.5).toString(2), Number('0x1f'), 1e21 + '', (1e21).toFixed(2), (123.456).toPrecision(4), (0.000001234).toExponential(2), 5e-324, Number.MAX_SAFE_INTEGER);
  try { gross(1, 'XX'); } catch (e) { log.error(e.name, e.message); }
  log.info(7 % -3, -7 % 3, 2 ** 53 + 1, 1 / 0, -1 / 0, 0 / 0, 5 / 2 | 0, ~~-5.7, -5 >>> 28, 1 << 31, 0.1 * 3, 9.95.toFixed(1), (25).toString(36), Math.hypot(3, 4), Math.cbrt(27), Math.fround(5.5), Math.clz32(1), Math.log2(8), Math.expm1(0), Math.sign(-3));
  res.end({ data: { total: `${sum}`, gross: gross(sum / 100) } });
  gross(1, 'YY');
}
