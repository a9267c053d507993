"use strict";
function _typeof(o) { "@babel/helpers - typeof"; return _typeof = "function" == typeof Symbol && "symbol" == typeof Symbol.iterator ? function (o) { return typeof o; } : function (o) { return o && "function" == typeof Symbol && o.constructor === Symbol && o !== Symbol.prototype ? "symbol" : typeof o; }, _typeof(o); }
function _toConsumableArray(r) { return _arrayWithoutHoles(r) || _iterableToArray(r) || _nonIterableSpread(); }
function _nonIterableSpread() { throw new TypeError("Invalid attempt to spread non-iterable instance."); }
function _iterableToArray(r) { if ("undefined" != typeof Symbol && null != r[Symbol.iterator] || null != r["@@iterator"]) return Array.from(r); }
function _arrayWithoutHoles(r) { if (Array.isArray(r)) return _arrayLikeToArray(r); }
function _arrayLikeToArray(r, a) { (null == a || a > r.length) && (a = r.length); for (var e = 0, n = Array(a); e < a; e++) n[e] = r[e]; return n; }
function _defineProperty(e, r, t) { return (r = _toPropertyKey(r)) in e ? Object.defineProperty(e, r, { value: t, enumerable: !0, configurable: !0, writable: !0 }) : e[r] = t, e; }
function _toPropertyKey(t) { var i = _toPrimitive(t, "string"); return "symbol" == _typeof(i) ? i : i + ""; }
function _toPrimitive(t, r) { if ("object" != _typeof(t) || !t) return t; var e = t[Symbol.toPrimitive]; if (void 0 !== e) { var i = e.call(t, r || "default"); if ("object" != _typeof(i)) return i; throw new TypeError("@@toPrimitive must return a primitive value."); } return ("string" === r ? String : Number)(t); }
function _classCallCheck(a, n) { if (!(a instanceof n)) throw new TypeError("Cannot call a class as a function"); }
function _createClass(e, r, t) { return r && r.forEach(function (o) { o.enumerable = o.enumerable || !1, o.configurable = !0, "value" in o && (o.writable = !0), Object.defineProperty(e.prototype, _toPropertyKey(o.key), o); }), Object.defineProperty(e, "prototype", { writable: !1 }), e; }
function _slicedToArray(r, e) { if (Array.isArray(r)) return r; var t = [], n, i = r[Symbol.iterator](); try { for (; !(n = i.next()).done && (t.push(n.value), t.length !== e);); } finally { n.done || null == i["return"] || i["return"](); } return t; }
function asyncGeneratorStep(n, t, e, r, o, a, c) { try { var i = n[a](c), u = i.value; } catch (n) { return void e(n); } i.done ? t(u) : Promise.resolve(u).then(r, o); }
function _asyncToGenerator(n) { return function () { var t = this, e = arguments; return new Promise(function (r, o) { var a = n.apply(t, e); function _next(n) { asyncGeneratorStep(a, r, o, _next, _throw, "next", n); } function _throw(n) { asyncGeneratorStep(a, r, o, _next, _throw, "throw", n); } _next(void 0); }); }; }
/* A small regenerator: marks states in a context, as babel's runtime does. */
var regenerator = { mark: function mark(f) { return f; }, wrap: function wrap(inner, outer, self, tries) {
  var context = { prev: 0, next: 0, sent: void 0, done: false, rval: void 0, stop: function stop() { this.done = true; return this.rval; }, abrupt: function abrupt(kind, value) { if (kind === "return") { this.rval = value; this.next = "end"; } return value; }, "catch": function _catch() { var e = this.thrown; this.thrown = void 0; return e; } };
  function run(method, value) {
    if (context.done) return { value: void 0, done: true };
    context.sent = method === "next" ? value : void 0;
    if (method === "throw") { if (!handle(value)) { context.done = true; throw value; } }
    while (true) {
      try {
        if (context.next === "end") { context.done = true; return { value: context.rval, done: true }; }
        var given = inner.call(self, context);
        if (!context.done && context.next !== "end") return { value: given, done: false };
        context.done = true;
        return { value: context.rval, done: true };
      } catch (e) { if (!handle(e)) { context.done = true; throw e; } }
    }
  }
  function handle(e) {
    for (var i = (tries || []).length - 1; i >= 0; --i) if (tries[i][0] <= context.prev && context.prev < tries[i][1]) { context.thrown = e; context.prev = context.next = tries[i][1]; return true; }
    return false;
  }
  return { next: function next(v) { return run("next", v); }, "throw": function _throw(e) { return run("throw", e); } };
} };
var Order = /*#__PURE__*/function () {
  function Order(body) { _classCallCheck(this, Order); _defineProperty(this, "lines", []); this.lines = _toConsumableArray(body.lines); }
  return _createClass(Order, [{ key: "total", get: function get() { return this.lines.reduce(function (sum, _ref) { var price = _ref.price, count = _ref.count; return sum + price * count; }, 0); } }]);
}();
function beforePOST(_x, _x2) { return _beforePOST.apply(this, arguments); }
function _beforePOST() {
  _beforePOST = _asyncToGenerator(/*#__PURE__*/regenerator.mark(function _callee(req, res) {
    var order, customer, _ref2, _ref3, first, second;
    return regenerator.wrap(function _callee$(_context) {
      while (1) switch (_context.prev = _context.next) {
        case 0:
          order = new Order(req.body);
          _context.prev = 1;
          _context.next = 4;
          return db.get("/rest/customers/nobody");
        case 4:
          customer = _context.sent;
          _context.next = 10;
          break;
        case 7:
          _context.prev = 7;
          customer = { name: _context["catch"](1).message };
        case 10:
          _context.next = 12;
          return Promise.all([db.get("/rest/customers/c1"), db.get("/rest/customers/c2")]);
        case 12:
          _ref2 = _context.sent;
          _ref3 = _slicedToArray(_ref2, 2);
          first = _ref3[0], second = _ref3[1];
          log.info(customer.name, first.name, second.name, order.total, _typeof(Symbol()), _typeof(null));
          return _context.abrupt("return", res.end({ data: _defineProperty({ total: order.total }, "k" + 1, second.city) }));
        case 17:
        case "end":
          return _context.stop();
      }
    }, _callee, null, [[1, 7]]);
  }));
  return _beforePOST.apply(this, arguments);
}
try { Order(); } catch (e) { log.warn(e.message); }
