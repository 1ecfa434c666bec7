import { GengfuError } from '../../src/errors.ts';

/** Only syntax: what it means is told apart later, when it is already safe on disk. @throws GengfuError not_json */
export function requireJson(body: Uint8Array): void {
  try {
    JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch (cause) {
    throw new GengfuError('not_json', {}, { cause, message: 'the body is not JSON' });
  }
}
