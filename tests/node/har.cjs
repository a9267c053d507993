// SPDX-License-Identifier: GPL-3.0-or-later
// Fails unless standard input is an HTTP Archive.
const { har } = require('har-validator');
let text = '';
process.stdin.on('data', (part) => { text += part; }).on('end', () => {
  har(JSON.parse(text)).then(
    (archive) => console.log(`${archive.log.entries.length} entries`),
    (error) => { console.error(JSON.stringify(error.errors, null, 1)); process.exit(1); });
});
