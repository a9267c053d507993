class Emitter {
  #handlers = Object.create(null);
  on(name, act, { once = false, signal } = {}) {
    (this.#handlers[name] ||= []).push({ act, once });
    signal?.addEventListener('abort', () => this.off(name, act), { once: true });
    return () => this.off(name, act);
  }
  once(name, act) { return this.on(name, act, { once: true }); }
  off(name, act) {
    this.#handlers[name] = this.#handlers[name]?.filter((each) => each.act !== act);
    return this;
  }
  emit(name, ...given) {
    const list = this.#handlers[name] ?? [];
    if (name === 'error' && !list.length) throw given[0];
    for (const { act, once } of [...list]) {
      if (once) this.off(name, act);
      act.apply(this, given);
    }
    return list.length > 0;
  }
  wait(name) { return new Promise((resolve) => this.once(name, (...given) => resolve(given))); }
}
class Order extends Emitter {
  static #counter = 100;
  id = ++Order.#counter;
  #state = 'new';
  get state() { return this.#state; }
  set state(next) {
    const before = this.#state;
    this.#state = next;
    this.emit('change', before, next);
    this.emit(next, this);
  }
}

async function beforePOST(req, res) {
  const order = new Order(), abort = new AbortController();
  const stop = order.on('change', function (from, to) { log.info('change', this.id, from, to, this === order); });
  order.once('paid', ({ id }) => log.info('paid once', id));
  order.on('paid', () => log.info('paid'), { signal: abort.signal });
  const sent = order.wait('sent');
  order.state = 'paid';
  order.state = 'paid';
  abort.abort();
  stop();
  order.state = 'paid';
  setTimeout(() => { order.state = 'sent'; }, 1);
  const [self] = await sent;
  log.info(self === order, self.state, order.emit('nobody'), order.hasOwnProperty('state'), Object.keys(order));
  try { order.emit('error', new RangeError('unheard')); } catch (e) { log.warn(e.name, e.message); }
  const target = new EventTarget(), seen = [];
  target.addEventListener('x', (event) => { seen.push(event.type); event.preventDefault(); event.stopImmediatePropagation(); });
  target.addEventListener('x', () => seen.push('never'));
  target.addEventListener('y', { handleEvent({ detail }) { seen.push(detail); } }, { once: true });
  log.info(target.dispatchEvent(new Event('x', { cancelable: true })), target.dispatchEvent(Object.assign(new Event('y'), { detail: 7 })), target.dispatchEvent(new Event('y')), seen);
  const timed = AbortSignal.timeout(1);
  await new Promise((resolve) => timed.addEventListener('abort', resolve));
  log.info(timed.aborted, timed.reason.name, AbortSignal.abort('why').reason);
  process.nextTick((text) => { log.info('tick', text); res.end({ data: { seen } }); }, 'tock');
  log.info('before the tick');
}
