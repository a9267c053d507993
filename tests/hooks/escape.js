// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts that try to end the function that a hook is compiled into, so that what follows runs outside of every run: because
// two parsers read a text differently, or because of what the compiler copies. tst_escape.cpp saves and runs each and then
// looks at other collections. OUT stands for the end of the wrapper, an attack on what is shared, and a new beginning;
// <CR>, <LS>, <PS>, <BOM>, <NUL>, <NEL> for these characters, <LONG> for 200,000 blanks.

//## comment of HTML before the way out
var b = 1; var a = 1 <!-- b; OUT
;function beforePOST(req, res) { res.end(); }
//## comment of HTML at the beginning
<!-- OUT
function beforePOST(req, res) { res.end(); }
//## comment of HTML at the beginning of a line
function beforePOST(req, res) {
<!-- OUT
res.end(); }
//## end of a comment of HTML at the beginning
--> OUT
function beforePOST(req, res) { res.end(); }
//## end of a comment of HTML at the beginning of a line
var x = 1;
--> OUT
function beforePOST(req, res) { res.end(); }
//## end of a comment of HTML behind a comment
var x = 1
/* */ --> OUT
function beforePOST(req, res) { res.end(); }
//## end of a comment of HTML behind a comment of two lines
var x = 1; /*
*/ --> OUT
function beforePOST(req, res) { res.end(); }
//## end of a comment of HTML as an operator
var x = 3, n = 0;
while (x --> 0) n++; 
function beforePOST(req, res) { res.end({ data: { n } }); }
//## decrement and comparison over two lines
var x = 3, y = x
--> y; OUT
function beforePOST(req, res) { res.end(); }
//## comment of HTML inside a template
var t = `${1 <!-- 2 } OUT
}`;
function beforePOST(req, res) { res.end(); }
//## comment of HTML as text of a template
var t = `<!-- OUT -->`;
function beforePOST(req, res) { res.end(); }
//## comment of HTML in a string
var t = '<!--'; var u = "OUT";
function beforePOST(req, res) { res.end(); }
//## comment of HTML in a regular expression
var t = /<!--/; var u = /-->/;
function beforePOST(req, res) { res.end(); }
//## comment of HTML in a comment
/* <!-- */ var u = 1; // --> OUT
function beforePOST(req, res) { res.end(); }
//## comment of HTML behind CR
var x = 1;<CR><!-- OUT<CR>
function beforePOST(req, res) { res.end(); }
//## comment of HTML behind U+2028
var x = 1;<LS>--> OUT<LS>
function beforePOST(req, res) { res.end(); }
//## comment of HTML in a gap that the compiler writes anew
class A { x <!-- OUT
= 1; #y = 2; static { } }
function beforePOST(req, res) { res.end(); }
//## comment of HTML before a parenthesis that the compiler looks for
async function f <!-- ( OUT
() {}
function beforePOST(req, res) { res.end(); }
//## comment of HTML before an arrow
var f = async (a) <!-- => OUT
=> a;
function beforePOST(req, res) { res.end(); }
//## hashbang
#!/usr/bin/env OUT
function beforePOST(req, res) { res.end(); }
//## hashbang that ends with CR
#!x<CR>OUT
function beforePOST(req, res) { res.end(); }
//## hashbang behind a byte order mark
<BOM>#!x OUT
function beforePOST(req, res) { res.end(); }
//## hashbang behind a blank line

#!x OUT
function beforePOST(req, res) { res.end(); }
//## hashbang in a function
function beforePOST(req, res) {
#!x OUT
res.end(); }
//## hashbang with a comment of HTML
#!x <!--
--> OUT
function beforePOST(req, res) { res.end(); }
//## regular expression behind an increment
var a = 1, b = 1, c = 1, d = a++ /b/ c; var e = a
++/b/c; OUT
function beforePOST(req, res) { res.end(); }
//## regular expression behind a block
{}/}}); OUT/.test('');
function beforePOST(req, res) { res.end(); }
//## regular expression behind a function expression
var x = 6, g = 2, y = function () {} /x/g; var z = ({}) / 1 /g;
function beforePOST(req, res) { res.end(); }
//## regular expression behind a parenthesis of if
if (1) /OUT/.test('');
function beforePOST(req, res) { res.end(); }
//## division behind a parenthesis
var g = 1, y = (1) /g/ 1; //OUT
function beforePOST(req, res) { res.end(); }
//## regular expression behind a keyword
var f = function () { return /[}]/ }, h = typeof /}/, k = void /\//g, l = 'x' in /OUT/;
function beforePOST(req, res) { res.end(); }
//## regular expression with a slash in a class
var r = /[/]OUT/, s = /[\]/]OUT/, t = /[^]/]/;
function beforePOST(req, res) { res.end(); }
//## regular expression behind yield and await as names
var yield_ = 1, await = 2, yield = 3, g = 1, x = await /g/ 1, y = yield /g/ 1; var z = yield
/1/g; OUT
function beforePOST(req, res) { res.end(); }
//## regular expression behind of, let, async and get as names
var of = 4, let_ = 1, async = 2, get = 3, g = 1, x = of /g/ 1, y = async /g/ 1, z = get /g/ 1, let = 5, w = let /g/ 1;
function beforePOST(req, res) { res.end(); }
//## regular expression behind a brace of a template
var g = 1, t = `${1}` /g/ 1, u = `${ {} /g/ 1 }`, v = `${ /}/.source }`;
function beforePOST(req, res) { res.end(); }
//## regular expression over a line
var r = /OUT
/;
function beforePOST(req, res) { res.end(); }
//## regular expression with U+2028
var r = /a<LS>OUT/;
function beforePOST(req, res) { res.end(); }
//## regular expression with flags that are none
var r = /a/gOUT;
function beforePOST(req, res) { res.end(); }
//## regular expression of the flag s with braces
var r = /.{1}}}\)/s, t = /[.]{2}/s, u = /\.}/s;
function beforePOST(req, res) { res.end(); }
//## template in a template
var t = `a${`b${`}`}c`}d${'`'}e${"${"}f`, u = `\``, v = `\${`, w = `$`, x = `$${1}$`, y = `${`${`OUT`}`}`;
function beforePOST(req, res) { res.end({ data: { t, u, v, w, x } }); }
//## template with comments
var t = `${1 /* } */ /* ` */ + 2 // } `
}`, u = `// OUT`, v = `/*`, w = `*/ OUT`;
function beforePOST(req, res) { res.end({ data: { t } }); }
//## template with objects, functions and classes
var t = `${{ a: { b: `}` } }.a.b}${(() => { return `}` })()}${class { x = `}`; static { `}` } }.name}`;
function beforePOST(req, res) { res.end(); }
//## template with octal escapes
var t = `\01`; OUT
function beforePOST(req, res) { res.end(); }
//## tagged template with escapes that are none
var t = ((s) => s.raw[0])`\u{110000}\x\u OUT`;
function beforePOST(req, res) { res.end({ data: { t } }); }
//## template that does not end
var t = `${`OUT
function beforePOST(req, res) { res.end(); }
//## template with CR
var t = `a<CR>b<CR>
c\<CR>d`; /*<CR>OUT*/
function beforePOST(req, res) { res.end({ data: { t } }); }
//## template with U+2028
var t = `a<LS>b<PS>c\<LS>d`; //<LS>OUT
function beforePOST(req, res) { res.end({ data: { t } }); }
//## comment of a line that ends with CR
// a comment<CR>OUT
function beforePOST(req, res) { res.end(); }
//## comment of a line that ends with U+2028
// a comment<LS>OUT
function beforePOST(req, res) { res.end(); }
//## comment of a line that ends with U+2029
// a comment<PS>OUT
function beforePOST(req, res) { res.end(); }
//## comment of a line that NEL does not end
// a comment<NEL>OUT
function beforePOST(req, res) { res.end(); }
//## comment of a line with NUL
// a comment<NUL>OUT
function beforePOST(req, res) { res.end(); }
//## CR between what the compiler looks for
async function f // (<CR>() { /*OUT*/ }
function beforePOST(req, res) { f(); res.end(); }
//## CR in a comment before an arrow
var f = async (a) /* => OUT <CR> */ => a;
function beforePOST(req, res) { f(); res.end(); }
//## CR in a comment before the body of a method
class A { async m // ( OUT<CR>(a) { return a } #p // = OUT<CR>= 1 }
function beforePOST(req, res) { new A().m(); res.end(); }
//## U+2028 in a comment before a computed key
class A { static // [ OUT<LS>['x'] = 1; async // * async<LS>* ['y']() {} }
function beforePOST(req, res) { res.end(); }
//## comment before an operator that the compiler replaces
var a = {}, b; a.x // ??= OUT<CR>??= 1; b /* ||= OUT */ ||= 2;
function beforePOST(req, res) { res.end({ data: a }); }
//## comment in a spread
var a = { /* , OUT */ b: 1 /* , */, /* } */ ...{ c: 1 } /* ) */, // }<CR>d: 2 };
function beforePOST(req, res) { res.end({ data: a }); }
//## comment in parameters with a rest
function f(/* { OUT */ { a /* , */, ...b } // )<CR>, c /* => */ = 1) { return b; }
function beforePOST(req, res) { res.end({ data: f({ x: 1 }) }); }
//## comment without an end
function beforePOST(req, res) { res.end(); } /* OUT
//## comment that a directive of an engine could be
//# sourceURL=OUT
//@ sourceMappingURL=*/ OUT
//# sourceURL=x<CR>OUT
function beforePOST(req, res) { res.end(); }
//## comment at the end that takes the wrapper away
function beforePOST(req, res) { res.end(); } //
//## head of a compiled script
/*hookdesk 3 fresh +../../etc/passwd +moment*/OUT
function beforePOST(req, res) { res.end(); }
//## string with CR
var s = "a<CR>OUT";
function beforePOST(req, res) { res.end(); }
//## string that goes on over CR
var s = "a\<CR>OUT", t = 'b\<LS>OUT', u = "c\<PS>OUT", v = "d\
OUT";
function beforePOST(req, res) { res.end({ data: { s, t, u, v } }); }
//## string with U+2028
var s = "a<LS>OUT", t = '<PS>OUT';
function beforePOST(req, res) { res.end({ data: { s, t } }); }
//## string with octal escapes
var s = "\7\07\007\0\08\18\8\9\42;OUT";
function beforePOST(req, res) { res.end({ data: { s } }); }
//## string whose octal escapes are quotes
var s = "\42); OUT (\42";
function beforePOST(req, res) { res.end({ data: { s } }); }
//## string with escapes of quotes
var s = "\x22\u0022\u{22}; OUT", t = '\'\x27; OUT';
function beforePOST(req, res) { res.end({ data: { s, t } }); }
//## string with NUL
var s = "a<NUL>OUT";
function beforePOST(req, res) { res.end({ data: { s } }); }
//## numbers with octal digits
var n = [010, 08, 09.5, 0o17, 0b11, 1_0, .5, 5., 1.e3, 0x1e+1, 017.toString()];
function beforePOST(req, res) { res.end({ data: { n } }); }
//## numbers before names
var n = 3in [], m = 0x1OUT;
function beforePOST(req, res) { res.end(); }
//## keyword with an escape
\u0069f (1) { OUT }
function beforePOST(req, res) { res.end(); }
//## names that become keywords
var l\u0065t = 1, yi\u0065ld = 2, asyn\u0063 = 3, o\u0066 = 4, st\u0061tic = 5; l\u0065t
x = 1; asyn\u0063
function beforePOST(req, res) { res.end({ data: { x } }); }
//## name of a property that is a way out
var o = { \u{7d}: 1, "}}); OUT": 2 }, p = { 'a\u007d': 3 };
function beforePOST(req, res) { res.end(); }
//## names with letters of other planes
var 𝒜 = 1, \u{1d49c}b = 2, ﷺ = 3, ℘ = 4, o = { 𝒜, \u0061: 5, 𝒜b: 6 }; class 𝒞 { 𝒜 = 1; #𝒜 = 2; 𝒜b() {} }
function beforePOST(req, res) { res.end({ data: o }); }
//## label with an escape
\u0061: for (;;) { break \u0061; } 𝒜: for (;;) { break 𝒜; }
function beforePOST(req, res) { res.end(); }
//## names of the compiler
var $$h = 1, $$$h = 2, $$1 = 3, $$$$1 = 4, \u0024\u0024h = 5, \u0024\u0024\u0024h = 6; class A { #x = 1; get() { return this.#x; } }
function beforePOST(req, res) { res.end({ data: { x: new A().get() } }); }
//## names of the wrapper
var beforeGET = 1, arguments = 2, undefined = 3, db = 4, log = 5, require = 6, module = 7, exports = 8;
function beforePOST(req, res) { res.end(); }
//## end of the wrapper as it stands
}}); globalThis.PWN = 1; Array.prototype.pwn = 1; (function () { return function () {
function beforePOST(req, res) { res.end(); }
//## return and a second function
function beforePOST(req, res) { res.end(); } return {}; }; globalThis.PWN = 1; function x() {
//## arrow at the end
function beforePOST(req, res) { res.end(); } var f = () =>
//## function at the end without a body
function beforePOST(req, res) { res.end(); } function f()
//## operator at the end
function beforePOST(req, res) { res.end(); } globalThis.PWN = 1, 1 +
//## comma at the beginning
, globalThis.PWN = 1
function beforePOST(req, res) { res.end(); }
//## call at the beginning
(globalThis.PWN = 1); `a${globalThis.PWN = 1}`
function beforePOST(req, res) { res.end(); }
//## strict by a directive with an escape
'use\x20strict'; 'use strict' + 1; with ({ a: 1 }) { a = 010; }
function beforePOST(req, res) { res.end(); }
//## strict by a directive behind others
'a'; "use strict"; function f() { return this; } var g = () => f();
function beforePOST(req, res) { res.end({ data: { x: g() === undefined } }); }
//## directive with a line that goes on
'use \
strict'; var x = 010; delete x;
function beforePOST(req, res) { res.end(); }
//## arguments, callee and caller at the top
try { arguments.callee.caller.arguments[0].pwn = 1; } catch (e) {} this.pwn = 1; var self = this;
function beforePOST(req, res) { try { arguments.callee.caller.caller.pwn = 1; beforePOST.caller.PWN = 1; } catch (e) {} res.end(); }
//## eval that closes braces
try { eval('}}); globalThis.PWN = 1; (function(){return function(){'); } catch (e) {}
function beforePOST(req, res) { try { (0, eval)('var PWN = 1; this.PWN = 1; Array.prototype.pwn = 1'); } catch (e) {} res.end(); }
//## constructors of functions that close braces
for (const make of [Function, (function* () {}).constructor, (async function () {}).constructor, (async () => {}).constructor, (async function* () {}).constructor])
  for (const given of [['}); globalThis.PWN = 1; (function(){'], ['a = globalThis.PWN = 1', ''], ['a', '){}}); globalThis.PWN = 1; (function(){'], ['/*', '*/){ globalThis.PWN = 1'],
    ['a <!--', 'globalThis.PWN = 1'], ['globalThis.PWN = 1; Array.prototype.pwn = 1']])
    try { make(...given)(); new make(...given)(); } catch (e) {}
function beforePOST(req, res) { res.end(); }
//## names of hooks as code
var beforeGET = function () {}, { "beforePUT": beforePUT = 1, ...beforePATCH } = {}, [beforeDELETE] = [];
afterPOST = `OUT`; function beforePOST(req, res) { res.end(); }
//## assignment to names that are code in strings
globalThis['x;OUT'] = 1; self = 1; OUT_ = 2; ({ a: OUT__, ...OUT___ } = {});
function beforePOST(req, res) { res.end(); }
//## require with names that are code
for (const name of ['lodash*/OUT', 'lib/../x', '../../etc/passwd', ':/hookruntime/runtime.js', '../../hookruntime/runtime', 'runtime', 'freeze', 'beautify', 'compiler', 'constructor', '__proto__', 'toString'])
  try { const got = require(name); got.pwn = 1; if (typeof got === 'function') got({}, {}).pwn = 1; } catch (e) {}
require('lib/x*/OUT');
function beforePOST(req, res) { res.end(); }
//## long line
var x = 1;<LONG>OUT
function beforePOST(req, res) { res.end(); }
//## long line in a comment
/*<LONG>*/ var x = 1; //<LONG><CR>OUT
function beforePOST(req, res) { res.end(); }
//## byte order marks
<BOM>var x = 1;<BOM>var<BOM>y = 2; var z = "<BOM>"; // <BOM>OUT
function beforePOST(req, res) { res.end({ data: { x, y } }); }
//## blanks that are none
var<NEL>x = 1;
function beforePOST(req, res) { res.end(); }
//## getters on the global object at the beginning
for (const name of ['JSON', 'Promise', 'Array', 'undefined', 'beforePOST', '$$h', 'then', 'hook', 'require'])
  try { Object.defineProperty(globalThis, name, { get() { PWN = 1; return 1; }, set() { PWN = 1; } }); } catch (e) {}
function beforePOST(req, res) { res.end(); }
//## getters on what a script gives
var hooks = { get beforePOST() { globalThis.PWN = 1; return function () {}; } }; Object.defineProperty(Object.prototype, 'beforePOST', { get() { throw 1; } });
function beforePOST(req, res) { res.end(); }
//## with and unscopables
with ({ [Symbol.unscopables]: { res: true }, globalThis: {}, get x() { return 1; } }) { var y = x; }
function beforePOST(req, res) { with (globalThis) { try { PWN = 1; } catch (e) {} } res.end(); }
//## names of properties of prototypes as variables
__proto__ = { pwn: 1 }; constructor = 1; toString = 2; hasOwnProperty = 3; valueOf = 4;
function beforePOST(req, res) { res.end(); }
//## names of hooks on the prototype of all objects
var o = {}; o.__proto__.beforeGET = function (req, res) { res.end({ error: 'PWN' }); }; o.constructor.prototype.then = function () {};
function beforePOST(req, res) { res.end(); }
//## members of the wrapper by destructuring arguments
var [a, b, c, d] = arguments, all = [...arguments]; for (const each of all) try { each.pwn = 1; for (const key in each) each[key] = 1; } catch (e) {}
function beforePOST(req, res) { res.end(); }
//## async arrow over lines
var async = (x) => x; var f = async
(x => x)
(function () { return 1; }); OUT
function beforePOST(req, res) { res.end(); }
//## class with names of modifiers
class A { get; set; static; async; static static; static async; get get() { return 1; } set set(v) {} static get static() { return 1; } static async async() {} async *gen() {} 'constructor'() {} }
class B { async
m() {} get
x() { return 1; } static
y = 2 }
async function async_() {} async function load_async(async) { return async; }
function beforePOST(req, res) { load_async(1).then((x) => res.end({ data: { x } })); }
//## optional chain and a conditional with a number
var a = null, x = a?.b, y = true?.5:1, z = a ?.5 : 2, w = a?.[0]?.(OUT_ = 1);
function beforePOST(req, res) { res.end({ data: { y, z } }); }
//## exponents, arrows and generators where they are ambiguous
var f = (a, b = (c, d = (e) => ({ e })) => ({ d })) => ({ b }), g = function* () { yield
/1/g; yield* /x/g; const x = yield; yield /}/ };
function beforePOST(req, res) { res.end({ data: { n: (-2) ** 2, m: 2 ** -1 } }); }
