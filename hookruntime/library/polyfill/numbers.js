// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as texts and texts as numbers, and the functions of Math that V4 of Qt 6.4 gets wrong in the last digits.
(function (tools) {
  const replace = tools.replace, integer = tools.integer;
  const native = { toString: Number.prototype.toString, toExponential: Number.prototype.toExponential, valueOf: Number.prototype.valueOf };
  const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz', EXACT = Math.pow(2, 53);

  /// Half of the distance between a positive number and the next one.
  function halfStep(value) {
    let exponent = Math.max(Math.floor(Math.log2(value)), -1022);
    if (exponent > -1022 && Math.pow(2, exponent) > value)
      --exponent;
    return Math.max(Math.pow(2, exponent - 53), Number.MIN_VALUE);
  }
  /// Adds one to the last of `digits` that can bear it, and drops those behind it; false where none can.
  function carry(digits, radix) {
    while (digits.length) {
      const last = digits.pop() + 1;
      if (last < radix) {
        digits.push(last);
        return true;
      }
    }
    return false;
  }
  /// The fewest digits behind the point that tell a number from its neighbours: {digits, carries}.
  function fractionOf(value, radix) {
    const digits = [];
    let fraction = value - Math.floor(value), step = halfStep(value);
    while (fraction >= step) {
      fraction *= radix;
      step *= radix;
      const digit = Math.floor(fraction);
      digits.push(digit);
      fraction -= digit;
      const isUp = fraction > 0.5 || (fraction === 0.5 && digit % 2 === 1);
      if (isUp && fraction + step > 1)
        return { digits: digits, carries: !carry(digits, radix) };
    }
    return { digits: digits, carries: false };
  }
  function wholeOf(value, radix) {
    let text = '', rest = value;
    // Zeros for digits that do not tell the number from its neighbours.
    while (rest / radix >= EXACT) {
      rest /= radix;
      text += '0';
    }
    do {
      const digit = rest % radix;
      text = DIGITS[Math.floor(digit)] + text;
      rest = (rest - digit) / radix;
    } while (rest > 0);
    return text;
  }
  function textIn(radix, number) {
    const value = Math.abs(number), fraction = fractionOf(value, radix);
    const whole = wholeOf(Math.floor(value) + (fraction.carries ? 1 : 0), radix);
    return (number < 0 ? '-' : '') + whole + (fraction.digits.length ? '.' + fraction.digits.map(function (digit) { return DIGITS[digit]; }).join('') : '');
  }
  replace(Number.prototype, {
    toString(radix = undefined) {
      const number = native.valueOf.call(this), base = radix === undefined ? 10 : integer(radix);
      if (base < 2 || base > 36)
        throw new RangeError('toString() radix argument must be between 2 and 36');
      return base === 10 || !isFinite(number) || number === 0 ? native.toString.call(number) : textIn(base, number);
    },
    // V4's own drops zeros at the end, and takes the form with an exponent too early.
    toPrecision(precision) {
      const number = native.valueOf.call(this), count = integer(precision);
      if (precision === undefined || !isFinite(number))
        return native.toString.call(number);
      if (count < 1 || count > 100)
        throw new RangeError('toPrecision() argument must be between 1 and 100');
      const text = native.toExponential.call(number, count - 1), parts = /^(-?)(\d)\.?(\d*)e(.+)$/.exec(text);
      const digits = parts[2] + parts[3], exponent = Number(parts[4]);
      if (exponent < -6 || exponent >= count)
        return text;
      if (exponent < 0)
        return parts[1] + '0.' + '0'.repeat(-exponent - 1) + digits;
      return parts[1] + digits.slice(0, exponent + 1) + (count > exponent + 1 ? '.' + digits.slice(exponent + 1) : '');
    },
  });
  Object.defineProperty(Number.prototype.toString, 'length', { value: 1, configurable: true });

  // The two halves of a number, for the next function alone.
  const numbers = new Float64Array(1), halves = new Uint32Array(numbers.buffer);
  function numberOf(high, low) {
    halves[1] = high;
    halves[0] = low;
    return numbers[0];
  }
  /// Source: FreeBSD's s_cbrt.c (Sun Microsystems), which Node's engine uses as well.
  function cubeRoot(x) {
    numbers[0] = x;
    const sign = halves[1] & 0x80000000, high = halves[1] & 0x7fffffff;
    if (high >= 0x7ff00000 || x === 0)
      return x;
    let t;
    if (high < 0x00100000) {
      numbers[0] = 18014398509481984 * x;
      t = numberOf(sign | Math.floor((halves[1] & 0x7fffffff) / 3) + 696219795, 0);
    } else {
      t = numberOf(sign | Math.floor(high / 3) + 715094163, 0);
    }
    let r = (t * t) * (t / x);
    numbers[0] = t * ((1.87595182427177009643 + r * (-1.88497979543377169875 + r * 1.621429720105354466140))
      + ((r * r) * r) * (-0.758397934778766047437 + r * 0.145996192886612446982));
    t = numberOf(halves[1] + (halves[0] >= 0x80000000 ? 1 : 0), (halves[0] + 0x80000000) & 0xc0000000);
    r = x / (t * t);
    return t + t * ((r - t) / (t + t + r));
  }
  const round = Math.round, abs = Math.abs;
  replace(Math, {
    abs(value) {
      const number = +value;
      return number === -2147483648 ? 2147483648 : abs(number); // V4 has no positive number for it among its integers
    },
    cbrt(value) { return cubeRoot(+value); },
    round(value) { return Number.isInteger(value) ? value : round(value); },
  });
})
