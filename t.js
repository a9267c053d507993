(function(){
var R = RegExp, bad = [];
RegExp = function (p, f) { try { return new R(p, f); } catch (e) { bad.push(String(p).slice(0, 400) + ' / ' + f); return new R('x'); } };
RegExp.prototype = R.prototype;
try { var b = BEAUT; var out = b("var a={b:1}", {indent_size:2}); return bad.length ? bad.join('\n') : out; } catch (e) { return bad.join('\n') + ' EX ' + e + e.stack; }
})()
