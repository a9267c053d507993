const moment = require('moment');
const dayjs = require('dayjs');
dayjs.extend(require('dayjs/plugin/utc'));

const DAY = 864e5;
function matches(field, value, low, high) {
  return field.split(',').some((part) => {
    const [, from, to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part) ?? (() => { throw new SyntaxError(`bad field: ${part}`); })();
    const first = from === '*' ? low : +from, last = from === '*' ? high : +(to ?? (step ? high : from));
    return value >= first && value <= last && (value - first) % +(step ?? 1) === 0;
  });
}
function next(cron, after) {
  const [minute, hour, day, month, weekday] = cron.trim().split(/\s+/);
  const at = new Date(Math.floor(after / 6e4) * 6e4 + 6e4);
  for (const end = +after + 366 * DAY; at <= end;) {
    if (!matches(month, at.getUTCMonth() + 1, 1, 12)) { at.setUTCMonth(at.getUTCMonth() + 1, 1); at.setUTCHours(0, 0, 0, 0); continue; }
    if (!matches(day, at.getUTCDate(), 1, 31) || !matches(weekday, at.getUTCDay(), 0, 6)) { at.setUTCDate(at.getUTCDate() + 1); at.setUTCHours(0, 0); continue; }
    if (!matches(hour, at.getUTCHours(), 0, 23)) { at.setUTCHours(at.getUTCHours() + 1, 0); continue; }
    if (matches(minute, at.getUTCMinutes(), 0, 59)) return at;
    at.setUTCMinutes(at.getUTCMinutes() + 1);
  }
  return null;
}
const easter = (year) => { const a = year % 19, b = year / 100 | 0, c = year % 100, d = (19 * a + b - (b >> 2) - ((b - ((b + 8) / 25 | 0) + 1) / 3 | 0) + 15) % 30, e = (32 + 2 * (b % 4) + 2 * (c >> 2) - d - c % 4) % 7, f = d + e - 7 * ((a + 11 * d + 22 * e) / 451 | 0) + 114; return `${year}-${String(f / 31 | 0).padStart(2, 0)}-${String(f % 31 + 1).padStart(2, 0)}`; };
const isoWeek = (date) => { const d = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())); d.setUTCDate(d.getUTCDate() + 4 - (d.getUTCDay() || 7)); return Math.ceil(((d - Date.UTC(d.getUTCFullYear(), 0, 1)) / DAY + 1) / 7); };
const overlaps = ([a, b], [c, d]) => a < d && c < b;

function beforePOST(req, res) {
  const start = new Date('2026-02-27T22:58:30.500Z');
  for (const cron of ['*/15 * * * *', '0 0 29 2 *', '30 6 * * 1-5', '0 12 1,15 * *', '5-10/5 23 * * *']) log.info(cron, next(cron, start)?.toISOString());
  try { next('x * * * *', start); } catch (e) { log.warn(e.message); }
  log.info([2024, 2026, 2027].map(easter), ['2026-01-01', '2027-01-03', '2024-12-30'].map((d) => isoWeek(new Date(d))), overlaps([1, 3], [3, 4]), overlaps(['a', 'c'], ['b', 'd']));
  log.info(new Date(2026, 0, 31, 12).getMonth(), new Date(Date.UTC(2026, 0, 31 + 1)).toISOString(), new Date('2026-13-01').getTime(), Date.parse('2026-03-01'), new Date(8.64e15 + 1).getTime(), new Date(2019, 12).getFullYear(), new Date(99, 0).getFullYear(), +new Date(0, 0, 1).setFullYear(50));
  log.info(new Date(0).toJSON(), new Date(1e12).toUTCString(), typeof Date(), new Date(start).getTimezoneOffset() === new Date(start).getTimezoneOffset(), start - new Date(start - 5), start > new Date(0), start + '' === String(start), JSON.stringify({ start }));
  const m = moment.utc('2026-01-31T10:00:00Z');
  log.info(m.clone().add(1, 'month').format('YYYY-MM-DD dddd'), m.diff(moment.utc('2025-12-25'), 'days'), m.isAfter('2026-01-01'), moment.duration(3725, 'seconds').humanize(), moment.utc('31.12.2025', 'DD.MM.YYYY', true).isValid(), m.startOf('week').format(), moment.utc('2026-02-30').isValid(), m.from(moment.utc('2026-02-03T10:00:00Z')), moment.utc(0).format('[it is] Do MMM YY, h:mm a'));
  const d = dayjs.utc('2026-03-28T23:30:00Z');
  log.info(d.add(1, 'day').format('YYYY-MM-DDTHH:mm:ss'), d.endOf('month').date(), d.diff('2026-01-01', 'week'), d.isBefore(dayjs.utc('2026-04-01')), d.day(), d.set('month', 1).format('DD/MM'), dayjs('nonsense').isValid(), d.toISOString(), d.unix());
  res.end({ data: { due: next('0 9 * * 1', start), week: isoWeek(start) } });
}
