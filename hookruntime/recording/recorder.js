// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what a recorded run does: what its script tells (instrument.js), and what the runtime adds of calls, log lines and its end.
// docs/replay.md, "The format", has the events. `values` is what values.js gives.
(function (values) {
  const keep = values.keep, keepShape = values.keepShape, isUnchanged = values.isUnchanged;
  const STEP = 0, ENTER = 1, RETURN = 2, THROW = 3, SUSPEND = 4, RESUME = 5, UNWOUND = 6, TURN = 7, LOG = 8, CALL = 9, ANSWER = 10, END = 11, FAILED = 12, TIME = 13,
    BEYOND = 14, FILE = 15;
  const MAXIMUM_STEPS = 100000, MAXIMUM_SIZE = 16 * 1024 * 1024, MAXIMUM_OTHERS = 4096, CHUNK = 64 * 1024, LOOK_EVERY = 128, FLUSH_EVERY = 100, MUTATES = 8, FIRST_SLOT = 4;
  const OFTEN = 256, LITTLE = 256; // what of an object is kept that changes often: so many bytes
  const quoted = values.quoted, parse = JSON.parse, now = Date.now, join = Array.prototype.join, apply = Reflect.apply;
  const ABSENT = {};

  function cut(text, most) {
    return quoted(values.cut('' + text, most));
  }

  /// `send(text)` gets events from time to time, with commas between them.
  return function Recorder(send) {
    const began = now();
    let chunk = [], chunkSize = 0, size = 0, steps = 0, beyond = 0, others = 0, isFull = false;
    let told = 0, flushed = began; // when
    let nextFlush = 1; // the step behind which events are sent: a run may hang in any, and then the last ones are what is looked for
    let frames = 0, top = null; // the function that runs
    const none = { number: -1, isActive: false, isLeft: false, isYield: false, caller: null, values: [], texts: [], clocks: [], shapes: [], counts: [], objects: [], looked: -1 };
    let clock = 0; // how often an object may have been changed
    let turns = 0, files = 0;

    function flush() {
      flushed = now();
      if (chunk.length) {
        send(apply(join, chunk, [',']));
        chunk = [];
        chunkSize = 0;
      }
    }
    function emit(text) {
      size += text.length + 1;
      chunkSize += text.length + 1;
      chunk[chunk.length] = text;
      if (chunkSize > CHUNK)
        flush();
    }
    /// What is no step is told beyond the end, too: how the run went on is worth more than it takes.
    function emitOther(text) {
      if (++others <= MAXIMUM_OTHERS || !isFull)
        emit(text);
    }
    function tellTime() {
      const time = now();
      if (time - began !== told && !isFull) {
        told = time - began;
        emit('[' + TIME + ',' + told + ']');
      }
      if (time - flushed > FLUSH_EVERY) {
        if (isFull)
          emit('[' + BEYOND + ',' + beyond + ',' + (steps < MAXIMUM_STEPS) + ']');
        flush();
      }
    }
    /// Of what comes when the recording is full, the steps are counted, and nothing else: much may come.
    function skipStep() {
      if (++beyond % 4096 === 0)
        tellTime();
    }
    function emitStep(text) {
      emit(text);
      if (steps >= nextFlush) {
        nextFlush = steps + (steps >> 6) + 1;
        flush();
      }
    }
    /// Whether one more step has room.
    function takesStep() {
      isFull = ++steps > MAXIMUM_STEPS || size > MAXIMUM_SIZE;
      if (isFull) {
        --steps;
        beyond = 1;
        return false;
      }
      if (steps % LOOK_EVERY === 0)
        tellTime();
      return true;
    }

    // ---- the functions that run

    function unwind(until) {
      for (; top && top !== until; top = top.caller) {
        top.isActive = false;
        if (!isFull && !top.isLeft)
          emit('[' + UNWOUND + ',' + top.number + ']');
      }
    }
    function push(frame, caller) {
      frame.caller = caller;
      frame.isActive = true;
      top = frame;
    }
    /// Makes `frame` the one that runs, whatever left those above it.
    function arrive(frame) {
      if (frame.isActive)
        unwind(frame);
      else
        push(frame, top); // a `finally` after its `return`, or a generator that is left
    }
    function leave(frame) {
      frame.isActive = false;
      top = frame.caller;
    }

    // ---- values

    function isSame(a, b) {
      return a === b ? a !== 0 || 1 / a === 1 / b : a !== a && b !== b;
    }
    /// The text of a change of a variable that may have one; '' where it has none.
    function changeOf(frame, slot, value) {
      const isObject = typeof value === 'object' && value !== null;
      if (isSame(value, frame.values[slot]) && (isObject ? frame.clocks[slot] === clock : frame.texts[slot] !== undefined))
        return '';
      const known = frame.shapes[slot];
      if (isObject && value === frame.values[slot] && known && isUnchanged(known)) {
        frame.clocks[slot] = clock;
        return '';
      }
      frame.values[slot] = value;
      let kept;
      if (isObject) {
        if (frame.counts[slot] === undefined)
          frame.objects[frame.objects.length] = slot;
        const made = keepShape(value, (frame.counts[slot] = (frame.counts[slot] || 0) + 1) > OFTEN ? LITTLE : 0);
        kept = made.text;
        frame.shapes[slot] = made.shape;
        frame.clocks[slot] = clock;
      } else {
        kept = keep(value);
      }
      if (kept === frame.texts[slot])
        return '';
      frame.texts[slot] = kept;
      return ',' + slot + ',' + kept;
    }
    /// What changed of the variables of `frame` since it was asked last: `,slot,value` for each. `told`: the slots of `values`; 0: all
    /// of the site. No statement gave the others another value, but what is in an object may be another.
    function changes(frame, site, told, values) {
      let text = '';
      for (let i = 0; i < values.length; ++i) {
        if (values[i] !== ABSENT)
          text += changeOf(frame, told ? told[i] : site[i + FIRST_SLOT], values[i]);
      }
      if (frame.looked === clock)
        return text;
      frame.looked = clock;
      for (let i = 0; i < frame.objects.length; ++i) {
        const slot = frame.objects[i], value = frame.values[slot];
        if (frame.clocks[slot] === clock || typeof value !== 'object' || value === null)
          continue;
        if (canName(site, slot))
          text += changeOf(frame, slot, value);
        else
          frame.looked = -1; // it may be named at another step
      }
      return text;
    }
    function canName(site, slot) {
      for (let i = FIRST_SLOT; i < site.length; ++i) {
        if (site[i] === slot)
          return true;
      }
      return false;
    }

    // ---- what the script of a file calls

    function recorderOf(file, tables, told) {
      const sites = tables.sites;
      function note(frame, number, values) {
        if (isFull)
          return skipStep();
        if (frame !== top)
          arrive(frame);
        const site = sites[number];
        if (takesStep())
          emitStep('[' + STEP + ',' + frame.number + ',' + number + changes(frame, site, told[number], values) + ']');
        if (site[3] & MUTATES)
          ++clock;
      }
      function left(frame, number, value, values) {
        if (isFull) {
          skipStep();
          return value;
        }
        if (frame !== top)
          arrive(frame);
        if (takesStep())
          emitStep('[' + RETURN + ',' + frame.number + ',' + number + ',' + keep(value) + changes(frame, sites[number], told[number], values) + ']');
        frame.isLeft = true;
        leave(frame);
        return value;
      }
      function suspend(frame, number, value, isYield) {
        if (isFull)
          return value;
        if (frame !== top)
          arrive(frame);
        ++clock;
        emit('[' + SUSPEND + ',' + frame.number + ',' + number + ',' + keep(value) + ',' + isYield + ']');
        frame.isYield = isYield;
        leave(frame);
        return value;
      }
      return Object.freeze({
        f(index) {
          if (isFull)
            return none;
          const frame = { number: frames++, isActive: false, isLeft: false, isYield: false, caller: null,
            values: [], texts: [], clocks: [], shapes: [], counts: [], objects: [], looked: -1 };
          emit('[' + ENTER + ',' + frame.number + ',' + file + ',' + index + ',' + (top ? top.number : -1) + ']');
          push(frame, top);
          return frame;
        },
        s: note,
        r: left,
        e(frame, number, values) { left(frame, number, undefined, values); },
        t(frame, number, value) {
          if (frame !== top && !isFull)
            arrive(frame);
          if (frame !== none)
            emitOther('[' + THROW + ',' + frame.number + ',' + number + ',' + keep(value) + ']');
          return value;
        },
        a(frame, number, value) { return suspend(frame, number, value, false); },
        y(frame, number, value) { return suspend(frame, number, value, true); },
        w(frame, number, value) {
          if (isFull)
            return value;
          ++clock;
          if (!frame.isActive) {
            if (!frame.isYield) // it goes on when nothing else runs
              unwind(null);
            push(frame, top);
            emit('[' + RESUME + ',' + frame.number + ',' + (number === undefined ? -1 : number) + ',' + keep(value) + ',' + (frame.caller ? frame.caller.number : -1) + ']');
          } else {
            arrive(frame);
          }
          return value;
        },
        g(read) {
          try {
            return read();
          } catch (error) {
            return ABSENT; // its declaration was not reached yet
          }
        },
      });
    }

    // ---- what the runtime calls

    /// What the script `name` tells its steps to. `tables`, `told`: the JSON that instrument.js gave.
    this.file = function (name, tables, told) {
      emit('[' + FILE + ',' + files + ',' + quoted(name) + ',' + tables + ']');
      return recorderOf(files++, parse(tables), parse(told));
    };
    /// Something is called that was waited for: `cause` is 0 for the hook itself, 1 for the answer of the call `id`, 2 for timers.
    this.turn = function (cause, id) {
      unwind(null);
      ++clock;
      tellTime();
      if (!isFull)
        emit('[' + TURN + ',' + turns++ + ',' + cause + ',' + id + ']');
    };
    this.log = function (level, message) { emitOther('[' + LOG + ',' + quoted(level) + ',' + cut(message, 1000) + ']'); };
    this.call = function (id, operation, given) {
      tellTime();
      emitOther('[' + CALL + ',' + id + ',' + quoted(operation) + ',' + keep(given) + ']');
    };
    this.answer = function (id, isError, value) {
      tellTime();
      emitOther('[' + ANSWER + ',' + id + ',' + isError + ',' + keep(value) + ']');
    };
    this.end = function (value) { emitOther('[' + END + ',' + keep(value) + ']'); };
    this.failed = function (error, message, place) {
      emitOther('[' + FAILED + ',' + cut(message, 1000) + ',' + quoted(place.file || '') + ',' + place.line + ',' + place.column + ']');
    };
    this.flush = function () {
      if (isFull)
        emit('[' + BEYOND + ',' + beyond + ',' + (steps < MAXIMUM_STEPS) + ']');
      flush();
    };
  };
})
