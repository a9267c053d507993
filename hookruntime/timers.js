// SPDX-License-Identifier: GPL-3.0-or-later
// The timers of hooks. `idle`: what next() gives when there is none; `fail(run, error)` is told what a timer throws.
(function (idle, fail) {
  const MAXIMUM_TIMERS = 10000;

  /// The timers of a run. Whatever it does with 10,000 of them, it may not look at all for each.
  function Timers(run) {
    this.run = run;
    this.list = []; // by their numbers, those that are gone among them
    this.gone = 0; // so many of them are
    this.last = 0;
  }
  Timers.prototype = {
    add: function (wait, isRepeated, act, given) {
      if (this.list.length - this.gone >= MAXIMUM_TIMERS)
        throw new RangeError('A run may have ' + MAXIMUM_TIMERS + ' timers.');
      this.list.push({
        number: ++this.last, due: Date.now() + wait, wait: wait, isRepeated: isRepeated, isGone: false, act: act, given: given
      });
      return this.last;
    },
    remove: function (number) {
      var wanted = Number(number), low = 0, high = this.list.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (this.list[middle].number < wanted)
          low = middle + 1;
        else
          high = middle;
      }
      if (low < this.list.length && this.list[low].number === wanted)
        this.drop(this.list[low]);
    },
    drop: function (timer) {
      if (timer.isGone)
        return;
      timer.isGone = true;
      timer.act = timer.given = null;
      if (++this.gone * 2 <= this.list.length)
        return;
      this.list = this.list.filter(function (each) { return !each.isGone; });
      this.gone = 0;
    },
    /// Milliseconds to the next one; idle when there is none.
    next: function () {
      var least = Infinity;
      for (var i = 0; i < this.list.length; ++i) {
        if (!this.list[i].isGone && this.list[i].due < least)
          least = this.list[i].due;
      }
      return least === Infinity ? idle : Math.max(0, least - Date.now());
    },
    fire: function () {
      var now = Date.now(), self = this;
      var due = this.list.filter(function (timer) { return !timer.isGone && timer.due <= now; })
        .sort(function (a, b) { return a.due - b.due || a.number - b.number; });
      due.forEach(function (timer) {
        if (timer.isGone)
          return;
        var act = timer.act, given = timer.given;
        if (timer.isRepeated)
          timer.due = now + timer.wait;
        else
          self.drop(timer);
        try {
          act.apply(undefined, given);
        } catch (error) {
          fail(self.run, error);
        }
      });
    },
  };

  return Timers;
})
