import type { LinearModel } from './linear-model.ts';

const magic = 0x31664747; // "GGf1"

/**
 * One linear model as bytes, little-endian: magic, classes, the two table sizes as log2, two scales (float32), biases (float32),
 * then one signed byte per weight.
 */
export function writeModel(model: LinearModel): Uint8Array {
  const head = headLength(model.classes);
  const file = new Uint8Array(head + model.ngramWeights.length + model.conceptWeights.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, model.classes, true);
  view.setUint32(8, model.ngramBits, true);
  view.setUint32(12, model.conceptBits, true);
  view.setFloat32(16, model.ngramScale, true);
  view.setFloat32(20, model.conceptScale, true);
  for (const [k, bias] of model.bias.entries()) view.setFloat32(24 + k * 4, bias, true);
  file.set(asUnsigned(model.ngramWeights), head);
  file.set(asUnsigned(model.conceptWeights), head + model.ngramWeights.length);
  return file;
}

/** @throws Error when the bytes are no model or are cut short. */
export function readModel(file: Uint8Array): LinearModel {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.byteLength < 24 || view.getUint32(0, true) !== magic) throw new Error('not a Gengfu model file: run `npm run train`');
  const classes = view.getUint32(4, true);
  const ngramBits = view.getUint32(8, true);
  const conceptBits = view.getUint32(12, true);
  const head = headLength(classes);
  const split = head + (classes << ngramBits);
  const end = split + (classes << conceptBits);
  if (file.byteLength !== end) throw new Error(`model file of ${file.byteLength} bytes, expected ${end}: run \`npm run train\``);
  // Copies, so that the file's buffer can go.
  const bytes = new Int8Array(file.buffer, file.byteOffset, file.byteLength);
  return {
    classes,
    ngramBits,
    conceptBits,
    ngramScale: view.getFloat32(16, true),
    conceptScale: view.getFloat32(20, true),
    bias: Float32Array.from({ length: classes }, (_, k) => view.getFloat32(24 + k * 4, true)),
    ngramWeights: bytes.slice(head, split),
    conceptWeights: bytes.slice(split, end),
  };
}

function headLength(classes: number): number {
  return 24 + classes * 4;
}

function asUnsigned(bytes: Int8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
