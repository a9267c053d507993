'use strict';
/** Rounds half away from zero, as invoices do. */
function round(value, digits = 2) {
  const factor = 10 ** digits;
  return (Math.sign(value) * Math.round((Math.abs(value) + Number.EPSILON) * factor)) / factor;
}
const format = (value, currency = 'NOK') => `${currency} ${round(value).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;

module.exports = { round, format };
