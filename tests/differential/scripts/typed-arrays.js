// A frame: magic, version, flags, length, crc and UTF-8 payload; read back with DataView.
const MAGIC = 0x48440102, HEADER = 16;
const table = Uint32Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
const crc32 = (bytes) => (bytes.reduce((crc, byte) => table[(crc ^ byte) & 0xff] ^ (crc >>> 8), -1) ^ -1) >>> 0;
function encode(value, { version = 1, flags = 0b101 } = {}) {
  const payload = new TextEncoder().encode(JSON.stringify(value)), buffer = new ArrayBuffer(HEADER + payload.length), view = new DataView(buffer);
  view.setUint32(0, MAGIC);
  view.setUint8(4, version);
  view.setUint8(5, flags);
  view.setUint16(6, 0xfffe, true);
  view.setUint32(8, payload.length, true);
  view.setUint32(12, crc32(payload));
  new Uint8Array(buffer, HEADER).set(payload);
  return buffer;
}
function decode(buffer) {
  const view = new DataView(buffer);
  if (view.getUint32(0) !== MAGIC) throw new TypeError(`no frame: 0x${view.getUint32(0).toString(16)}`);
  const length = view.getUint32(8, true), payload = new Uint8Array(buffer, HEADER, length);
  if (crc32(payload) !== view.getUint32(12)) throw new Error('the checksum is wrong');
  return { version: view.getUint8(4), flags: view.getUint8(5).toString(2).padStart(8, '0'), magic: view.getInt16(6, true), value: JSON.parse(new TextDecoder().decode(payload)) };
}

function beforePOST(req, res) {
  const frame = encode({ name: 'Łódź €😀', n: [1.5, -0, 1e21] });
  log.info(frame.byteLength, decode(frame), crc32(new TextEncoder().encode('123456789')).toString(16));
  const damaged = frame.slice(0);
  new Uint8Array(damaged)[20] ^= 1;
  for (const each of [damaged, new ArrayBuffer(16), frame.slice(0, 5)]) try { decode(each); } catch (e) { log.warn(e.name, e instanceof RangeError || e.message); }
  const clamped = Uint8ClampedArray.of(-5, 300, 1.5, NaN), ints = new Int8Array([127, 128, 255, -129]), floats = Float32Array.from([0.1, 16777217, Infinity]);
  log.info(clamped, ints, floats, Array.from(new Float64Array([0.1, -0])), new Uint16Array([65536, -1]), Uint8Array.BYTES_PER_ELEMENT);
  const shared = new ArrayBuffer(8), whole = new Uint32Array(shared), half = new Uint8Array(shared, 4, 2), view = new DataView(shared, 2, 4);
  whole[1] = 0x01020304;
  half[1]++;
  view.setFloat32(0, 1.5);
  log.info([...whole], half.byteOffset, half.length, view.byteLength, shared.slice(2, 6).byteLength, whole.subarray(1).buffer === shared);
  const sorted = Float64Array.from([3, -0, NaN, 0, -1, Infinity]).sort();
  log.info(sorted, sorted.map((x) => 1 / x), ints.filter((x) => x < 0), ints.indexOf(-1), ints.includes(127), ints.join('/'), [...ints.entries()].length, ints.findLast((x) => x > 0), ints.at(-1), ints.toSorted?.().join());
  log.info(new Uint8Array([1, 2, 3, 4, 5]).copyWithin(0, 3).fill(9, 4).reverse(), Object.prototype.toString.call(ints), ArrayBuffer.isView(view), ints instanceof Object.getPrototypeOf(Uint8Array), Object.keys(new Uint8Array(2)), JSON.stringify(new Uint8Array([7])), 5 in ints, ints[10]);
  const buffer = Buffer.alloc(12);
  buffer.writeInt32LE(-2, 0);
  buffer.writeDoubleBE(Math.PI, 4);
  log.info(buffer, buffer.readInt16LE(0), buffer.toString('base64'), buffer.readDoubleBE(4), Buffer.from('ff0g', 'hex').length, Buffer.compare(Buffer.from('a'), Buffer.from('b')), buffer.indexOf(0x40), Buffer.from([1, 2, 3]).fill('é').toString('latin1'), buffer instanceof Uint8Array, Buffer.from('€').toJSON());
  const decoder = new TextDecoder('utf-8'), bytes = new TextEncoder().encode('a€b');
  log.info(decoder.decode(bytes.subarray(0, 2), { stream: true }) + decoder.decode(bytes.subarray(2)), new TextDecoder().decode(new Uint8Array([0xff, 0x41])), new TextEncoder().encodeInto('€€', new Uint8Array(4)), new TextDecoder('utf-16le').decode(new Uint8Array([0x41, 0, 0xac, 0x20])));
  try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xc0])); } catch (e) { log.warn(e.name); }
  res.end({ data: { base64: Buffer.from(frame).toString('base64').length } });
}
