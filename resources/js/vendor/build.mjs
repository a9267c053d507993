// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles the JavaScript libraries that hook hosts load, and copies those of the web pages to
// resources/pages, from npm at the versions pinned in
// package.json and package-lock.json, and records version, licence and checksum in manifest.json.
//   cd resources/js/vendor && npm ci && node build.mjs           writes the bundles
//   cd resources/js/vendor && npm ci && node build.mjs --verify  fails when they differ from the recorded ones
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const libraries = [
  // For each function, acorn takes a copy of the rest of the source to look for "use strict". In V4 a script twice as long took four
  // times as long.
  {
    name: 'acorn', entry: "export { parse } from 'acorn';", file: /acorn\.mjs$/,
    from: 'var match = literal.exec(this.input.slice(start));',
    to: `var match = null;
      if (/['"]/.test(this.input.charAt(start))) {
        var literalFrom = /'((?:\\\\[^]|[^'\\\\])*?)'|"((?:\\\\[^]|[^"\\\\])*?)"/g;
        literalFrom.lastIndex = start;
        match = literalFrom.exec(this.input);
        if (match && match.index !== start) match = null;
      }`,
  },
  // What hooks may require().
  // Lowered async functions do not say that they are, so one that takes no callback and gives a Promise counts as one.
  {
    name: 'async', entry: "import it from 'async'; export default it;", file: /async\.mjs$/,
    from: 'return isAsync(asyncFn) ? asyncify(asyncFn) : asyncFn;',
    to: `return function (...args) {
        const callback = args[args.length - 1];
        if (typeof callback !== 'function' || asyncFn.length >= args.length) return asyncFn.apply(this, args);
        const given = asyncFn.apply(this, args);
        return given && typeof given.then === 'function' ? handlePromise(given, callback) : given;
    };`,
  },
  { name: 'dayjs', entry: "import it from 'dayjs'; export default it;" },
  // Formats scripts for the editor; its parts for HTML and CSS stay out. V4 takes sticky expressions for Unicode ones, where a
  // hyphen needs no backslash and may have none.
  {
    name: 'js-beautify', global: 'beautify', file: /beautify\.js$/,
    entry: "import { js_beautify } from 'js-beautify/js/lib/beautify.js'; export default js_beautify;",
    from: 'punct = punct.replace(/[-[\\]{}()*+?.,\\\\^$|#]/g', to: 'punct = punct.replace(/[[\\]{}()*+?.,\\\\^$|#]/g',
  },
  { name: 'handlebars', entry: "import it from 'handlebars/dist/handlebars.js'; export default it;" },
  { name: 'lodash', entry: "import it from 'lodash'; export default it;" },
  { name: 'moment', entry: "import it from 'moment/dist/moment.js'; export default it;" },
  { name: 'uuid', entry: "export { v1, v3, v4, v5, validate, version, NIL } from 'uuid';" },
];
// What is taken as it is: for browsers, not for V4.
const copies = [
  { name: 'swagger-ui-dist', folder: '../../pages/', files: ['swagger-ui-bundle.js', 'swagger-ui.css'] },
];
const verify = process.argv.includes('--verify');
const recorded = verify ? JSON.parse(readFileSync('manifest.json', 'utf8')) : [];
const manifest = [];

/// Writes `text` to `file`, and the licence of the package `name` beside it; or compares them.
function keep(name, file, text) {
  const facts = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const sha256 = createHash('sha256').update(text).digest('hex');
  manifest.push({ file, name, version: facts.version, licence: facts.license, sha256 });
  if (!verify) {
    writeFileSync(file, text);
    const licence = readdirSync(`node_modules/${name}`).find((each) => /^licen[sc]e(\.(md|txt))?$/i.test(each));
    writeFileSync(join(dirname(file), `${name}.LICENSE`), readFileSync(`node_modules/${name}/${licence}`));
    return;
  }
  const known = recorded.find((each) => each.file === file);
  const committed = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (known?.sha256 !== sha256 || committed !== sha256) {
    console.error(`${file} is not what build.mjs makes of ${name} ${facts.version}`);
    process.exitCode = 1;
  }
}

/// Replaces a text in a file of a library; fails when it is not there any more.
function changing({ name, file, from, to }) {
  return {
    name: 'changing',
    setup(bundler) {
      bundler.onLoad({ filter: file }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!text.includes(from))
          throw new Error(`${name} does not hold "${from}" any more`);
        return { contents: text.replace(from, to) };
      });
    },
  };
}

for (const library of libraries) {
  const { name, entry, global = name } = library;
  const result = await build({
    plugins: library.file ? [changing(library)] : [],
    stdin: { contents: entry, resolveDir: '.' }, bundle: true, write: false, minify: true,
    format: 'iife', globalName: global, target: 'es2016', platform: 'browser', legalComments: 'none', charset: 'ascii',
  });
  // V4 of Qt 6.4 miscompiles strict code, so no bundle may be strict.
  const code = result.outputFiles[0].text.replaceAll('"use strict";', '').trimEnd();
  const facts = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  keep(name, `${global}.js`, `// ${name} ${facts.version}, licence ${facts.license}; made by build.mjs\n(function(){${code}\nreturn ${entry.includes('export default') ? `${global}.default` : global};})()\n`);
}
for (const { name, folder, files } of copies) {
  for (const file of files)
    keep(name, folder + file, readFileSync(`node_modules/${name}/${file}`, 'utf8').replace(/\n?\/[/*]# sourceMappingURL=\S*( \*\/)?\s*$/, '\n'));
}
if (!verify)
  writeFileSync('manifest.json', JSON.stringify(manifest, null, 2) + '\n');
