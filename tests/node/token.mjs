// SPDX-License-Identifier: GPL-3.0-or-later
// Signs a token with a new key: node token.mjs ALGORITHM rsa|P-256|P-384|P-521
import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto';

const [algorithm, keyType] = process.argv.slice(2);
const { publicKey, privateKey } = keyType === 'rsa'
  ? generateKeyPairSync('rsa', { modulusLength: 2048 })
  : generateKeyPairSync('ec', { namedCurve: keyType });
const pem = publicKey.export({ type: 'spki', format: 'pem' });
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const text = `${part({ alg: algorithm, typ: 'JWT' })}.${part({ email: 'jane@example.com' })}`;
const digest = `sha${algorithm.slice(2)}`;

let signature = Buffer.alloc(0);
if (algorithm.startsWith('HS'))
  signature = createHmac(digest, pem).update(text).digest(); // the attack: the public key as the secret
else if (algorithm.startsWith('PS'))
  signature = sign(digest, text, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
else if (algorithm !== 'none')
  signature = sign(digest, text, { key: privateKey, dsaEncoding: 'ieee-p1363' });
console.log(JSON.stringify({ publicKey: pem, token: `${text}.${signature.toString('base64url')}` }));
