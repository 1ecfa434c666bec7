#!/usr/bin/env node
/** The `gengfu` command: finds Node 24 as `npm start` does and runs gengfu.ts on it. Itself runs on Node 20. */
import { generate } from '../../scripts/generate.mjs';
import { install } from '../../scripts/install.mjs';
import { runNode } from '../../scripts/run-node.mjs';
import { serviceFlags } from '../../scripts/runtime.mjs';

try {
  install();
  generate();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
runNode([...serviceFlags(), 'src/cli/gengfu.ts', ...process.argv.slice(2)]);
