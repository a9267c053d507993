// SPDX-License-Identifier: GPL-3.0-or-later
// Says when crontabs are due, a JSON line a case: {crontab, zone, from, until | count, due: [seconds]}.
//
// Two oracles that share nothing with our program:
// * croner (npm) for what the fields mean, in UTC and far from changes of clocks;
// * for those changes a minute-by-minute walk as cron(8) does it, over the zones of node's ICU.
// Left to the second: days of month with a step of `*` beside weekdays, where croner takes either and cron takes both.
import { Cron } from 'croner';

const seconds = (text) => Date.parse(text) / 1000;
const say = (line) => console.log(JSON.stringify(line));

// ---- croner

const curated = [
  '* * * * *', '*/1 * * * *', '*/7 * * * *', '0 * * * *', '30 4 * * *', '0 0 * * *', '59 23 * * *', '0 0 1 1 *',
  '0 0 29 2 *', '0 0 31 * *', '0 0 30 4,6,9,11 *', '15 14 1 * *', '0 22 * * 1-5', '23 0-20/2 * * *', '5 4 * * sun',
  '0 12 * * MON', '0 12 * * mon,Wed,FRI', '0 8-18 * * 1-5', '*/15 9-17 * * 1-5', '0 0,12 1 */2 *', '0 9 * JAN *',
  '0 9 * jan,Jul,DEC *', '0 9 1-7 * 1', '0 0 13 * 5', '0 0 1,15 * 3', '10-20/5 * * * *', '1,2,3,58,59 * * * *',
  '0 0 * * 0', '0 0 * * 7', '0 0 * * 6-7', '0 0 * * 5-7', '0 0 * 2 *', '0 0 28-31 2 *', '45 23 31 12 *', '0 6 * 6-8 *',
  '*/30 */6 * * *', '0 0-23/3 * * *', '0 1-23/3 * * *', '*/59 * * * *', '0 */23 * * *', '0 0 1 1-12/3 *',
  '7 7 7 7 *', '7 7 7 7 0', '0 3 * * 1-5/2', '0 3 * * tue-sat', '20,40 0-6,18-23 * * *', '0 0 29 2 1',
  '@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly',
];
let state = 20261123;
const random = (below) => ((state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 8) % below;
const field = (least, most) => {
  const one = () => least + random(most - least + 1);
  const range = () => { const a = one(), b = one(); return Math.min(a, b) + '-' + Math.max(a, b); };
  switch (random(6)) {
  case 0: return one() + '';
  case 1: return range();
  case 2: return range() + '/' + (1 + random(5));
  case 3: return [one(), one(), one()].join(',');
  case 4: return range() + ',' + one();
  default: return '*';
  }
};
const randoms = Array.from({ length: 220 }, () => {
  const weekday = random(3) ? '*' : field(0, 6);
  return [random(4) ? field(0, 59) : '*/' + (1 + random(59)), random(3) ? field(0, 23) : '*', random(2) ? '*' : field(1, 28),
    random(2) ? '*' : field(1, 12), weekday].join(' ');
});
const nicknames = { '@midnight': '@daily' };
for (const [at, crontab] of [...curated, ...randoms].entries()) {
  const from = ['2026-11-23T18:30:00Z', '2024-02-28T23:59:00Z', '2099-12-31T23:58:30Z', '2027-06-15T12:00:01Z'][at % 4];
  const due = new Cron(nicknames[crontab] ?? crontab, { timezone: 'UTC' }).nextRuns(12, new Date(from));
  say({ crontab, zone: 'UTC', from: seconds(from), count: 12, due: due.map((date) => date.getTime() / 1000) });
}
// Years ahead, in local time, at noon.
for (const zone of ['Europe/Oslo', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata'])
  for (const year of [2027, 2041, 2078]) {
    const from = `${year}-03-01T00:00:00Z`;
    const due = new Cron('20 12 */9 * *', { timezone: zone }).nextRuns(40, new Date(from));
    say({ crontab: '20 12 */9 * *', zone, from: seconds(from), count: 40, due: due.map((date) => date.getTime() / 1000) });
  }

// ---- cron(8)

const bounds = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 7]];
function fieldsOf(crontab) {
  return crontab.split(' ').map((text, at) => {
    const values = new Set();
    for (const part of text.split(',')) {
      const [range, step = '1'] = part.split('/');
      let [first, last] = range === '*' ? bounds[at] : range.split('-').map(Number);
      for (let value = first; value <= (last ?? first); value += Number(step))
        values.add(at === 4 ? value % 7 : value);
    }
    return { values, star: text[0] === '*' };
  });
}
function matches(fields, minute) {
  const date = new Date(minute * 60000);
  const at = [date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay()];
  const fits = fields.map((field, i) => field.values.has(at[i]));
  const days = fields[2].star || fields[4].star ? fits[2] && fits[4] : fits[2] || fits[4];
  return fits[0] && fits[1] && fits[3] && days;
}
function localMinutes(zone) {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric',
    day: 'numeric', hour: 'numeric', minute: 'numeric' });
  return (minute) => {
    const part = {};
    for (const { type, value } of format.formatToParts(minute * 60000))
      part[type] = Number(value);
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) / 60000;
  };
}
function walk(crontab, zone, from, until) {
  const fields = fieldsOf(crontab);
  const wild = fields[0].star || fields[1].star;
  const local = localMinutes(zone);
  const due = [];
  let virtual = local(from / 60);
  for (let minute = from / 60 + 1; minute <= until / 60; ++minute) {
    const now = local(minute);
    const jump = now - virtual;
    let isDue;
    if (jump > 0 && jump <= 180) {
      isDue = wild && matches(fields, now);
      for (; virtual < now; ++virtual)
        isDue ||= !wild && matches(fields, virtual + 1);
    } else if (jump <= 0 && jump >= -180) {
      isDue = wild && matches(fields, now);
    } else {
      virtual = now;
      isDue = matches(fields, now);
    }
    if (isDue)
      due.push(minute * 60);
  }
  return due;
}
const changes = [
  ['Europe/Oslo', '2027-03-28T01:00:00Z'], ['Europe/Oslo', '2027-10-31T01:00:00Z'],
  ['America/New_York', '2027-03-14T07:00:00Z'], ['America/New_York', '2027-11-07T06:00:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'], ['Australia/Lord_Howe', '2027-10-02T15:30:00Z'],
  ['Australia/Lord_Howe', '2041-04-06T15:00:00Z'], ['Australia/Lord_Howe', '2041-10-05T15:30:00Z'],
  ['America/New_York', '2038-03-14T07:00:00Z'], ['America/New_York', '2037-11-01T06:00:00Z'],
  ['Europe/Oslo', '2061-03-27T01:00:00Z'], ['Europe/Oslo', '2061-10-30T01:00:00Z'],
];
const around = ['* * * * *', '*/15 * * * *', '30 * * * *', '30 2 * * *', '30 1 * * *', '15 2 * * *', '0 2 * * *', '0 3 * * *',
  '0,30 2 * * *', '0,30 1-3 * * *', '*/20 2 * * *', '59 1 * * *', '0 */2 * * *', '45 1,2,3 * * *', '30 2 * * 0', '30 2 */7 * 0',
  '0 0 * * *', '1-59/2 2 * * *'];
for (const [zone, change] of changes)
  for (const crontab of around) {
    const from = seconds(change) - 20 * 3600, until = seconds(change) + 50 * 3600;
    say({ crontab, zone, from, until, due: walk(crontab, zone, from, until) });
  }
