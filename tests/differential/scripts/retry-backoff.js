const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Retries `task` with exponential backoff.
 * @template T
 * @param {(attempt: number) => Promise<T>} task
 * @param {{ retries?: number, base?: number, isFatal?: (e: Error) => boolean }} [options]
 * @returns {Promise<T>}
 */
async function retry(task, { retries = 3, base = 2, isFatal = () => false } = {}) {
  let lastError;
  for (let attempt = 1; attempt <= retries; attempt++) {
    try {
      return await task(attempt);
    } catch (error) {
      lastError = error;
      log.warn(`attempt ${attempt} failed:`, error.message);
      if (isFatal(error)) break;
      if (attempt < retries) await sleep(base ** attempt);
    } finally {
      log.debug('attempt', attempt, 'is over');
    }
  }
  throw new Error('all attempts failed', { cause: lastError });
}

function withTimeout(promise, ms, what) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(reject, ms, new Error(`${what} timed out`)); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function beforePOST(req, res) {
  const found = await retry(() => db.get('/rest/flaky'), { retries: 5 });
  log.info('found', found);
  try {
    await retry(async () => { throw Object.assign(new Error('no'), { code: 'E_NO' }); }, { isFatal: (e) => e.code === 'E_NO' });
  } catch ({ message, cause: { code } }) {
    log.error(message, code);
  }
  await withTimeout(sleep(1), 50, 'short');
  const late = await withTimeout(sleep(200), 5, 'long').catch((e) => e.message);
  res.end({ error: { statuscode: 503, message: late } });
}
