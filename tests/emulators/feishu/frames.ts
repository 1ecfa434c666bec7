import protobuf from 'protobufjs';

/**
 * Frame of the long connection, facts/messengers §2.2.3. SeqID and LogID are uint64 there; a varint as small as the ones
 * used here reads the same as uint32, which needs no big-number library.
 */
const schema = `
syntax = "proto2";
message Header { required string key = 1; required string value = 2; }
message Frame {
  required uint32 SeqID = 1;
  required uint32 LogID = 2;
  required int32 service = 3;
  required int32 method = 4;
  repeated Header headers = 5;
  optional string payload_encoding = 6;
  optional string payload_type = 7;
  optional bytes payload = 8;
  optional string LogIDNew = 9;
}`;

const Frame = protobuf.parse(schema, { keepCase: true }).root.lookupType('Frame');

export const method = { control: 0, data: 1 } as const;

export interface FrameContent {
  method: number;
  headers: Record<string, string>;
  payload: Uint8Array;
}

export function encodeFrame(service: number, { method: kind, headers, payload }: FrameContent): Uint8Array {
  const pairs = Object.entries(headers).map(([key, value]) => ({ key, value }));
  return Frame.encode(Frame.fromObject({ SeqID: 1, LogID: 1, service, method: kind, headers: pairs, payload })).finish();
}

export function decodeFrame(bytes: Uint8Array): FrameContent {
  const frame = Frame.toObject(Frame.decode(bytes)) as {
    method: number;
    headers?: { key: string; value: string }[];
    payload?: Uint8Array;
  };
  return {
    method: frame.method,
    headers: Object.fromEntries((frame.headers ?? []).map(({ key, value }) => [key, value])),
    payload: frame.payload ?? new Uint8Array(),
  };
}
