#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Writes TypeScript types of the collections of a server, from its /openapi.json:
//   HOOKDESK_KEY=… hookdesk-types.mjs http://127.0.0.1:8787 > collections.d.ts
import {realpathSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {Hookdesk} from './hookdesk.js';

function typeOf(schema) {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  switch (schema.type) {
  case 'integer':
  case 'number':
    return 'number';
  case 'string':
  case 'boolean':
    return schema.type;
  case 'array':
    return `${typeOf(schema.items ?? {})}[]`;
  case 'object':
    return schema.properties ? objectOf(schema) : 'Record<string, unknown>';
  default:
    return 'unknown';
  }
}

function objectOf({properties, required = []}) {
  const fields = Object.entries(properties).map(([name, schema]) => `${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}; `);
  return `{${fields.join('')}[field: string]: unknown}`;
}

function fieldsOf({properties = {}, required = []}) {
  return Object.entries(properties).filter(([name]) => name !== '_id').map(([name, schema]) =>
    `    ${schema.readOnly ? 'readonly ' : ''}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`);
}

export function typesOf(description) {
  const lines = ['// Made by hookdesk-types of /openapi.json.', 'export interface Collections {'];
  for (const [name, schema] of Object.entries(description.components?.schemas ?? {}).sort()) {
    // The forms in which documents are sent: `Sent` in hookdesk.d.ts makes them of the answered ones.
    if (name.includes('.')) continue;
    // A collection takes fields that it does not declare.
    lines.push(`  ${JSON.stringify(name)}: {`, ...fieldsOf(schema), '    [field: string]: unknown;', '  };');
  }
  return [...lines, '}', ''].join('\n');
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [url] = process.argv.slice(2);
  if (!url) {
    console.error('hookdesk-types.mjs URL: the key is in the environment variable HOOKDESK_KEY');
    process.exit(2);
  }
  const server = new Hookdesk(url, {key: process.env.HOOKDESK_KEY});
  try {
    process.stdout.write(typesOf(await server.request('GET', '/openapi.json')));
  } catch (error) {
    console.error(`hookdesk-types.mjs: ${error.message}`);
    process.exit(1);
  }
}
