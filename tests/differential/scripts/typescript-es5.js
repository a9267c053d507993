"use strict";
var __extends = (this && this.__extends) || (function () {
    var extendStatics = function (d, b) {
        extendStatics = Object.setPrototypeOf ||
            ({ __proto__: [] } instanceof Array && function (d, b) { d.__proto__ = b; }) ||
            function (d, b) { for (var p in b) if (Object.prototype.hasOwnProperty.call(b, p)) d[p] = b[p]; };
        return extendStatics(d, b);
    };
    return function (d, b) {
        if (typeof b !== "function" && b !== null)
            throw new TypeError("Class extends value " + String(b) + " is not a constructor or null");
        extendStatics(d, b);
        function __() { this.constructor = d; }
        d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
    };
})();
var __assign = (this && this.__assign) || function () {
    __assign = Object.assign || function (t) { return t; };
    return __assign.apply(this, arguments);
};
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
var __generator = (this && this.__generator) || function (thisArg, body) {
    var _ = { label: 0, sent: function() { if (t[0] & 1) throw t[1]; return t[1]; }, trys: [], ops: [] }, f, y, t, g = Object.create((typeof Iterator === "function" ? Iterator : Object).prototype);
    return g.next = verb(0), g["throw"] = verb(1), g["return"] = verb(2), typeof Symbol === "function" && (g[Symbol.iterator] = function() { return this; }), g;
    function verb(n) { return function (v) { return step([n, v]); }; }
    function step(op) {
        if (f) throw new TypeError("Generator is already executing.");
        while (g && (g = 0, op[0] && (_ = 0)), _) try {
            if (f = 1, y && (t = op[0] & 2 ? y["return"] : op[0] ? y["throw"] || ((t = y["return"]) && t.call(y), 0) : y.next) && !(t = t.call(y, op[1])).done) return t;
            if (y = 0, t) op = [op[0] & 2, t.value];
            switch (op[0]) {
                case 0: case 1: t = op; break;
                case 4: _.label++; return { value: op[1], done: false };
                case 5: _.label++; y = op[1]; op = [0]; continue;
                case 7: op = _.ops.pop(); _.trys.pop(); continue;
                default:
                    if (!(t = _.trys, t = t.length > 0 && t[t.length - 1]) && (op[0] === 6 || op[0] === 2)) { _ = 0; continue; }
                    if (op[0] === 3 && (!t || (op[1] > t[0] && op[1] < t[3]))) { _.label = op[1]; break; }
                    if (op[0] === 6 && _.label < t[1]) { _.label = t[1]; t = op; break; }
                    if (t && _.label < t[2]) { _.label = t[2]; _.ops.push(op); break; }
                    if (t[2]) _.ops.pop();
                    _.trys.pop(); continue;
            }
            op = body.call(thisArg, _);
        } catch (e) { op = [6, e]; y = 0; } finally { f = t = 0; }
        if (op[0] & 5) throw op[1]; return { value: op[0] ? op[1] : void 0, done: true };
    }
};
var Repository = /** @class */ (function () {
    function Repository(path) {
        if (path === void 0) { path = "/rest/customers"; }
        this.path = path;
    }
    Repository.prototype.find = function (id) {
        return __awaiter(this, void 0, void 0, function () {
            var found, e_1;
            return __generator(this, function (_a) {
                switch (_a.label) {
                    case 0:
                        _a.trys.push([0, 2, 3, 4]);
                        return [4 /*yield*/, db.get(this.path + "/" + id)];
                    case 1:
                        found = _a.sent();
                        return [2 /*return*/, found];
                    case 2:
                        e_1 = _a.sent();
                        if (e_1.status === 404)
                            return [2 /*return*/, null];
                        throw e_1;
                    case 3:
                        log.debug("looked for", id);
                        return [7 /*endfinally*/];
                    case 4: return [2 /*return*/];
                }
            });
        });
    };
    return Repository;
}());
var Cached = /** @class */ (function (_super) {
    __extends(Cached, _super);
    function Cached() {
        var _this = _super !== null && _super.apply(this, arguments) || this;
        _this.known = {};
        return _this;
    }
    Cached.prototype.find = function (id) {
        return __awaiter(this, void 0, void 0, function () {
            var _a, _b;
            return __generator(this, function (_c) {
                switch (_c.label) {
                    case 0:
                        if (!!(id in this.known)) return [3 /*break*/, 2];
                        _a = this.known;
                        _b = id;
                        return [4 /*yield*/, _super.prototype.find.call(this, id)];
                    case 1:
                        _a[_b] = _c.sent();
                        _c.label = 2;
                    case 2: return [2 /*return*/, this.known[id]];
                }
            });
        });
    };
    return Cached;
}(Repository));
Object.defineProperty(exports, "__esModule", { value: true });
exports.beforePOST = function (req, res) { return __awaiter(void 0, void 0, void 0, function () {
    var cached, names, _i, _a, id, one;
    var _b;
    return __generator(this, function (_c) {
        switch (_c.label) {
            case 0:
                cached = new Cached();
                names = [];
                _i = 0, _a = ["c1", "nobody", "c1"];
                _c.label = 1;
            case 1:
                if (!(_i < _a.length)) return [3 /*break*/, 4];
                id = _a[_i];
                return [4 /*yield*/, cached.find(id)];
            case 2:
                one = _c.sent();
                names.push((_b = one === null || one === void 0 ? void 0 : one.name) !== null && _b !== void 0 ? _b : "none");
                _c.label = 3;
            case 3:
                _i++;
                return [3 /*break*/, 1];
            case 4:
                log.info(names, cached instanceof Repository, cached.constructor === Cached, Object.keys(cached));
                res.end({ data: __assign(__assign({}, req.body), { names: names }) });
                return [2 /*return*/];
        }
    });
}); };
