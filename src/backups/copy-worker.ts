/** The other side of copy-aside.ts, for SQLite: copying a large database takes seconds in which taps must be answered. */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { copyDatabase } from '../cli/copy-database.ts';
import type { AsideData } from '../store/read-aside.ts';
import type { Copied } from './copy-aside.ts';

const { file, input: to } = workerData as AsideData<string>;
await copyDatabase(file!, to);
const hash = createHash('sha256');
await pipeline(createReadStream(to), hash);
parentPort!.postMessage({ bytes: statSync(to).size, sha256: hash.digest('hex') } satisfies Copied);
