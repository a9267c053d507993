// SPDX-License-Identifier: GPL-3.0-or-later
// The timers of hooks. `idle`: what next() gives when there is none; `fail(run, error)` is told what a timer throws.
(function (idle, fail) {
  const MAXIMUM_TIMERS = 10000;

  /// The timers of a run, in the order in which they are due.
  function Timers(run) {
    this.run = run;
    this.list = [];
    this.last = 0;
  }
  Timers.prototype = {
    add: function (wait, isRepeated, act, given) {
      if (this.list.length >= MAXIMUM_TIMERS)
        throw new RangeError('A run may have ' + MAXIMUM_TIMERS + ' timers.');
      this.list.push({ number: ++this.last, due: Date.now() + wait, wait: wait, isRepeated: isRepeated, act: act, given: given });
      return this.last;
    },
    remove: function (number) {
      this.list = this.list.filter(function (timer) { return timer.number !== Number(number); });
    },
    /// Milliseconds to the next one; idle when there is none.
    next: function () {
      if (!this.list.length)
        return idle;
      return Math.max(0, this.list.reduce(function (least, timer) { return Math.min(least, timer.due); }, Infinity) - Date.now());
    },
    fire: function () {
      var now = Date.now(), self = this;
      var due = this.list.filter(function (timer) { return timer.due <= now; }).sort(function (a, b) { return a.due - b.due || a.number - b.number; });
      due.forEach(function (timer) {
        if (self.list.indexOf(timer) < 0)
          return;
        if (timer.isRepeated)
          timer.due = now + timer.wait;
        else
          self.list.splice(self.list.indexOf(timer), 1);
        try {
          timer.act.apply(undefined, timer.given);
        } catch (error) {
          fail(self.run, error);
        }
      });
    },
  };

  return Timers;
})
