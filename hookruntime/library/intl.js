// SPDX-License-Identifier: GPL-3.0-or-later
// Intl.Collator, NumberFormat and DateTimeFormat, and what of texts, numbers and dates depends on them, after ECMA-402; ICU in the hook
// host does the work. An option that is not offered is an error: none is ignored without a word.
(function (tools) {
  const replace = tools.replace, isObject = tools.isObject, textOf = tools.textOf, bridge = tools.bridge, kept = Symbol('\u0000intl');
  const DEFAULT = 'en-US';

  function stateOf(self, name) {
    if (!isObject(self) || !self[kept])
      throw new TypeError('this is no Intl.' + name);
    return self[kept];
  }
  function notOffered(what) {
    return new RangeError(what + ' is not offered to hooks.');
  }
  // BCP 47, as ECMA-402 takes it.
  const TAG = /^([a-z]{2,3}|[a-z]{5,8})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$/i;
  /// The language that there is data for, of what a script asks for.
  function localeOf(locales) {
    if (locales === undefined)
      return DEFAULT;
    if (!(typeof locales === 'string' || Array.isArray(locales)))
      throw new TypeError('Incorrect locale information provided');
    const tags = [].concat(locales).map(function (tag) {
      if (typeof tag !== 'string' || !TAG.test(tag))
        throw new RangeError('Incorrect locale information provided');
      return tag;
    });
    return tags.length ? bridge.resolvedLocale(tags.join(' ')) : DEFAULT;
  }
  function given(options, refused, known) {
    const made = options === undefined ? {} : Object(options);
    refused.forEach(function (name) {
      if (made[name] !== undefined)
        throw notOffered('The option "' + name + '" of ' + known);
    });
    return made;
  }
  function oneOf(options, name, list, otherwise) {
    const value = options[name];
    if (value === undefined)
      return otherwise;
    const text = textOf(value);
    if (list.indexOf(text) < 0)
      throw new RangeError('Value ' + text + ' out of range for Intl options property ' + name);
    return text;
  }
  function wholeNumber(options, name, least, most) {
    if (options[name] === undefined)
      return undefined;
    const number = Math.floor(Number(options[name]));
    if (!(number >= least && number <= most))
      throw new RangeError(name + ' value is out of range.');
    return number;
  }

  // ---- the order of texts

  function collationOf(options) {
    const wanted = given(options, ['collation', 'localeMatcher'], 'Intl.Collator'), parts = [];
    if (oneOf(wanted, 'usage', ['sort', 'search'], 'sort') === 'search')
      throw notOffered('The usage "search" of Intl.Collator');
    parts.push(oneOf(wanted, 'sensitivity', ['base', 'accent', 'case', 'variant'], 'variant'));
    if (wanted.numeric)
      parts.push('numeric');
    const first = oneOf(wanted, 'caseFirst', ['upper', 'lower', 'false'], 'false');
    if (first !== 'false')
      parts.push(first);
    if (wanted.ignorePunctuation)
      parts.push('punctuation');
    return parts.join(' ');
  }

  // ---- numbers

  const DIGITS = { JPY: 0, KRW: 0, CLP: 0, VND: 0, ISK: 0, UGX: 0, XAF: 0, XOF: 0, XPF: 0, PYG: 0, RWF: 0, GNF: 0, DJF: 0, KMF: 0, BIF: 0, VUV: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 };
  const REFUSED = ['roundingMode', 'roundingIncrement', 'roundingPriority', 'trailingZeroDisplay', 'numberingSystem', 'localeMatcher'];
  function styleParts(options, style) {
    if (style === 'percent')
      return ['percent', 'scale/100'];
    if (style === 'currency') {
      if (options.currency === undefined)
        throw new TypeError('Currency code is required with currency style.');
      const code = textOf(options.currency).toUpperCase();
      if (!/^[A-Z]{3}$/.test(code))
        throw new RangeError('Invalid currency code : ' + code);
      const width = { symbol: 'short', narrowSymbol: 'narrow', code: 'iso-code', name: 'full-name' }[oneOf(options, 'currencyDisplay', ['symbol', 'narrowSymbol', 'code', 'name'], 'symbol')];
      return ['currency/' + code, 'unit-width-' + width];
    }
    if (style !== 'unit')
      return [];
    const unit = options.unit === undefined ? '' : textOf(options.unit);
    if (!/^[a-z]+(-[a-z]+)*$/.test(unit))
      throw new TypeError('A unit is required with unit style.');
    return ['unit/' + unit, 'unit-width-' + { short: 'short', narrow: 'narrow', long: 'full-name' }[oneOf(options, 'unitDisplay', ['short', 'narrow', 'long'], 'short')]];
  }
  function precisionParts(options, style, notation) {
    const least = wholeNumber(options, 'minimumSignificantDigits', 1, 21), most = wholeNumber(options, 'maximumSignificantDigits', least || 1, 21);
    if (least !== undefined || most !== undefined)
      return ['@'.repeat(least || 1) + '#'.repeat((most || 21) - (least || 1))];
    const cents = style === 'currency' ? (DIGITS[textOf(options.currency).toUpperCase()] === undefined ? 2 : DIGITS[textOf(options.currency).toUpperCase()]) : 0;
    let fewest = wholeNumber(options, 'minimumFractionDigits', 0, 20), largest = wholeNumber(options, 'maximumFractionDigits', 0, 20);
    if (fewest === undefined && largest === undefined && notation === 'compact')
      return [];
    const usual = style === 'currency' ? cents : (style === 'percent' ? 0 : 3);
    if (fewest === undefined)
      fewest = largest === undefined ? cents : Math.min(cents, largest);
    else if (largest === undefined)
      largest = Math.max(usual, fewest);
    if (largest === undefined)
      largest = Math.max(usual, fewest);
    if (fewest > largest)
      throw new RangeError('maximumFractionDigits value is out of range.');
    return [largest ? '.' + '0'.repeat(fewest) + '#'.repeat(largest - fewest) : 'precision-integer'];
  }
  function numberSkeleton(options) {
    const wanted = given(options, REFUSED, 'Intl.NumberFormat'), style = oneOf(wanted, 'style', ['decimal', 'percent', 'currency', 'unit'], 'decimal');
    const notation = oneOf(wanted, 'notation', ['standard', 'scientific', 'engineering', 'compact'], 'standard');
    const parts = styleParts(wanted, style).concat(precisionParts(wanted, style, notation), 'rounding-mode-half-up');
    if (notation !== 'standard')
      parts.push(notation === 'compact' ? 'compact-' + oneOf(wanted, 'compactDisplay', ['short', 'long'], 'short') : notation);
    const width = wholeNumber(wanted, 'minimumIntegerDigits', 1, 21);
    if (width > 1)
      parts.push('integer-width/+' + '0'.repeat(width));
    const grouping = wanted.useGrouping === undefined ? (notation === 'compact' ? 'min2' : 'auto') : String(wanted.useGrouping);
    parts.push({ false: 'group-off', true: 'group-on-aligned', always: 'group-on-aligned', min2: 'group-min2' }[grouping] || 'group-auto');
    const accounting = oneOf(wanted, 'currencySign', ['standard', 'accounting'], 'standard') === 'accounting' ? 'accounting-' : '';
    const sign = oneOf(wanted, 'signDisplay', ['auto', 'never', 'always', 'exceptZero', 'negative'], 'auto');
    parts.push(sign === 'never' ? 'sign-never' : (accounting + { auto: 'auto', always: 'always', exceptZero: 'except-zero', negative: 'negative' }[sign])
      .replace(/^accounting-auto$/, 'sign-accounting').replace(/^(?!sign-)/, 'sign-'));
    return parts.join(' ');
  }
  function numberText(value, locale, skeleton) {
    const text = bridge.numberText(Number(value), locale, skeleton);
    if (text === '!')
      throw new RangeError('Intl.NumberFormat does not know these options.');
    return text;
  }

  // ---- dates

  const WIDTHS = {
    weekday: { long: 'EEEE', short: 'EEE', narrow: 'EEEEE' }, era: { long: 'GGGG', short: 'G', narrow: 'GGGGG' }, year: { numeric: 'y', '2-digit': 'yy' },
    month: { numeric: 'M', '2-digit': 'MM', long: 'MMMM', short: 'MMM', narrow: 'MMMMM' }, day: { numeric: 'd', '2-digit': 'dd' },
    dayPeriod: { long: 'BBBB', short: 'B', narrow: 'BBBBB' }, hour: { numeric: 'j', '2-digit': 'jj' }, minute: { numeric: 'm', '2-digit': 'mm' }, second: { numeric: 's', '2-digit': 'ss' },
    fractionalSecondDigits: { 1: 'S', 2: 'SS', 3: 'SSS' },
    timeZoneName: { short: 'z', long: 'zzzz', shortOffset: 'O', longOffset: 'OOOO', shortGeneric: 'v', longGeneric: 'vvvv' },
  };
  const DAY = ['weekday', 'year', 'month', 'day'], TIME = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits'];
  const STYLES = ['full', 'long', 'medium', 'short'], CYCLES = { h11: 'K', h12: 'h', h23: 'H', h24: 'k' };
  /// `needs` and `usual` say what is shown where nothing is asked for: 'date', 'time', 'any' or 'all'.
  function dateSkeleton(options, needs, usual) {
    const wanted = given(options, ['calendar', 'numberingSystem', 'localeMatcher', 'formatMatcher'], 'Intl.DateTimeFormat'), fields = Object.assign({}, null);
    const dateStyle = oneOf(wanted, 'dateStyle', STYLES, undefined), timeStyle = oneOf(wanted, 'timeStyle', STYLES, undefined);
    Object.keys(WIDTHS).forEach(function (name) { fields[name] = oneOf(wanted, name, Object.keys(WIDTHS[name]), undefined); });
    const cycle = wanted.hour12 === undefined ? CYCLES[oneOf(wanted, 'hourCycle', Object.keys(CYCLES), undefined)] : (wanted.hour12 ? 'h' : 'H');
    const isHalved = fields.dayPeriod !== undefined && cycle === undefined; // its hours are those of half a day
    if (dateStyle !== undefined || timeStyle !== undefined) {
      if (Object.keys(fields).some(function (name) { return fields[name] !== undefined; }))
        throw new TypeError("Can't set option " + Object.keys(fields).find(function (name) { return fields[name] !== undefined; }) + ' when ' + (dateStyle === undefined ? 'timeStyle' : 'dateStyle') + ' is used');
      if (cycle !== undefined)
        throw notOffered('hour12 or hourCycle beside timeStyle');
      return '@' + (dateStyle || 'none') + ' ' + (timeStyle || 'none');
    }
    const isAsked = function (names) { return names.some(function (name) { return fields[name] !== undefined; }); };
    const isEmpty = !(needs !== 'time' && isAsked(DAY)) && !(needs !== 'date' && isAsked(TIME));
    if (isEmpty && usual !== 'time')
      fields.year = fields.month = fields.day = 'numeric';
    if (isEmpty && usual !== 'date')
      fields.hour = fields.minute = fields.second = 'numeric';
    return Object.keys(WIDTHS).map(function (name) {
      const text = fields[name] === undefined ? '' : WIDTHS[name][fields[name]];
      return name === 'hour' && (cycle || isHalved) ? text.replace(/j/g, cycle || 'h') : text;
    }).join('');
  }
  function zoneOf(options) {
    const wanted = isObject(options) ? options.timeZone : undefined;
    if (wanted === undefined)
      return bridge.timeZone();
    const name = textOf(wanted);
    if (!/^[A-Za-z0-9_+\/:-]+$/.test(name) || !bridge.hasTimeZone(name))
      throw new RangeError('Invalid time zone specified: ' + name);
    return /^(utc|gmt|etc\/utc)$/i.test(name) ? 'UTC' : name;
  }
  function dateText(time, locale, skeleton, zone) {
    if (isNaN(time))
      throw new RangeError('Invalid time value');
    // CLDR 42 alone has month, day and year here: scripts that want an ISO date use this language.
    const canadian = locale === 'en-CA' ? /^yM{1,2}d{1,2}(?!d)(.*)$/.exec(skeleton) : null;
    if (canadian)
      return bridge.dateText(time, 'sv-SE', 'yMd', zone) + (canadian[1] ? ', ' + dateText(time, locale, canadian[1], zone) : '');
    const text = bridge.dateText(time, locale, skeleton, zone);
    if (text === '!')
      throw new RangeError('Intl.DateTimeFormat does not know these options.');
    return text;
  }

  // ---- the classes

  const Intl = {};
  function define(name, prepare, members, refused) {
    const Made = ({
      [name]: function (locales = undefined, options = undefined) {
        const self = new.target === undefined ? Object.create(Made.prototype) : this;
        Object.defineProperty(self, kept, { value: Object.assign({ locale: localeOf(locales) }, prepare(options)) });
        return self;
      },
    })[name];
    Made.prototype = {};
    replace(Made.prototype, Object.assign({ constructor: Made }, members));
    refused.forEach(function (each) {
      replace(Made.prototype, { [each]: function () { throw notOffered('Intl.' + name + '.prototype.' + each); } });
    });
    Object.defineProperty(Made.prototype, Symbol.toStringTag, { value: 'Intl.' + name, configurable: true });
    Object.defineProperty(Made, 'prototype', { writable: false, enumerable: false });
    replace(Made, { supportedLocalesOf(locales) { return [].concat(locales === undefined ? [] : locales).filter(function (tag) { return localeOf(tag) === tag; }); } });
    replace(Intl, { [name]: Made });
    return Made;
  }
  /// An accessor that gives the same function each time.
  function bound(Made, name, className, make) {
    const members = { get [name]() {
      const state = stateOf(this, className);
      return state[name] || (state[name] = make(state));
    } };
    Object.defineProperty(Made.prototype, name, Object.assign(Object.getOwnPropertyDescriptor(members, name), { enumerable: false, configurable: true }));
  }
  const Collator = define('Collator', function (options) { return { collation: collationOf(options) }; }, {
    resolvedOptions() { return { locale: stateOf(this, 'Collator').locale, usage: 'sort', sensitivity: stateOf(this, 'Collator').collation.split(' ')[0], collation: 'default' }; },
  }, []);
  bound(Collator, 'compare', 'Collator', function (state) {
    return function (left, right) { return bridge.compare(textOf(left), textOf(right), state.locale, state.collation); };
  });
  const NumberFormat = define('NumberFormat', function (options) { return { skeleton: numberSkeleton(options) }; }, {
    resolvedOptions() { return { locale: stateOf(this, 'NumberFormat').locale, numberingSystem: 'latn' }; },
  }, ['formatToParts', 'formatRange', 'formatRangeToParts']);
  bound(NumberFormat, 'format', 'NumberFormat', function (state) { return function (value) { return numberText(value, state.locale, state.skeleton); }; });
  const DateTimeFormat = define('DateTimeFormat', function (options) { return { skeleton: dateSkeleton(options, 'any', 'date'), zone: zoneOf(options) }; }, {
    resolvedOptions() {
      const state = stateOf(this, 'DateTimeFormat');
      return { locale: state.locale, calendar: 'gregory', numberingSystem: 'latn', timeZone: state.zone };
    },
  }, ['formatToParts', 'formatRange', 'formatRangeToParts']);
  bound(DateTimeFormat, 'format', 'DateTimeFormat', function (state) {
    return function (date = undefined) { return dateText(date === undefined ? Date.now() : Number(date), state.locale, state.skeleton, state.zone); };
  });
  Object.defineProperty(Intl, Symbol.toStringTag, { value: 'Intl', configurable: true });
  replace(tools.global, { Intl: Intl });

  // ---- texts, numbers and dates

  const numberOf = Number.prototype.valueOf, timeOf = Date.prototype.getTime;
  replace(String.prototype, {
    localeCompare(other, locales = undefined, options = undefined) {
      const left = textOf(tools.requireThis(this, 'localeCompare')), right = textOf(other);
      return bridge.compare(left, right, localeOf(locales), options === undefined ? 'variant' : collationOf(options));
    },
  });
  replace(Number.prototype, {
    toLocaleString(locales = undefined, options = undefined) { return numberText(numberOf.call(this), localeOf(locales), numberSkeleton(options)); },
  });
  function dateMethod(needs, usual) {
    return function (date, locales, options) {
      const time = timeOf.call(date), locale = localeOf(locales), skeleton = dateSkeleton(options, needs, usual), zone = zoneOf(options);
      return isNaN(time) ? 'Invalid Date' : dateText(time, locale, skeleton, zone);
    };
  }
  const both = dateMethod('any', 'all'), day = dateMethod('date', 'date'), time = dateMethod('time', 'time');
  replace(Date.prototype, {
    toLocaleString(locales = undefined, options = undefined) { return both(this, locales, options); },
    toLocaleDateString(locales = undefined, options = undefined) { return day(this, locales, options); },
    toLocaleTimeString(locales = undefined, options = undefined) { return time(this, locales, options); },
  });
  ['toLocaleUpperCase', 'toLocaleLowerCase'].forEach(function (name) {
    const native = String.prototype[name];
    replace(String.prototype, {
      [name]: function (locales) {
        if (locales !== undefined && /^(tr|az|lt)(-|$)/.test(localeOf(locales)))
          throw notOffered('The language "' + localeOf(locales) + '" of ' + name + '()');
        return native.call(this);
      },
    });
  });
})
