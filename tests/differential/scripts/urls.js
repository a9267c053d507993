function slugOf(link) {
  const { hostname, pathname, searchParams, hash } = new URL(link);
  return [hostname.replace(/^www\./, ''), ...pathname.split('/').filter(Boolean).map(decodeURIComponent), searchParams.get('page') ?? 1, hash.slice(1)].join('|');
}
const withQuery = (base, query) => {
  const url = new URL(base);
  for (const [key, value] of Object.entries(query)) {
    if (value == null) url.searchParams.delete(key);
    else if (Array.isArray(value)) { url.searchParams.delete(key); value.forEach((each) => url.searchParams.append(key, each)); }
    else url.searchParams.set(key, value);
  }
  url.searchParams.sort();
  return url.href;
};
const tracking = /^(utm_\w+|fbclid|gclid)$/;
function clean(text) {
  let url;
  try { url = new URL(text); } catch { return null; }
  if (!['http:', 'https:'].includes(url.protocol)) return null;
  [...url.searchParams.keys()].filter((key) => tracking.test(key)).forEach((key) => url.searchParams.delete(key));
  url.hash = '';
  url.hostname = url.hostname.toLowerCase();
  return String(url).replace(/\/$/, '');
}

function beforePOST(req, res) {
  log.info(slugOf('https://www.Example.com:443/shop/f%C3%B8rste%20bok/?page=2&x=1#top'), slugOf('http://example.com'));
  log.info(withQuery('https://api.example/list?b=2&a=1&gone=x', { a: 'å&=', tags: ['x y', 'z'], gone: null, n: 0, on: false }));
  log.info(['HTTPS://EXAMPLE.com/a/?utm_source=x&id=3#frag', 'javascript:alert(1)', 'nonsense', 'http://a.example:8080/'].map(clean));
  const base = new URL('../c?d=1', 'https://a.example/x/y/z');
  log.info(base.href, base.origin, base.port, base.host, base.search, new URL('//b.example/q', base).href, URL.canParse?.('x:y') ?? 'old');
  const params = new URLSearchParams([['a', '1'], ['a', '2'], ['b', '']]);
  log.info(params.getAll('a'), params.get('c'), params.has('b'), String(params), [...params].length, Object.fromEntries(params), new URLSearchParams('?x=%2B+1').get('x'), params.size);
  log.info(encodeURIComponent("a b&c=d/é'()*!~"), encodeURI('http://x/å?q=a b#c%20'), decodeURIComponent('%E2%82%AC'), escape('ü €'), unescape('%FC%u20AC'));
  try { decodeURIComponent('%E2%82'); } catch (e) { log.warn(e.name); }
  const url = new URL('https://u:p@x.example/a?b#c');
  url.pathname = '/ny sti/æ';
  url.search = 'q=1';
  url.port = '8443';
  url.username = '';
  url.password = '';
  log.info(url.toJSON(), JSON.stringify({ url }), url.toString() === url.href, new URL('http://münchen.example/').hostname, new URL('http://[::1]:80/').host);
  params.forEach((value, key, all) => log.debug(key, value, all === params));
  res.end({ data: { url: url.href } });
}
