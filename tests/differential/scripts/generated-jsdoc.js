/**
 * @fileoverview Order enrichment hook
 * @description Validates incoming orders, calculates totals, and applies discounts.
 * @version 2.1.0
 */

// ============================================================================
// Constants
// ============================================================================

/** @type {Readonly<Record<string, number>>} */
const DISCOUNT_TIERS = Object.freeze({ BRONZE: 0.05, SILVER: 0.1, GOLD: 0.15 });
const MAX_ITEMS = 50;
const ERROR_MESSAGES = /** @type {const} */ ({ EMPTY_ORDER: 'Order must contain at least one line item', TOO_MANY: `Order cannot exceed ${MAX_ITEMS} items` });

/**
 * Determines the discount tier for a customer.
 * @param {{ visits?: number, tags?: string[] }} customer - The customer record
 * @returns {keyof typeof DISCOUNT_TIERS | null} The tier, or null if none applies
 */
const getTier = (customer) => {
  if (!customer) return null;
  const { visits = 0, tags = [] } = customer;
  return tags.includes('vip') ? 'GOLD' : visits >= 10 ? 'SILVER' : visits > 0 ? 'BRONZE' : null;
};

/**
 * @typedef {Object} ValidationResult
 * @property {boolean} isValid
 * @property {Array<{ field: string, message: string }>} errors
 */
function validateOrder(order) {
  const errors = [];
  if (!Array.isArray(order?.lines) || order.lines.length === 0) errors.push({ field: 'lines', message: ERROR_MESSAGES.EMPTY_ORDER });
  if (order?.lines?.length > MAX_ITEMS) errors.push({ field: 'lines', message: ERROR_MESSAGES.TOO_MANY });
  order?.lines?.forEach?.((line, index) => {
    if (typeof line.price !== 'number' || !Number.isFinite(line.price) || line.price < 0) errors.push({ field: `lines[${index}].price`, message: 'Price must be a non-negative number' });
    if (!Number.isInteger(line.count ?? 1)) errors.push({ field: `lines[${index}].count`, message: 'Quantity must be an integer' });
  });
  return { isValid: errors.length === 0, errors };
}

/** Main hook handler */
async function beforePOST(req, res) {
  const startTime = Date.now();
  try {
    log.info(`[beforePOST] Processing order for ${req.body?.email ?? 'unknown'}`);
    const { isValid, errors } = validateOrder(req.body);
    if (!isValid) {
      log.warn('[beforePOST] Validation failed:', JSON.stringify(errors));
      return res.end({ error: errors });
    }
    const [customer] = await db.get('/rest/customers', { name: req.body.name });
    const tier = getTier(customer);
    const subtotal = req.body.lines.reduce((acc, { price, count = 1 }) => acc + price * count, 0);
    const discount = tier ? subtotal * DISCOUNT_TIERS[tier] : 0;
    const enriched = { ...req.body, subtotal: Number(subtotal.toFixed(2)), discount: Number(discount.toFixed(2)), total: Number((subtotal - discount).toFixed(2)), tier, metadata: { ...(req.body.metadata ?? {}), version: '2.1.0' } };
    delete enriched.lines;
    log.debug('[beforePOST] Enriched order:', enriched);
    if (Date.now() - startTime > 60000) log.warn('slow');
    return res.end({ data: enriched });
  } catch (error) {
    log.error('[beforePOST] Unexpected error:', error instanceof Error ? error.message : String(error));
    return res.end({ error: { statuscode: 500, message: 'Internal error while processing order' } });
  }
}

/** Cleans up related records after an order was deleted. */
async function afterDELETE(req, res) {
  const ids = [].concat(req.body).map((doc) => doc._id).filter(Boolean);
  log.info(`Cleaning up ${ids.length} order(s)`);
  await Promise.all(ids.map(async (id) => { await db.delete(`/rest/log/${id}`); }));
  res.end();
}
