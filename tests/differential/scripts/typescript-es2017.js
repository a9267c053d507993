"use strict";
var __classPrivateFieldGet = (this && this.__classPrivateFieldGet) || function (receiver, state, kind, f) {
    if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
    if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
    return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var __classPrivateFieldSet = (this && this.__classPrivateFieldSet) || function (receiver, state, value, kind, f) {
    if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
    return (kind === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value)), value;
};
var __rest = (this && this.__rest) || function (s, e) {
    var t = {};
    for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p) && e.indexOf(p) < 0)
        t[p] = s[p];
    if (s != null && typeof Object.getOwnPropertySymbols === "function")
        for (var i = 0, p = Object.getOwnPropertySymbols(s); i < p.length; i++) {
            if (e.indexOf(p[i]) < 0 && Object.prototype.propertyIsEnumerable.call(s, p[i]))
                t[p[i]] = s[p[i]];
        }
    return t;
};
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __asyncValues = (this && this.__asyncValues) || function (o) {
    var m = o[Symbol.asyncIterator], i;
    return m ? m.call(o) : (i = {}, i.next = (v) => Promise.resolve(o.next(v)), i[Symbol.asyncIterator] = function () { return this; }, i);
};
var _Limiter_left, _Limiter_name;
var Status;
(function (Status) {
    Status["New"] = "new";
    Status["Paid"] = "paid";
})(Status || (Status = {}));
const timed = (target, key, descriptor) => {
    const original = descriptor.value;
    descriptor.value = function (...args) { log.debug("call", key, args.length); return original.apply(this, args); };
    return descriptor;
};
class Limiter {
    constructor(name, left = 2) {
        _Limiter_left.set(this, void 0);
        _Limiter_name.set(this, void 0);
        __classPrivateFieldSet(this, _Limiter_left, left, "f");
        __classPrivateFieldSet(this, _Limiter_name, name, "f");
    }
    async take() {
        var _a;
        if (__classPrivateFieldSet(this, _Limiter_left, (_a = __classPrivateFieldGet(this, _Limiter_left, "f"), _a--, _a), "f") < 0)
            throw new RangeError(`${__classPrivateFieldGet(this, _Limiter_name, "f")} is used up`);
        return __classPrivateFieldGet(this, _Limiter_left, "f");
    }
}
_Limiter_left = new WeakMap(), _Limiter_name = new WeakMap();
__decorate([timed], Limiter.prototype, "take", null);
async function beforePOST(req, res) {
    var e_1, _a;
    const limiter = new Limiter("calls");
    const results = [];
    for (let i = 0; i < 3; i++) {
        try {
            results.push(await limiter.take());
        }
        catch (error) {
            results.push(error instanceof RangeError ? error.message : "?");
        }
    }
    const _b = req.body, { name, lines } = _b, rest = __rest(_b, ["name", "lines"]);
    log.info(results, name, lines.length, rest, Status.Paid, Object.values(Status));
    try {
        for (var _c = __asyncValues((function* () { yield 1; yield 2; })()), _d; _d = await _c.next(), !_d.done;) {
            const each = _d.value;
            log.info("each", each);
        }
    }
    catch (e_1_1) { e_1 = { error: e_1_1 }; }
    finally {
        try {
            if (_d && !_d.done && (_a = _c.return)) await _a.call(_c);
        }
        finally { if (e_1) throw e_1.error; }
    }
    res.end({ data: Object.assign(Object.assign({}, rest), { status: Status.New }) });
}
