// An order's life as a generator that is told events.
function* life(order) {
  const history = [];
  try {
    let event = yield { state: 'new' };
    while (event !== 'pay') {
      if (event === 'cancel') return { state: 'cancelled', history };
      history.push(`ignored ${event}`);
      event = yield { state: 'new', hint: `cannot ${event}` };
    }
    history.push('paid');
    for (const line of order.lines) {
      const packed = yield { state: 'packing', sku: line.sku };
      history.push(packed === undefined ? `packed ${line.sku}` : `${packed} ${line.sku}`);
    }
    yield* shipping(history);
    return { state: 'done', history };
  } catch (error) {
    history.push(error.message);
    yield { state: 'broken' };
    return { state: 'repaired', history };
  } finally {
    log.debug('life is over after', history.length);
  }
}
function* shipping(history) {
  const carrier = yield { state: 'shipping' };
  history.push(`by ${carrier}`);
  return 'unused';
}

function drive(order, events) {
  const machine = life(order), seen = [machine.next('nothing')];
  for (const event of events) {
    const step = event instanceof Error ? machine.throw(event) : event === 'stop' ? machine.return('stopped') : machine.next(event);
    seen.push(step);
    if (step.done) break;
  }
  return seen.map(({ value, done }) => `${value?.state ?? value}${done ? '.' : ''}`);
}

function beforePOST(req, res) {
  log.info(drive(req.body, ['look', 'pay', undefined, 'wrapped', 'DHL', 'x']));
  log.info(drive(req.body, ['cancel']));
  log.info(drive(req.body, ['pay', new Error('lost'), 'go']));
  log.info(drive(req.body, ['pay', 'stop']));
  function* count() { let n = 0; while (true) { const step = yield n; n += step ?? 1; } }
  const counter = count();
  log.info([...'abc'].map((c) => c + counter.next(2).value), Object.prototype.toString.call(counter), counter[Symbol.iterator]() === counter);
  const [first, , third, ...none] = (function* () { yield 1; yield 2; yield 3; })();
  res.end({ data: { first, third, none, all: Array.from(shipping([]), (step) => step.state) } });
}
