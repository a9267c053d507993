/*! A library as it is pasted from npm: slug 1.0, a UMD wrapper. */
(function (root, factory) {
  if (typeof define === 'function' && define.amd) define([], factory);
  else if (typeof module === 'object' && module.exports) module.exports = factory();
  else root.slug = factory();
}(typeof self !== 'undefined' ? self : this, function () {
  'use strict';
  var map = { 'æ': 'ae', 'ø': 'o', 'å': 'a', 'ł': 'l', 'ß': 'ss', '€': 'euro', '&': 'and' };
  function slug(text, options) {
    options = options || {};
    var separator = options.separator === undefined ? '-' : options.separator;
    var out = '';
    for (var i = 0; i < text.length; i++) {
      var c = text.charAt(i).toLowerCase();
      out += map.hasOwnProperty(c) ? map[c] : c;
    }
    return out.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, separator).replace(new RegExp('^' + separator + '+|' + separator + '+$', 'g'), '');
  }
  slug.extend = function (more) { for (var key in more) if (Object.prototype.hasOwnProperty.call(more, key)) map[key] = more[key]; return slug; };
  return slug;
}));
var slugify = module.exports;

!function(t,e){"object"==typeof exports&&"undefined"!=typeof module?e(exports):e(t.tiny={})}(this,function(t){"use strict";function e(t,e){return void 0===e&&(e=2),Math.round(t*Math.pow(10,e))/Math.pow(10,e)}var n=function(){function t(t){this.v=t}return t.prototype.add=function(e){return new t(this.v+e)},t.of=function(e){return new t(e)},t}();t.round=e,t.Box=n,Object.defineProperty(t,"__esModule",{value:!0})});
const tiny = exports;

function beforePOST(req, res) {
  log.info(slugify('Łukasz & Åse: 100 €'), slugify('  --Crème Brûlée__'), slugify.extend({ '%': 'percent' })('5 %', { separator: '_' }));
  log.info(tiny.round(1.2345), tiny.round(1.2345, 0), tiny.Box.of(1).add(2).v, tiny.__esModule, Object.keys(tiny).sort().join(), typeof tiny.Box);
  res.end({ data: { slug: slugify(req.body.name) } });
}
