// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles the JavaScript libraries that hook hosts load, and copies those of the web pages to
// resources/pages, from npm at the versions pinned in
// package.json and package-lock.json, and records version, licence and checksum in manifest.json.
//   cd resources/js/vendor && npm ci && node build.mjs           writes the bundles
//   cd resources/js/vendor && npm ci && node build.mjs --verify  fails when they differ from the recorded ones
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tokenizer } from 'acorn';
import { build } from 'esbuild';

// What libraries take from the global object is a run's: they find it in `hookdesk` (hookruntime/library/functions.js).
const timers = Object.fromEntries(['setTimeout', 'clearTimeout', 'setImmediate', 'console'].map((name) => [name, `hookdesk.${name}`]));
// Of moment and dayjs.
const LANGUAGES = ['cs', 'da', 'de', 'de-at', 'de-ch', 'en-gb', 'es', 'fi', 'fr', 'it', 'ja', 'nb', 'nl', 'nn', 'pl', 'pt', 'pt-br', 'ru', 'sv', 'tr', 'uk', 'zh-cn'];
const PLUGINS = ['advancedFormat', 'customParseFormat', 'dayOfYear', 'duration', 'isBetween', 'isSameOrAfter', 'isSameOrBefore', 'isToday', 'isoWeek', 'localizedFormat',
  'minMax', 'quarterOfYear', 'relativeTime', 'utc', 'weekOfYear', 'weekday'];
const nameOf = (language) => language.replace('-', '_');
const libraries = [
  // For each function, acorn takes a copy of the rest of the source to look for "use strict". In V4 a script twice as long took four
  // times as long.
  {
    name: 'acorn', entry: "export { parse } from 'acorn';", file: /acorn\.mjs$/,
    changes: [['var match = literal.exec(this.input.slice(start));', `var match = null;
      if (/['"]/.test(this.input.charAt(start))) {
        var literalFrom = /'((?:\\\\[^]|[^'\\\\])*?)'|"((?:\\\\[^]|[^"\\\\])*?)"/g;
        literalFrom.lastIndex = start;
        match = literalFrom.exec(this.input);
        if (match && match.index !== start) match = null;
      }`]],
  },
  // What hooks may require().
  // Lowered async functions do not say that they are, so one that takes no callback and gives a Promise counts as one, and so does
  // one whose Promise is that of a lowered async function, as long as it has not called back.
  {
    name: 'async', entry: "import it from 'async'; export default it;", file: /async\.mjs$/, define: timers,
    changes: [['return isAsync(asyncFn) ? asyncify(asyncFn) : asyncFn;', `return function (...args) {
        const callback = args[args.length - 1];
        if (typeof callback !== 'function') return asyncFn.apply(this, args);
        const takesCallback = asyncFn.length >= args.length;
        let isCalled = false;
        if (takesCallback) args[args.length - 1] = (...results) => {
            isCalled = true;
            return callback(...results);
        };
        const given = asyncFn.apply(this, args);
        if (!given || typeof given.then !== 'function' || takesCallback && !hookdesk.isOfAsync(given)) return given;
        handlePromise(given, (...results) => isCalled ? undefined : callback(...results));
    };`],
    ['        fn.apply(this, args);\n        sync = false;', '        wrapAsync(fn).apply(this, args);\n        sync = false;'],
    // Functions keep no text in which parameters could be read.
    ['(fnIsAsync && taskFn.length === 0);', 'taskFn.length === 0;'],
    ['            newTasks[key] = taskFn;\n        } else {', `            newTasks[key] = taskFn.length === 0 ? taskFn : (callback) => {
                const given = taskFn(callback);
                if (given && hookdesk.isOfAsync(given)) callback(new Error('async.autoInject cannot read the parameters of ' + key + ': write [names, function].'));
            };
        } else {`],
    ['throw new Error(\'could not parse args in autoInject\\nSource:\\n\' + src)', "throw new Error('async.autoInject cannot read the parameters of a function: write [names, function].')"],
    ['if (args.length < arity - 1 || callback == null) {', "if (args.length < arity - 1 || typeof callback !== 'function') {"]],
  },
  // Its texts are read and written by the hook host; the alphabet of addresses, which Node has, is missing, and `0g` is read as 0.
  {
    name: 'buffer', holds: ['base64-js', 'ieee754'], entry: "export { Buffer } from 'buffer';", file: /buffer.index\.js$/,
    changes: [
      ["    case 'base64':\n    case 'ucs2':", "    case 'base64':\n    case 'base64url':\n    case 'ucs2':"],
      ["      case 'base64':\n        return base64ToBytes(string).length", "      case 'base64':\n      case 'base64url':\n        return base64ToBytes(string).length"],
      ["      case 'base64':\n        return base64Slice(this, start, end)", `      case 'base64':
        return base64Slice(this, start, end)
      case 'base64url':
        return base64Slice(this, start, end).replace(/=/g, '').replace(/[+]/g, '-').replace(/[/]/g, '_')`],
      ["      case 'base64':\n        // Warning: maxLength", "      case 'base64':\n      case 'base64url':\n        // Warning: maxLength"],
      ["if (!Buffer.isBuffer(b)) throw new TypeError('Argument must be a Buffer')", "if (!isInstance(b, Uint8Array)) throw new TypeError('Argument must be a Buffer')"],
      ['function fromString (string, encoding) {', "function fromString (string, encoding) {\n  if (!encoding || encoding === 'utf8' || encoding === 'utf-8') return fromArrayBuffer(hookdesk.bytesOfText(string).buffer)"],
      ['    const parsed = parseInt(string.substr(i * 2, 2), 16)\n', "    const parsed = parseInt(string[i * 2], 16) * 16 + parseInt(string[i * 2 + 1], 16)\n"],
      ['function utf8Slice (buf, start, end) {', 'function utf8Slice (buf, start, end) {\n  return hookdesk.textOfBytes(buf, start, end)'],
      ['function utf8ToBytes (string, units) {', 'function utf8ToBytes (string, units) {\n  if (units === undefined || units >= string.length * 3) return hookdesk.bytesOfText(string)'],
    ],
  },
  { name: 'dayjs', entry: "import it from 'dayjs'; export default it;" },
  // Formats scripts for the editor; its parts for HTML and CSS stay out.
  {
    name: 'js-beautify', global: 'beautify',
    entry: "import { js_beautify } from 'js-beautify/js/lib/beautify.js'; export default js_beautify;",
  },
  { name: 'handlebars', entry: "import it from 'handlebars/dist/handlebars.js'; export default it;" },
  {
    name: 'lodash', entry: "import it from 'lodash'; export default it;", file: /lodash\.js$/,
    changes: [['context.clearTimeout !== root.clearTimeout && context.clearTimeout', 'hookdesk.clearTimeout'],
      ['context.setTimeout !== root.setTimeout && context.setTimeout', 'hookdesk.setTimeout']],
  },
  // Its languages are a bundle of their own, which a run loads when it names one.
  {
    name: 'moment', entry: "import it from 'moment/dist/moment.js'; export default it;", file: /dist.moment\.js$/,
    changes: [
      ['        i++;\n    }\n    return globalLocale;', "        i++;\n    }\n    throw new Error('moment has no language \"' + names.join(', ') + '\" for hooks; there are en, ' + hookdesk.languages('moment').join(', ') + '.');"],
      ["    // TODO: Find a better way to register and load all the locales in Node\n", `    const found = hookdesk.languageOf('moment', normalizedName);
    if (found) {
        oldLocale = globalLocale._abbr;
        defineLocale(normalizedName, found);
        getSetGlobalLocale(oldLocale);
    }
`],
    ],
  },
  {
    name: 'moment', global: 'momentlocales', entry: `${LANGUAGES.map((each) => `export { default as ${nameOf(each)} } from 'moment/dist/locale/${each}.js';`).join('\n')}`,
    replaced: { '../moment': 'export default { defineLocale: (name, config) => config };' },
  },
  {
    name: 'dayjs', global: 'dayjsparts', entry: `${LANGUAGES.map((each) => `export { default as ${nameOf(each)} } from 'dayjs/esm/locale/${each}.js';`).join('\n')}
      ${PLUGINS.map((each) => `export { default as plugin_${each} } from 'dayjs/esm/plugin/${each}/index.js';`).join('\n')}`,
    replaced: { '../index': 'export default { locale: () => undefined };' },
  },
  // The parser of addresses alone: our classes are in hookruntime/library/polyfill/addresses.js. Names of domains and bytes are the
  // hook host's.
  {
    name: 'whatwg-url', global: 'whatwgurl',
    entry: "export * from 'whatwg-url/lib/url-state-machine.js'; export * from 'whatwg-url/lib/urlencoded.js';",
    replaced: {
      '@exodus/bytes/encoding.js': '', '@exodus/bytes/whatwg.js': `exports.percentEncodeAfterEncoding = (encoding, text, set) =>
        Array.from(hookdesk.bytesOfText(text), (byte) => {
          const character = String.fromCharCode(byte);
          return byte > 0x1f && byte < 0x7f && !set.includes(character) ? character : '%' + (byte < 16 ? '0' : '') + byte.toString(16).toUpperCase();
        }).join('');`,
      tr46: 'exports.toASCII = (domain) => hookdesk.domainToAscii(domain);',
      './encoding': 'exports.utf8Encode = (text) => hookdesk.bytesOfText(text); exports.utf8DecodeWithoutBOM = (bytes) => hookdesk.textOfBytes(bytes, 0, bytes.length);',
    },
  },
  { name: 'uuid', entry: "export { v1, v3, v4, v5, validate, version, NIL } from 'uuid';" },
];
// What is taken as it is: for browsers, not for V4.
const copies = [
  { name: 'swagger-ui-dist', folder: '../../pages/', files: ['swagger-ui-bundle.js', 'swagger-ui.css'] },
];
const verify = process.argv.includes('--verify');
const recorded = verify ? JSON.parse(readFileSync('manifest.json', 'utf8')) : [];
const manifest = [];

/// Writes the licence of the package `name`.
function keepLicence(name, folder) {
  const licence = readdirSync(`node_modules/${name}`).find((each) => /^licen[sc]e(\.(md|txt))?$/i.test(each));
  writeFileSync(join(folder, `${name}.LICENSE`), readFileSync(`node_modules/${name}/${licence}`));
}

/// Writes `text` to `file`, and the licence of the package `name` beside it; or compares them.
function keep(name, file, text) {
  const facts = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const sha256 = createHash('sha256').update(text).digest('hex');
  manifest.push({ file, name, version: facts.version, licence: facts.license, sha256 });
  if (!verify) {
    writeFileSync(file, text);
    keepLicence(name, dirname(file));
    return;
  }
  const known = recorded.find((each) => each.file === file);
  const committed = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (known?.sha256 !== sha256 || committed !== sha256) {
    console.error(`${file} is not what build.mjs makes of ${name} ${facts.version}`);
    process.exitCode = 1;
  }
}

/// Replaces texts in a file of a library; fails when one is not there any more.
function changing({ name, file, changes }) {
  return {
    name: 'changing',
    setup(bundler) {
      bundler.onLoad({ filter: file }, ({ path }) => {
        let text = readFileSync(path, 'utf8');
        for (const [from, to] of changes) {
          if (!text.includes(from))
            throw new Error(`${name} does not hold "${from}" any more`);
          text = text.replace(from, () => to);
        }
        return { contents: text };
      });
    },
  };
}

/// Other texts in the place of modules, by their names.
function replacing(modules) {
  return {
    name: 'replacing',
    setup(bundler) {
      bundler.onResolve({ filter: /./ }, ({ path }) => (path in modules ? { path, namespace: 'replaced' } : undefined));
      bundler.onLoad({ filter: /./, namespace: 'replaced' }, ({ path }) => ({ contents: modules[path] }));
    },
  };
}

/// V4 of Qt 6.4 matches an expression with the flag `u` at one place alone; so no bundle may have one, and none needs it.
function withoutUnicodeFlags(name, code) {
  const found = [];
  for (const token of tokenizer(code, { ecmaVersion: 2023, allowReturnOutsideFunction: true })) {
    if (token.value?.flags?.includes('u'))
      found.push(token);
  }
  return found.reverse().reduce((text, { start, end, value }) => {
    if (/\\u\{|\\p\{|[^\0-\x7f]/i.test(value.pattern))
      throw new Error(`${name} has an expression that needs its flag: ${value.pattern}`);
    return `${text.slice(0, start)}/${value.pattern}/${value.flags.replace('u', '')}${text.slice(end)}`;
  }, code);
}

for (const library of libraries) {
  const { name, entry, global = name, define = {}, replaced = {} } = library;
  const result = await build({
    plugins: library.file ? [changing(library)] : [replacing(replaced)], define,
    stdin: { contents: entry, resolveDir: '.' }, bundle: true, write: false, minify: true,
    format: 'iife', globalName: global, target: 'es2016', platform: 'browser', legalComments: 'none', charset: 'ascii',
  });
  // V4 of Qt 6.4 miscompiles strict code, so no bundle may be strict.
  const code = withoutUnicodeFlags(name, result.outputFiles[0].text.replaceAll('"use strict";', '').trimEnd());
  const facts = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  for (const each of verify ? [] : library.holds ?? [])
    keepLicence(each, '.');
  keep(name, `${global}.js`, `// ${name} ${facts.version}, licence ${facts.license}; made by build.mjs\n(function(){${code}\nreturn ${entry.includes('export default') ? `${global}.default` : global};})()\n`);
}
for (const { name, folder, files } of copies) {
  for (const file of files)
    keep(name, folder + file, readFileSync(`node_modules/${name}/${file}`, 'utf8').replace(/\n?\/[/*]# sourceMappingURL=\S*( \*\/)?\s*$/, '\n'));
}
if (!verify)
  writeFileSync('manifest.json', JSON.stringify(manifest, null, 2) + '\n');
