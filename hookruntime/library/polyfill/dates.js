// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as texts, after ECMA-262 (2018 and later), and texts as dates: V4 of Qt 6.4 writes and reads them in ways of its own.
// What is no format of ECMA-262 is read as Node does, by the rules of its engine's older parser: RFC 1123, `Jan 5, 2024 10:00 PM`,
// `1/5/2024`, `2024-1-5`. Such times are local where they name no zone.
(function (tools) {
  const replace = tools.replace, isObject = tools.isObject, textOf = tools.textOf, global = tools.global, zoneName = tools.bridge.timeZoneName;
  const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const OwnDate = Date, methods = {}, NONE = -1;
  ['getTime', 'getDay', 'getDate', 'getMonth', 'getFullYear', 'getHours', 'getMinutes', 'getSeconds', 'getTimezoneOffset', 'setUTCFullYear',
    'getUTCDay', 'getUTCDate', 'getUTCMonth', 'getUTCFullYear', 'getUTCHours', 'getUTCMinutes', 'getUTCSeconds',
  ].forEach(function (name) { methods[name] = OwnDate.prototype[name]; });

  // ---- texts of dates

  function padded(number, length) {
    return (number < 0 ? '-' : '') + String(Math.abs(number)).padStart(length, '0');
  }
  function get(date, name) { return methods[name].call(date); }
  function dayText(date) {
    return DAYS[get(date, 'getDay')] + ' ' + MONTHS[get(date, 'getMonth')] + ' ' + padded(get(date, 'getDate'), 2) + ' ' + padded(get(date, 'getFullYear'), 4);
  }
  function timeText(date) {
    const offset = -get(date, 'getTimezoneOffset'), size = Math.abs(offset);
    return padded(get(date, 'getHours'), 2) + ':' + padded(get(date, 'getMinutes'), 2) + ':' + padded(get(date, 'getSeconds'), 2) + ' GMT'
      + (offset < 0 ? '-' : '+') + padded(Math.floor(size / 60), 2) + padded(Math.floor(size % 60), 2) + ' (' + zoneName(get(date, 'getTime')) + ')';
  }
  /// A method that gives `Invalid Date` for a date that is none.
  function textBy(make) {
    return function (date) { return isNaN(get(date, 'getTime')) ? 'Invalid Date' : make(date); };
  }
  const whole = textBy(function (date) { return dayText(date) + ' ' + timeText(date); }), day = textBy(dayText), time = textBy(timeText);
  const universal = textBy(function (date) {
    return DAYS[get(date, 'getUTCDay')] + ', ' + padded(get(date, 'getUTCDate'), 2) + ' ' + MONTHS[get(date, 'getUTCMonth')] + ' '
      + padded(get(date, 'getUTCFullYear'), 4) + ' ' + padded(get(date, 'getUTCHours'), 2) + ':' + padded(get(date, 'getUTCMinutes'), 2) + ':'
      + padded(get(date, 'getUTCSeconds'), 2) + ' GMT';
  });
  replace(OwnDate.prototype, {
    toString() { return whole(this); },
    toDateString() { return day(this); },
    toTimeString() { return time(this); },
    toUTCString() { return universal(this); },
  });
  replace(OwnDate.prototype, { toGMTString: OwnDate.prototype.toUTCString });

  // ---- dates of texts

  // The words that mean something; of the name of a month its first three letters count.
  const WORDS = { am: 0, pm: 12 }, ZONES = { ut: 0, utc: 0, gmt: 0, z: 0, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 };
  const BLANK = /^[\s\ufeff]$/;

  function isBetween(value, least, most) { return value >= least && value <= most; }
  function isHour(value) { return isBetween(value, 0, 23); }
  function isSixtieth(value) { return isBetween(value, 0, 59); }

  /// The parts of a text: {kind: 'number', value, length}, {kind: 'word', text}, {kind: 'blank'}, or {kind: a character}.
  function partsOf(text) {
    const parts = [];
    for (let at = 0; at < text.length;) {
      const from = at, c = text[at];
      if (c >= '0' && c <= '9') {
        while (text[at] >= '0' && text[at] <= '9')
          ++at;
        parts.push({ kind: 'number', value: Number(text.slice(from, at).replace(/^0+/, '').slice(0, 9)), length: at - from });
      } else if (c >= 'A' && !BLANK.test(c)) {
        while (at < text.length && text[at] >= 'A' && !BLANK.test(text[at]))
          ++at;
        parts.push({ kind: 'word', text: text.slice(from, at).toLowerCase() });
      } else if (BLANK.test(c)) {
        while (at < text.length && BLANK.test(text[at]))
          ++at;
        parts.push({ kind: 'blank' });
      } else if (c === '(') {
        let depth = 0;
        do {
          depth += text[at] === '(' ? 1 : (text[at] === ')' ? -1 : 0);
          ++at;
        } while (depth > 0 && at < text.length);
        parts.push({ kind: 'comment' });
      } else {
        parts.push({ kind: c });
        ++at;
      }
    }
    return parts;
  }

  /// What a text says: the numbers of its day, those of its time, and its zone in hours and minutes.
  function Reader(text) {
    this.parts = partsOf(text);
    this.at = 0;
    this.days = [];
    this.month = NONE; // where it is named
    this.isIso = false;
    this.times = [];
    this.noon = NONE; // 0 or 12 where am or pm says so
    this.sign = 0; // of the zone; 0: none is said
    this.zoneHour = NONE;
    this.zoneMinute = NONE;
  }
  replace(Reader.prototype, {
    next() { return this.at < this.parts.length ? this.parts[this.at] : { kind: 'end' }; },
    is(kind) { return this.next().kind === kind; },
    take() { return this.parts[this.at++]; },
    skip(kind) { return this.is(kind) && Boolean(this.take()); },
    isDigits(length, least, most) {
      const part = this.next();
      return part.kind === 'number' && part.length === length && isBetween(part.value, least, most);
    },
    setZone(hours) {
      this.sign = hours < 0 ? -1 : 1;
      this.zoneHour = Math.abs(hours);
      this.zoneMinute = 0;
    },
    milliseconds(part) {
      const digits = Math.min(part.length, 9);
      return Math.floor(part.value * Math.pow(10, 3 - digits));
    },

    /// Reads the format of ECMA-262 as far as the text has it. False: it begins so and goes on wrong.
    iso() {
      if (this.is('+') || this.is('-')) {
        const sign = this.next().kind, year = this.parts[this.at + 1];
        if (!year || year.length !== 6 || (sign === '-' && year.value === 0))
          return true;
        this.at += 2;
        this.days.push(sign === '-' ? -year.value : year.value);
      } else if (this.isDigits(4, 0, 9999)) {
        this.days.push(this.take().value);
      } else {
        return true;
      }
      if (this.skip('-')) {
        if (!this.isDigits(2, 1, 12))
          return true;
        this.days.push(this.take().value);
        if (this.skip('-')) {
          if (!this.isDigits(2, 1, 31))
            return true;
          this.days.push(this.take().value);
        }
      }
      if (this.is('word') && this.next().text === 't') {
        this.take();
        if (!this.isoTime() || !this.isoZone() || !this.is('end'))
          return false;
      } else if (!this.is('end')) {
        return true;
      }
      if (!this.sign && !this.times.length)
        this.setZone(0);
      this.isIso = true;
      return true;
    },
    isoTime() {
      if (!this.isDigits(2, 0, 24))
        return false;
      const most = this.next().value === 24 ? 0 : 59;
      this.times.push(this.take().value);
      if (!this.skip(':') || !this.isDigits(2, 0, most))
        return false;
      this.times.push(this.take().value);
      if (!this.skip(':'))
        return true;
      if (!this.isDigits(2, 0, most))
        return false;
      this.times.push(this.take().value);
      if (!this.skip('.'))
        return true;
      if (!this.is('number') || (most === 0 && this.next().value > 0))
        return false;
      this.times.push(this.milliseconds(this.take()));
      return true;
    },
    isoZone() {
      if (this.is('word') && this.next().text === 'z') {
        this.take();
        this.setZone(0);
        return true;
      }
      if (!this.is('+') && !this.is('-'))
        return true;
      this.sign = this.take().kind === '+' ? 1 : -1;
      const both = this.next();
      if (this.isDigits(4, 0, 2359)) {
        this.zoneHour = Math.floor(both.value / 100);
        this.zoneMinute = both.value % 100;
        return Boolean(this.take()) && isSixtieth(this.zoneMinute);
      }
      if (!this.isDigits(2, 0, 23))
        return false;
      this.zoneHour = this.take().value;
      if (!this.skip(':') || !this.isDigits(2, 0, 59))
        return false;
      this.zoneMinute = this.take().value;
      return true;
    },

    /// Reads the rest of a text in any other format; false where nothing can be made of it.
    rest() {
      let isAfterNumber = this.days.length > 0;
      while (!this.is('end')) {
        const part = this.take();
        if (part.kind === 'number') {
          isAfterNumber = true;
          if (!this.number(part))
            return false;
        } else if (part.kind === 'word') {
          if (!this.word(part.text, isAfterNumber))
            return false;
        } else if ((part.kind === '+' || part.kind === '-') && (this.zoneHour === 0 && this.zoneMinute === 0 || this.times.length)) {
          isAfterNumber = true;
          if (!this.offset(part.kind === '+' ? 1 : -1))
            return false;
        } else if ((part.kind === '+' || part.kind === '-' || part.kind === ')') && isAfterNumber) {
          return false;
        }
      }
      return true;
    },
    expectsTime(value) {
      const count = this.times.length;
      return (count === 1 || count === 2) && isSixtieth(value) || count === 3 && isBetween(value, 0, 999);
    },
    endTime(value) {
      this.times.push(value);
      while (this.times.length < 4)
        this.times.push(0);
    },
    number(part) {
      const value = part.value;
      if (this.skip(':')) {
        if (this.is(':') ? this.times.length > 0 : this.times.length >= 4)
          return false;
        this.times.push(value);
        if (this.skip(':'))
          this.times.push(0);
        else
          this.skip('.');
        return true;
      }
      if (this.is('.') && this.expectsTime(value)) {
        this.take();
        this.times.push(value);
        if (!this.is('number'))
          return false;
        this.endTime(this.milliseconds(this.take()));
        return true;
      }
      if (this.zoneHour !== NONE && this.zoneMinute === NONE && isSixtieth(value)) {
        this.zoneMinute = value;
        return true;
      }
      if (this.expectsTime(value)) {
        this.endTime(value);
        const next = this.next();
        return ['end', 'blank', '+', '-'].indexOf(next.kind) >= 0 || next.text === 'z';
      }
      if (this.days.length >= 3)
        return false;
      this.days.push(value);
      this.skip('-');
      return true;
    },
    word(text, isAfterNumber) {
      const month = MONTHS.findIndex(function (name) { return name.toLowerCase() === text.slice(0, 3); });
      if (WORDS.hasOwnProperty(text) && this.times.length)
        this.noon = WORDS[text];
      else if (month >= 0) {
        this.month = month + 1;
        this.skip('-');
      } else if (ZONES.hasOwnProperty(text) && isAfterNumber)
        this.setZone(ZONES[text]);
      else
        return !isAfterNumber && !this.is('number');
      return true;
    },
    offset(sign) {
      const part = this.is('number') ? this.take() : { value: 0, length: 0 };
      this.sign = sign;
      if (this.is(':')) {
        this.zoneHour = part.value;
        this.zoneMinute = NONE;
      } else if (part.length === 1 || part.length === 2) {
        this.zoneHour = part.value;
        this.zoneMinute = 0;
      } else if (part.length === 3 || part.length === 4) {
        this.zoneHour = Math.floor(part.value / 100);
        this.zoneMinute = part.value % 100;
      } else {
        return false;
      }
      return true;
    },

    /// [year, month from 1, day]
    dayOf() {
      const all = this.days.concat(1, 1, 1).slice(0, 3), isDay = isBetween(all[0], 1, 31);
      if (this.isIso)
        return all;
      if (this.month !== NONE)
        return isDay ? [all[1], this.month, all[0]] : [all[0], this.month, all[1]];
      return isDay ? [all[2], all[0], all[1]] : all;
    },
    value() {
      if (!this.days.length)
        return NaN;
      let [year, month, day] = this.dayOf(), [hour, minute, second, millisecond] = this.times.concat(0, 0, 0, 0);
      if (!this.isIso && isBetween(year, 0, 99))
        year += year < 50 ? 2000 : 1900;
      if (this.noon !== NONE) {
        if (hour > 12)
          return NaN;
        hour = hour % 12 + this.noon;
      }
      const isMidnight = hour === 24 && !minute && !second && !millisecond;
      if (!isBetween(month, 1, 12) || !isBetween(day, 1, 31) || !isHour(hour) && !isMidnight || !isSixtieth(minute) || !isSixtieth(second)
        || !isBetween(millisecond, 0, 999))
        return NaN;
      const shown = universalTime(year, month - 1, day, hour, minute, second, millisecond);
      const made = this.sign ? shown - this.sign * (Math.max(this.zoneHour, 0) * 60 + Math.max(this.zoneMinute, 0)) * 60000 : localTime(shown);
      return get(new OwnDate(made), 'getTime');
    },
  });
  /// Milliseconds since 1970 of a day and a time of UTC; parts may be too large for their place.
  function universalTime(year, month, day, hour, minute, second, millisecond) {
    const date = new OwnDate(0);
    methods.setUTCFullYear.call(date, year, month, day);
    return get(date, 'getTime') + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  }
  /// The time at which clocks show `shown`, which is written as one of UTC. Of two, the first; one that the clocks skip is read
  /// with the offset of before.
  function localTime(shown) {
    const offsetAt = function (time) { return Math.round(get(new OwnDate(time), 'getTimezoneOffset') * 60000); };
    const first = shown + offsetAt(shown - 86400000), second = shown + offsetAt(shown + 86400000);
    return first !== second && first - offsetAt(first) !== shown && second - offsetAt(second) === shown ? second : first;
  }
  function parsed(text) {
    const reader = new Reader(text);
    if (!reader.iso() || (!reader.isIso && !reader.rest()))
      return NaN;
    return reader.value();
  }

  // ---- the constructor

  /// The value of `new Date(value)`: what is a text is read, all else is a number.
  function valueOf(value) {
    if (isObject(value) && value instanceof OwnDate)
      return get(value, 'getTime');
    let plain = value;
    if (isObject(value)) {
      const convert = value[Symbol.toPrimitive];
      plain = convert === undefined || convert === null ? ordinary(value) : convert.call(value, 'default');
    }
    return typeof plain === 'string' ? parsed(plain) : +plain;
  }
  function ordinary(object) {
    for (const name of ['valueOf', 'toString']) {
      const method = object[name];
      if (typeof method !== 'function')
        continue;
      const value = method.call(object);
      if (!isObject(value))
        return value;
    }
    throw new TypeError('Cannot convert an object to a primitive value');
  }
  const Made = function Date(year, month, day, hours, minutes, seconds, milliseconds) {
    if (new.target === undefined)
      return whole(new OwnDate());
    const given = Array.from(arguments);
    if (given.length === 1)
      given[0] = valueOf(given[0]);
    else if (given.length > 1)
      return localDate(given.map(Number), new.target);
    return Reflect.construct(OwnDate, given, new.target);
  };
  function localDate(given, target) {
    if (!given.every(isFinite))
      return Reflect.construct(OwnDate, [NaN], target);
    const parts = given.map(Math.trunc), year = isBetween(parts[0], 0, 99) ? 1900 + parts[0] : parts[0];
    const shown = universalTime(year, parts[1], parts.length > 2 ? parts[2] : 1, parts[3] || 0, parts[4] || 0, parts[5] || 0, parts[6] || 0);
    return Reflect.construct(OwnDate, [localTime(shown)], target);
  }
  Object.defineProperty(Made, 'prototype', { value: OwnDate.prototype, writable: false, enumerable: false, configurable: false });
  replace(Made, {
    now: OwnDate.now,
    UTC: OwnDate.UTC,
    parse(text) { return parsed(textOf(text)); },
  });
  replace(OwnDate.prototype, { constructor: Made });
  replace(global, { Date: Made });
})
