// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a description from standard input and says whether it is a valid OpenAPI or Swagger document.
import { Validator } from '@seriousme/openapi-schema-validator';
import { readFileSync } from 'node:fs';

const result = await new Validator().validate(JSON.parse(readFileSync(0, 'utf8')));
if (!result.valid) {
  console.log(JSON.stringify(result.errors, null, 1));
  process.exitCode = 1;
}
